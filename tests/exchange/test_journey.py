import json
from dataclasses import replace
from datetime import timedelta

import pytest

from gateway.audit import each_verdict, parse_checkpoint, parse_entry, parse_note
from gateway.errors import (
    ClockWrong,
    KeyStoreDown,
    LogBehind,
    LogBusy,
    LogError,
    PolicyFilesBad,
    SourceDown,
    SourceError,
    SourceSlow,
)
from gateway.exchange import QUERY, Journey, Recorded, Refused, Target
from gateway.signing import Message, verify_answer
from tests.simulator import KPU, POLRES, answer_of, json_of, keys_of, sign_folder, small_folder, trust_file
from tests.simulator.small import AMAN, MARK, PKS, TPS

TARGET = Target(provider=KPU, dataset="tps")
PATH = f"/v1/datasets/{TPS}/query"


def ask(world, body=AMAN, **more):
    return world.query(POLRES, TPS, body, **more)


def request(world, **more) -> Message:
    return world.signed(POLRES, KPU, "POST", PATH, AMAN, **more)


def entries(world):
    return [parse_entry(leaf) for leaf in world.kpu.log.leaves]


def code_of(answer):
    return answer.status, json_of(answer)["code"]


def is_proven(world, answer, message) -> bool:
    now = int(world.clock.now.timestamp())
    key = world.kpu.keys["answer"].key
    return verify_answer(answer, message, key, now=now).key == key


def flipped(message: Message) -> Message:
    body = bytearray(message.body)
    body[-2] ^= 1
    return replace(message, body=bytes(body))


TAMPERED = {
    "a byte of the body": flipped,
    "the method": lambda message: replace(message, method="PUT"),
    "the path": lambda message: replace(message, path=PATH.replace("tps", "lama")),
    "a query string": lambda message: replace(message, query="a=1"),
    "no signature": lambda message: replace(message, headers=message.headers[:1]),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_request_that_is_not_proven_is_neither_read_for_nor_recorded(world, tamper):
    before = len(world.kpu.log.leaves)
    answer = world.kpu.answer(QUERY, tamper(request(world)), TARGET)
    assert answer.status == 401
    assert not world.kpu.source.selections
    assert len(world.kpu.log.leaves) == before
    assert not world.kpu.log.nonces
    # The same request, untouched, is still worth an answer.
    assert ask(world).status == 200


@pytest.mark.parametrize(
    ("agency", "name", "code"),
    [
        pytest.param(POLRES, "stray", "key-unknown", id="a key of no trust file"),
        pytest.param(POLRES, "answer", "key-role", id="an answer key"),
        pytest.param(POLRES, "signatory", "key-role", id="a signatory's key"),
        pytest.param(POLRES, "root", "key-unknown", id="a root key"),
    ],
)
def test_only_client_keys_ask(world, agency, name, code):
    answer = ask(world, signer=keys_of(agency)[name])
    assert code_of(answer) == (401, code)
    assert not world.kpu.source.selections


def test_a_client_of_the_providers_own_agency_is_not_a_consumer(world):
    answer = world.send(KPU, KPU, "POST", PATH, AMAN)
    assert code_of(answer) == (404, "dataset-unknown")
    assert not world.kpu.source.selections


FAULTS = [LogError("gone"), LogBusy("full"), LogBehind("restored"), ClockWrong("late")]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)
def test_what_cannot_be_recorded_is_not_answered(world, fault):
    world.kpu.log.fault = fault
    message = request(world)
    answer = world.kpu.answer(QUERY, message, TARGET)
    assert world.kpu.source.selections
    assert code_of(answer) == (503, fault.code)
    assert b"6106" not in answer.body
    assert (answer.field("retry-after") == "1") == isinstance(fault, LogBusy)
    assert is_proven(world, answer, message)
    world.kpu.log.fault = None
    assert ask(world).status == 200


def test_a_fault_that_nobody_foresaw_releases_nothing_either(world):
    def fail():
        raise RuntimeError("61060001")

    world.kpu.log.before_append = fail
    answer = ask(world)
    assert code_of(answer) == (500, "internal")
    assert b"6106" not in answer.body


def test_the_entry_is_durable_before_the_answer_exists(world):
    world.kpu.log.before_append = lambda: seen.append(len(world.kpu.source.selections))
    seen: list[int] = []
    before = len(world.kpu.log.leaves)
    answer = ask(world)
    assert seen == [1]
    head = world.kpu.log.head()
    size = parse_checkpoint(parse_note(head).text).size
    assert size == len(world.kpu.log.leaves) == before + 1
    assert f";size={size};" in answer.field("log-checkpoint")
    assert answer.field("exchange-id") == entries(world)[-1]["exchange_id"]
    assert answer.field("link") == f'</v1/exchanges/{answer.field("exchange-id")}/receipt>; rel="receipt"'
    assert answer.field("cache-control") == "no-store"


def test_a_replay_is_refused_recorded_and_reads_nothing(world):
    message = request(world)
    assert world.kpu.answer(QUERY, message, TARGET).status == 200
    world.kpu.source.selections.clear()
    answer = world.kpu.answer(QUERY, message, TARGET)
    assert code_of(answer) == (409, "replayed")
    assert is_proven(world, answer, message)
    assert not world.kpu.source.selections
    assert entries(world)[-1]["outcome"] == "refused"
    assert entries(world)[-1]["reason"] == "replayed"


def test_a_replay_that_overtakes_the_early_look_is_refused_by_the_log(world):
    message = request(world)
    world.kpu.log.before_append = lambda: world.kpu.answer(QUERY, message, TARGET)
    answer = world.kpu.answer(QUERY, message, TARGET)
    assert code_of(answer) == (409, "replayed")
    assert b"6106" not in answer.body
    outcomes = [(entry["outcome"], entry.get("reason")) for entry in entries(world)[1:]]
    assert outcomes == [("released", None), ("refused", "replayed")]
    assert "answer" not in entries(world)[-1]["commitments"]


def test_another_key_may_use_the_same_nonce(world):
    first = request(world)
    world._nonces._drawn -= 1
    second = request(world, signer=keys_of(POLRES)["client-2"])
    assert world.kpu.answer(QUERY, first, TARGET).status == 200
    assert world.kpu.answer(QUERY, second, TARGET).status == 200


def test_a_policy_that_moved_is_planned_under_again(world):
    world.kpu.log.before_append = world.kpu.log.move_epoch
    assert ask(world).status == 200
    assert len(world.kpu.source.selections) == 2
    assert [entry["epoch"] for entry in entries(world)[1:]] == [2]


def test_a_suspension_in_between_is_obeyed(world):
    world.kpu.log.before_append = lambda: world.kpu.suspend(PKS, keys_of(POLRES)["ppid"], POLRES)
    assert code_of(ask(world)) == (403, "agreement-suspended")
    kinds = [(entry["kind"], entry["outcome"]) for entry in entries(world)]
    assert kinds == [("activate", "recorded"), ("suspend", "recorded"), ("query", "refused")]


def test_a_revocation_in_between_is_obeyed_from_the_signature_on(world):
    key = keys_of(POLRES)["client"].key.thumbprint
    world.kpu.log.before_append = lambda: world.kpu.revoke(key, keys_of(POLRES)["signatory"], POLRES)
    assert code_of(ask(world)) == (401, "key-unknown")
    assert [entry["kind"] for entry in entries(world)] == ["activate", "revoke"]
    assert ask(world, signer=keys_of(POLRES)["client-2"]).status == 200


def test_a_policy_that_moves_twice_is_waited_for_by_the_caller(world):
    log = world.kpu.log

    def move():
        log.move_epoch()
        log.before_append = move

    log.before_append = move
    answer = ask(world)
    assert code_of(answer) == (503, "policy-moved")
    assert len(world.kpu.source.selections) == 2
    assert len(log.leaves) == 1
    assert not log.nonces


def test_a_refusal_is_planned_again_too(world):
    world.kpu.log.before_append = world.kpu.log.move_epoch
    assert code_of(ask(world, AMAN | {"fields": ["nik"]})) == (403, "field-withheld")
    assert entries(world)[-1]["epoch"] == 2


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (AMAN | {"fields": ["nik"]}, 403, "field-withheld"),
        (AMAN | {"fields": ["gelap"]}, 422, "field-unknown"),
        (AMAN | {"filter": {"alamat": {"equals": "x"}}}, 403, "filter-not-granted"),
        (AMAN | {"sort": ["desa"]}, 403, "sort-not-granted"),
        (AMAN | {"page_size": 6}, 422, "request-invalid"),
        (AMAN | {"agreement": "pks-tiada"}, 403, "agreement-unknown"),
        (AMAN | {"purpose": "lain"}, 403, "purpose-not-granted"),
        (AMAN | {"purpose": "tanpa"}, 403, "query-not-granted"),
        (AMAN | {"purpose": "resmi"}, 403, "requirement-missing"),
        (b"[]", 400, "body-not-json"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_refusal_of_a_known_caller_is_recorded_with_its_reason(world, body, status, reason):
    answer = ask(world, body)
    assert code_of(answer) == (status, reason)
    entry = entries(world)[-1]
    assert (entry["outcome"], entry["reason"]) == ("refused", reason)
    assert entry["exchange_id"] == answer.field("exchange-id") == json_of(answer)["exchange_id"]
    assert not world.kpu.source.selections


@pytest.mark.parametrize("fault", [SourceError("x"), SourceDown("x"), SourceSlow("x")], ids=lambda f: f.code)
def test_a_source_that_fails_is_recorded_as_a_refusal(world, fault):
    world.kpu.source.fault = fault
    answer = ask(world)
    assert answer.status in {502, 503, 504}
    assert json_of(answer)["code"] == fault.code
    assert entries(world)[-1]["reason"] == fault.code


def test_a_stale_signature_is_told_the_time_in_a_signed_answer(world):
    for ahead, code in (
        (timedelta(seconds=61), "signature-stale"),
        (timedelta(seconds=-61), "signature-future"),
    ):
        message = request(world)
        world.clock.now += ahead
        answer = world.kpu.answer(QUERY, message, TARGET)
        assert code_of(answer) == (401, code)
        assert json_of(answer)["server_time"] == world.clock.now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        assert is_proven(world, answer, message)
        world.clock.now -= ahead


def test_a_key_store_that_is_down_is_no_fault_of_the_caller(world):
    class Down:
        def current(self):
            raise KeyStoreDown("gone")

        refresh = current

    answer = Journey(world.kpu.world, Down()).answer(QUERY, request(world), TARGET)
    assert code_of(answer) == (503, "key-store-unavailable")


def test_without_an_active_policy_everything_is_unavailable(world):
    class Empty:
        def current(self):
            raise PolicyFilesBad("nothing is activated")

        refresh = current

    message = request(world)
    answer = Journey(world.kpu.world, Empty()).answer(QUERY, message, TARGET)
    assert code_of(answer) == (503, "policy-files")
    assert is_proven(world, answer, message)


LACKING = trust_file(POLRES, without=frozenset({"client-2"}))


def with_trust(content: bytes) -> dict[str, bytes]:
    return sign_folder({**small_folder(), f"trust/{POLRES}.yaml": content})


def test_a_key_that_the_log_knows_and_this_process_does_not_is_looked_for_again(world):
    newcomer = keys_of(POLRES)["client-2"]
    lacking = type(world)(with_trust(LACKING), {KPU: world.kpu.source.tables})
    gateway = lacking.kpu
    assert code_of(ask(lacking, signer=newcomer)) == (401, "key-unknown")
    # Another process activates the next trust file; this one is not told.
    known = gateway.policies.current()
    gateway.activate(with_trust(trust_file(POLRES, version=2, predecessor=LACKING)))
    gateway.policies._policy = known
    # A stranger makes the gateway look once a second and no oftener.
    assert code_of(ask(lacking, signer=newcomer)) == (401, "key-unknown")
    lacking.clock.advance(seconds=1)
    assert ask(lacking, signer=newcomer).status == 200


def test_what_the_operator_is_told_holds_no_value_of_a_row_or_of_a_request(world):
    secret = "3201010101010001"
    for body in (
        AMAN | {"filter": {"desa": {"equals": secret}}},
        AMAN | {"filter": {"jumlah": {"equals": secret}}},
        AMAN | {secret: 1},
        AMAN | {"case_ref": secret, "on_behalf_of": secret},
        AMAN | {"fields": [secret]},
        AMAN | {"sort": [secret]},
        AMAN | {"filter": {secret: {"equals": 1}}},
        AMAN | {"filter": {"desa": {secret: 1}}},
        AMAN | {"cursor": secret},
        AMAN | {"agreement": secret},
        AMAN | {"purpose": secret},
        json.dumps(AMAN)[:-1].encode() + f', "{secret}": 1, "{secret}": 2}}'.encode(),
    ):
        ask(world, body)
    told = repr(world.kpu.observed)
    assert "source-read" in told
    assert "refused" in told
    assert secret not in told
    assert MARK not in told
    assert "61060" not in told


def test_the_log_holds_no_value_of_a_row_or_of_a_request(world):
    secret = "3201010101010001"
    for body in (
        AMAN | {"filter": {"desa": {"equals": secret}}, "case_ref": secret, "on_behalf_of": secret},
        AMAN | {"fields": [secret]},
        AMAN | {"agreement": secret, "purpose": secret},
    ):
        ask(world, body)
    world.query(POLRES, f"{KPU}/{secret}", AMAN)
    leaves = b"".join(world.kpu.log.leaves).decode()
    assert len(world.kpu.log.leaves) == 5
    for value in (secret, MARK, "61060", "gelap"):
        assert value not in leaves


def test_what_stands_in_the_log_is_what_was_answered(world):
    message = request(world)
    answer = answer_of(world.kpu.app, message)
    entry = entries(world)[-1]
    assert entry["kind"] == "query"
    assert entry["consumer"] == {
        "agency": POLRES,
        "system": "aplikasi",
        "key": keys_of(POLRES)["client"].key.thumbprint,
    }
    assert (entry["provider"], entry["dataset"], entry["purpose"]) == (KPU, "tps", "aman")
    assert entry["agreement"] == {"uid": PKS, "version": 1, "permission": "tps-aman"}
    assert entry["rows"] == len(json_of(answer)["data"]) == 5
    verdicts = {item["field"]: item["verdict"] for item in each_verdict(entry)}
    assert verdicts["kode"] == "release"
    assert verdicts["kontak"] == "transform"
    assert verdicts["nik"] == "withhold"


def test_a_log_that_answers_with_nothing_is_not_taken_for_a_record(world, monkeypatch):
    """The port gives None only for a draft of None; whoever breaks that must not cause an answer."""
    monkeypatch.setattr(world.kpu.log, "append", lambda *args, **more: None)
    answer = ask(world)
    assert answer.status >= 500
    assert b"6106" not in answer.body


def test_the_ports_values_are_what_the_journey_takes_them_for():
    assert Refused("stale-policy").recorded is None
    assert Recorded(0, "x", b"", {}, "").index == 0
