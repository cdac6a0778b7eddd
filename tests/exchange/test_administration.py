"""Changes of policy: widening needs both, narrowing needs one, and nothing old comes back."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from gateway.audit import parse_entry
from gateway.errors import AgreementUnknown, KeyRoleWrong, KeyUnknown, PolicyFilesBad, SignatureError
from gateway.exchange import (
    STATEMENT_TYPE,
    ActivePolicies,
    Recorded,
    Refused,
    exchange_id,
    plan_activation,
    plan_revocation,
    plan_suspension,
    statement_of,
)
from gateway.signing import sign_token
from tests.policy.desk import (
    AGREEMENT,
    AGREEMENT_PATH,
    CONTRACT_PATH,
    KPU,
    NOON,
    NUMBER,
    POLRES,
    REGISTER,
    REGISTER_PATH,
    folder,
    keys_of,
    pins_of,
    sign_folder,
    trust_file,
)
from tests.simulator import Chance, Clock, MemoryLog

SIGNED = sign_folder(folder())
UNSIGNED = folder()


class Office:
    """One gateway's log and policy, without a gateway."""

    def __init__(self) -> None:
        self.chance = Chance("office")
        self.log = MemoryLog("office.example/log", keys_of(KPU)["log"], Clock(NOON), self.chance)
        self.policies = ActivePolicies(self.log.standing, self.log.files, pins_of(KPU, POLRES))

    @property
    def policy(self):
        return self.policies.refresh() if self.log.standing() else None

    def exchange(self) -> str:
        return exchange_id(NOON, self.chance(10))

    def record(self, change) -> Recorded | Refused | None:
        return self.log.append(change.draft, change.effects, epoch=change.epoch)

    def activate(self, files) -> Recorded | Refused | None:
        return self.record(plan_activation(files, self.policy, now=NOON, exchange=self.exchange()))


@pytest.fixture
def office() -> Office:
    made = Office()
    assert isinstance(made.activate(SIGNED), Recorded)
    return made


def entry_of(recorded) -> dict:
    assert isinstance(recorded, Recorded)
    return parse_entry(recorded.entry)


def test_a_folder_with_faults_is_not_activated_and_the_old_one_stays(office):
    before = office.policy.bundle.digest
    with pytest.raises(PolicyFilesBad, match=r"11 faults, .* at agreements/pks.yaml:1:1"):
        office.activate(SIGNED | {AGREEMENT_PATH: b"uid: PKS\n"})
    assert office.policy.bundle.digest == before


def test_activation_is_an_entry_that_names_the_bundle_and_raises_the_epoch():
    office = Office()
    entry = entry_of(office.activate(SIGNED))
    assert (entry["kind"], entry["outcome"]) == ("activate", "recorded")
    assert entry["bundle"] == office.policy.bundle.digest
    assert "epoch" not in entry
    assert office.policy.standing.epoch == 1
    entry = entry_of(office.activate(SIGNED))
    assert entry["epoch"] == 1
    assert office.policy.standing.epoch == 2


def test_activation_decided_under_another_epoch_is_refused(office):
    change = plan_activation(SIGNED, office.policy, now=NOON, exchange=office.exchange())
    office.log.move_epoch()
    assert office.record(change) == Refused("stale-policy")


def newer(version: int, predecessor: str) -> str:
    return AGREEMENT.replace("version: 1\n", f"version: {version}\npredecessor: {predecessor}\n", 1)


def test_an_old_agreement_never_comes_back(office):
    digest = office.policy.bundle.agreements["pks"].digest
    assert isinstance(office.activate(sign_folder(folder(agreement=newer(2, digest)))), Recorded)
    assert office.activate(SIGNED) == Refused("old-version")
    # Nor by way of a folder without it.
    without = {path: content for path, content in SIGNED.items() if not path.startswith("agreements/")}
    assert isinstance(office.activate(without), Recorded)
    assert office.activate(SIGNED) == Refused("old-version")


def test_another_agreement_under_the_same_version_is_refused(office):
    edited = UNSIGNED | {AGREEMENT_PATH: UNSIGNED[AGREEMENT_PATH] + b"# edited\n"}
    assert office.activate(sign_folder(edited)) == Refused("old-version")


def test_a_new_version_names_the_one_that_is_active(office):
    with pytest.raises(PolicyFilesBad, match="predecessor"):
        office.activate(sign_folder(folder(agreement=newer(2, "0" * 64))))


def register_number(number: int) -> dict[str, bytes]:
    content = UNSIGNED[REGISTER_PATH].replace(b"version: 1\n", b"version: %d\n" % number, 1)
    return sign_folder(UNSIGNED | {REGISTER_PATH: content})


def trust_number(number: int) -> dict[str, bytes]:
    """Return the signed folder with a version of KPU's trust file, and those before it beside it."""
    path, versions = f"trust/{KPU}.yaml", [trust_file(KPU)]
    for version in range(2, number + 1):
        versions.append(trust_file(KPU, version=version, predecessor=versions[-1]))
    kept = {f"trust/{KPU}/{at}.yaml": content for at, content in enumerate(versions[:-1], 1)}
    return sign_folder(UNSIGNED | kept | {path: versions[-1]})


@pytest.mark.parametrize(
    ("path", "numbered"),
    [
        pytest.param(f"trust/{KPU}.yaml", trust_number, id="trust files"),
        pytest.param(REGISTER_PATH, register_number, id="registers"),
    ],
)
def test_trust_files_and_registers_go_forward_only(office, path, numbered):
    edited = sign_folder(UNSIGNED | {path: UNSIGNED[path] + b"# edited\n"})
    assert office.activate(edited) == Refused("old-version")
    assert isinstance(office.activate(numbered(3)), Recorded)
    with pytest.raises(PolicyFilesBad, match="left out") if "trust" in path else nullcontext():
        assert office.activate(numbered(2)) == Refused("old-version")


def test_a_register_may_not_be_left_out(office):
    contract = UNSIGNED[CONTRACT_PATH].decode()
    start = contract.index("      - name: gudang")
    contract = contract[:start] + contract[contract.index("      - name: baru") :]
    agreement = AGREEMENT.replace("fields: [rahasia, gudang]", "fields: [rahasia]")
    files = folder(contract=contract, agreement=agreement)
    del files[REGISTER_PATH]
    with pytest.raises(PolicyFilesBad, match="exemptions"):
        office.activate(sign_folder(files))


def register_two(*changes: tuple[str, str]) -> dict[str, bytes]:
    """Return the signed folder with version 2 of the register."""
    register = REGISTER.replace("version: 1\n", "version: 2\n", 1)
    for old, new in changes:
        assert old in register
        register = register.replace(old, new, 1)
    return sign_folder(UNSIGNED | {REGISTER_PATH: register.encode()})


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(("2026-01-15", "2026-01-16"), id="decided on another day"),
        pytest.param(("letter: c", "letter: d"), id="for another reason"),
        pytest.param(("2031-01-15", "2031-01-14"), id="a day shorter"),
        pytest.param(("tps.gudang, tps.kontak", "tps.gudang, tps.lahir"), id="of another field"),
        pytest.param(("tps.gudang, tps.kontak", "tps.gudang"), id="of fewer fields"),
        pytest.param(("until: 2031-01-15", "revoked: 2026-02-01\n    until: 2031-01-14"), id="while revoked"),
    ],
)
def test_a_decision_never_says_less(office, change):
    # A second field may join, and then stays.
    more = ("fields: [tps.gudang]", "fields: [tps.gudang, tps.kontak]")
    assert isinstance(office.activate(register_two(more)), Recorded)
    with pytest.raises(PolicyFilesBad, match=f"{NUMBER} now says less"):
        office.activate(register_two(more, ("version: 2", "version: 3"), change))


def test_a_decision_that_leaves_the_register_is_named(office):
    other = "CONTOH-02/PPID/2026"
    contract = UNSIGNED[CONTRACT_PATH].replace(NUMBER.encode(), other.encode())
    register = REGISTER.replace("version: 1\n", "version: 2\n").replace(NUMBER, other)
    files = folder(contract=contract.decode(), register=register)
    with pytest.raises(PolicyFilesBad, match=rf"{NUMBER} is active and may not be left out"):
        office.activate(sign_folder(files))


def test_a_decision_is_revoked_by_name_and_stays_listed(office):
    revoked = ("    until:", "    revoked: 2026-03-01\n    until:")
    longer = ("2031-01-15", "2032-01-15")
    assert isinstance(office.activate(register_two(revoked, longer)), Recorded)
    assert office.policy.closings == {}


def test_a_trust_file_may_not_be_left_out(office):
    without = {path: content for path, content in SIGNED.items() if not path.startswith(f"trust/{POLRES}")}
    with pytest.raises(PolicyFilesBad, match=f"trust/{POLRES}"):
        office.activate(without)


def key_span(agency: str, since: str, until: str, after: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """Return the signed folder in which one agency's first signatory key has a span of its own."""
    path = f"trust/{agency}.yaml"
    version, predecessor = (2, after[path]) if after else (1, None)
    content = trust_file(agency, version=version, predecessor=predecessor).decode()
    start = content.index("role: signatory")
    head, tail = content[:start], content[start:]
    tail = tail.replace("from: 2026-01-01T00:00:00Z", f"from: {since}", 1)
    tail = tail.replace("until: 2028-01-01T00:00:00Z", f"until: {until}", 1)
    return sign_folder(UNSIGNED | {path: (head + tail).encode()})


# NOON is 2026-11-24.
FROM, OVER, LATER, UNTIL = (
    f"{day}T00:00:00Z" for day in ("2026-01-01", "2026-06-01", "2026-12-01", "2028-01-01")
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((FROM, OVER), (FROM, UNTIL), id="a key that was over"),
        pytest.param((FROM, OVER), (FROM, "2026-06-01T00:00:01Z"), id="by a second"),
        pytest.param((LATER, UNTIL), (FROM, UNTIL), id="a key that had not begun"),
        pytest.param((OVER, UNTIL), (FROM, UNTIL), id="a key that began later"),
    ],
)
def test_no_key_gains_time_in_the_past(before, after):
    office = Office()
    first = key_span(POLRES, *before)
    assert isinstance(office.activate(first), Recorded)
    complaint = office.policy.force("pks").complaint
    with pytest.raises(PolicyFilesBad, match="gains time in the past"):
        office.activate(key_span(POLRES, *after, after=first))
    assert office.policy.force("pks").complaint == complaint


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param((FROM, LATER), (FROM, UNTIL), id="a key that still holds is prolonged"),
        pytest.param((FROM, UNTIL), (FROM, LATER), id="a key is ended"),
        pytest.param((FROM, UNTIL), (OVER, UNTIL), id="a key begins later"),
        pytest.param(
            (UNTIL.replace("2028", "2027"), UNTIL), (LATER, UNTIL), id="a key begins earlier, not yet"
        ),
    ],
)
def test_a_key_may_gain_time_to_come_and_lose_what_it_did_not_sign_in(before, after):
    office = Office()
    first = key_span(POLRES, *before)
    assert isinstance(office.activate(first), Recorded)
    assert isinstance(office.activate(key_span(POLRES, *after, after=first)), Recorded)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("role: auditor", "role: ppid"),
        ("role: auditor\n    holder: ppid", "role: auditor\n    holder: pimpinan"),
    ],
)
def test_a_key_keeps_its_role_and_its_holder(office, old, new):
    content = trust_file(POLRES, version=2).decode()
    assert old in content
    changed = {f"trust/{POLRES}.yaml": content.replace(old, new).encode()}
    with pytest.raises(PolicyFilesBad, match="another role or holder"):
        office.activate(sign_folder(UNSIGNED | changed))


def test_a_contract_may_change_under_its_version_and_is_then_out_of_force(office):
    edited = SIGNED | {CONTRACT_PATH: SIGNED[CONTRACT_PATH] + b"# edited\n"}
    assert isinstance(office.activate(edited), Recorded)
    assert list(office.policy.force("pks").contracts) == [f"{KPU}/tps"]
    assert isinstance(office.activate(SIGNED), Recorded)
    assert not office.policy.force("pks").contracts
    older = SIGNED | {CONTRACT_PATH: SIGNED[CONTRACT_PATH].replace(b"version: 1.0.0", b"version: 0.9.9")}
    assert office.activate(older) == Refused("old-version")


def narrowed(version: str = "1.0.0") -> dict[str, bytes]:
    """Return the folder in which the PPID signed another contract than the one that is pinned."""
    content = UNSIGNED[CONTRACT_PATH].replace(b"version: 1.0.0", f"version: {version}".encode())
    return sign_folder(UNSIGNED | {CONTRACT_PATH: content + b"# narrowed\n"})


GONE = (("    until:", "    revoked: 2026-03-01\n    until:"),)


def test_what_a_ppid_signed_is_final_under_its_version(office):
    assert office.activate(narrowed()) == Refused("old-version")
    # Nor by way of an edit that nobody signed.
    assert isinstance(office.activate(SIGNED | {CONTRACT_PATH: narrowed()[CONTRACT_PATH]}), Recorded)
    assert office.activate(narrowed()) == Refused("old-version")


def test_a_contract_never_comes_back_once_its_ppid_signed_less(office):
    assert isinstance(office.activate(narrowed("1.0.1")), Recorded)
    assert list(office.policy.force("pks").contracts) == [f"{KPU}/tps"]
    assert office.activate(SIGNED) == Refused("old-version")
    # Nor when the narrowed one came first, by way of an edit or a folder without either.
    other = Office()
    assert isinstance(other.activate(narrowed()), Recorded)
    assert other.activate(SIGNED) == Refused("old-version")
    assert isinstance(
        other.activate(narrowed() | {CONTRACT_PATH: b"# edited\n" + UNSIGNED[CONTRACT_PATH]}), Recorded
    )
    assert other.activate(SIGNED) == Refused("old-version")
    without = {path: content for path, content in SIGNED.items() if path.startswith("trust/")}
    without |= {
        path: content for path, content in register_two(*GONE).items() if path.startswith("exemptions/")
    }
    assert isinstance(other.activate(without), Recorded)
    assert other.activate(register_two(*GONE)) == Refused("old-version")


def test_a_signature_counts_from_the_entry_that_first_records_it():
    office = Office()
    unsigned = {path: content for path, content in SIGNED.items() if POLRES not in path.split(".")}
    assert isinstance(office.activate(unsigned), Recorded)
    assert office.policy.force("pks").complaint is not None
    assert isinstance(office.activate(SIGNED), Recorded)
    assert office.policy.force("pks").complaint is None


def statement(
    action="suspend", subject="pks", agency=POLRES, signer=None, at=NOON, typ=STATEMENT_TYPE, **more
):
    said = statement_of(action, subject, agency, "alasan", at) | more
    return sign_token(said, typ, signer or keys_of(agency)["signatory"])


def suspend(office, token):
    return plan_suspension(token, office.policy, now=NOON, exchange=office.exchange())


@pytest.mark.parametrize(
    ("token", "error"),
    [
        pytest.param("", SignatureError, id="nothing"),
        pytest.param("a.b.c", SignatureError, id="garbage"),
        pytest.param(statement(signer=keys_of(POLRES)["client"]), KeyRoleWrong, id="a client key"),
        pytest.param(statement(signer=keys_of(POLRES)["auditor"]), KeyRoleWrong, id="an auditor's key"),
        pytest.param(statement(signer=keys_of(POLRES)["root"]), KeyUnknown, id="a root key"),
        pytest.param(statement(signer=keys_of(POLRES)["stray"]), KeyUnknown, id="a stranger's key"),
        pytest.param(statement(signer=keys_of(KPU)["signatory"]), KeyUnknown, id="in the other's name"),
        pytest.param(statement(subject="other"), AgreementUnknown, id="an agreement that is not there"),
        pytest.param(statement(typ="sinergi-other"), SignatureError, id="another type"),
        pytest.param(statement(action="revoke"), SignatureError, id="another action"),
        pytest.param(statement(at=NOON + timedelta(minutes=6)), SignatureError, id="from the future"),
        pytest.param(statement(reason="x" * 501), SignatureError, id="a novel"),
        pytest.param(statement(extra="x"), SignatureError, id="a member more"),
        pytest.param(statement(reason=1), SignatureError, id="a number for a text"),
    ],
)
def test_a_statement_that_is_not_a_partys_suspends_nothing(office, token, error):
    with pytest.raises(error):
        suspend(office, token)


def dated(at: str) -> str:
    said = statement_of("suspend", "pks", POLRES, "-", NOON) | {"at": at}
    return sign_token(said, STATEMENT_TYPE, keys_of(POLRES)["signatory"])


@pytest.mark.parametrize("tail", ["2026-11-24", "2026-11-24T05:00:00", "now"])
def test_a_statement_without_a_proper_time_suspends_nothing(office, tail):
    with pytest.raises(SignatureError):
        suspend(office, dated(tail))


@pytest.mark.parametrize("agency", [KPU, POLRES])
@pytest.mark.parametrize("name", ["signatory", "signatory-2", "ppid"])
def test_one_party_suspends(office, agency, name):
    token = statement(agency=agency, signer=keys_of(agency)[name])
    recorded = office.record(suspend(office, token))
    entry = entry_of(recorded)
    assert entry["kind"] == "suspend"
    assert entry["agreement"] == {"uid": "pks", "version": 1}
    assert entry["consumer"]["agency"] == agency
    # What was signed can be shown later, and is not in the leaf.
    assert recorded.openings["statement"].value == token.encode()
    assert token.encode() not in recorded.entry
    assert office.policy.force("pks").complaint.error.code == "agreement-suspended"
    # No later activation lifts it.
    office.activate(SIGNED)
    assert office.policy.force("pks").complaint.error.code == "agreement-suspended"


def revoke(office, token):
    return plan_revocation(token, office.policy, now=NOON, exchange=office.exchange())


def test_an_agency_revokes_its_own_keys_alone(office):
    client, theirs = keys_of(POLRES)["client"].key.thumbprint, keys_of(KPU)["client"].key.thumbprint
    for token, error in (
        (statement("revoke", theirs), KeyUnknown),
        (statement("revoke", client, signer=keys_of(POLRES)["client"]), KeyRoleWrong),
        (statement("revoke", client, agency=KPU), KeyUnknown),
        (statement("suspend", client), SignatureError),
    ):
        with pytest.raises(error):
            revoke(office, token)
    assert office.policy.ring_at(NOON).find(client) is not None
    entry = entry_of(office.record(revoke(office, statement("revoke", client))))
    assert (entry["kind"], entry["key"]) == ("revoke", client)
    assert office.policy.ring_at(NOON).find(client) is None
    office.activate(SIGNED)
    assert office.policy.ring_at(NOON).find(client) is None


def test_a_revoked_signatory_suspends_nothing_more(office):
    signatory = keys_of(POLRES)["signatory"].key.thumbprint
    office.record(revoke(office, statement("revoke", signatory, signer=keys_of(POLRES)["ppid"])))
    with pytest.raises(KeyUnknown):
        suspend(office, statement())
    assert office.policy.force("pks").complaint.error.code == "agreement-unsigned"


def test_a_root_key_can_be_revoked_too(office):
    root = keys_of(POLRES)["root"].key.thumbprint
    office.record(revoke(office, statement("revoke", root)))
    assert set(office.policy.problems) == {POLRES}


def test_a_trust_file_may_not_drop_a_key_and_so_un_sign_what_it_signed(office):
    content = trust_file(POLRES, version=2, without=frozenset({"signatory"}))
    kept = {path: text for path, text in SIGNED.items() if not path.startswith(f"trust/{POLRES}")}
    resigned = sign_folder({f"trust/{POLRES}.yaml": content})
    with pytest.raises(PolicyFilesBad, match="pimpinan is listed no more"):
        office.activate(kept | resigned)
    assert office.policy.force("pks").complaint is None
