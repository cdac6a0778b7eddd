"""The sample policy files: they read, they cover the domain, and they say what they promise."""

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from gateway.drafting import find_cases, read_folder, run_cases
from gateway.policy import Agreement, Bundle, Classification, Contract, read_bundle

POLICIES = Path(__file__).parents[2] / "policies"
FILES = read_folder(POLICIES)
KPU, POLRES = "kpu-kapuas-hulu", "polres-kapuas-hulu"
MAIN, ENDED = "pks-kapuas-hulu", "pks-kapuas-hulu-2024"

# What the domain says of each dataset: T terbuka, A antarbadan, X dikecualikan, U belum-ditetapkan;
# after the stroke the kind of personal data.
DOMAIN = {
    f"{KPU}/tps": (
        "kode_tps:T kode_desa:T nomor:T lokasi:T alamat:T jenis:T dpt_l:T dpt_p:T dpt_jml:T lat:A "
        "lon:A akses:A waktu_tempuh:A sinyal:A kontak_ketua_kpps:A/u"
    ),
    f"{KPU}/tahapan": "kode:T nama:T mulai:T selesai:T dasar_hukum:T",
    f"{KPU}/kampanye": "peserta:T bentuk:T zona:T tanggal:T tempat:T perkiraan_massa:T kontak_lo:A/u",
    f"{KPU}/logistik": "jenis:A jumlah:A tujuan:A status:A rute:X jam_berangkat:X nomor_kendaraan:X "
    "pengemudi:A/u",
    f"{KPU}/dct": (
        "nomor_urut:T/u nama:T/u partai:T/u dapil:T/u jenis_kelamin:T/u nik:U/u alamat:U/u hp:U/u "
        "kesehatan:X/s skck:U/s"
    ),
    f"{KPU}/dpt": (
        "kode_tps:T kode_desa:T jenis_kelamin:T/u nik:X/u nkk:X/u nama:U/u alamat:U/u rt:U/u rw:U/u "
        "tanggal_lahir:U/u status_kawin:U/u disabilitas:X/s"
    ),
    f"{KPU}/badan_adhoc": "nama:T/u jabatan:T/u wilayah:T/u sk:T/u usia:A/u nik:U/u hp:U/u rekening:X/s "
    "kesehatan:X/s",
    f"{KPU}/sarpras": (
        "jenis:A jumlah:A lokasi:A ketersediaan:A masa_pinjam:A nomor_polisi:A senjata:X "
        "alat_komunikasi:X frekuensi:X"
    ),
    f"{POLRES}/pola_pam": (
        "kecamatan:A fase:A jumlah_personel:A pola:A nama:X/u nrp:X/u dislokasi:X senjata:X cadangan:X"
    ),
    f"{POLRES}/kerawanan": "kecamatan:T kelas:T jumlah_tps:T",
    f"{POLRES}/kerawanan_tps": "kelas:X indikator:X sumber:X",
    f"{POLRES}/skck": "berlaku:A/u berlaku_sampai:A/u nama:U/u tanggal:U/u catatan:X/s",
    f"{POLRES}/sttp": (
        "nomor:T peserta:T bentuk:T waktu:T lokasi:T massa:A kendaraan:A rute:A penanggung_jawab:U/u hp:U/u"
    ),
    f"{POLRES}/sarpras": (
        "jenis:A jumlah:A lokasi:A ketersediaan:A masa_pinjam:A nomor_polisi:A senjata:X "
        "alat_komunikasi:X frekuensi:X"
    ),
    f"{POLRES}/insiden": (
        "jenis:A kecamatan:A waktu:A status:A pelapor:X/u saksi:X/u korban:X/u terlapor:X uraian:X "
        "barang_bukti:X"
    ),
}
CLASSES = {
    "T": Classification.OPEN,
    "A": Classification.BETWEEN_AGENCIES,
    "X": Classification.EXEMPT,
    "U": Classification.UNDETERMINED,
}

# The headings of the PKS and the purposes under each.
HEADINGS = {
    "pertukaran data": {"koordinasi-tahapan"},
    "bantuan pengamanan": {"pengamanan-tps", "pengawalan-logistik"},
    "penegakan hukum": {"penegakan-hukum"},
    "pemanfaatan SDM": {"pemanfaatan-sdm"},
    "pemanfaatan sarana prasarana": {"pemanfaatan-sarpras"},
}
TRANSFORMS = {"constant", "partial", "year", "month", "region", "round", "pseudonym"}

LAWS = {
    "UU 14/2008": "https://peraturan.bpk.go.id/Details/39047/uu-no-14-tahun-2008",
    "UU 27/2022": "https://peraturan.bpk.go.id/Details/229798/uu-no-27-tahun-2022",
    "UU 7/2017": "https://peraturan.bpk.go.id/Details/37644/uu-no-7-tahun-2017",
    "UU 2/2002": "https://peraturan.bpk.go.id/Details/44418/uu-no-2-tahun-2002",
}


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    reading = read_bundle(FILES)
    assert reading.bundle is not None, "\n".join(f"{fault.place}: {fault.code}" for fault in reading.faults)
    return reading.bundle


@pytest.fixture(scope="module")
def main(bundle: Bundle) -> Agreement:
    return bundle.agreements[MAIN]


def test_every_file_reads_without_fault():
    assert [f"{fault.place}: {fault.code} {dict(fault.values)}" for fault in read_bundle(FILES).faults] == []


def test_a_spoiled_sample_is_refused():
    spoiled = FILES | {f"agreements/{MAIN}.yaml": FILES[f"agreements/{MAIN}.yaml"] + b"extra: 1\n"}
    reading = read_bundle(spoiled)
    assert reading.bundle is None
    assert reading.faults


@pytest.mark.parametrize("path", FILES)
def test_files_are_plain_text_that_ends_with_a_newline(path: str):
    content = FILES[path]
    assert content.isascii()
    assert content.endswith(b"\n")
    assert not content.endswith(b"\n\n")
    assert b"\r" not in content
    assert b"\t" not in content


@pytest.mark.parametrize("path", FILES)
def test_every_file_opens_by_saying_that_it_is_a_sample(path: str):
    assert FILES[path].startswith(b"# CONTOH. ")
    assert b"PPID" in FILES[path].partition(b"\n\n")[0] + FILES[path][:800]


def test_the_datasets_are_those_of_the_domain(bundle: Bundle):
    assert set(bundle.contracts) == set(DOMAIN)


@pytest.mark.parametrize("dataset", DOMAIN)
def test_fields_are_classified_as_the_domain_says(bundle: Bundle, dataset: str):
    fields = bundle.contracts[dataset].fields
    kinds = {"": "bukan", "u": "umum", "s": "spesifik"}
    for word in DOMAIN[dataset].split():
        name, _, rest = word.partition(":")
        letter, _, kind = rest.partition("/")
        assert fields[name].classification is CLASSES[letter], name
        # A person accused is personal data too, which the table leaves unsaid.
        assert name == "terlapor" or fields[name].personal_data == kinds[kind], name


def test_every_field_has_a_description_and_a_legal_basis_at_its_well_known_page(bundle: Bundle):
    for contract in bundle.contracts.values():
        for field in contract.fields.values():
            assert field.description, field.place
            assert field.legal_basis, field.place
            for basis in field.legal_basis:
                law, _, clause = basis.description.partition(" Pasal ")
                assert clause, field.place
                assert basis.url == LAWS[law], field.place


def test_every_exempt_field_has_a_live_decision_while_the_agreement_runs(bundle: Bundle, main: Agreement):
    for contract in bundle.contracts.values():
        register = bundle.registers[contract.provider]
        for field in contract.fields.values():
            if field.classification is Classification.EXEMPT:
                assert field.exemption is not None
                decision = register.exemptions[field.exemption]
                assert f"{contract.dataset}.{field.name}" in decision.fields, field.place
                assert decision.revoked is None
                assert decision.decided <= date(2026, 1, 31)
                assert (decision.until or decision.review or date.min) > main.valid_until, decision.place


def test_every_registered_field_is_classified_exempt(bundle: Bundle):
    for register in bundle.registers.values():
        for number, decision in register.exemptions.items():
            assert number.startswith("CONTOH-")
            for name in decision.fields:
                dataset, _, field = name.partition(".")
                contract = bundle.contracts[f"{register.agency}/{dataset}"]
                assert contract.fields[field].exemption == number


def test_kpu_kabupaten_registers_what_kpu_ri_decided(bundle: Bundle):
    for decision in bundle.registers[KPU].exemptions.values():
        assert (decision.issuing_body, decision.registering_body) == ("KPU RI", "KPU Kabupaten Kapuas Hulu")


@pytest.mark.parametrize("uid", [MAIN, ENDED])
def test_contracts_are_pinned_to_their_exact_bytes(bundle: Bundle, uid: str):
    """After a contract has changed, this names the line to correct; `gateway policies check` does too."""
    wrong = []
    for pin in bundle.agreements[uid].pins.values():
        right = sha256(FILES[f"datasets/{pin.dataset}.yaml"]).hexdigest()
        assert bundle.contracts[pin.dataset].version == pin.version
        if pin.digest != right:
            wrong.append(f"{pin.place}: {pin.dataset} sha256: {right}")
    assert not wrong, "\n".join(wrong)


def test_the_main_agreement_pins_every_contract(bundle: Bundle, main: Agreement):
    assert set(main.pins) == set(bundle.contracts)


def test_both_agreements_are_marked_samples_with_their_validity(bundle: Bundle):
    spans = {
        uid: (agreement.sample, agreement.valid_from, agreement.valid_until, agreement.timezone)
        for uid, agreement in bundle.agreements.items()
    }
    assert spans == {
        MAIN: (True, date(2026, 1, 1), date(2035, 12, 31), "Asia/Pontianak"),
        ENDED: (True, date(2023, 10, 1), date(2024, 12, 31), "Asia/Pontianak"),
    }


@pytest.mark.parametrize("heading", HEADINGS)
def test_every_heading_has_permissions_both_ways(main: Agreement, heading: str):
    consumers = {
        permission.consumer for permission in main.permissions if permission.purpose in HEADINGS[heading]
    }
    assert consumers == {KPU, POLRES}


def test_every_purpose_stands_under_one_heading_and_is_used(main: Agreement):
    assert set(main.purposes) == set().union(*HEADINGS.values())
    assert {permission.purpose for permission in main.permissions} == set(main.purposes)


def test_each_transform_is_used(main: Agreement):
    used = {
        use.transform
        for permission in main.permissions
        for uses in permission.uses.values()
        for use in uses
        if use.kind == "transform"
    }
    assert used == TRANSFORMS


def test_nothing_of_single_stations_is_granted(bundle: Bundle):
    granted = {
        permission.dataset for agreement in bundle.agreements.values() for permission in agreement.permissions
    }
    assert set(bundle.contracts) - granted == {f"{POLRES}/kerawanan_tps"}


def test_of_voters_nothing_is_granted_but_a_table_without_small_groups(main: Agreement):
    (permission,) = [item for item in main.permissions if item.dataset == f"{KPU}/dpt"]
    assert (permission.query, permission.lookup) == (None, None)
    assert permission.statistics is not None
    (table,) = permission.statistics.tables.values()
    assert [group.field for group in table.group] == ["kode_desa", "jenis_kelamin"]
    assert permission.statistics.k == 5
    assert {use.kind for uses in permission.uses.values() for use in uses} == {"condition", "group"}


def test_never_names_every_closed_field(bundle: Bundle, main: Agreement):
    named = {(never.dataset, field) for never in main.never for field in never.fields}
    closed = {
        (contract.name, field.name)
        for contract in bundle.contracts.values()
        for field in contract.fields.values()
        if field.classification.is_closed
    }
    assert named == closed


def test_a_closed_field_has_no_use_in_any_permission(bundle: Bundle):
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            fields = bundle.contracts[permission.dataset].fields
            assert not [name for name in permission.uses if fields[name].classification.is_closed]


def test_the_first_exchange_is_as_the_demonstration_tells_it(main: Agreement, bundle: Bundle):
    permission = next(item for item in main.permissions if item.id == "tps-untuk-pengamanan")
    query = permission.query
    assert query is not None
    assert (query.filter, query.sort) == (
        frozenset({"kode_desa", "jenis"}),
        frozenset({"kode_tps", "dpt_jml"}),
    )
    assert (query.page_size, query.count) == (200, "exact")
    verdicts = {
        name: [use.transform or use.kind for use in permission.uses.get(name, ())]
        for name in bundle.contracts[permission.dataset].fields
    }
    assert sum("release" in uses for uses in verdicts.values()) == 12
    assert verdicts["kode_desa"] == ["release", "condition"]
    assert (verdicts["lat"], verdicts["lon"], verdicts["kontak_ketua_kpps"]) == (
        ["round"],
        ["round"],
        ["pseudonym"],
    )
    assert {name for name, uses in verdicts.items() if not uses} == {
        "nama_ketua_kpps",
        "nik_ketua_kpps",
        "lokasi_simpan_kotak",
    }


def test_a_police_record_is_looked_up_by_its_number_and_tells_its_validity_alone(main: Agreement):
    permissions = [item for item in main.permissions if item.dataset == f"{POLRES}/skck"]
    assert [item.id for item in permissions] == ["skck-untuk-penegakan"]
    (permission,) = permissions
    assert {name: [use.kind for use in uses] for name, uses in permission.uses.items()} == {
        "nomor": ["lookup-key"],
        "berlaku": ["release"],
        "berlaku_sampai": ["release"],
    }
    assert permission.query is None
    assert permission.lookup is not None
    assert permission.lookup.key == "nomor"
    assert permission.quota is not None
    assert (permission.quota.requests, permission.quota.period) == (100, "day")


def test_some_fields_are_not_even_disclosed_by_name(bundle: Bundle):
    assert undisclosed(bundle.contracts[f"{POLRES}/pola_pam"]) == {"senjata", "cadangan"}


def undisclosed(contract: Contract) -> set[str]:
    return {field.name for field in contract.fields.values() if field.undisclosed}


def test_the_sample_cases_pass(bundle: Bundle):
    cases, faults = find_cases(POLICIES, bundle)
    assert not faults
    outcomes = run_cases(bundle, cases)
    assert len(outcomes) >= 18
    assert {outcome.case.name: outcome.differences for outcome in outcomes if outcome.differences} == {}
