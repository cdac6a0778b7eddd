"""A page says everything that its files say, the same way wherever it is made."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from typing import get_args

import pytest

from gateway.catalogue import LANGUAGES, texts
from gateway.drafting import (
    Annex,
    annex_from,
    annex_of,
    render_document,
    render_html,
    render_markdown,
    render_permission,
    render_words,
)
from gateway.drafting import render as render_module
from gateway.drafting.render_blocks import Boxes, Bullets, Facts, Grid, Heading, Paragraph
from gateway.errors import PolicyFilesBad
from gateway.policy import (
    TRANSFORMS,
    All,
    Between,
    Classification,
    Condition,
    Equals,
    In,
    IsNull,
    PersonalData,
    Place,
    Use,
    Within,
    read_bundle,
)
from gateway.policy import Any as AnyOf
from tests.policy.desk import AGREEMENT_PATH, CONTRACT_PATH, LOOKUP_AGREEMENT, folder
from tests.simulator.policies import unsigned_sample

SAID = {**render_module.SAID, **render_permission.SAID, Use: render_words.USE_SAID}
# What no reader needs: where a value stands, and the digest that a permission has inside the gateway.
UNSEEN = {"place"}

RICH = LOOKUP_AGREEMENT.replace(
    "    lookup: {key: nik}\n",
    "    lookup: {key: nik}\n    requires: [on_behalf_of]\n"
    "    duties:\n      - Data tidak diteruskan.\n      - {retention: {days: 30}}\n",
)


def annex(agreement: str = RICH) -> Annex:
    reading = read_bundle(folder(agreement=agreement, trust=False))
    assert reading.bundle is not None, reading.faults
    return annex_from(reading.bundle, None)


def page(changed: Annex, language: str = "id") -> str:
    return render_markdown(render_document(changed, language))


def values_of(value: object) -> Iterator[object]:
    """Walk through every value of the model that an agreement holds."""
    if is_dataclass(value):
        yield value
        for each in fields(value):
            yield from values_of(getattr(value, each.name))
    elif isinstance(value, dict):
        for each in value.values():
            yield from values_of(each)
    elif isinstance(value, tuple | frozenset):
        for each in value:
            yield from values_of(each)


@pytest.mark.parametrize("kind", SAID, ids=lambda kind: kind.__name__)
def test_the_page_knows_every_field_of_the_model(kind):
    assert {each.name for each in fields(kind)} == SAID[kind]


def test_the_page_knows_every_value_that_an_agreement_can_hold():
    rows = {All, AnyOf, Equals, In, Within, Between, IsNull}
    assert rows == {*get_args(Condition)}
    met = {type(value) for value in values_of(annex().agreement)}
    assert met - rows - {Place} <= SAID.keys()


@pytest.mark.parametrize("name", TRANSFORMS)
def test_the_page_has_words_for_every_transform_and_argument(name):
    assert f"annex.transform-{name}" in texts()
    assert {f"annex.argument-{each}" for each in TRANSFORMS[name].parameters} <= texts().keys()


@pytest.mark.parametrize("kind", get_args(Use.__annotations__["kind"]))
def test_the_page_has_words_for_every_use(kind):
    assert kind == "transform" or f"annex.use-{kind}" in texts()


def test_the_page_has_words_for_every_class():
    assert {f"annex.class-{each}" for each in Classification} <= texts().keys()
    assert {f"annex.personal-{each}" for each in PersonalData} <= texts().keys()


def test_a_word_that_the_page_does_not_know_is_refused_and_not_left_out():
    known = annex()
    permission = known.agreement.permissions[0]
    strange = Use("release", Place("x", 1), transform="scramble")
    changed = replace(permission, uses={**permission.uses, "dpt": (strange,)})
    agreement = replace(known.agreement, permissions=(changed,))
    with pytest.raises(PolicyFilesBad, match="transform-scramble"):
        page(replace(known, agreement=agreement))
    with pytest.raises(PolicyFilesBad, match="enforcement-maybe"):
        page(replace(known, agreement=replace(known.agreement, enforcement="maybe")))


CHANGES = {
    "uid": "lain",
    "version": 2,
    "digest": "0" * 64,
    "predecessor": "1" * 64,
    "sample": False,
    "title": "Judul lain",
    "valid_from": date(2026, 3, 1),
    "valid_until": date(2026, 4, 1),
    "timezone": "Asia/Jayapura",
    "legal_basis": (),
    "enforcement": "shadow",
    "warn_unwitnessed_hours": 1,
    "stop_unwitnessed_hours": 99,
    "prohibitions": ("Dilarang.",),
    "never": (),
    "parties": (),
    "pins": {},
    "purposes": {"pengamanan-tps": "Lain", "koordinasi": "Lain"},
    "permissions": (),
}


def test_every_change_of_an_agreement_changes_its_page():
    known = annex()
    assert CHANGES.keys() == {each.name for each in fields(known.agreement)} - UNSEEN
    for name, value in CHANGES.items():
        changed = replace(known, agreement=replace(known.agreement, **{name: value}))
        assert page(changed) != page(known), name


PERMISSION_CHANGES = {
    "id": "lain",
    "consumer": "kpu-kapuas-hulu",
    "uses": {},
    "rows": IsNull("kode_desa"),
    "query": None,
    "quota": None,
    "lookup": None,
    "requires": frozenset(),
    "duties": (),
    "retention": (),
    "purpose": "pengamanan-tps",
}


@pytest.mark.parametrize("name", PERMISSION_CHANGES)
def test_every_change_of_a_permission_changes_the_page(name):
    known = annex()
    changed = tuple(
        replace(permission, **{name: PERMISSION_CHANGES[name]}) for permission in known.agreement.permissions
    )
    other = replace(known, agreement=replace(known.agreement, permissions=changed))
    assert page(other) != page(known)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_contract_is_seen_with_what_happens_to_it(language):
    text = page(annex(), language)
    for name in ("kode_tps", "kontak", "nik", "gudang", "baru"):
        assert f"| {name.replace('_', chr(92) + '_')}" in text
    assert "CONTOH-01/PPID/2026" in text
    assert "UU 14/2008 Pasal 17 huruf c" in text
    # Its name itself is withheld; the agreement's own `never` may say it all the same.
    assert "| rahasia" not in text


def test_a_row_rule_is_read_as_it_is_meant():
    rule = All(
        (
            AnyOf((Equals("a", "x"), In("b", (1, 2)))),
            Between("c", date(2026, 1, 1), date(2026, 2, 1)),
            IsNull("d"),
            Equals("e", None),
            Equals("f", True),
        )
    )
    assert render_words.rule_text(rule, "en") == (
        'only rows whose (a equals "x" or b is one of 1, 2) and c lies from 2026-01-01 to 2026-02-01, both '
        "included and d is empty and e equals empty and f equals true"
    )


def test_prose_cannot_format_a_page():
    risky = RICH.replace("Data tidak diteruskan.", "'<b>a|b</b> [x](y) `c` & *d*'")
    document = render_document(annex(risky), "id")
    assert r"\<b\>a\|b\</b\> \[x\](y) \`c\` & \*d\*" in render_markdown(document)
    assert "&lt;b&gt;a|b&lt;/b&gt; [x](y) `c` &amp; *d*" in render_html(document)


def test_a_html_page_loads_and_runs_nothing():
    text = render_html(render_document(annex(), "id")).lower()
    assert "<script" not in text
    assert "src=" not in text
    assert "href=" not in text


def test_a_page_is_made_from_the_pinned_contracts_alone():
    files = folder(agreement=RICH, trust=False)
    files[CONTRACT_PATH] += b"# lain\n"
    reading = read_bundle(files)
    assert reading.bundle is not None
    with pytest.raises(PolicyFilesBad, match="kpu-kapuas-hulu/tps"):
        annex_from(reading.bundle, None)
    with pytest.raises(PolicyFilesBad, match="pin"):
        annex_of(AGREEMENT_PATH, {path: files[path] for path in (AGREEMENT_PATH, CONTRACT_PATH)})


def test_an_agreement_is_chosen_by_its_name():
    bundle = read_bundle(unsigned_sample()).bundle
    assert bundle is not None
    with pytest.raises(PolicyFilesBad, match="--agreement"):
        annex_from(bundle, None)
    with pytest.raises(PolicyFilesBad, match="pks-lain"):
        annex_from(bundle, "pks-lain")
    assert annex_from(bundle, "pks-kapuas-hulu").agreement.uid == "pks-kapuas-hulu"


def test_every_kind_of_block_is_met_and_written():
    kinds = {type(block) for block in render_document(annex(), "id").blocks}
    assert kinds == {Boxes, Bullets, Facts, Grid, Heading, Paragraph}


def test_the_sample_is_said_to_be_one():
    known = annex()
    assert "CONTOH. Naskah ini contoh" in page(known)
    assert "CONTOH. Naskah ini" not in page(replace(known, agreement=replace(known.agreement, sample=False)))
    assert sha256(known.files[AGREEMENT_PATH]).hexdigest() in page(known)
