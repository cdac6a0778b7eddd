"""The sample data: it repeats, it is plainly made up, and what is withheld can be searched for."""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from gateway.demo import sample
from gateway.demo.sample_table import Value
from gateway.drafting import read_folder
from gateway.policy import Bundle, Field, LogicalType, Output, apply, holds, read_bundle

POLICIES = Path(__file__).parents[2] / "policies"
KINDS = {
    LogicalType.STRING: "text",
    LogicalType.INTEGER: "integer",
    LogicalType.NUMBER: "number",
    LogicalType.BOOLEAN: "boolean",
    LogicalType.DATE: "date",
    LogicalType.TIMESTAMP: "timestamp",
}
AGENCIES = (sample.KPU, sample.POLRES)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    read = read_bundle(read_folder(POLICIES)).bundle
    assert read is not None
    return read


@pytest.fixture(scope="module")
def withheld(bundle: Bundle) -> frozenset[str]:
    return sample.withheld_values(bundle)


def columns(bundle: Bundle) -> Iterator[tuple[str, Field, list[Value]]]:
    """Yield every contracted column: dataset, field and values."""
    for name, table in sample.tables().items():
        places = {column.name: place for place, column in enumerate(table.columns)}
        for field in bundle.contracts[name].fields.values():
            yield name, field, [row[places[field.physical_name]] for row in table.rows]


def given(bundle: Bundle) -> Iterator[object]:
    """Yield every value that some permission gives, untouched or transformed, as answers write it."""
    for agreement in bundle.agreements.values():
        for permission in agreement.permissions:
            types = {
                name: field.logical_type
                for name, field in bundle.contracts[permission.dataset].fields.items()
            }
            outputs = [
                Output(name, use.transform, use.arguments)
                for name, uses in permission.uses.items()
                for use in uses
                if use.kind in {"release", "transform"}
            ]
            for row in rows(bundle, permission.dataset):
                if holds(permission.rows, row, types):
                    for output in outputs:
                        yield apply(
                            output, types[output.field], row[output.field], lambda scope, field: bytes(32)
                        )


def rows(bundle: Bundle, dataset: str) -> list[dict[str, Value]]:
    """Return the rows of a dataset by the names of its fields."""
    table = sample.tables()[dataset]
    names = {field.physical_name: name for name, field in bundle.contracts[dataset].fields.items()}
    return [
        {
            names[column.name]: value
            for column, value in zip(table.columns, row, strict=True)
            if column.name in names
        }
        for row in table.rows
    ]


def test_one_seed_gives_one_set_of_data():
    sample.tables.cache_clear()
    first = dict(sample.tables(7))
    sample.tables.cache_clear()
    assert dict(sample.tables(7)) == first
    assert dict(sample.tables(8)) != first


def test_there_is_a_table_for_every_contract_and_a_column_for_every_field(bundle: Bundle):
    assert set(sample.tables()) == set(bundle.contracts)
    for name, contract in bundle.contracts.items():
        table = sample.tables()[name]
        assert table.name == contract.table
        kinds = {column.name: column.kind for column in table.columns}
        for field in contract.fields.values():
            assert kinds[field.physical_name] == KINDS[field.logical_type], field.place
        assert table.columns[0].name == contract.fields[contract.order].physical_name


def test_one_column_stands_in_no_contract(bundle: Bundle):
    declared = {field.physical_name for field in bundle.contracts["kpu-kapuas-hulu/tps"].fields.values()}
    extra = {column.name for column in sample.tables()["kpu-kapuas-hulu/tps"].columns} - declared
    assert extra == {"catatan_operator"}


def test_every_row_fits_its_columns_and_keys_are_unique():
    kinds = {
        "text": str, "integer": int, "number": Decimal, "boolean": bool, "date": date, "timestamp": datetime
    }  # fmt: skip
    for name, table in sample.tables().items():
        assert len(table.rows) >= 20, name
        assert len({row[0] for row in table.rows}) == len(table.rows), name
        for row in table.rows:
            for column, value in zip(table.columns, row, strict=True):
                assert value is None or type(value) is kinds[column.kind], (name, column)


def test_the_numbers_are_those_made_public():
    stations = sample.tables()["kpu-kapuas-hulu/tps"].rows
    assert len(stations) == 984
    assert len({row[1] for row in stations}) == 282
    assert len({str(row[1])[:6] for row in stations}) == 23
    assert sum(int(str(row[8])) for row in stations) == 193_984
    assert all(
        int(str(row[6])) + int(str(row[7])) == row[8] and 0 < int(str(row[8])) <= 300 for row in stations
    )
    assert [row[0] for row in stations if row[5] == "khusus"] == ["6106171001901"]


def test_the_classes_add_up_and_agree_with_the_table_of_single_stations():
    tables = sample.tables()
    counts: dict[object, int] = {}
    for row in tables["polres-kapuas-hulu/kerawanan"].rows:
        counts[row[3]] = counts.get(row[3], 0) + int(str(row[4]))
    assert counts == {"kurang rawan": 919, "rawan": 64, "sangat rawan": 1}
    single = [row[1] for row in tables["polres-kapuas-hulu/kerawanan_tps"].rows]
    assert [single.count(kind) for kind in (1, 2, 3)] == [919, 64, 1]
    assert len(tables["polres-kapuas-hulu/kerawanan"].rows) == 23 * 3


def test_every_number_of_a_person_shows_that_it_is_made_up(bundle: Bundle):
    seen = []
    for _, field, values in columns(bundle):
        present = [str(value) for value in values if value is not None]
        if field.name.startswith(("nik", "nkk")):
            assert all(re.fullmatch(r"6106\d{8}0000", value) for value in present), field.place
            seen += present
        if field.name in {"hp", "kontak_lo", "kontak_ketua_kpps"}:
            assert all(re.fullmatch(r"0800-0000-\d{4}", value) for value in present), field.place
            seen += present
    assert len(seen) == len(set(seen)) > 2000


def test_no_withheld_value_lies_in_one_that_leaves(bundle: Bundle, withheld: frozenset[str]):
    text = "\n".join(map(str, given(bundle)))
    assert len(text) > 100_000
    assert [value for value in withheld if value in text] == []


def test_withheld_values_are_plain_and_survive_json_unchanged(withheld: frozenset[str]):
    for value in withheld:
        assert len(value) >= 8
        assert value.isascii()
        assert json.dumps(value) == f'"{value}"'


def test_every_text_of_a_closed_field_can_be_searched_for(bundle: Bundle, withheld: frozenset[str]):
    # Low numbers of a village and a one-letter code tell nothing when found.
    ordinary = {"rt", "rw", "status_kawin"}
    for name, field, values in columns(bundle):
        if not field.classification.is_closed or field.logical_type is not LogicalType.STRING:
            continue
        present = [str(value) for value in values if value is not None]
        assert present, field.place
        if field.name in ordinary:
            assert not withheld.intersection(present)
        else:
            assert len(set(present)) == len(present), field.place
            assert withheld.issuperset(present), (name, field.name)


def test_raw_values_of_transformed_fields_are_withheld(bundle: Bundle, withheld: frozenset[str]):
    raw = {
        (name, field.name): {text for value in values for text in sample.searchable(value)}
        for name, field, values in columns(bundle)
    }
    for dataset, field in [
        ("kpu-kapuas-hulu/tps", "lat"),
        ("kpu-kapuas-hulu/tps", "lon"),
        ("kpu-kapuas-hulu/tps", "kontak_ketua_kpps"),
        ("kpu-kapuas-hulu/kampanye", "kontak_lo"),
        ("kpu-kapuas-hulu/logistik", "pengemudi"),
        ("kpu-kapuas-hulu/badan_adhoc", "wilayah"),
        ("kpu-kapuas-hulu/badan_adhoc", "tanggal_sk"),
        ("kpu-kapuas-hulu/sarpras", "nomor_polisi"),
        ("polres-kapuas-hulu/sarpras", "nomor_polisi"),
        ("polres-kapuas-hulu/insiden", "nomor_laporan"),
        ("polres-kapuas-hulu/insiden", "waktu"),
    ]:
        assert raw[dataset, field], (dataset, field)
        assert raw[dataset, field] <= withheld, (dataset, field)


def test_a_row_that_no_permission_reaches_is_withheld_by_its_key(bundle: Bundle, withheld: frozenset[str]):
    for row in rows(bundle, "kpu-kapuas-hulu/logistik"):
        assert (row["kode"] in withheld) == (row["status"] in {"di gudang", "diterima"})


def test_what_stands_in_no_contract_is_withheld(withheld: frozenset[str]):
    assert {str(row[-1]) for row in sample.tables()["kpu-kapuas-hulu/tps"].rows} <= withheld


def test_the_withheld_values_follow_the_policy_files(bundle: Bundle, withheld: frozenset[str]):
    bare = sample.withheld_values(replace(bundle, agreements={}))
    shipments, candidates = (
        {str(row[0]) for row in sample.tables()[f"kpu-kapuas-hulu/{name}"].rows}
        for name in ("logistik", "dct")
    )
    assert len(shipments & withheld) < len(shipments)
    assert shipments <= bare
    # Open to everybody, so finding it proves nothing.
    assert not candidates & bare


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param("Jambu Makmur", ("Jambu Makmur",), id="text"),
        pytest.param("baik", (), id="short text"),
        pytest.param(984, (), id="small number"),
        pytest.param(93_650_417, ("93650417",), id="large number"),
        pytest.param(True, (), id="boolean"),
        pytest.param(None, (), id="null"),
        pytest.param(Decimal("112.3456789"), ("112.3456789",), id="coordinate"),
        pytest.param(date(1987, 3, 1), ("1987-03-01",), id="day of birth"),
        pytest.param(date(2027, 3, 1), (), id="day on which a gateway may run"),
        pytest.param(
            datetime(2025, 3, 1, 1, 2, 3, tzinfo=UTC),
            ("2025-03-01T01:02:03", "2025-03-01 01:02:03"),
            id="moment",
        ),
    ],
)
def test_only_telling_values_are_searched_for(value: Value, found: tuple[str, ...]):
    assert sample.searchable(value) == found


def test_coordinates_print_alike_from_every_database():
    for row in sample.tables()["kpu-kapuas-hulu/tps"].rows:
        for value in (row[9], row[10]):
            assert isinstance(value, Decimal)
            assert json.dumps(float(value)) == str(value)


@pytest.mark.parametrize("agency", AGENCIES)
def test_a_sqlite_file_holds_the_rows_even_when_written_twice(tmp_path: Path, agency: str):
    path = tmp_path / "data.db"
    sample.write_sqlite(path, agency, 1)
    sample.write_sqlite(path, agency)
    with closing(sqlite3.connect(path)) as connection:
        for table in sample.provider_tables(agency):
            stored = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY 1').fetchall()
            assert stored == sorted(table.stored("sqlite"))


@pytest.mark.parametrize("agency", AGENCIES)
def test_postgresql_holds_the_same_rows(postgres_url: str, agency: str):
    with psycopg.connect(postgres_url.replace("+psycopg", ""), options="-c timezone=UTC") as connection:
        for statement in sample.ddl(agency, "postgresql"):
            connection.execute(statement.encode())
        for table in sample.provider_tables(agency):
            connection.cursor().executemany(
                table.insert("postgresql").encode(), list(table.stored("postgresql"))
            )
            stored = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY 1'.encode()).fetchall()
            assert sorted(stored, key=lambda row: row[0]) == sorted(table.rows, key=lambda row: row[0])
