"""Open one gateway for the length of a command, and record a change of policy in its log."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from gateway.app import Gateway, open_gateway, utc_now
from gateway.catalogue import Sentence, problem_of
from gateway.cli.files import write_evidence
from gateway.cli.speech import language, remark
from gateway.drafting import read_folder, rehearse
from gateway.errors import FormatUnfit, KeyMaterialBad, LogError, PolicyFilesBad, PolicyMoved
from gateway.exchange import CHANCE_BYTES, Change, Recorded, Refused, exchange_id
from gateway.papers import judge_of
from gateway.policy import Bundle, Fault, Policy, read_bundle
from gateway.settings import load_settings
from gateway.signing import LocalSigner, signer_from_pem

UNSAID = "-"
"""The reason of whoever gives none."""


@contextmanager
def opened(config: Path) -> Iterator[Gateway]:
    """Open the gateway that a settings file describes; its log is drained at the end."""
    gateway = open_gateway(load_settings(config, os.environ))
    try:
        yield gateway
    finally:
        gateway.close()


def active_policy(gateway: Gateway) -> Policy | None:
    """Return the policy in force; None before the first activation."""
    return None if gateway.storage.standing() is None else gateway.policies.current()


def known_policy(gateway: Gateway) -> Policy:
    """Return the active policy.

    Raises:
        PolicyFilesBad: none is active.
    """
    policy = active_policy(gateway)
    if policy is None:
        raise PolicyFilesBad(Sentence("policies.none-active"))
    return policy


def policy_of(folder: Path, config: Path | None, at: datetime | None = None) -> Policy:
    """Return the active policy of a gateway or, without one, a folder as if activated now, or then."""
    if config is not None:
        with opened(config) as gateway:
            return known_policy(gateway)
    return rehearse(read_whole(folder), at or utc_now(), judge=judge_of(()))


def bundle_of(folder: Path, config: Path | None) -> Bundle:
    """Return the files of the active policy or, without settings, of a folder."""
    return read_whole(folder) if config is None else policy_of(folder, config).bundle


def read_whole(folder: Path) -> Bundle:
    """Read a folder without faults.

    Raises:
        PolicyFilesBad: it has one.
    """
    reading = read_bundle(read_folder(folder))
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    return reading.bundle


def fault_text(fault: Fault) -> str:
    """Say what is wrong, and how to mend it, in the language of this run."""
    return fault.sentence.say(language())


def new_exchange() -> str:
    """Make the id of an exchange that this command begins."""
    return exchange_id(utc_now(), os.urandom(CHANCE_BYTES))


def record(gateway: Gateway, plan: Callable[[Policy | None], Change]) -> Recorded:
    """Plan a change and record it; plan once more when the policy moved in between.

    Raises:
        PolicyFilesBad: a file goes back behind a version that the log has seen.
        PolicyMoved: the policy moved twice.
        LogError: the change could not be recorded.
    """
    for _ in range(2):
        change = plan(active_policy(gateway))
        outcome = gateway.log.append(change.draft, change.effects, epoch=change.epoch)
        if isinstance(outcome, Refused) and outcome.code == "stale-policy":
            gateway.policies.refresh()
            continue
        if isinstance(outcome, Refused):
            raise PolicyFilesBad(Sentence("policies.older-version"))
        if outcome is None:
            raise LogError(Sentence("storage.not-recorded"))
        return outcome
    raise PolicyMoved(Sentence("storage.policy-moved"))


def record_narrowing(gateway: Gateway, plan: Callable[[Policy], Change]) -> Recorded | None:
    """Record a suspension or revocation; None when the log is down and it waits for the log.

    It holds even then: whichever node writes next records it before all else.
    """
    policy = known_policy(gateway)
    change = plan(policy)
    try:
        return record(gateway, lambda current: plan(current or policy))
    except LogError:
        gateway.log.spool(change.draft, change.effects)
        return None


def read_signer(path: Path) -> LocalSigner:
    """Read a private key file.

    Raises:
        KeyMaterialBad: it cannot be read or is no private key.
    """
    try:
        return signer_from_pem(path.read_bytes())
    except OSError as error:
        raise KeyMaterialBad(Sentence("keys.unreadable", path=path, problem=problem_of(error))) from error
    except KeyMaterialBad as error:
        raise KeyMaterialBad(Sentence("keys.in-file", path=path, problem=error.message)) from error


def keep_token(path: Path | None, token: str) -> None:
    """Keep a signed statement where it was asked for, once it is recorded here and that is told.

    Nobody carries a statement abroad that was not recorded at home. Where no file can
    be made it is printed: it is no secret, and may be the only copy.

    Raises:
        FormatUnfit: it cannot be written, or there is a file already.
    """
    if path is None:
        return
    try:
        write_evidence(path, f"{token}\n".encode("ascii"))
    except FormatUnfit:
        remark("commands.statement-printed", path=path)
        click.echo(token)
        raise


def read_token(path: Path) -> str:
    """Read a signed statement.

    Raises:
        PolicyFilesBad: the file cannot be read as text.
    """
    try:
        return path.read_text("ascii").strip()
    except OSError as error:
        raise PolicyFilesBad(Sentence("policies.unreadable", path=path, problem=problem_of(error))) from error
    except UnicodeDecodeError as error:
        problem = Sentence("policies.not-ascii")
        raise PolicyFilesBad(Sentence("policies.unreadable", path=path, problem=problem)) from error
