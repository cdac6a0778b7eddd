"""A signed PDF counts as its signers' JWS would: by role, span, revocation and record; or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from gateway.errors import AgreementUnsigned
from gateway.policy import (
    Policy,
    Role,
    find_paper_signatures,
    papers_of,
    read_bundle,
    recorded_digests,
    resolve,
    signers_of,
    standing_after,
)
from gateway.policy.reading import MAX_PAPER
from gateway.signing import PaperSignature, PaperVerdict
from tests.policy.desk import AGREEMENT_PATH, KPU, NOON, POLRES, folder, keys_of, pins_of, sign_folder

PAPER = "agreements/pks.pdf"
PDF = b"%PDF-1.7 the judge alone knows what this is"


def files(*, jws: tuple[str, ...] = (), pdf: bytes = PDF) -> dict[str, bytes]:
    """Return the folder with the PDF, and the agreement's JWS of these agencies."""
    signed = sign_folder(
        folder(),
        signer=lambda role, agency: (
            None if role == "signatory" and agency not in jws else keys_of(agency)[role]
        ),
    )
    return {**signed, PAPER: pdf}


def signature(agency: str, name: str = "signatory", problem: str | None = None) -> PaperSignature:
    key = keys_of(agency)[name].key
    return PaperSignature("C. Contoh", "CONTOH", key.thumbprint, tuple(key.jwk.items()), None, None, problem)


def judge_of(*signatures: PaperSignature, problem: str | None = None) -> Callable[..., PaperVerdict]:
    return lambda path, content, pdf, moment: PaperVerdict(problem, signatures)


BOTH = (signature(KPU), signature(POLRES))


def policy(
    judge: Callable[..., PaperVerdict] | None,
    *,
    recorded: bool = True,
    at: datetime = NOON,
    revoked: tuple[str, ...] = (),
    **made: object,
) -> Policy:
    bundle = read_bundle(files(**made)).bundle
    assert bundle is not None
    standing = standing_after(bundle, None, at)
    standing = replace(standing, revoked=dict.fromkeys(revoked, 3))
    if not recorded:
        kept = recorded_digests(bundle) - recorded_digests(replace(bundle, signatures={}))
        standing = replace(standing, recorded=dict.fromkeys(kept, at))
    return resolve(bundle, pins_of(KPU, POLRES), standing, judge)


def refusal(found: Policy) -> str:
    """Return why the agreement is not in force; empty when it is."""
    complaint = found.force("pks").complaint
    if complaint is None:
        return ""
    assert complaint.error is AgreementUnsigned
    return complaint.problem.say("en")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        pytest.param(policy(None), "not judged here", id="nobody judges it"),
        pytest.param(
            policy(judge_of(problem="paper-changed")), "was changed after it was made", id="a bad page"
        ),
        pytest.param(policy(judge_of()), "no signature by a signatory key", id="nobody signed"),
        pytest.param(policy(judge_of(signature(KPU))), f"signatory key of {POLRES}", id="one party alone"),
        pytest.param(policy(judge_of(signature(KPU), signature(KPU))), f"key of {POLRES}", id="one twice"),
        pytest.param(policy(judge_of(signature(KPU), signature(POLRES, "ppid"))), POLRES, id="another role"),
        pytest.param(policy(judge_of(signature(KPU), signature(POLRES, "stray"))), POLRES, id="another key"),
        pytest.param(
            policy(judge_of(signature(KPU), signature(POLRES, problem="paper-root-unknown"))),
            "does not lead to a pinned root",
            id="a bad certificate",
        ),
        pytest.param(policy(judge_of(*BOTH), recorded=False), "not recorded yet", id="the log never saw it"),
        pytest.param(
            policy(judge_of(*BOTH), revoked=(keys_of(KPU)["signatory"].key.thumbprint,)),
            "its key is revoked",
            id="a revoked key",
        ),
        pytest.param(
            policy(judge_of(*BOTH), at=NOON + timedelta(days=600)),
            "was not valid when",
            id="a key that was over",
        ),
    ],
)
def test_it_does_not_count(found, said):
    assert said in refusal(found)


def test_two_signatures_put_the_agreement_in_force():
    assert refusal(policy(judge_of(*BOTH))) == ""


def test_a_jws_of_one_party_and_the_pdf_of_the_other_do_too():
    assert refusal(policy(judge_of(signature(KPU)), jws=(POLRES,))) == ""
    assert refusal(policy(judge_of(signature(KPU)), jws=(KPU,))) != ""


def test_a_bad_pdf_takes_nothing_from_two_good_jws():
    assert refusal(policy(judge_of(problem="paper-changed"), jws=(KPU, POLRES))) == ""


def test_who_signs_twice_counts_once():
    bundle = read_bundle(files()).bundle
    assert bundle is not None
    found = find_paper_signatures(
        bundle,
        bundle.agreements["pks"],
        signers_of(bundle.trusts[KPU], Role.SIGNATORY),
        None,
        judge_of(signature(KPU), signature(KPU)),
    )
    assert [each.problem for each in found] == [None, "paper-signer-twice"]


def test_the_judge_is_asked_as_of_the_record():
    asked = []

    def judge(path: str, content: bytes, pdf: bytes, moment: datetime | None) -> PaperVerdict:
        asked.append((path, content, pdf, moment))
        return PaperVerdict(None, BOTH)

    found = policy(judge)
    assert {*asked} == {(AGREEMENT_PATH, found.bundle.files[AGREEMENT_PATH], PDF, NOON)}


def test_the_pdf_is_a_part_of_the_bundle_and_of_what_the_log_remembers():
    one, other = read_bundle(files()).bundle, read_bundle(files(pdf=PDF + b" ")).bundle
    assert one is not None
    assert other is not None
    assert one.digest != other.digest
    assert papers_of(one) == {PAPER: PDF}
    assert len(recorded_digests(one) ^ recorded_digests(other)) == 2


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("agreements/lain.pdf", PDF, "file-unexpected"),
        ("datasets/kpu-kapuas-hulu/tps.pdf", PDF, "file-unexpected"),
        ("agreements/PKS.pdf", PDF, "file-unexpected"),
        ("agreements/pks.pdf", b"0" * (MAX_PAPER + 1), "file-too-large"),
    ],
)
def test_a_pdf_stands_beside_its_agreement_and_is_bounded(path, content, code):
    reading = read_bundle({**files(), path: content})
    assert [(fault.code, fault.place.file) for fault in reading.faults] == [(code, path)]
