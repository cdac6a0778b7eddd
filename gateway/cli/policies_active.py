"""What `gateway policies` does to a running gateway: through its log, like every other exchange."""

from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, NewEvidence, argument, command, config_option, option
from gateway.cli.opening import (
    UNSAID,
    active_policy,
    fault_text,
    keep_token,
    known_policy,
    new_exchange,
    opened,
    read_signer,
    read_token,
    record,
    record_narrowing,
)
from gateway.cli.policies_against import Active, check_active
from gateway.cli.speech import BAD_INPUT, FINDING, language, remark, tell
from gateway.drafting import check, read_folder
from gateway.errors import KeyRoleWrong, KeyUnknown, PolicyFilesBad
from gateway.exchange import (
    STATEMENT_TYPE,
    Change,
    plan_activation,
    plan_suspension,
    statement_of,
)
from gateway.papers import judge_of
from gateway.policy import Fault, Policy
from gateway.signing import Signer, sign_token


@command("activate", help="policies.activate")
@argument("folder", type=FilePath(file_okay=False), default="policies", help="folder")
@config_option
@option("--yes", is_flag=True, help="activate-anyway")
def activate_command(folder: Path, config: Path, yes: bool) -> None:
    """Make this folder the active policy."""
    files = read_folder(folder)
    with opened(config) as gateway:
        now, current = utc_now(), active_policy(gateway)
        judge = judge_of(gateway.settings.paper_roots)
        findings = check(files, now, gateway.settings.roots, judge=judge)
        _refuse(folder, findings.faults)
        if findings.bundle is not None:
            against = check_active(Active(current, gateway.storage.older_files), findings.bundle, now)
            _refuse(folder, against.faults)
            _check_stops(folder, against.warnings, yes=yes)
        exchange = new_exchange()
        recorded = record(
            gateway, lambda current: plan_activation(files, current, now=utc_now(), exchange=exchange)
        )
        policy = gateway.policies.refresh()
        tell(
            "commands.activated",
            digest=policy.bundle.digest,
            epoch=policy.standing.epoch,
            index=recorded.index,
        )
        _tell_forces(policy)
        if gateway.settings.peers:
            tell("mail.compare-after")


def _refuse(folder: Path, faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        click.echo(_placed(folder, fault), err=True)
    if faults:
        tell("commands.not-activated", faults=len(faults))
        raise SystemExit(BAD_INPUT)


def _check_stops(folder: Path, stops: tuple[Fault, ...], *, yes: bool) -> None:
    """Refuse to stop by oversight what is in force, as while a signature is still on its way."""
    for stop in stops:
        click.echo(_placed(folder, stop), err=True)
    if stops and not yes:
        remark("commands.stops-need-yes")
        raise SystemExit(FINDING)


def _placed(folder: Path, fault: Fault) -> str:
    place = fault.place
    return f"{folder / place.file}:{place.line}:{place.column} {fault_text(fault)} [{fault.code}]"


def _tell_forces(policy: Policy) -> None:
    now = utc_now()
    for uid, force in sorted(policy.forces.items()):
        refusal = force.refusal(now)
        if refusal is None:
            tell("commands.in-force", agreement=uid, datasets=_open_datasets(policy, uid))
        else:
            title = say(f"problems.{refusal[0].code}", language())
            tell("commands.out-of-force", agreement=uid, title=title, problem=refusal[1])
        for dataset, complaint in sorted(force.contracts.items()):
            title = say(f"problems.{complaint.error.code}", language())
            tell(
                "commands.out-of-force", agreement=f"{uid} {dataset}", title=title, problem=complaint.problem
            )


def _open_datasets(policy: Policy, uid: str) -> int:
    return len(policy.bundle.agreements[uid].pins) - len(policy.force(uid).contracts)


@command("suspend", help="policies.suspend")
@config_option
@option("--agreement", required=True, metavar="UID", help="agreement")
@option("--reason", default=UNSAID, help="reason")
@option("--key", type=FilePath(), help="narrowing-key")
@option("--statement", type=FilePath(), help="statement")
@option("--save", type=NewEvidence(), help="save-statement")
def suspend_command(
    config: Path,
    agreement: str,
    reason: str,
    key: Path | None,
    statement: Path | None,
    save: Path | None,
) -> None:
    """Suspend an agreement; one party is enough."""
    with opened(config) as gateway:
        token = token_for(gateway, "suspend", agreement, reason, key, statement)
        exchange = new_exchange()

        def plan(policy: Policy) -> Change:
            change = plan_suspension(token, policy, now=utc_now(), exchange=exchange)
            if change.effects.suspend != agreement:
                raise PolicyFilesBad(
                    Sentence("policies.statement-other", found=change.effects.suspend, wanted=agreement)
                )
            return change

        recorded = record_narrowing(gateway, plan)
        if recorded is None:
            tell("commands.spooled")
        else:
            tell("commands.suspended", agreement=agreement, index=recorded.index)
        keep_token(save, token)
    tell("trust.suspended-for-good", agreement=agreement, statement=save or "-")


def token_for(
    gateway: Gateway, action: str, subject: str, reason: str, key: Path | None, statement: Path | None
) -> str:
    """Take a signed statement, or sign one with a key that the active trust files name."""
    if (key is None) == (statement is None):
        raise click.UsageError(say("commands.key-or-statement", language()))
    if statement and reason != UNSAID:
        raise click.UsageError(say("commands.statement-says", language(), options="--reason"))
    if statement is not None:
        return read_token(statement)
    return _sign_statement(gateway, action, subject, reason, read_signer(key)) if key else ""


def _sign_statement(gateway: Gateway, action: str, subject: str, reason: str, signer: Signer) -> str:
    policy = known_policy(gateway)
    trusted = policy.ring_at(utc_now()).find(signer.key.thumbprint)
    if trusted is None:
        # A root key stands in no ring: it signs trust files and nothing else.
        if any(signer.key.thumbprint in trust.roots for trust in policy.bundle.trusts.values()):
            raise KeyRoleWrong(Sentence("policies.statement-role", role="root"))
        raise KeyUnknown(Sentence("policies.signer-unknown", thumbprint=signer.key.thumbprint))
    said = statement_of(action, subject, trusted.agency, reason, utc_now())
    return sign_token(said, STATEMENT_TYPE, signer)
