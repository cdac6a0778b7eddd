"""`gateway keys revoke`: what breaks is listed first, and then asked for; it is for good."""

from pathlib import Path

import click

from gateway.app import Gateway, utc_now
from gateway.catalogue import Sentence, say
from gateway.cli.grammar import FilePath, NewEvidence, argument, command, config_option, option
from gateway.cli.opening import UNSAID, keep_token, known_policy, new_exchange, opened, record_narrowing
from gateway.cli.policies_active import token_for
from gateway.cli.speech import FINDING, language, tell
from gateway.errors import GatewayError, KeyUnknown, PolicyFilesBad
from gateway.exchange import Change, plan_revocation
from gateway.policy import Consequences, Policy, Role, consequences_of

_OWN = (Role.ANSWER, Role.LOG, Role.RECEIPT)


@command("revoke", help="keys.revoke")
@argument("thumbprint", help="thumbprint")
@config_option
@option("--reason", default=UNSAID, help="reason")
@option("--key", type=FilePath(), help="narrowing-key")
@option("--statement", type=FilePath(), help="statement")
@option("--save", type=NewEvidence(), help="save-statement")
@option("--yes", is_flag=True, help="revoke-yes")
def revoke_command(
    thumbprint: str,
    config: Path,
    reason: str,
    key: Path | None,
    statement: Path | None,
    save: Path | None,
    yes: bool,
) -> None:
    """Revoke a key of one's own agency."""
    with opened(config) as gateway:
        token = token_for(gateway, "revoke", thumbprint, reason, key, statement)
        exchange = new_exchange()

        def plan(policy: Policy) -> Change:
            change = plan_revocation(token, policy, now=utc_now(), exchange=exchange)
            if change.effects.revoke != thumbprint:
                raise PolicyFilesBad(
                    Sentence("policies.statement-other", found=change.effects.revoke, wanted=thumbprint)
                )
            return change

        policy = known_policy(gateway)
        # Whoever may not revoke it is told so before being asked anything.
        plan(policy)
        found = consequences_of(policy, thumbprint, utc_now())
        if found is None:
            raise KeyUnknown(Sentence("policies.statement-key"))
        _tell_consequences(gateway, found, thumbprint)
        if not (yes or click.confirm(say("trust.revoke-sure", language(), key=thumbprint), default=False)):
            tell("trust.not-revoked")
            raise SystemExit(FINDING)
        recorded = record_narrowing(gateway, plan)
        if recorded is None:
            tell("commands.spooled")
        else:
            tell("commands.revoked", key=thumbprint, index=recorded.index)
        keep_token(save, token)
        if recorded is not None:
            tell("trust.revoked-reaches", epoch=gateway.policies.refresh().standing.epoch)
    tell("trust.revoked-peer", statement=save or "-", key=thumbprint)


def _tell_consequences(gateway: Gateway, found: Consequences, thumbprint: str) -> None:
    role = found.key.role.value if found.key else "root"
    holder = found.key.holder if found.key else "-"
    tell("trust.revoke-what", key=thumbprint, agency=found.agency, role=role, holder=holder)
    for agency, problem in found.trusts:
        tell("trust.revoke-trust", agency=agency, problem=problem)
    for uid, problem in found.agreements:
        tell("trust.revoke-agreement", agreement=uid, problem=problem)
    for dataset, problem in found.datasets:
        tell("trust.revoke-agreement", agreement=dataset, problem=problem)
    for key in found.systems:
        tell("trust.revoke-system", holder=key.holder, role=key.role.value)
    for role in _OWN:
        if _own_key(gateway, role) == thumbprint:
            tell(f"trust.revoke-own-{role.value}")
    if not (found.trusts or found.agreements or found.datasets or found.systems):
        tell("trust.revoke-nothing")
    tell("trust.revoke-for-good")


def _own_key(gateway: Gateway, role: Role) -> str | None:
    try:
        return gateway.secrets.signer(role).key.thumbprint
    except GatewayError:
        return None


# A fingerprint may begin with a hyphen, and is no option then.
revoke_command.context_settings["ignore_unknown_options"] = True
