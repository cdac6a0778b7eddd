"""A receipt on the table: every part that was changed is named, and keys are judged by their day."""

from base64 import urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.audit import Checkpoint, make_consistency
from gateway.evidence import (
    RECEIPT_TYPE,
    Case,
    Chain,
    Ended,
    Judgement,
    Revocation,
    Stamped,
    judge_dossier,
    judge_receipt,
    make_dossier,
    receipt_head,
    survey_log,
)
from gateway.policy import Role
from gateway.signing import make_timestamp_request, sign_token, verify_token
from tests.audit.memory import ANSWER_BODY, MemoryLog
from tests.evidence.court import (
    BEGIN,
    END,
    INDEX,
    KPU,
    LOG,
    POLRES,
    SEALED,
    SEEN,
    SIGNERS,
    TRUSTS,
    case,
    line,
    make_log,
    receipt,
    role_key,
    trust,
)
from tests.exchange.test_succeeding import SAID
from tests.simulator.tsa import OPENSSL, Tsa, make_tsa

TOKEN = receipt()
PAYLOAD = dict(verify_token(TOKEN, SIGNERS["receipt"].key, typ=RECEIPT_TYPE))
NOTE = LOG.checkpoints[-1]


def failing(judged: Judgement) -> set[str]:
    return {check.name for check in judged.checks if check.state == "fails"}


def judged_payload(**changes: object) -> Judgement:
    """Judge a receipt that the provider's own receipt key signed over changed parts."""
    return judge_receipt(sign_token({**PAYLOAD, **changes}, RECEIPT_TYPE, SIGNERS["receipt"]), case())


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def test_every_changed_character_is_found():
    for at in range(0, len(TOKEN), 11):
        changed = TOKEN[:at] + ("A" if TOKEN[at] != "A" else "B") + TOKEN[at + 1 :]
        judged = judge_receipt(changed, case())
        assert not judged.is_sound
        assert judged.level == "none"


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"index": INDEX - 1}, "inclusion"),
        ({"entry": SEALED[4].leaf.decode()}, "inclusion"),
        ({"entry": PAYLOAD["entry"].replace('"rows":2', '"rows":3')}, "inclusion"),
        ({"entry": PAYLOAD["entry"] + " "}, "entry"),
        ({"inclusion": PAYLOAD["inclusion"][::-1]}, "inclusion"),
        ({"checkpoint": NOTE.replace("\n9\n", "\n8\n")}, "checkpoint"),
        ({"checkpoint": MemoryLog(signer=SIGNERS["stranger"]).sign(LOG.head)}, "checkpoint"),
        ({"origin": "log.example/other"}, "origin"),
        ({"openings": {"answer": {"salt": text(b"s" * 16), "value": text(b"v" * 32)}}}, "openings"),
        ({"format": "sinergi-receipt/2"}, "form"),
        ({"cosignatures": []}, "form"),
        ({"cosignatures": ["no line"]}, "form"),
        ({"timestamp": {"token": "AA"}}, "form"),
        ({"more": 1}, "form"),
    ],
)
def test_the_part_that_was_changed_is_named_even_when_the_provider_signs_it(changes, named):
    judged = judged_payload(**changes)
    assert named in failing(judged)
    assert judged.level == "none"


def test_a_changed_signature_is_named_alone():
    head, body, tail = TOKEN.split(".")
    forged = f"{head}.{body}.{'A' * len(tail)}"
    assert failing(judge_receipt(forged, case())) == {"signature"}


def test_another_file_than_the_one_that_was_sent_is_found():
    judged = judge_receipt(TOKEN, case(body=ANSWER_BODY + b" "))
    assert failing(judged) == {"body"}
    erased = sign_token({**PAYLOAD, "openings": {}}, RECEIPT_TYPE, SIGNERS["receipt"])
    assert judge_receipt(erased, case(body=ANSWER_BODY)).state_of("body") == "open"
    judged = judge_receipt(TOKEN, case(body=ANSWER_BODY))
    assert judged.is_sound
    assert (judged.level, judged.agency, judged.index) == ("recorded", KPU, INDEX)


def test_without_the_providers_trust_file_nothing_is_proven():
    judged = judge_receipt(TOKEN, Case({POLRES: TRUSTS[POLRES]}))
    assert failing(judged) >= {"signature", "checkpoint"}


def test_nonsense_is_a_form_that_fails():
    for token in ("", "a.b.c", "..", "x" * (1 << 20) + "x"):
        assert failing(judge_receipt(token, case())) == {"form"}
        assert receipt_head(token) is None


# --- cosignatures


@pytest.mark.parametrize(
    ("name", "key", "remark"),
    [
        ("kpu.example/witness", "own-witness", "own agency"),
        ("log.kpu-kapuas-hulu.example/2026", "log", "own agency"),
        ("polres.example/witness", "client", "role"),
        ("polres.example/witness", "polres-log", "role"),
    ],
)
def test_a_cosignature_counts_from_another_agencys_witness_key_alone(name, key, remark):
    judged = judge_receipt(receipt(cosignatures=[line(NOTE, name, key)]), case())
    assert failing(judged) == {"cosignatures"}
    assert remark in next(check.remark for check in judged.checks if check.name == "cosignatures")


def test_a_cosignature_of_another_head_is_refused_and_a_strangers_is_passed_over():
    other = line(make_log(count=8).checkpoints[-1], "polres.example/witness", "witness")
    assert failing(judge_receipt(receipt(cosignatures=[other]), case())) == {"cosignatures"}
    strange = line(NOTE, "somebody.example", "stranger")
    judged = judge_receipt(receipt(cosignatures=[strange]), case())
    assert (judged.is_sound, judged.level) == (True, "recorded")


def test_a_cosignature_of_a_key_not_in_its_time_is_refused():
    late = line(NOTE, "polres.example/witness", "witness", END + timedelta(seconds=1))
    assert failing(judge_receipt(receipt(cosignatures=[late]), case())) >= {"cosignatures"}


def test_a_cosigned_receipt_says_who_saw_it_and_when():
    judged = judge_receipt(receipt(cosignatures=[line(NOTE, "polres.example/witness", "witness")]), case())
    assert judged.is_sound
    assert judged.level == "cosigned"
    assert [(each.agency, each.at) for each in judged.cosigned] == [(POLRES, SEEN)]


def test_a_witness_cannot_have_seen_it_before_it_was_recorded():
    early = line(NOTE, "polres.example/witness", "witness", SEEN - timedelta(hours=2))
    assert failing(judge_receipt(receipt(cosignatures=[early]), case())) == {"times"}


# --- keys


def test_a_key_revoked_before_the_entry_fails_it_and_one_revoked_later_does_not():
    thumbprint = SIGNERS["client"].key.thumbprint
    at = datetime(2026, 11, 24, 6, tzinfo=UTC)
    before = judge_receipt(TOKEN, case(revoked={thumbprint: Revocation(INDEX - 1, at)}))
    assert failing(before) == {"keys"}
    later = judge_receipt(TOKEN, case(revoked={thumbprint: Revocation(INDEX + 1, at)}))
    assert later.is_sound
    assert {status.state for status in later.keys} == {"valid", "revoked-later"}


@pytest.mark.parametrize(("begin", "end"), [(END, END), (BEGIN, BEGIN)], ids=["not yet", "no more"])
def test_a_client_key_out_of_its_time_fails_the_entry(begin, end):
    trusts = {**TRUSTS, POLRES: trust(POLRES, role_key("client", Role.CLIENT, begin, end))}
    assert failing(judge_receipt(TOKEN, case(trusts=trusts))) == {"keys"}


def test_a_client_key_of_another_role_fails_the_entry_and_an_unknown_agency_is_only_told():
    trusts = {**TRUSTS, POLRES: trust(POLRES, role_key("client", Role.AUDITOR))}
    assert failing(judge_receipt(TOKEN, case(trusts=trusts))) == {"keys"}
    judged = judge_receipt(TOKEN, case(trusts={KPU: TRUSTS[KPU]}))
    assert judged.is_sound
    assert "unknown" in {status.state for status in judged.keys}


def test_heads_of_the_old_and_of_the_new_log_key_both_hold():
    recorded = datetime(2026, 11, 24, 6, 0, 5, tzinfo=UTC)
    old = role_key("log", Role.LOG, BEGIN, recorded + timedelta(hours=1))
    new = role_key("next-log", Role.LOG, recorded + timedelta(minutes=1), END)
    trusts = {**TRUSTS, KPU: trust(KPU, old, new, role_key("receipt", Role.RECEIPT))}
    for signer in ("log", "next-log"):
        assert judge_receipt(receipt(make_log(signer)), case(trusts=trusts)).is_sound
    over = role_key("log", Role.LOG, BEGIN, recorded - timedelta(minutes=1))
    trusts = {**TRUSTS, KPU: trust(KPU, over, new, role_key("receipt", Role.RECEIPT))}
    assert failing(judge_receipt(TOKEN, case(trusts=trusts))) >= {"checkpoint"}


def test_after_the_logs_key_is_revoked_only_what_somebody_else_saw_before_still_holds():
    revoked = {SIGNERS["log"].key.thumbprint: Revocation(100, SEEN + timedelta(hours=1))}
    assert failing(judge_receipt(TOKEN, case(revoked=revoked))) == {"keys"}
    late = line(NOTE, "polres.example/witness", "witness", SEEN + timedelta(hours=2))
    assert failing(judge_receipt(receipt(cosignatures=[late]), case(revoked=revoked))) == {"keys"}
    seen = line(NOTE, "polres.example/witness", "witness")
    assert judge_receipt(receipt(cosignatures=[seen]), case(revoked=revoked)).level == "cosigned"


# --- a copy of the log


def test_a_receipt_of_a_forked_log_is_found_against_a_copy_of_the_other_branch():
    fork = MemoryLog(signer=SIGNERS["log"])
    fork.append(*(SEALED[number].leaf for number in (0, 1, 2, 3, 4, 5, 6, 8, 7)))
    forked = receipt(fork)
    assert judge_receipt(forked, case()).is_sound
    survey = survey_log(enumerate(LOG.entries), {9})
    assert failing(judge_receipt(forked, case(root_at=survey.roots.get))) == {"log"}
    assert judge_receipt(TOKEN, case(root_at=survey.roots.get)).is_sound
    short = survey_log(enumerate(LOG.entries[:8]), {9})
    assert failing(judge_receipt(TOKEN, case(root_at=short.roots.get))) == {"log"}


# --- timestamps

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="this machine lacks openssl")


@pytest.fixture(scope="module")
def tsa(tmp_path_factory: pytest.TempPathFactory) -> Tsa:
    return make_tsa(tmp_path_factory.mktemp("tsa"))


GROWN = make_log()
GROWN.append(*(SEALED[number].leaf for number in range(3)))


def stamp(tsa: Tsa, note: str, consistency: tuple[bytes, ...] = ()) -> Stamped:
    return Stamped(note, consistency, tsa.answer(make_timestamp_request(note.encode())))


def test_a_timestamp_over_the_same_an_older_and_a_newer_head_all_hold(tsa: Tsa):
    older, newer = make_log(count=7), GROWN
    stamps = [
        stamp(tsa, NOTE),
        stamp(tsa, older.checkpoints[-1], tuple(make_consistency(7, 9, LOG.read_tile))),
        stamp(tsa, newer.checkpoints[-1], tuple(make_consistency(9, 12, newer.read_tile))),
    ]
    for stamped in stamps:
        judged = judge_receipt(receipt(stamped=stamped), case(roots=[tsa.root_der]))
        assert judged.is_sound, failing(judged)
        assert judged.level == "timestamped"
        assert judged.stamp is not None
        assert "Otoritas" in judged.stamp.authority


def test_a_timestamp_of_another_checkpoint_is_refused(tsa: Tsa, tmp_path):
    roots = [tsa.root_der]
    older = make_log(count=INDEX)
    fork = MemoryLog(signer=SIGNERS["log"])
    fork.append(*(SEALED[number].leaf for number in (1, 0, 2, 3, 4, 5, 6, 7, 8)))
    proof = tuple(make_consistency(INDEX, 9, LOG.read_tile))
    wrong = [
        # Before the entry was there; of a fork; of other bytes; without its proof; of another log's key.
        stamp(tsa, older.checkpoints[-1], proof),
        stamp(tsa, fork.checkpoints[-1]),
        replace(stamp(tsa, GROWN.checkpoints[-1]), note=NOTE),
        stamp(tsa, GROWN.checkpoints[-1]),
        stamp(tsa, make_log("stranger").checkpoints[-1]),
        Stamped(NOTE, (), b"\x30\x00"),
    ]
    for stamped in wrong:
        assert failing(judge_receipt(receipt(stamped=stamped), case(roots=roots))) == {"timestamp"}
    other = make_tsa(tmp_path / "other")
    assert failing(judge_receipt(receipt(stamped=stamp(other, NOTE)), case(roots=roots))) == {"timestamp"}


def test_of_an_ended_log_a_timestamp_and_a_bundle_lead_no_further_than_its_agreed_end(tsa: Tsa):
    proof = tuple(make_consistency(9, 12, GROWN.read_tile))
    token = receipt(stamped=stamp(tsa, GROWN.checkpoints[-1], proof))
    chain = Chain(GROWN.checkpoints[-1], proof, ())
    files = make_dossier(TOKEN, policy={}, trust={}, chain=chain, readme={})

    def failures(*beyond: Checkpoint) -> list[set[str]]:
        ended = {LOG.origin: Ended(replace(SAID, old=LOG.head, beyond=beyond))}
        known = case(roots=[tsa.root_der], ended=ended)
        return [failing(judge_receipt(token, known)), failing(judge_dossier(files, known))]

    assert failures() == failures(replace(GROWN.head, root=b"x" * 32)) == [{"timestamp"}, {"chain"}]
    assert failures(GROWN.head) == [set(), set()]


def test_an_authority_whose_certificate_had_lapsed_at_its_own_time_is_refused(tmp_path):
    lapsed = make_tsa(tmp_path, days=-1)
    judged = judge_receipt(receipt(stamped=stamp(lapsed, NOTE)), case(roots=[lapsed.root_der]))
    assert failing(judged) == {"timestamp"}


def test_without_a_pinned_root_a_timestamp_counts_for_nothing_and_says_so(tsa: Tsa):
    judged = judge_receipt(receipt(stamped=stamp(tsa, NOTE)), case())
    assert judged.is_sound
    assert (judged.level, judged.state_of("timestamp")) == ("recorded", "open")


def test_each_region_of_a_timestamp_that_was_changed_is_found(tsa: Tsa):
    good = stamp(tsa, NOTE)
    token = receipt(stamped=good)
    at = token.index(".") + 10
    for place in range(at, len(token), len(token) // 60):
        changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        assert not judge_receipt(changed, case(roots=[tsa.root_der])).is_sound
