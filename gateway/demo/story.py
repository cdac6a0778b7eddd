"""The demonstration from curtain to curtain: prepare, serve, ask, refuse, prove."""

import json
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gateway.audit import verifier_key
from gateway.client import Client, Peer
from gateway.demo import sample
from gateway.demo.auditors import invite_auditors
from gateway.demo.ceremony import AGENCIES, SYSTEM, Keys, hold_ceremony
from gateway.demo.exchanges import REQUESTS, show_exchanges
from gateway.demo.figures import show_figures
from gateway.demo.layout import Layout
from gateway.demo.lookups import show_lookups
from gateway.demo.narrator import Narrator
from gateway.demo.policy_office import activate_all
from gateway.demo.proofs import show_proofs
from gateway.demo.recorder import Recorder, count_found
from gateway.demo.refusals import show_refusals
from gateway.demo.servers import Serving, configure, introduce, start, stop, wait_ready
from gateway.demo.stage import Stage
from gateway.drafting import read_folder
from gateway.errors import PolicyFilesBad
from gateway.policy import Bundle, read_bundle
from gateway.storage import open_storage


def play(layout: Layout, narrator: Narrator, *, home: Path, is_once: bool) -> bool:
    """Play the whole demonstration; returns whether all of it held.

    `home` holds config/ and policies/. Unless `is_once`, the gateways serve on
    until an interrupt.
    """
    narrator.title("title")
    narrator.line("preparing", folder=layout.root)
    keys = hold_ceremony(layout, home / "policies", datetime.now(UTC))
    serving = introduce(
        {agency.uid: configure(layout, home / "config" / f"{agency.short}.toml") for agency in AGENCIES}
    )
    _fill(layout, serving)
    activate_all(layout, serving)
    with _servers(layout, serving):
        for each in serving.values():
            narrator.line("serving", agency=each.settings.agency, url=each.url)
        stage = _set(layout, narrator, keys, serving)
        show_exchanges(stage)
        show_lookups(stage)
        show_figures(stage)
        show_refusals(stage)
        show_proofs(stage)
        is_whole = _close(stage)
        if not is_once:
            invite_auditors(stage)
            narrator.line("serving-on", facts=layout.facts)
            signal.pause()
    return is_whole


def _fill(layout: Layout, serving: Mapping[str, Serving]) -> None:
    for agency in AGENCIES:
        storage = open_storage(serving[agency.uid].settings.storage_url)
        storage.upgrade()
        storage.close()
        data = layout.gateway(agency.short) / "data.db"
        sample.write_sqlite(data, agency.uid)
        # As an operator should leave them: nobody looks in, and the gateway only reads its source.
        data.chmod(0o400)
        data.parent.chmod(0o700)


@contextmanager
def _servers(layout: Layout, serving: Mapping[str, Serving]) -> Iterator[None]:
    processes: list[subprocess.Popen[bytes]] = []
    # Whoever ends the demonstration ends its gateways too.
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        for agency in AGENCIES:
            processes.append(start(serving[agency.uid], layout.log_file(agency.short)))
        for agency, process in zip(AGENCIES, processes, strict=True):
            wait_ready(serving[agency.uid], process, layout.log_file(agency.short))
        yield
    except KeyboardInterrupt:
        pass
    finally:
        stop(processes)


def _set(
    layout: Layout, narrator: Narrator, keys: Mapping[str, Keys], serving: Mapping[str, Serving]
) -> Stage:
    bundle = _bundle(layout)
    received: list[bytes] = []
    peers = {
        uid: Peer.of(bundle.trusts[uid], origin=each.settings.log_origin) for uid, each in serving.items()
    }
    other = {provider.uid: consumer for provider, consumer in zip(AGENCIES, reversed(AGENCIES), strict=True)}
    clients = {
        uid: Client(each.url, keys[other[uid].uid].client, peers[uid], transport=Recorder(each.url, received))
        for uid, each in serving.items()
    }
    vkeys = {uid: verifier_key(peer.origin, peer.log_key) for uid, peer in peers.items()}
    stage = Stage(layout, narrator, bundle, keys, serving, vkeys, peers, clients, received)
    _write_facts(stage)
    _write_profiles(stage)
    return stage


def _bundle(layout: Layout) -> Bundle:
    reading = read_bundle(read_folder(layout.policies))
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    return reading.bundle


def _write_facts(stage: Stage) -> None:
    """Write demo.json: all that a client which is not ours needs to talk to these gateways."""
    gateways = [
        {
            "agency": uid,
            "url": each.url,
            "authority": each.authority,
            "jwks_url": f"{each.url}/.well-known/jwks.json",
            "log_origin": each.settings.log_origin,
            "log_vkey": stage.vkeys[uid],
        }
        for uid, each in stage.serving.items()
    ]
    clients = [
        {
            "agency": agency.uid,
            "system": SYSTEM,
            "keyid": stage.keys[agency.uid].client.key.thumbprint,
            "alg": stage.keys[agency.uid].client.key.alg,
            "private_key": str(stage.layout.client(agency.short) / "client.pem"),
        }
        for agency in AGENCIES
    ]
    requests = [
        {
            "gateway": request.provider.uid,
            "client": request.consumer.uid,
            "path": request.path,
            "body": dict(request.body),
        }
        for request in REQUESTS
    ]
    facts = {"gateways": gateways, "clients": clients, "requests": requests}
    stage.layout.facts.write_text(json.dumps(facts, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _write_profiles(stage: Stage) -> None:
    """Write the profile that `gateway query` takes for each agency's client."""
    for agency in AGENCIES:
        known = "\n".join(
            f'[gateways.{uid}]\nurl = "{each.url}"\norigin = "{each.settings.log_origin}"\n'
            f'trust = "../../policies/trust/{uid}.yaml"\n'
            for uid, each in stage.serving.items()
            if uid != agency.uid
        )
        text = f'key = "client.pem"\nheads = "heads"\npins = "../../pins.toml"\n\n{known}'
        (stage.layout.client(agency.short) / "profile.toml").write_text(text, "utf-8")


def _close(stage: Stage) -> bool:
    found = count_found(stage.received, sample.withheld_values(stage.bundle))
    tally = stage.tally
    tally.check(found == 0)
    stage.narrator.title("end")
    stage.narrator.plain(
        f"demo: {tally.exchanges} exchanges, {tally.refusals} refusals as expected, "
        f"{tally.receipts} receipts verified, {found} withheld values in any answer"
    )
    for client in stage.clients.values():
        client.close()
    return tally.is_whole
