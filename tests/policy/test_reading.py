"""Reading: one mistake, one fault, in its place; all mistakes at once; never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.catalogue import LANGUAGES, say
from gateway.policy import Bundle, Classification, PersonalData, bundle_digest, read_bundle
from tests.policy.desk import (
    AGREEMENT,
    AGREEMENT_PATH,
    CONTRACT,
    CONTRACT_DIGEST,
    CONTRACT_PATH,
    KPU,
    LOOKUP_AGREEMENT,
    POLRES,
    REGISTER,
    REGISTER_PATH,
    TPS,
    codes,
    folder,
    sign_folder,
    trust_file,
)
from tests.policy.mistakes import (
    AGREEMENT_CASES,
    CONTRACT_CASES,
    ELSEWHERE,
    HOSTILE,
    LOOKUP_CASES,
    REGISTER_CASES,
    TRUST_CASES,
)

TRUST_PATH = f"trust/{KPU}.yaml"
TRUST = trust_file(KPU).decode()


def read(**changes: str) -> Bundle:
    """Read a folder that has no fault."""
    reading = read_bundle(folder(**changes))
    assert reading.faults == ()
    assert reading.bundle is not None
    return reading.bundle


def test_the_whole_folder_reads():
    bundle = read()
    contract = bundle.contracts[TPS]
    assert contract.table == "pemilu.tps"
    assert contract.order == "kode_tps"
    assert contract.fields["kode_desa"].physical_name == "desa"
    assert contract.fields["gudang"].exemption == "CONTOH-01/PPID/2026"
    assert bundle.agreements["pks"].permissions[0].requires == {"case_ref"}
    assert bundle.trusts[KPU].officials["ppid"].position == "PPID"


def test_a_field_that_nobody_classified_is_undetermined_and_most_protected():
    field = read().contracts[TPS].fields["baru"]
    assert field.classification is Classification.UNDETERMINED
    assert field.personal_data is PersonalData.SPECIFIC


CASES = [
    pytest.param(path, text, *change, ELSEWHERE.get(name, 0), id=f"{path.partition('/')[0]}: {name}")
    for path, text, table in (
        (CONTRACT_PATH, CONTRACT, CONTRACT_CASES),
        (REGISTER_PATH, REGISTER, REGISTER_CASES),
        (AGREEMENT_PATH, folder()[AGREEMENT_PATH].decode(), AGREEMENT_CASES),
        (AGREEMENT_PATH, folder(agreement=LOOKUP_AGREEMENT)[AGREEMENT_PATH].decode(), LOOKUP_CASES),
        (TRUST_PATH, TRUST, TRUST_CASES),
    )
    for name, change in table.items()
]


@pytest.mark.parametrize(("path", "text", "old", "new", "code", "further"), CASES)
def test_a_mistake_is_named_in_its_place(path, text, old, new, code, further):
    old = old.replace("PIN", CONTRACT_DIGEST)
    assert old in text
    changed = text.replace(old, new, 1)
    # The agreement pins the contract that is read, so that nothing hides behind a pin.
    files = folder(contract=changed) if path == CONTRACT_PATH else folder() | {path: changed.encode()}
    reading = read_bundle(files)
    assert reading.bundle is None
    line = text.count("\n", 0, text.index(old)) + 1 + further
    assert (code, path, line) in [
        (fault.code, fault.place.file, fault.place.line) for fault in reading.faults
    ]
    _check_total(files)


def test_a_mistake_in_a_row_rule_is_placed_at_its_very_word():
    rule = '{kode_desa: {within: "6106"}}'
    rows = f"    rows:\n      all:\n        - {rule}\n        - {{kode_des: {{equals: x}}}}\n"
    text = AGREEMENT.replace(f"    rows: {rule}\n", rows)
    assert text != AGREEMENT
    (fault,) = read_bundle(folder(agreement=text)).faults
    assert (fault.code, dict(fault.values)["near"]) == ("rows-field-outside-near", "kode_desa")
    line = text.splitlines()[fault.place.line - 1]
    assert line[fault.place.column - 1 :].startswith("kode_des:")


def test_letter_a_lasts_thirty_years_and_not_a_day_more():
    register = REGISTER.replace("letter: c", "letter: a")
    assert codes(read_bundle(folder(register=register.replace("2031-01-15", "2056-01-15")))) == []
    assert codes(read_bundle(folder(register=register.replace("2031-01-15", "2056-01-16")))) == [
        "exemption-too-long"
    ]


def test_a_revoked_decision_alone_may_name_what_is_gone():
    register = REGISTER.replace("fields: [tps.gudang]", "fields: [tps.gudang, tps.hilang, dulu.kolom]")
    assert codes(read_bundle(folder(register=register))) == ["dataset-unknown", "field-unknown"]
    assert codes(read_bundle(folder(register=register + "    revoked: 2026-03-01\n"))) == []


def test_a_field_may_be_released_with_all_that_it_derives():
    agreement = AGREEMENT.replace("nik: [pseudonym]", "nik: [release]\n      lahir: [release]")
    assert codes(read_bundle(folder(agreement=agreement))) == []


def test_a_lookup_needs_no_release_of_its_key_and_no_order():
    permission = read(agreement=LOOKUP_AGREEMENT).agreements["pks"].permissions[1]
    assert permission.query is None
    assert permission.lookup is not None
    assert permission.lookup.key == "nik"
    assert str(permission.lookup.place).endswith(":53:19")
    assert permission.quota is not None
    assert (permission.quota.requests, permission.quota.rows, permission.quota.period) == (5, 4, "day")


def test_a_lookup_may_stand_beside_a_query():
    query = "    query: {filter: [kode_desa], page_size: 10}\n    lookup: {key: nik}"
    both = LOOKUP_AGREEMENT.replace("    lookup: {key: nik}", query).replace(
        "      nik: [lookup-key]", "      nik: [lookup-key]\n      kode_tps: [release]"
    )
    permission = read(agreement=both).agreements["pks"].permissions[1]
    assert permission.query is not None
    assert permission.lookup is not None


def test_who_may_look_up_gets_no_token_of_the_table_by_any_other_permission():
    tokens = LOOKUP_AGREEMENT.replace("kontak: [{partial: {keep_last: 3}}]", "kontak: [pseudonym]", 1)
    (fault,) = read_bundle(folder(agreement=tokens)).faults
    assert (fault.code, str(fault.place)) == ("lookup-beside-pseudonym", f"{AGREEMENT_PATH}:53:19")
    assert dict(fault.values)["other"] == f"{AGREEMENT_PATH}:39:16"
    # Nor by another agreement: what the consumer holds already stays with it.
    files = folder(agreement=LOOKUP_AGREEMENT)
    files["agreements/lama.yaml"] = folder()[AGREEMENT_PATH].replace(b"uid: pks\n", b"uid: lama\n")
    assert codes(read_bundle(files)) == ["lookup-beside-pseudonym"]


def test_a_lookup_stands_beside_tokens_of_another_consumer():
    third = "agency: polres-kapuas-hulu\n    name: Polres Kapuas Hulu"
    text = LOOKUP_AGREEMENT[
        LOOKUP_AGREEMENT.index("  - agency: polres") : LOOKUP_AGREEMENT.index("validity:")
    ]
    tokens = LOOKUP_AGREEMENT.replace("kontak: [{partial: {keep_last: 3}}]", "kontak: [pseudonym]", 1)
    assert third in text
    tokens = tokens.replace("validity:", text.replace("agency: polres", "agency: bawaslu") + "validity:")
    tokens = tokens.replace("consumer: polres", "consumer: bawaslu", 1)
    assert codes(read_bundle(folder(agreement=tokens))) == []


def test_a_lookup_key_is_no_filter():
    query = "    query: {filter: [nik], page_size: 10}\n    lookup: {key: nik}"
    both = LOOKUP_AGREEMENT.replace("    lookup: {key: nik}", query).replace(
        "      nik: [lookup-key]", "      nik: [lookup-key]\n      kode_tps: [release]"
    )
    assert codes(read_bundle(folder(agreement=both))) == ["query-not-released"]


def test_a_lookup_by_a_field_that_another_contract_lost_makes_notes_and_no_right():
    other = CONTRACT.replace("      - name: nik\n", "      - name: nik_lama\n")
    files = folder(agreement=LOOKUP_AGREEMENT) | {CONTRACT_PATH: other.encode()}
    reading = read_bundle(files)
    assert reading.faults == ()
    assert {note.code for note in reading.notes} == {"field-unknown"}
    assert reading.bundle is not None
    permission = reading.bundle.agreements["pks"].permissions[1]
    assert (permission.uses, permission.lookup) == ({}, None)


def test_a_never_covers_what_another_field_derives():
    agreement = AGREEMENT.replace("nik: [pseudonym]", "nik: [release]\n      lahir: [release]")
    agreement = agreement.replace("fields: [rahasia, gudang]", "fields: [lahir]")
    assert codes(read_bundle(folder(agreement=agreement))) == ["never", "never"]


def test_a_permission_twice_is_told_apart_from_an_id_twice():
    permission = AGREEMENT[AGREEMENT.index("  - id: tps-pengamanan") : AGREEMENT.index("never:")]
    other = permission.replace("id: tps-pengamanan", "id: lain")
    assert codes(read_bundle(folder(agreement=AGREEMENT.replace("never:", other + "never:")))) == [
        "permission-twice"
    ]
    other = permission.replace("purpose: pengamanan-tps", "purpose: koordinasi")
    assert codes(read_bundle(folder(agreement=AGREEMENT.replace("never:", other + "never:")))) == [
        "word-twice"
    ]


def test_all_mistakes_of_all_files_come_at_once_and_in_order():
    files = folder(
        contract=CONTRACT.replace("status: active", "status: x").replace("name: dpt\n", "name: Dpt\n"),
        register=REGISTER.replace("letter: c", "letter: z"),
        agreement=AGREEMENT.replace("uid: pks", "uid: PKS"),
    ) | {"agreements/notes.txt": b"x"}
    found = read_bundle(files).faults
    assert [(fault.place.file, fault.code) for fault in found] == [
        ("agreements/notes.txt", "file-unexpected"),
        (AGREEMENT_PATH, "identifier"),
        (CONTRACT_PATH, "word-unknown"),
        (CONTRACT_PATH, "field-name"),
        (REGISTER_PATH, "letter"),
    ]
    assert [fault.place for fault in found] == sorted(fault.place for fault in found)


def test_a_fault_names_line_and_column():
    (fault,) = read_bundle(folder(register=REGISTER.replace("letter: c", "letter: z"))).faults
    assert str(fault.place) == f"{REGISTER_PATH}:6:13"


@pytest.mark.parametrize(
    "day", ["9999-12-31", "0001-01-01", "1899-12-31", "3000-01-01", "2026-13-01", "20260101"]
)
def test_a_day_stays_away_from_the_ends_of_the_calendar(day):
    agreement = AGREEMENT.replace("from: 2026-02-01, until: 2027-01-31", f"from: {day}, until: {day}")
    assert codes(read_bundle(folder(agreement=agreement))) == ["date", "date"]


@pytest.mark.parametrize("text", ["no", "0123", "1e3", "2026-01-01", "null", "~", "0x1F", "1_000", "on"])
def test_a_scalar_is_what_the_schema_says_and_not_what_yaml_says(text):
    bundle = read(register=REGISTER.replace("issuing_body: KPU RI", f"issuing_body: {text}"))
    assert bundle.registers[KPU].exemptions["CONTOH-01/PPID/2026"].issuing_body == text


@pytest.mark.parametrize("path", [CONTRACT_PATH, REGISTER_PATH, AGREEMENT_PATH, TRUST_PATH])
@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_a_fault_of_its_file(path, content, code):
    reading = read_bundle(folder() | {path: content})
    assert reading.bundle is None
    assert code in [fault.code for fault in reading.faults if fault.place.file == path]


@pytest.mark.parametrize("hidden", ["\\u202e", "\\0", "\\x07", "\\u200b", "\\ufeff", "\\uE000"])
def test_an_escape_hides_no_character_either(hidden):
    register = REGISTER.replace("reason: Membahayakan", f'reason: "{hidden}" # ')
    assert codes(read_bundle(folder(register=register))) == ["hidden-character", "yaml-escape"]


# Fillers, blanks, variation selectors, tags and spaces that are drawn as nothing or as the plain space.
BLANK = "\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u180b\u180e\u180f"
BLANK += "\u2007\u202f\u2060\u2064\u2800\u3000\u3164"
BLANK += "\ufe00\ufe0f\ufeff\uffa0\U0001d159\U0001d173\U000e0001\U000e007f\U000e0100"


@pytest.mark.parametrize("blank", BLANK, ids=lambda blank: f"U+{ord(blank):04X}")
@pytest.mark.parametrize("line", ["reason: Mem{}bahayakan", "reason: x # {}", "reason: {} Membahayakan"])
def test_no_character_that_looks_like_nothing_or_like_a_space_is_read(blank, line):
    register = REGISTER.replace("reason: Membahayakan", line.format(blank))
    assert codes(read_bundle(folder(register=register))) == ["hidden-character"]


def test_a_use_behind_a_lone_carriage_return_is_never_granted():
    agreement = AGREEMENT.replace("      dpt: [release]", "      # Tanpa kontak.\r      lahir: [release]")
    assert codes(read_bundle(folder(agreement=agreement))) == ["hidden-character"]


def test_letters_and_line_ends_of_any_editor_and_single_quotes_are_read():
    register = REGISTER.replace(
        "reason: Membahayakan", "reason: 'C:\\x61 \u201cdaérah\u201d'  # \u2026 Membahayakan"
    )
    (reason,) = {e.reason for e in read(register=register).registers[KPU].exemptions.values()}
    assert reason == "C:\\x61 \u201cdaérah\u201d"
    assert codes(read_bundle(folder(register=register.replace("\n", "\r\n")))) == []


def test_a_file_in_a_strange_place_is_a_fault():
    for path in ("x.yaml", "datasets/x.yaml", "datasets/A/x.yaml", "agreements/a.b.yaml", "trust/../x.yaml"):
        assert codes(read_bundle(folder() | {path: b""})) == ["file-unexpected"]
    assert codes(read_bundle(folder() | {"agreements/other.kpu.jws": b""})) == ["signature-alone"]
    for name in ("\0", "a b", "a\nb", "\x1b[2J", "\udcff", "\u202e", "a" * 65, "a\\b"):
        assert codes(read_bundle(folder() | {f"agreements/pks.{name}.jws": b""})) == ["file-unexpected"]
    assert codes(read_bundle({})) == ["folder-empty"]


def test_a_signature_never_makes_a_fault():
    signed = folder() | {"agreements/pks.x.jws": b"\xff\0 no signature"}
    reading = read_bundle(signed)
    assert reading.faults == ()
    assert list(reading.bundle.signatures[AGREEMENT_PATH]) == ["agreements/pks.x.jws"]


def test_one_key_may_not_speak_for_two_agencies():
    borrowed = trust_file(KPU).replace(b"agency: kpu", b"agency: polres")
    reading = read_bundle(folder() | {f"trust/{POLRES}.yaml": borrowed})
    assert set(codes(reading)) == {"key-shared"}


def test_one_key_may_not_have_two_roles():
    first = TRUST[
        TRUST.index("  - role: client") : TRUST.index("  - role: client", TRUST.index("role: client"))
    ]
    doubled = TRUST + first.replace("role: client", "role: answer")
    assert codes(read_bundle(folder() | {TRUST_PATH: doubled.encode()})) == ["key-twice"]


def test_a_contract_that_is_not_the_pinned_one_makes_notes_and_no_faults():
    """One party may change its own dataset at any time; the pin keeps it out of force."""
    files = folder()
    files[CONTRACT_PATH] = CONTRACT.replace("name: dpt\n", "name: dpt_jumlah\n").encode()
    reading = read_bundle(files)
    assert reading.faults == ()
    assert {note.code for note in reading.notes} == {"field-unknown"}
    assert reading.bundle.agreements["pks"].permissions[0].uses == {}


def test_the_digest_tells_any_two_folders_apart():
    files = sign_folder(folder())
    digest = bundle_digest(files)
    assert digest == bundle_digest(dict(reversed(files.items())))
    seen = {digest}
    for path in files:
        for other in (
            files | {path: files[path] + b"\n"},
            {name: content for name, content in files.items() if name != path},
            {(name + "x" if name == path else name): content for name, content in files.items()},
        ):
            assert bundle_digest(other) not in seen
            seen.add(bundle_digest(other))


WORDS = st.sampled_from(
    [
        "",
        "x",
        "[]",
        "{}",
        "[x]",
        "{x: y}",
        "~",
        "true",
        "0",
        "-1",
        "9" * 30,
        "2026-02-31",
        "\\",
        "'",
        "\u202e",
        "&a",
        "*a",
    ]
)


@settings(max_examples=80)
@given(path=st.sampled_from([CONTRACT_PATH, REGISTER_PATH, AGREEMENT_PATH, TRUST_PATH]), data=st.data())
def test_a_value_replaced_by_anything_gives_faults_or_a_bundle(path, data):
    files = folder()
    lines = files[path].decode().splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[number].partition(":")
    lines[number] = data.draw(
        st.sampled_from(
            [f"{key}{colon} ", "", key, f"  {lines[number]}", f"{lines[number]}\n{lines[number]}"]
        )
    ) + data.draw(WORDS)
    _check_total(files | {path: "\n".join(lines).encode()})


@settings(max_examples=80)
@given(
    path=st.sampled_from([CONTRACT_PATH, REGISTER_PATH, AGREEMENT_PATH, TRUST_PATH]),
    place=st.integers(0, 10_000),
    byte=st.integers(0, 255),
    cut=st.booleans(),
)
def test_a_flipped_byte_or_a_cut_gives_faults_or_a_bundle(path, place, byte, cut):
    files = folder()
    content = bytearray(files[path])
    place %= len(content)
    if cut:
        del content[place:]
    else:
        content[place] = byte
    _check_total(files | {path: bytes(content)})


@settings(max_examples=50)
@given(content=st.binary(max_size=200), name=st.text(max_size=20))
def test_any_bytes_under_any_name_give_faults_or_a_bundle(content, name):
    _check_total(folder() | {f"trust/{name}.yaml": content, f"agreements/{name}.jws": content, name: content})


def _check_total(files):
    reading = read_bundle(files)
    assert (reading.bundle is None) == bool(reading.faults)
    for fault in (*reading.faults, *reading.notes):
        assert fault.place.line >= 1
        assert fault.place.column >= 1
        for language in LANGUAGES:
            assert "\n" not in say(f"faults.{fault.code}", language, **dict(fault.values))
