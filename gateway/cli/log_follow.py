"""`gateway log succeed follow`: a consumer goes over to the log that follows the one it holds a head of.

The first entry must bear a signature of every agency that the profile pins, and the
head that is held must be accounted for: it leads to the end of the old log, or is
named beside it, or lies in the gap. What was revoked in the old log a consumer may not
see: it is told so, and whom to ask. Then the first entry is the head that is held:
whatever the gateway shows from now on must extend it.
"""

from contextlib import closing
from pathlib import Path

from gateway.audit import Checkpoint, Succession, leaf_hash, log_id, parse_entry, verify_consistency
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.speech import tell
from gateway.cli.trust_files import read_trust_file
from gateway.client import FileHeads, WitnessCaller
from gateway.errors import ProofBad, SettingsBad, SignatureError, SuccessionBad
from gateway.evidence import check_succession, needs_proof
from gateway.settings import KnownGateway, Profile, load_profile


@command("follow", help="log.succeed.follow")
@argument("first", type=FilePath(exists=True, dir_okay=False), help="succeed-first-entry")
@option("--profile", type=FilePath(), required=True, help="succeed-profile")
@option("--agency", metavar="AGENCY", required=True, help="log-agency")
def follow_command(first: Path, profile: Path, agency: str) -> None:
    """Hold the new log's first entry instead of a head of the old log."""
    known, loaded = _known(profile, agency)
    leaf, path = first.read_bytes(), loaded.heads / agency
    said = _agreed(leaf, loaded, known)
    if (said.agency, said.origin) != (agency, known.origin):
        raise SuccessionBad(Sentence("succession.profile", profile=profile, origin=said.origin))
    heads = FileHeads(path)
    held = heads.held()
    if held is not None:
        if held.origin == said.origin:
            raise SuccessionBad(Sentence("succession.followed", origin=said.origin))
        _account(said, held, known)
        # What was held is evidence, should anybody ask how the old log ended. It is copied, not moved:
        # whoever held nothing for a moment would then believe the next head of any log.
        FileHeads(path.with_name(f"{agency}.{log_id(held.origin)}")).keep(held)
    heads.keep(Checkpoint(said.origin, 1, leaf_hash(leaf)))
    tell("succession.follows-now", origin=said.origin, old=said.old.origin, lost=said.lost)
    tell("succession.follows-unseen")


def _known(path: Path, agency: str) -> tuple[KnownGateway, Profile]:
    profile = load_profile(path)
    known = profile.gateways.get(agency)
    if known is None:
        raise SettingsBad("gateway-unknown", str(path), key=agency)
    return known, profile


def _agreed(leaf: bytes, profile: Profile, known: KnownGateway) -> Succession:
    """Check the first entry against the trust files of all agencies whose root keys are pinned."""
    trusts = {
        agency: read_trust_file(known.trust.with_name(f"{agency}.yaml"), profile.pins)
        for agency in profile.pins
    }
    try:
        return check_succession(parse_entry(leaf), trusts)
    except (ProofBad, SignatureError) as error:
        raise SuccessionBad(Sentence("succession.not-agreed", problem=error.message)) from error


def _account(said: Succession, held: Checkpoint, known: KnownGateway) -> None:
    try:
        if not needs_proof(said, held) or held == said.old:
            return
        with closing(WitnessCaller(known.url)) as caller:
            proof = caller.consistency(held.origin, held.size, said.old.size)
        verify_consistency(held.size, held.root, said.old.size, said.old.root, proof)
    except ProofBad as error:
        raise SuccessionBad(
            Sentence("succession.unaccounted", size=held.size, problem=error.message)
        ) from error
