"""`gateway log succeed`: end a log that may not be written on, and begin the one that follows it.

Prepared beside the old log, signed by a signatory of each agency wherever their keys
are, and carried out under settings that name the new log and, among `log.former`,
the old one.
"""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from gateway.app import open_gateway, utc_now
from gateway.audit import Succession, format_base64, format_succession, parse_checkpoint, parse_note
from gateway.catalogue import Sentence
from gateway.cli.files import write_file
from gateway.cli.grammar import FilePath, NewFile, argument, config_option, group, option
from gateway.cli.opening import known_policy, new_exchange, opened, read_signer, read_token
from gateway.cli.speech import tell
from gateway.errors import SuccessionBad
from gateway.exchange import ActivePolicies, plan_succession, read_statement, rfc3339, sign_succession
from gateway.papers import judge_of
from gateway.settings import Settings, load_settings
from gateway.storage import Successor, open_storage, read_past

STATEMENT = FilePath(exists=True, dir_okay=False)


@group("succeed", help="log.succeed")
def succeed_group() -> None:
    """Hold the steps of a succession."""


@succeed_group.command("prepare", help="log.succeed.prepare")
@config_option
@option("--origin", required=True, metavar="ORIGIN", help="succeed-origin")
@option("-o", "output", type=NewFile(), required=True, help="succeed-out")
def prepare_command(config: Path, origin: str, output: Path) -> None:
    """Write what both agencies are to sign; nothing is changed."""
    with opened(config) as gateway:
        settings, policy = gateway.settings, known_policy(gateway)
        past = read_past(
            gateway.storage, settings.log_origin, settings.state_folder, settings.log_number, utc_now
        )
    if not past.beyond:
        raise SuccessionBad(Sentence("succession.nothing-amiss", origin=settings.log_origin))
    said = Succession(
        agency=settings.agency,
        agencies=tuple(sorted(policy.bundle.trusts)),
        old=past.head,
        beyond=past.beyond,
        origin=origin,
        epoch=past.epoch,
        bundle=past.bundle,
        activated_at=past.activated_at,
        suspended=past.suspended,
        revoked=past.revoked,
        prepared_at=rfc3339(utc_now()),
    )
    content = format_succession(said)
    read_statement(content)
    output.write_bytes(content)
    _tell(said)
    tell("succession.prepared", file=output, agencies=", ".join(said.agencies))


@succeed_group.command("sign", help="log.succeed.sign")
@argument("statement", type=STATEMENT, help="succeed-statement")
@option("--key", type=FilePath(), required=True, help="succeed-key")
@option("-o", "output", type=NewFile(), required=True, help="succeed-signed")
def sign_command(statement: Path, key: Path, output: Path) -> None:
    """Show what a statement says, and sign it."""
    said, signer = read_statement(statement.read_bytes()), read_signer(key)
    _tell(said)
    output.write_text(sign_succession(said, signer) + "\n", "ascii")
    tell("commands.signed", file=statement, beside=output.name, key=signer.key.thumbprint)


@succeed_group.command("carry-out", help="log.succeed.carry-out")
@argument("statement", type=STATEMENT, help="succeed-statement")
@config_option
@option("--signature", "signatures", type=STATEMENT, multiple=True, required=True, help="succeed-signature")
@option("-o", "output", type=NewFile(), required=True, help="succeed-first")
def carry_out_command(statement: Path, config: Path, signatures: Sequence[Path], output: Path) -> None:
    """End the old log and begin the new one; the settings are those of the new log."""
    said, tokens = read_statement(statement.read_bytes()), list(map(read_token, signatures))
    settings = load_settings(config, os.environ)
    former = settings.former[-1] if settings.former else None
    if former is None or (settings.log_origin, former.origin) != (said.origin, said.old.origin):
        raise SuccessionBad(
            Sentence("succession.settings", config=config, origin=said.origin, former=said.old.origin)
        )
    note, first = _carry_out(said, tokens, settings, former.url)
    write_file(output, first)
    head = parse_checkpoint(parse_note(note).text)
    tell("succession.done-now", old=said.old.origin, size=said.old.size, lost=said.lost, origin=head.origin)
    tell("succession.next", old=said.old.origin, first=output)


def _carry_out(said: Succession, tokens: Sequence[str], settings: Settings, url: str) -> tuple[str, bytes]:
    with closing(open_storage(url)) as last, closing(open_gateway(settings)) as gateway:
        last.check_revision()
        judge = judge_of(settings.paper_roots)
        policy = ActivePolicies(last.standing, last.bundle_files, settings.roots, judge).refresh()
        draft = plan_succession(said, tokens, policy, now=utc_now(), exchange=new_exchange())
        successor = Successor(
            last,
            gateway.storage,
            state_folder=settings.state_folder,
            number=settings.log_number,
            signer=gateway.secrets.signer("log"),
            now=utc_now,
            chance=os.urandom,
        )
        return successor.carry_out(said, draft), gateway.log.read_leaves(0, 1)[0]


def _tell(said: Succession) -> None:
    """Say in words what is signed: nobody should sign what he has not read."""
    root = format_base64(said.old.root)
    tell("succession.old", agency=said.agency, origin=said.old.origin, size=said.old.size, root=root)
    for head in said.beyond:
        tell("succession.beyond", size=head.size, root=format_base64(head.root))
    tell("succession.lost", lost=said.lost)
    tell("succession.new", origin=said.origin)
    tell("succession.policy", bundle=said.bundle, epoch=said.epoch)
    for uid in said.suspended:
        tell("succession.suspended", agreement=uid)
    for thumbprint in said.revoked:
        tell("succession.revoked", key=thumbprint)
    if said.lost:
        tell("succession.look-for-lost")
