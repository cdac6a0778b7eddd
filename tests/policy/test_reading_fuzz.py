"""Policy text, broken at every place: located faults, never an exception, never a wider policy."""

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.catalogue import LANGUAGES, say
from gateway.policy import Fault, Reading, read_bundle, read_cases
from tests.policy.desk import KPU, POLRES, folder, keys_of, resolved, sign_folder
from tests.policy.fuzzing import (
    BEFORE,
    CASES,
    CASES_PATH,
    TEXTS,
    TRUST_PATH,
    entries,
    files_with,
    reads_nothing_closed,
    released,
    spots,
)

KINDS = st.sampled_from(list(TEXTS))
VALUES = (
    "9" * 400, "-1", "0", "1e309", ".nan", ".inf", "0x10", "1_0", "\u0663", "null", "~", "true", "on",
    "'*'", "*", "''", "[]", "{}", "[x]", "{x: y}", "[[[[[]]]]]", "{all: []}", "{any: []}",
    "{gudang: {is_null: true}}", "gudang", "baru", "rahasia", "nik", "dpt", "tps.baru", "release",
    "[release]", "terbuka", "antarbadan", "dikecualikan", "belum-ditetapkan", "[gudang]",
    "[release, condition]", "2026-02-31", "9999-12-31", "9999-12-31T23:59:60Z",
    "kpu-kapuas-hulu", "polres-kapuas-hulu", "ppid",
)  # fmt: skip
# What YAML would make something else of, put before or behind a value.
TRICKS = (
    "&a ", "*a ", "!!str ", "! ", "!<tag:yaml.org,2002:null> ", "<<: ", "? ", "- ", ": ", "---\n", "...\n",
    "%YAML 1.2\n---\n", "|\n", ">-\n", "'", '"', "\\", "[", "{", "}", "]", ",", "@", "`", "%",
    "\t", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\u200b", "\u202e", "\u00a0", "\ud800", "\U000e0041",
)  # fmt: skip
LIKE = {
    "a": "\u0430\uff41", "e": "\u0435\uff45", "o": "\u043e\u03bf\uff4f", "p": "\u0440\uff50",
    "c": "\u0441\uff43", "i": "\u0456\u0131\uff49", "x": "\u0445", "y": "\u0443",
    "s": "\u0455\uff53", "k": "\u043a\u212a",
    "d": "\u0501", "T": "\u0422", "Z": "\u0396", "_": "\uff3f", "[": "\uff3b", "{": "\uff5b",
    "-": "\u2010\u2013\u2212\uff0d", ":": "\uff1a\ua789", ",": "\uff0c\u201a", ".": "\uff0e\u2024",
    "/": "\u2215\uff0f", '"': "\u201d\uff02", " ": "\u00a0\u2003\u3000",
    "0": "\uff10\u0660\U0001d7d8", "1": "\uff11\u0661\u00b9", "2": "\uff12\u0662\u00b2",
    "3": "\uff13\u0663\u0969", "6": "\uff16\u0666", "9": "\uff19\u096f",
}  # fmt: skip


def check_located(content: str | bytes, path: str, faults: tuple[Fault, ...]) -> None:
    """Every fault names a line that the file has, and reads as one line in both languages."""
    text = content if isinstance(content, str) else content.decode("latin-1")
    for fault in faults:
        assert fault.place.column >= 1
        assert fault.place.line >= 1
        if fault.place.file == path:
            assert fault.place.line <= len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text)) + 1
        for language in LANGUAGES:
            assert "\n" not in say(f"faults.{fault.code}", language, **dict(fault.values))


def read(kind: str, text: str | bytes) -> Reading:
    reading = read_bundle(files_with(kind, text))
    assert (reading.bundle is None) == bool(reading.faults)
    check_located(text, TEXTS[kind][0], (*reading.faults, *reading.notes))
    return reading


def is_no_wider(kind: str, reading: Reading) -> bool:
    return reading.bundle is None or released(reading.bundle) <= BEFORE[kind]


def test_what_is_compared_is_something():
    for kind in TEXTS:
        assert reads_nothing_closed(read(kind, TEXTS[kind][1]))
        assert len(BEFORE[kind]) > 10
    wider = TEXTS["agreement"][1].replace('within: "6106"', 'within: "61"')
    assert not is_no_wider("agreement", read("agreement", wider))


@pytest.mark.parametrize("kind", TEXTS)
def test_every_node_replaced_reads_nothing_closed(kind: str):
    _, text = TEXTS[kind]
    for spot, value in zip(spots(text), itertools.cycle(VALUES)):
        assert reads_nothing_closed(read(kind, spot.splice(text, value))), (spot, value)


@settings(max_examples=80)
@given(kind=KINDS, data=st.data())
def test_a_node_replaced_by_anything_or_by_another_reads_nothing_closed(kind: str, data: st.DataObject):
    _, text = TEXTS[kind]
    places = st.sampled_from(spots(text))
    other = places.map(lambda spot: text[spot.start : spot.end])
    new = data.draw(st.sampled_from(VALUES) | other)
    assert reads_nothing_closed(read(kind, data.draw(places).splice(text, new)))


@settings(max_examples=80)
@given(kind=KINDS, data=st.data())
def test_an_entry_left_out_reads_nothing_closed(kind: str, data: st.DataObject):
    _, text = TEXTS[kind]
    assert reads_nothing_closed(read(kind, data.draw(st.sampled_from(entries(text))).splice(text, "")))


@settings(max_examples=40)
@given(kind=KINDS, data=st.data())
def test_an_entry_written_twice_gives_nothing_more(kind: str, data: st.DataObject):
    _, text = TEXTS[kind]
    spot = data.draw(st.sampled_from(entries(text)))
    entry = text[spot.start : spot.end]
    indent = spot.start - text.rfind("\n", 0, spot.start) - 1
    between = data.draw(st.sampled_from([", ", "\n" + " " * indent, "\n" + " " * max(indent - 2, 0) + "- "]))
    assert is_no_wider(kind, read(kind, spot.splice(text, entry + between + entry)))


@settings(max_examples=100)
@given(kind=KINDS, trick=st.sampled_from(TRICKS), behind=st.booleans(), data=st.data())
def test_a_trick_of_yaml_gives_nothing_more(kind: str, trick: str, behind: bool, data: st.DataObject):
    _, text = TEXTS[kind]
    spot = data.draw(st.sampled_from(spots(text)))
    place = spot.end if behind else spot.start
    assert is_no_wider(kind, read(kind, text[:place] + trick + text[place:]))


@settings(max_examples=100)
@given(kind=KINDS, data=st.data())
def test_a_look_alike_gives_nothing_more(kind: str, data: st.DataObject):
    _, text = TEXTS[kind]
    letter = data.draw(st.sampled_from([each for each in LIKE if each in text]))
    place = data.draw(st.sampled_from([found.start() for found in re.finditer(re.escape(letter), text)]))
    new = data.draw(st.sampled_from(LIKE[letter]))
    assert is_no_wider(kind, read(kind, text[:place] + new + text[place + 1 :]))


CODECS = (
    "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "cp1252", "utf-7", "cp037",
)  # fmt: skip
OVERLONG = (
    b"\xc0\x80",
    b"\xc1\xa1",
    b"\xe0\x80\xaf",
    b"\xf0\x80\x80\xaf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("codec", CODECS)
def test_another_encoding_is_a_fault_or_says_the_same(kind: str, codec: str):
    _, text = TEXTS[kind]
    reading = read(kind, f"{text}# \u00b6\n".encode(codec))
    assert reading.faults or codec == "utf-7"
    assert is_no_wider(kind, reading)


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("bad", OVERLONG)
def test_a_character_in_too_many_bytes_is_a_fault(kind: str, bad: bytes):
    content = TEXTS[kind][1].encode()
    for place in (0, len(content) // 2, len(content)):
        assert read(kind, content[:place] + bad + content[place:]).faults


@settings(max_examples=40)
@given(data=st.data())
def test_cases_broken_anywhere_give_located_faults(data: st.DataObject):
    spot = data.draw(st.sampled_from(spots(CASES)))
    trick = st.sampled_from(TRICKS).map(lambda trick: trick + CASES[spot.start : spot.end])
    text = spot.splice(CASES, data.draw(st.sampled_from(VALUES) | trick))
    bundle = read_bundle(folder()).bundle
    assert bundle is not None
    cases, faults = read_cases(CASES_PATH, text.encode("utf-8", "surrogatepass"), bundle)
    assert not (cases and faults)
    check_located(text, CASES_PATH, faults)


_KEY = re.compile(r"  - role: (\S+)\n    holder: (\S+)\n    jwk: (.*)\n")
KEYS = _KEY.findall(TEXTS["trust"][1])
ROOT = re.search(r"- (\{.*\})", TEXTS["trust"][1])[1]


@settings(max_examples=40)
@given(
    roles=st.permutations([role for role, _, _ in KEYS]),
    holders=st.permutations([holder for _, holder, _ in KEYS]) | st.just([holder for _, holder, _ in KEYS]),
    jwks=st.permutations([*(jwk for _, _, jwk in KEYS), ROOT]),
    kept=st.booleans(),
)
def test_a_trust_file_of_crossed_roles_makes_nobody_a_signatory(roles, holders, jwks, kept):
    """Even signed by the root key: what counts is the role that the file gives a key, and nobody's habit."""
    given_roles = [role for role, _, _ in KEYS] if kept else roles
    given_holders = [holder for _, holder, _ in KEYS] if kept else holders
    crossed = iter(zip(given_roles, given_holders, jwks, strict=False))

    def cross(found: re.Match[str]) -> str:
        return "  - role: {}\n    holder: {}\n    jwk: {}\n".format(*next(crossed))

    text = _KEY.sub(cross, TEXTS["trust"][1])
    reading = read("trust", text)
    if reading.bundle is None:
        return
    policy = resolved(sign_folder(folder() | {TRUST_PATH: text.encode()}))
    now_role = {jwk: role for role, _, jwk in _KEY.findall(text)}
    # Of two signatories' keys the first has signed.
    honest = {role: jwk for role, _, jwk in reversed(KEYS)}
    force = policy.force("pks")
    assert (force.complaint is None) == (now_role.get(honest["signatory"]) == "signatory")
    assert force.complaint is not None or (not force.contracts) == (now_role.get(honest["ppid"]) == "ppid")


NAMES = st.sampled_from(
    [(agency, name) for agency in (KPU, POLRES) for name in keys_of(KPU) if name[-2:] != "-2"]
)
NEEDED = [("signatory", KPU), ("signatory", POLRES), ("ppid", KPU), ("root", KPU), ("root", POLRES)]


@settings(max_examples=40)
@given(wrong=st.dictionaries(st.sampled_from(NEEDED), NAMES, max_size=2))
def test_a_signature_by_any_other_key_counts_for_nothing(wrong):
    files = sign_folder(
        folder(),
        signer=lambda role, agency: keys_of(wrong.get((role, agency), (agency, role))[0])[
            wrong.get((role, agency), (agency, role))[1]
        ],
    )
    force = resolved(files).force("pks")
    crossed = {need for need, (agency, name) in wrong.items() if (name, agency) != need}
    assert (force.complaint is None) == (not crossed - {("ppid", KPU)})
    assert force.complaint is not None or (not force.contracts) == (("ppid", KPU) not in crossed)
