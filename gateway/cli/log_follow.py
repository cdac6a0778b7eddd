"""`gateway log succeed follow`: a consumer goes over to the log that follows the one it holds a head of.

The first entry must bear a signature of every agency that the profile pins, and the
head that is held must be accounted for: it leads to the end of the old log, or is
named beside it, or lies in the gap. What was revoked in the old log a consumer may not
see: it is told so, and whom to ask. Then the first entry is the head that is held:
whatever the gateway shows from now on must extend it.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from gateway.audit import Checkpoint, Succession, leaf_hash, parse_entry
from gateway.catalogue import Sentence
from gateway.cli.grammar import FilePath, argument, command, option
from gateway.cli.speech import tell
from gateway.cli.trust_files import read_trust_file
from gateway.client import FileHeads, Followed, WitnessCaller
from gateway.errors import ProofBad, SettingsBad, SignatureError, SuccessionBad
from gateway.evidence import check_heads, check_succession, needs_proof
from gateway.settings import KnownGateway, Profile, load_profile


@command("follow", help="log.succeed.follow")
@argument("first", type=FilePath(exists=True, dir_okay=False), help="succeed-first-entry")
@option("--profile", type=FilePath(), required=True, help="succeed-profile")
@option("--agency", metavar="AGENCY", required=True, help="log-agency")
def follow_command(first: Path, profile: Path, agency: str) -> None:
    """Hold the new log's first entry instead of a head of the old log."""
    known, loaded = _known(profile, agency)
    leaf, followed = first.read_bytes(), Followed(loaded.heads, agency)
    said = _agreed(leaf, loaded, known)
    if (said.agency, said.origin) != (agency, known.origin):
        raise SuccessionBad(Sentence("succession.profile", profile=profile, origin=said.origin))
    heads, beside = FileHeads(loaded.heads / agency), followed.old_head(said.old.origin)
    held = heads.held()
    is_new = held is None or held.origin != said.origin
    if held is not None and not is_new:
        if followed.holds(said.origin, leaf):
            raise SuccessionBad(Sentence("succession.followed", origin=said.origin))
        # Followed before its first entry was kept, or never needed to be: what is held must begin with it.
        with _accounting(held):
            _lead(Checkpoint(said.origin, 1, leaf_hash(leaf)), held, known)
    old = held if is_new else beside.held()
    if old is not None:
        with _accounting(old):
            if needs_proof(said, old):
                _lead(old, said.old, known)
        # What was held is evidence, should anybody ask how the old log ended. It is copied, not moved:
        # whoever held nothing for a moment would then believe the next head of any log.
        beside.keep(old)
    followed.keep(said.origin, leaf)
    if is_new:
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


@contextmanager
def _accounting(held: Checkpoint) -> Iterator[None]:
    try:
        yield
    except ProofBad as error:
        raise SuccessionBad(
            Sentence("succession.unaccounted", size=held.size, problem=error.message)
        ) from error


def _lead(old: Checkpoint, new: Checkpoint, known: KnownGateway) -> None:
    """Have it proven that one head of a log leads to another."""
    proof: Sequence[bytes] = ()
    if 0 < old.size < new.size:
        with closing(WitnessCaller(known.url)) as caller:
            proof = caller.consistency(old.origin, old.size, new.size)
    check_heads(old, new, proof)
