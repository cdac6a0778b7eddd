"""Promise 8: widening needs both parties' signatures, narrowing needs one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from gateway.errors import GatewayError, PolicyFilesBad
from gateway.exchange import Recorded, Refused, plan_activation
from gateway.policy import RootPins, read_bundle
from gateway.signing import sign_detached
from tests.promises.tampering import AGENCIES, Files, tampered
from tests.simulator import (
    KPU,
    POLRES,
    Simulator,
    json_of,
    keys_of,
    pins_of,
    sign_folder,
    small_files,
    small_folder,
    small_tables,
    trust_file,
)
from tests.simulator.keys import NAMES
from tests.simulator.policies import sign_file
from tests.simulator.small import OTHER, PKS, TPS
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

LAMA = f"{KPU}/lama"
ASKED = [
    (TPS, PKS, "aman"),
    (TPS, PKS, "resmi"),
    (LAMA, "pks-lama", "aman"),
    (LAMA, "pks-uji", "aman"),
    (f"{KPU}/khusus", "pks-lain", "aman"),
    (f"{KPU}/sendiri", PKS, "aman"),
]
Leaving = frozenset[tuple[str, str, str]]


def leaving(world: Simulator, *, signer: str = "client") -> Leaving:
    """Return every field of every purpose that Polres is given right now."""
    found = set()
    for dataset, agreement, purpose in ASKED:
        body = {"agreement": agreement, "purpose": purpose, "on_behalf_of": "x", "case_ref": "x"}
        answer = world.query(POLRES, dataset, body, signer=keys_of(POLRES)[signer])
        assert answer.status < 500, answer.body
        for row in json_of(answer).get("data", ()):
            found |= {(dataset, purpose, name) for name in row}
    return frozenset(found)


def opened(files: Mapping[str, bytes]) -> Simulator:
    return Simulator(files, small_tables(6), agencies=(KPU,))


@cache
def base() -> Leaving:
    """Return what leaves when everything is signed as it should be."""
    return leaving(opened(small_files()))


def test_the_base_world_releases_what_it_grants() -> None:
    assert {name for dataset, purpose, name in base() if purpose == "aman"} == {
        "kode", "desa", "jumlah", "lokasi", "lat", "kontak", "tanggal", "tetap",
    }  # fmt: skip
    assert (TPS, "resmi", "kontak") in base()
    assert {dataset for dataset, _, _ in base()} == {TPS}


@settings(max_examples=150)
@given(tampered())
def test_nothing_done_to_a_folder_adds_a_field(case: tuple[Files, list[str]]) -> None:
    files, done = case
    try:
        world = opened(files)
    except PolicyFilesBad:
        event("the folder is refused")
        return
    found = leaving(world)
    assert found <= base(), done
    event("the same leaves" if found == base() else "less leaves" if found else "nothing leaves")


@settings(max_examples=100)
@given(tampered())
def test_nothing_done_to_a_later_folder_adds_a_field(case: tuple[Files, list[str]]) -> None:
    """As above, over a log that has seen the whole folder before."""
    files, done = case
    world = opened(small_files())
    try:
        change = plan_activation(
            files, world.kpu.policies.current(), now=world.clock(), exchange=world.kpu._exchange()
        )
    except PolicyFilesBad:
        event("refused as a whole")
        assert leaving(world) == base()
        return
    outcome = world.kpu.log.append(change.draft, change.effects, epoch=change.epoch)
    if isinstance(outcome, Refused):
        event(f"refused by the log: {outcome.code}")
        assert leaving(world) == base()
        return
    assert leaving(world) <= base(), done
    event("activated")


@dataclass(frozen=True)
class Narrowing:
    """A statement of one party: it suspends an agreement or revokes a key of its own."""

    action: str
    subject: str
    agency: str
    signer: str


@st.composite
def narrowings(draw: st.DrawFn) -> Narrowing:
    agency = draw(st.sampled_from(AGENCIES))
    signer = draw(st.sampled_from(["signatory", "signatory-2", "ppid"]))
    if draw(st.booleans()):
        return Narrowing("suspend", draw(st.sampled_from([PKS, "pks-lama", "pks-uji"])), agency, signer)
    name = draw(st.sampled_from(["client", "client-2", "signatory", "ppid", "answer", "root"]))
    return Narrowing("revoke", keys_of(agency)[name].key.thumbprint, agency, signer)


def apply_narrowing(world: Simulator, narrowing: Narrowing) -> None:
    act = {"suspend": world.kpu.suspend, "revoke": world.kpu.revoke}[narrowing.action]
    act(narrowing.subject, keys_of(narrowing.agency)[narrowing.signer], narrowing.agency)


@settings(max_examples=60)
@given(st.lists(narrowings(), min_size=1, max_size=3))
def test_each_party_alone_narrows_and_nothing_it_says_adds_a_field(acts: list[Narrowing]) -> None:
    world = opened(small_files())
    before = leaving(world)
    for act in acts:
        try:
            apply_narrowing(world, act)
        except GatewayError:
            # The party has revoked the very key that would sign.
            event("cannot say any more")
            return
        after = leaving(world)
        assert after <= before
        if act.action == "suspend" and act.subject == PKS:
            assert not after
        before = after
    # And an activation of the same folder brings nothing back.
    world.kpu.activate(small_files())
    assert leaving(world) <= before
    event("narrowed" if before != base() else "as before")


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("signer", ["signatory", "ppid"])
def test_one_signature_of_either_party_suspends(agency: str, signer: str) -> None:
    world = opened(small_files())
    apply_narrowing(world, Narrowing("suspend", PKS, agency, signer))
    assert not leaving(world)


@pytest.mark.parametrize("agency", AGENCIES)
@pytest.mark.parametrize("signer", ["client", "answer", "log", "receipt", "root", "stray", "auditor"])
def test_no_other_key_suspends(agency: str, signer: str) -> None:
    world = opened(small_files())
    with pytest.raises(GatewayError):
        apply_narrowing(world, Narrowing("suspend", PKS, agency, signer))
    assert leaving(world) == base()


def test_neither_party_revokes_the_others_keys_or_suspends_in_its_name() -> None:
    world = opened(small_files())
    theirs = keys_of(POLRES)["client"].key.thumbprint
    with pytest.raises(GatewayError):
        world.kpu.revoke(theirs, keys_of(KPU)["signatory"], KPU)
    with pytest.raises(GatewayError):
        world.kpu.suspend(PKS, keys_of(KPU)["signatory"], POLRES)
    assert leaving(world) == base()


def widened(grants: Mapping[str, Any]) -> bytes:
    """Write version 2 of the agreement, which grants more fields under `tps-aman` and no rule on rows."""
    old = small_folder()[f"agreements/{PKS}.yaml"]
    value = json.loads(old)
    (first, *_) = value["permissions"]
    first["fields"] |= grants
    value |= {"version": 2, "predecessor": read_bundle(small_folder()).bundle.agreements[PKS].digest}  # type: ignore[union-attr]
    return json.dumps(value).encode()


WHO = [(agency, name) for agency in (*AGENCIES, OTHER) for name in NAMES]
BOTH = {(KPU, "signatory"), (POLRES, "signatory")}
NEW = (TPS, "aman", "alamat")


def with_version_2(signed_by: set[tuple[str, str]], *, old_too: bool = False) -> Files:
    path = f"agreements/{PKS}.yaml"
    files = {
        name: content for name, content in small_files().items() if not name.startswith(f"agreements/{PKS}.")
    }
    files[path] = widened({"alamat": ["release"]})
    for agency, name in signed_by:
        files[f"agreements/{PKS}.{agency}-{name}.jws"] = sign_file(path, files[path], keys_of(agency)[name])
    if old_too:
        for agency in AGENCIES:
            beside = f"agreements/{PKS}.{agency}.jws"
            files[beside] = small_files()[beside]
    return files


def is_enough(signed_by: set[tuple[str, str]]) -> bool:
    return all(
        any((agency, name) in signed_by for name in ("signatory", "signatory-2")) for agency in AGENCIES
    )


@settings(max_examples=80)
@given(
    signed_by=st.sets(st.sampled_from(WHO), max_size=6)
    | st.sets(st.sampled_from(WHO), max_size=4).map(BOTH.__or__),
    old_too=st.booleans(),
)
def test_a_wider_agreement_holds_with_both_signatories_and_without_one_of_them_does_not(
    signed_by: set[tuple[str, str]], old_too: bool
) -> None:
    world = opened(small_files())
    world.kpu.activate(with_version_2(signed_by, old_too=old_too))
    found = leaving(world)
    if is_enough(signed_by):
        assert found == base() | {NEW}
    else:
        assert not found
    event("both" if is_enough(signed_by) else "not both")


def test_a_signature_counts_from_the_entry_that_records_it() -> None:
    """Files alone change nothing: what is not activated is not in force."""
    world = opened(with_version_2({(KPU, "signatory")}))
    assert not leaving(world)
    world.kpu.activate(with_version_2(BOTH))
    assert leaving(world) == base() | {NEW}


def reclassified(**changed: str) -> bytes:
    value = json.loads(small_folder()[f"datasets/{TPS}.yaml"])
    for item in value["schema"][0]["properties"]:
        if item["name"] in changed:
            item["classification"] = changed[item["name"]]
            item["customProperties"] = [{"property": "dataPribadi", "value": "umum"}]
            item.pop("authoritativeDefinitions", None)
    return json.dumps(value).encode()


@pytest.mark.parametrize("field", ["nik", "rahasia", "alamat"])
def test_a_provider_alone_cannot_open_a_field(field: str) -> None:
    """It may change its contract at any time; then the agreement is out of force for that dataset."""
    folder = dict(small_folder())
    folder[f"datasets/{TPS}.yaml"] = reclassified(**{field: "terbuka"})
    assert not leaving(opened(sign_folder(folder)))


def test_a_provider_alone_closes_a_field_at_once() -> None:
    folder = dict(small_folder())
    register = json.loads(folder[f"exemptions/{KPU}.yaml"])
    register["version"] = 2
    register["exemptions"][0]["fields"].append("tps.lokasi")
    folder[f"exemptions/{KPU}.yaml"] = json.dumps(register).encode()
    world = opened(small_files())
    world.kpu.activate(sign_folder(folder))
    assert leaving(world) == base() - {(TPS, "aman", "lokasi")}


def test_what_derives_a_closed_field_is_closed_with_it() -> None:
    name = f"{KPU}/warga"
    columns = [column("kode", key=True), column("lahir", "date"), column("nik", derives=["lahir"])]
    contract = contract_file(KPU, "warga", columns, order="kode")
    uses = {"kode": ["release"], "lahir": ["release"], "nik": ["release"]}
    grant = permission("p", POLRES, name, "aman", uses, query={"page_size": 5})
    folder = {
        f"datasets/{name}.yaml": contract,
        "agreements/pks-warga.yaml": agreement_file("pks-warga", AGENCIES, {name: contract}, [grant]),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in AGENCIES},
    }
    row = {"kode": "k1", "lahir": date(2001, 2, 3), "nik": "6106014302010000"}
    world = Simulator(sign_folder(folder), {KPU: {"warga": [row]}}, agencies=(KPU,))
    body = {"agreement": "pks-warga", "purpose": "aman"}
    assert set(json_of(world.query(POLRES, name, body))["data"][0]) == {"kode", "lahir", "nik"}
    folder[f"exemptions/{KPU}.yaml"] = register_file(KPU, ["warga.lahir"])
    world.kpu.activate(sign_folder(folder))
    answer = world.query(POLRES, name, body)
    assert json_of(answer)["data"] == [{"kode": "k1"}]
    assert json_of(world.query(POLRES, name, body | {"fields": ["nik"]}))["code"] == "field-withheld"


def test_an_older_version_never_comes_back() -> None:
    world = opened(small_files())
    world.kpu.activate(with_version_2(BOTH))
    narrower = leaving(world)
    policy = world.kpu.policies.current()
    change = plan_activation(small_files(), None, now=world.clock(), exchange=world.kpu._exchange())
    change = replace(change, epoch=policy.standing.epoch)
    outcome = world.kpu.log.append(change.draft, change.effects, epoch=change.epoch)
    assert outcome == Refused("old-version")
    assert leaving(world) == narrower


@pytest.mark.parametrize("path", [f"exemptions/{KPU}.yaml", f"trust/{KPU}.yaml", f"trust/{POLRES}.yaml"])
def test_what_narrows_may_not_be_left_out_again(path: str) -> None:
    world = opened(small_files())
    stem = path.removesuffix(".yaml")
    fewer = {name: content for name, content in small_files().items() if not name.startswith(stem)}
    with pytest.raises(PolicyFilesBad):
        world.kpu.activate(fewer)
    assert leaving(world) == base()


@pytest.mark.parametrize(
    "pins",
    [
        pytest.param({}, id="nobody"),
        pytest.param(pins_of(KPU), id="one side alone"),
        pytest.param(pins_of(POLRES), id="the other side alone"),
        pytest.param(pins_of(KPU) | {POLRES: pins_of(KPU)[KPU]}, id="the wrong root"),
        pytest.param(
            pins_of(KPU) | {POLRES: RootPins(2, pins_of(POLRES)[POLRES].thumbprints)}, id="two roots"
        ),
        pytest.param(pins_of(KPU) | {POLRES: RootPins(0, frozenset())}, id="no root and none needed"),
    ],
)
def test_without_the_pinned_roots_nothing_is_in_force(pins: Mapping[str, RootPins]) -> None:
    world = opened(small_files())
    world.kpu.policies._pins = pins
    world.kpu.log.move_epoch()
    assert not leaving(world)


def test_every_change_is_an_entry() -> None:
    world = opened(small_files())
    apply_narrowing(world, Narrowing("suspend", PKS, KPU, "ppid"))
    thumbprint = keys_of(POLRES)["client-2"].key.thumbprint
    apply_narrowing(world, Narrowing("revoke", thumbprint, POLRES, "ppid"))
    kinds = [json.loads(leaf)["kind"] for leaf in world.kpu.log.leaves]
    assert kinds == ["activate", "suspend", "revoke"]
    assert world.kpu.log.standing().epoch == 3  # type: ignore[union-attr]
    assert isinstance(world.kpu.activate(small_files()), Recorded)


def test_a_detached_signature_over_other_bytes_is_no_signature() -> None:
    files: Files = dict(small_files())
    path = f"agreements/{PKS}.yaml"
    header = {"typ": "sinergi-agreement", "uid": PKS, "version": 1}
    files[f"agreements/{PKS}.{POLRES}.jws"] = sign_detached(
        files[path] + b" ", header, keys_of(POLRES)["signatory"]
    ).encode()
    assert not leaving(opened(files))
