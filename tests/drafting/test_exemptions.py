"""The register at work: what a decision closes on a day, and what stays closed after it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.catalogue import LANGUAGES
from gateway.drafting import exemptions_on, heading, list_rows, markdown, officer_of
from gateway.drafting.exemptions import State, state_of
from gateway.policy import Classification, Standing, read_bundle, resolve, verdicts_of
from tests.policy.desk import (
    CONTRACT,
    KPU,
    NOON,
    NUMBER,
    POLRES,
    REGISTER,
    TPS,
    folder,
    pins_of,
    sign_folder,
)
from tests.simulator.policies import trust_file

TODAY = date(2026, 11, 24)
MONTH = timedelta(days=30)
UNTIL = "    until: 2031-01-15"
BUNDLE = read_bundle(sign_folder(folder())).bundle
EXEMPTION = BUNDLE.registers[KPU].exemptions[NUMBER]


def bundle_with(*lines: str, **more):
    bundle = read_bundle(folder(register=REGISTER.replace(UNTIL, "\n".join(lines)), **more)).bundle
    assert bundle is not None
    return bundle


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, State.IN_FORCE),
        ({"until": TODAY + MONTH}, State.ENDS_SOON),
        ({"until": TODAY + MONTH + timedelta(1)}, State.IN_FORCE),
        ({"until": TODAY}, State.ENDS_SOON),
        ({"until": TODAY - timedelta(1)}, State.LAPSED),
        ({"review": TODAY + timedelta(1)}, State.REVIEW_SOON),
        ({"review": TODAY}, State.REVIEW_DUE),
        ({"until": TODAY - timedelta(1), "review": TODAY}, State.LAPSED),
        ({"revoked": TODAY + timedelta(1)}, State.IN_FORCE),
        ({"revoked": TODAY}, State.REVOKED),
        ({"until": TODAY - timedelta(9), "revoked": TODAY}, State.REVOKED),
    ],
)
def test_a_decision_is_in_the_worst_of_its_states(changes, state):
    assert state_of(replace(EXEMPTION, **changes), TODAY, MONTH) is state


def test_a_decision_names_what_hangs_on_it_and_the_days_left():
    (decision,) = exemptions_on(BUNDLE, TODAY, soon=MONTH)
    assert (decision.agency, decision.days_left, decision.days_to_review) == (KPU, 1513, None)
    (covered,) = decision.covered
    assert (covered.name, covered.classification) == ("tps.gudang", Classification.EXEMPT)
    assert decision.contracts == (TPS,)
    assert [(each.agreement, each.dataset) for each in decision.dependents] == [("pks", TPS)]
    assert not decision.needs_work
    assert exemptions_on(BUNDLE, TODAY, soon=MONTH, agency=POLRES) == ()


@pytest.mark.parametrize("line", ["    until: 2026-11-23", "    until: 2031-01-15\n    revoked: 2026-11-24"])
def test_a_decision_that_is_over_leaves_its_field_undetermined_and_somebody_with_work(line):
    (decision,) = exemptions_on(bundle_with(line), TODAY, soon=MONTH)
    assert decision.undecided == ("tps.gudang",)
    assert decision.needs_work


def test_a_new_decision_over_the_same_field_leaves_nothing_to_do():
    again = REGISTER.split("exemptions:\n")[1].replace(NUMBER, "CONTOH-02/PPID/2026")
    register = REGISTER.replace(UNTIL, "    until: 2026-11-23") + again
    bundle = read_bundle(folder(register=register)).bundle
    lapsed, live = exemptions_on(bundle, TODAY, soon=MONTH)
    assert (lapsed.state, live.state) == (State.LAPSED, State.IN_FORCE)
    assert not lapsed.needs_work


def test_a_field_that_is_gone_from_its_contract_is_said_to_be():
    bundle = bundle_with(
        "    until: 2031-01-15\n    revoked: 2026-11-01\n  - number: CONTOH-02/PPID/2026",
        "    decided: 2026-11-01\n    letter: c\n    issuing_body: KPU RI",
        "    registering_body: KPU Kabupaten Kapuas Hulu\n    official: PPID KPU RI",
        "    fields: [tps.lama, lain.x]\n    reason: Contoh.\n    signed_at: Jakarta",
        "    until: 2031-01-15\n    revoked: 2026-11-02",
    )
    _, gone = exemptions_on(bundle, TODAY, soon=MONTH)
    assert [each.classification for each in gone.covered] == [None, None]
    assert not gone.needs_work


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_its_dates_an_exempt_field_stays_closed_on_every_day(data):
    days = st.dates(date(2026, 1, 15), date(2027, 12, 31))
    lines = [f"    until: {data.draw(days)}"]
    if data.draw(st.booleans()):
        lines.append(f"    review: {data.draw(days)}")
    if data.draw(st.booleans()):
        lines.append(f"    revoked: {data.draw(days)}")
    bundle = bundle_with(*lines)
    now = NOON + timedelta(days=data.draw(st.integers(0, 66)))
    standing = Standing(1, bundle.digest, now, recorded={}, suspended={}, revoked={})
    policy = resolve(bundle, pins_of(KPU, POLRES), standing)
    (granted, *_) = policy.granted[(POLRES, TPS)]
    (verdict,) = [each for each in verdicts_of(policy, granted, now) if each.field == "gudang"]
    assert verdict.verdict == "withhold"
    agreement, permission, contract = granted
    facts = policy.facts(agreement, permission, contract, now)
    assert "gudang" not in facts.outputs.keys() | facts.columns.keys()
    day = now.date()
    (decision,) = exemptions_on(bundle, day, soon=MONTH)
    is_over = decision.state in {State.LAPSED, State.REVOKED}
    assert verdict.classification == ("belum-ditetapkan" if is_over else "dikecualikan")
    assert decision.covered[0].classification == verdict.classification
    assert bool(decision.undecided) is is_over


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_holds_decisions_in_force_alone_with_all_that_is_published(language):
    (row,) = list_rows(exemptions_on(BUNDLE, TODAY, soon=MONTH), language)
    assert len(row) == len(heading(language))
    for part in ("KPU Kabupaten Kapuas Hulu", "tps: gudang", "huruf c" if language == "id" else "letter c"):
        assert any(part in cell for cell in row)
    assert row[-4:] == ("PPID KPU RI", NUMBER, "2026-01-15", "Jakarta")
    over = exemptions_on(bundle_with("    until: 2026-11-23"), TODAY, soon=MONTH)
    assert list(list_rows(over, language)) == []


def test_a_field_whose_name_is_withheld_is_not_named_in_the_list():
    contract = CONTRACT.replace(
        "          - {property: penetapan, value: CONTOH-01/PPID/2026}",
        "          - {property: penetapan, value: CONTOH-01/PPID/2026}\n"
        "          - {property: undisclosed, value: true}",
    )
    bundle = read_bundle(folder(contract=contract)).bundle
    (row,) = list_rows(exemptions_on(bundle, TODAY, soon=MONTH), "id")
    assert "gudang" not in " ".join(row)
    assert "kolom yang namanya dirahasiakan" in row[2]


def test_no_text_of_the_register_is_more_than_text_on_the_page():
    page = markdown("Daftar", ["a"], [("x",), ("=1|<b>*`\n| y",)])
    assert page.splitlines()[-1] == r"| =1\|\<b\>\*\` \| y |"


def test_the_officer_is_whoever_holds_a_ppid_key_now():
    assert officer_of(BUNDLE, KPU, NOON) == "D. Contoh, PPID"
    assert officer_of(BUNDLE, KPU, NOON.replace(year=2029)) is None
    assert officer_of(BUNDLE, "lain", NOON) is None
    files = folder() | {
        f"trust/{KPU}.yaml": trust_file(KPU).replace(b"position: PPID", b"position: PPID, acting: Plt")
    }
    assert officer_of(read_bundle(files).bundle, KPU, NOON) == "D. Contoh, Plt PPID"
