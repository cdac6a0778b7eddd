"""Read config/*.toml, lay the environment's overrides over it, and check every value.

Relative paths start at the state folder: `SINERGI_STATE` where it is set, else
`state` of the file, relative to the file.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from gateway.catalogue import problem_of
from gateway.errors import SettingsBad, SignatureMalformed
from gateway.policy import ZONES, RootPins
from gateway.settings.paper import read_paper_roots
from gateway.settings.peers import read_peers
from gateway.settings.table import Table
from gateway.settings.timestamps import read_timestamps
from gateway.settings.values import ConsoleSettings, FormerLog, Server, Settings, SourceSettings, is_loopback
from gateway.settings.witness import read_witness
from gateway.signing import normal_authority

_AGENCY = r"[a-z0-9][a-z0-9-]*"
_THUMBPRINT = r"[A-Za-z0-9_-]{43}"

# What may differ between two starts of the same file: names, table, key.
OVERRIDES = {
    "SINERGI_HOST": ("server", "host"),
    "SINERGI_PORT": ("server", "port"),
    "SINERGI_WORKERS": ("server", "workers"),
    "SINERGI_AUTHORITIES": ("server", "authorities"),
    "SINERGI_DATABASE": ("storage", "url"),
    "SINERGI_PEERS": ("peers", "url"),
}


def load_settings(path: Path, environ: Mapping[str, str]) -> Settings:
    """Read one settings file.

    Raises:
        SettingsBad: with file and line, what is wrong and how to mend it.
    """
    text, values = read_toml(path, "unreadable")
    top = Table(path, text, values, overrides=_override(values, environ))
    stated = top.text("state", "../state")
    base = Path(environ.get("SINERGI_STATE") or path.parent / stated).resolve()
    agency = top.text("agency", pattern=_AGENCY)
    language = top.text("language", "id", pattern="id|en")
    listening = top.table("server")
    server = read_listening(listening, base, _authorities(listening))
    storage = top.table("storage")
    folder = base / storage.text("folder")
    keys = folder / storage.text("keys", "keys")
    storage_url = _rooted(storage.text("url", "sqlite:///gateway.db"), folder)
    storage_where = storage.where("url")
    if _leaves_unverified(storage_url):
        # The log's openings and the database's password would travel in the clear.
        storage.fail("storage-tls", "url")
    storage.done()
    log = top.table("log")
    origin = log.text("origin", pattern=r"[^\s+]{3,200}")
    queue = log.number("queue", 1024, 1, 100_000)
    former = _former(log.optional_table("former"), folder, origin, storage_url)
    log.done()
    trust = top.table("trust")
    pins = base / trust.text("pins", "pins.toml")
    trust.done()
    sources = _sources(top.table("sources"), base)
    console = _console(top.optional_table("console"), server)
    paper_roots = read_paper_roots(top.optional_table("paper"), base)
    peers = read_peers(top.optional_table("peers"))
    witness = read_witness(top.optional_table("witness"), peers)
    timestamps = read_timestamps(top.optional_table("timestamps"), base)
    top.done()
    return Settings(
        agency=agency,
        language="en" if language == "en" else "id",
        server=server,
        storage_url=storage_url,
        storage_where=storage_where,
        state_folder=folder,
        keys_folder=keys,
        log_origin=origin,
        log_queue=queue,
        roots=read_pins(pins),
        sources=sources,
        console=console,
        paper_roots=paper_roots,
        peers=peers,
        witness=witness,
        timestamps=timestamps,
        former=former,
    )


def read_toml(path: Path, fault: str) -> tuple[str, dict[str, Any]]:
    """Return a TOML file's text and values; `fault` says what its absence means."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise SettingsBad(fault, str(path), problem=problem_of(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsBad("not-utf8", str(path)) from error
    try:
        return text, tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        stated = re.search(r"line (\d+)", str(error))
        line = stated[1] if stated else len(text.splitlines())
        raise SettingsBad("not-toml", f"{path}:{line}", problem=str(error)) from error


def _override(values: dict[str, Any], environ: Mapping[str, str]) -> Mapping[str, str]:
    """Lay the environment over the file; return the variable of each key laid over."""
    laid: dict[str, str] = {}
    for name, (table, key) in OVERRIDES.items():
        stated = environ.get(name)
        if stated is None or not isinstance(values.get(table), dict):
            continue
        if table == "peers":
            laid |= _override_peers(values[table], stated, name)
            continue
        laid[f"{table}.{key}"] = name
        if key in {"port", "workers"}:
            # What is no number stays text, and is refused as such with its bounds.
            values[table][key] = int(stated) if stated.isascii() and stated.isdecimal() else stated
        else:
            values[table][key] = stated.split(",") if key == "authorities" else stated
    return laid


def _override_peers(peers: dict[str, Any], stated: str, name: str) -> dict[str, str]:
    """Lay addresses, `agency=url` with commas in between, over those of peers that the file names."""
    laid = {}
    for agency, _, url in (item.partition("=") for item in stated.split(",")):
        if isinstance(peers.get(agency), dict):
            peers[agency]["url"] = url
            laid[f"peers.{agency}.url"] = name
    return laid


def read_listening(table: Table, base: Path, authorities: frozenset[str]) -> Server:
    """Read where a server listens, and who terminates TLS."""
    certificate, key = table.optional("tls_certificate"), table.optional("tls_key")
    server = Server(
        host=table.text("host", "127.0.0.1"),
        port=table.number("port", 8400, 1, 65_535),
        workers=table.number("workers", 2, 1, 64),
        threads=table.number("threads", 8, 1, 256),
        pin_workers=table.flag("pin_workers", True),
        authorities=authorities,
        tls_certificate=base / certificate if certificate else None,
        tls_key=base / key if key else None,
        proxy=table.optional("proxy"),
        max_body_bytes=table.number("max_body_bytes", 65_536, 1_024, 16_777_216),
    )
    if bool(certificate) != bool(key):
        table.fail("tls-half", "tls_certificate" if certificate else "tls_key")
    if not (server.is_loopback or certificate or server.proxy):
        # The signature keeps an answer whole; only TLS keeps it secret.
        table.fail("tls-missing", "host")
    table.done()
    return server


def _former(table: Table | None, folder: Path, origin: str, own: str) -> tuple[FormerLog, ...]:
    """Read the logs that this one follows: each by its name, in its own database."""
    found: list[FormerLog] = []
    if table is None:
        return ()
    for name in table.names():
        each = FormerLog(name, _rooted(table.text(name), folder))
        if name == origin or each.url in {own, *(other.url for other in found)}:
            table.fail("former-same", name)
        if _leaves_unverified(each.url):
            table.fail("storage-tls", name)
        found.append(each)
    return tuple(found)


def _authorities(table: Table) -> frozenset[str]:
    """Read the public names as signatures name them: without a default port."""
    try:
        return frozenset(normal_authority(name) for name in table.texts("authorities"))
    except SignatureMalformed:
        table.fail("not-texts", "authorities")


def _console(table: Table | None, server: Server) -> ConsoleSettings | None:
    """Read where auditors come in; without the table, or not enabled, nobody does."""
    if table is None:
        return None
    is_enabled = table.flag("enabled", True)
    timezone = table.text("timezone", "Asia/Jakarta")
    if timezone not in ZONES:
        table.fail("not-zone", "timezone", zones=", ".join(ZONES))
    listening = f"[{server.host}]:{server.port}" if ":" in server.host else f"{server.host}:{server.port}"
    known = listening if _is_known(listening, server) else min(server.authorities)
    url = table.text("url", f"{server.scheme}://{known}")
    scheme, _, authority = url.partition("://")
    if scheme != server.scheme or not _is_known(authority, server):
        # Pages are shown under a known name alone, so a link to another would lead nowhere.
        table.fail("console-url", "url", scheme=server.scheme)
    table.done()
    return ConsoleSettings(url, timezone) if is_enabled else None


def _is_known(authority: str, server: Server) -> bool:
    try:
        return normal_authority(authority) in server.authorities
    except SignatureMalformed:
        return False


def _sources(table: Table, base: Path) -> Mapping[str, SourceSettings]:
    found: dict[str, SourceSettings] = {}
    taken: dict[str, str] = {}
    for name, part in table.tables():
        source = SourceSettings(
            url=_rooted(part.text("url"), base),
            where=part.where("url"),
            datasets=frozenset(part.texts("datasets")),
            timeout_seconds=part.number("timeout_seconds", 5, 1, 600),
        )
        for dataset in sorted(source.datasets & taken.keys()):
            part.fail("dataset-twice", "datasets", dataset=dataset, other=taken[dataset])
        taken.update(dict.fromkeys(source.datasets, name))
        part.done()
        found[name] = source
    return found


def _leaves_unverified(url: str) -> bool:
    """Say whether a PostgreSQL URL leads to another machine without proof of which one."""
    parts = urlsplit(url)
    if not parts.scheme.startswith("postgres"):
        return False
    said = parse_qs(parts.query)
    hosts = [*said.get("hostaddr", []), *said.get("host", []), *filter(None, [parts.hostname])]
    stays = all(host.startswith(("/", "@")) or is_loopback(host) for host in hosts)
    return not stays and said.get("sslmode") != ["verify-full"]


def _rooted(url: str, folder: Path) -> str:
    """Make a relative SQLite URL absolute, so that it does not hang on the working directory."""
    relative = re.fullmatch(r"(sqlite):///(?!/)(.+)", url)
    return f"{relative[1]}:///{folder / relative[2]}" if relative else url


def read_pins(path: Path) -> Mapping[str, RootPins]:
    """Read the pinned root keys: what both sides compared in person, kept apart from policy."""
    text, values = read_toml(path, "pins-unreadable")
    pins: dict[str, RootPins] = {}
    for agency, part in Table(path, text, values).tables():
        thumbprints = frozenset(part.texts("roots", pattern=_THUMBPRINT))
        threshold = part.number("threshold", 1, 1, len(thumbprints))
        part.done()
        pins[agency] = RootPins(threshold=threshold, thumbprints=thumbprints)
    return pins
