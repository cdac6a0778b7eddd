"""An agreement's signatures in its PDF: they count as the JWS beside its file do.

`agreements/<uid>.pdf` holds the pages that officials signed with their own tool. What reads
a PDF is no business of this room: a judge is handed in, who says whose key signed, and that
the pages are those of the file. Whose key may sign, until when, and since which entry of the
log is judged here, by the same rules as for a JWS. Without a judge a PDF counts for nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha256

from gateway.policy.model import Agreement, Bundle
from gateway.policy.paths import paper_path
from gateway.policy.signatures import SignatureFinding, Signers, signature_digest, time_problem
from gateway.policy.standing import Standing
from gateway.signing import PaperVerdict

# The agreement's path, its bytes, the PDF's bytes, and when the log recorded the PDF; None is now.
PaperJudge = Callable[[str, bytes, bytes, datetime | None], PaperVerdict]


def papers_of(bundle: Bundle) -> Mapping[str, bytes]:
    """Return the signed PDFs of a bundle, by their paths."""
    paths = (paper_path(uid) for uid in bundle.agreements)
    return {path: bundle.files[path] for path in paths if path in bundle.files}


def paper_digest(pdf: bytes) -> str:
    """Return the SHA-256 (hex) by which the log remembers a signed PDF."""
    return sha256(pdf).hexdigest()


def recorded_digests(bundle: Bundle) -> frozenset[str]:
    """Name all that the log is to remember of a bundle's signatures."""
    jws = {signature_digest(jws) for beside in bundle.signatures.values() for jws in beside.values()}
    return frozenset(jws | {paper_digest(pdf) for pdf in papers_of(bundle).values()})


def find_paper_signatures(
    bundle: Bundle,
    agreement: Agreement,
    signers: Signers,
    standing: Standing | None,
    judge: PaperJudge | None,
) -> tuple[SignatureFinding, ...]:
    """Judge every signature in the PDF of an agreement; nothing when it has none."""
    path = paper_path(agreement.uid)
    pdf = bundle.files.get(path)
    return () if pdf is None else tuple(_find(path, pdf, bundle, agreement, signers, standing, judge))


def _find(
    path: str,
    pdf: bytes,
    bundle: Bundle,
    agreement: Agreement,
    signers: Signers,
    standing: Standing | None,
    judge: PaperJudge | None,
) -> Iterator[SignatureFinding]:
    if judge is None:
        yield SignatureFinding(path, None, "paper-unjudged")
        return
    digest = paper_digest(pdf)
    recorded = standing.recorded.get(digest) if standing else None
    if standing is not None and recorded is None:
        yield SignatureFinding(path, None, "not-recorded")
        return
    place = agreement.place.file
    verdict = judge(place, bundle.files[place], pdf, recorded)
    if verdict.problem is not None:
        yield SignatureFinding(path, None, verdict.problem)
    seen: set[str] = set()
    for each in verdict.signatures:
        key = each.thumbprint
        if each.problem is not None:
            yield SignatureFinding(path, key, each.problem)
        elif key is None or key not in signers.jwks:
            yield SignatureFinding(path, key, "signer-unknown")
        elif key in seen:
            yield SignatureFinding(path, key, "paper-signer-twice")
        else:
            yield SignatureFinding(
                path, key, time_problem(key, digest, signers, standing) if standing else None
            )
        seen.update([key] if key else [])
