"""`gateway serve`: checks everything a worker needs, then runs the workers."""

import gc
import os
from contextlib import closing
from pathlib import Path

from granian.constants import Interfaces, SSLProtocols
from granian.log import LogLevels
from granian.server import Server as Granian

from gateway.app import CONFIG_VARIABLE, check_start, open_gateway
from gateway.catalogue import problem_of
from gateway.cli.grammar import command, config_option
from gateway.cli.speech import BAD_INPUT, fail, remark, tell
from gateway.errors import LogError, SettingsBad
from gateway.processors import share_places
from gateway.serving import STOP_SECONDS, bind_problem
from gateway.settings import Server, load_settings


@command("serve", help="serve")
@config_option
def serve_command(config: Path) -> None:
    """Run the gateway."""
    settings = load_settings(config, os.environ)
    server = settings.server
    claim(server)
    try:
        with closing(open_gateway(settings)) as gateway:
            unasked = check_start(gateway)
    except LogError as error:
        # Whoever starts a gateway has named the wrong database, or one that is not up: nothing is served.
        fail(error, BAD_INPUT, where=settings.storage_where)
    for witness, silence in unasked.items():
        remark("startup.witness-unasked", witness=witness, problem=silence.message)
    tell(
        "commands.serving",
        agency=settings.agency,
        url=f"{server.scheme}://{server.host}:{server.port}",
        workers=server.workers,
    )
    run_server(server, config, "gateway.app:application")


def run_server(server: Server, config: Path, application: str) -> None:
    """Run workers until a signal; TLS 1.3 only where this process terminates it."""
    os.environ[CONFIG_VARIABLE] = str(config.resolve())
    if server.pin_workers:
        share_places()
    # Workers are forks. A collector that goes over what they share would copy all of it, in each of them.
    gc.collect()
    gc.freeze()
    Granian(
        application,
        factory=True,
        interface=Interfaces.WSGI,
        address=server.host,
        port=server.port,
        workers=server.workers,
        blocking_threads=server.threads,
        websockets=False,
        ssl_cert=server.tls_certificate,
        ssl_key=server.tls_key,
        ssl_protocol_min=SSLProtocols.tls13,
        log_level=LogLevels.warning,
        workers_kill_timeout=STOP_SECONDS,
        respawn_failed_workers=True,
    ).serve()


def claim(server: Server) -> None:
    """See that the port is free now: a worker would find out too late to say so in one line."""
    problem = bind_problem(server)
    if problem is not None:
        where = f"{server.host}:{server.port}"
        raise SettingsBad("port-taken", where, problem=problem_of(problem)) from problem
