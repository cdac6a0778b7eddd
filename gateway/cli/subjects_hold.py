"""`gateway subjects hold`, `release` and `holds`: what a person is not told of for a while."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, NewEvidence, argument, command, config_option, option
from gateway.cli.opening import (
    UNSAID,
    keep_token,
    known_policy,
    new_exchange,
    opened,
    read_signer,
    read_token,
    record,
)
from gateway.cli.plain_text import plain
from gateway.cli.speech import language, tell
from gateway.cli.subjects_logs import persons_logs
from gateway.cli.subjects_options import DAY, zone_option
from gateway.errors import KeyUnknown, SignatureMalformed
from gateway.evidence import Hold
from gateway.exchange import (
    STATEMENT_TYPE,
    Candidate,
    hold_statement,
    plan_hold,
    plan_release,
    release_statement,
)
from gateway.policy import day_end
from gateway.signing import Signer, TrustedKey, sign_token


@command("hold", help="subjects.hold")
@config_option
@option("--exchange", default="", metavar="ID", help="hold-exchange")
@option("--case-ref", default="", help="hold-case-ref")
@option("--until", type=DAY, help="hold-until")
@zone_option
@option("--reason", default=UNSAID, callback=plain, help="reason")
@option("--key", type=FilePath(), help="narrowing-key")
@option("--statement", type=FilePath(), help="statement")
@option("--save", type=NewEvidence(), help="save-statement")
def hold_command(
    config: Path,
    exchange: str,
    case_ref: str,
    until: datetime | None,
    zone: str,
    reason: str,
    key: Path | None,
    statement: Path | None,
    save: Path | None,
) -> None:
    """Hold an exchange back, or all of a case that the signer's agency is party to."""
    _check_one(key, statement, "commands.key-or-statement")
    if statement and (exchange or case_ref or until or reason != UNSAID):
        options = "--exchange, --case-ref, --until, --reason"
        raise click.UsageError(say("commands.statement-says", language(), options=options))
    with opened(config) as gateway:
        if statement is not None:
            token = read_token(statement)
        else:
            if bool(exchange) == bool(case_ref) or until is None:
                raise click.UsageError(say("subjects.one-of-two", language()))
            signer, trusted = _signer(gateway, key)
            end = day_end(until.date(), zone)
            said = hold_statement(
                trusted.agency, reason, utc_now(), end, exchange=exchange, case_ref=case_ref
            )
            token = sign_token(said, STATEMENT_TYPE, signer)
        hold, earlier = new_exchange(), _statements(gateway)
        recorded = record(
            gateway,
            lambda policy: plan_hold(
                token,
                policy or known_policy(gateway),
                lambda name: _find(gateway, name),
                earlier,
                now=utc_now(),
                exchange=hold,
            ),
        )
        made = next((each for each in _holds(gateway) if each.id == hold), None)
        if made is None:
            # Another process recorded the same statement first.
            raise SignatureMalformed(Sentence("subjects.hold-used"))
        tell("subjects.hold-recorded", until=made.until.isoformat(), id=hold, index=recorded.index)
        keep_token(save, token)


@command("release", help="subjects.release")
@argument("hold", help="release-hold")
@config_option
@option("--reason", default=UNSAID, callback=plain, help="reason")
@option("--key", type=FilePath(), help="narrowing-key")
@option("--statement", type=FilePath(), help="statement")
@option("--save", type=NewEvidence(), help="save-statement")
def release_command(
    hold: str, config: Path, reason: str, key: Path | None, statement: Path | None, save: Path | None
) -> None:
    """End a hold early."""
    _check_one(key, statement, "commands.key-or-statement")
    if statement and reason != UNSAID:
        raise click.UsageError(say("commands.statement-says", language(), options="--reason"))
    with opened(config) as gateway:
        if statement is not None:
            token = read_token(statement)
        else:
            signer, trusted = _signer(gateway, key)
            said = release_statement(hold, trusted.agency, reason, utc_now())
            token = sign_token(said, STATEMENT_TYPE, signer)
        exchange, holds = new_exchange(), _holds(gateway)
        recorded = record(
            gateway,
            lambda policy: plan_release(
                token, policy or known_policy(gateway), holds, now=utc_now(), exchange=exchange
            ),
        )
        tell("subjects.release-recorded", hold=hold, index=recorded.index)
        keep_token(save, token)


@command("holds", help="subjects.holds")
@config_option
def holds_command(config: Path) -> None:
    """Show what is held back now."""
    with opened(config) as gateway:
        holds = _holds(gateway)
    for each in holds:
        tell(
            "subjects.hold-line",
            id=each.id,
            until=each.until.isoformat(),
            agency=each.agency,
            what=each.exchange or each.case_ref,
            reason=each.reason,
        )
    if not holds:
        tell("subjects.holds-none")


def _holds(gateway: Gateway) -> tuple[Hold, ...]:
    return persons_logs(gateway).holds(utc_now())


def _statements(gateway: Gateway) -> Sequence[Candidate]:
    return persons_logs(gateway).statements()


def _find(gateway: Gateway, exchange: str) -> bytes | None:
    return persons_logs(gateway).find(exchange)


def _check_one(key: Path | None, statement: Path | None, text: str) -> None:
    if (key is None) == (statement is None):
        raise click.UsageError(say(text, language()))


def _signer(gateway: Gateway, key: Path | None) -> tuple[Signer, TrustedKey]:
    """Read a private key, and find whose it is."""
    signer = read_signer(key or Path())
    trusted = known_policy(gateway).ring_at(utc_now()).find(signer.key.thumbprint)
    if trusted is None:
        raise KeyUnknown(Sentence("policies.signer-unknown", thumbprint=signer.key.thumbprint))
    return signer, trusted
