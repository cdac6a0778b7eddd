"""A drafted contract: types as found, guesses called guesses, and nothing decided."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.catalogue import LANGUAGES
from gateway.drafting import DraftColumn, draft_contract
from gateway.policy import Classification, LogicalType, read_bundle
from tests.policy.desk import KPU

PATH = f"datasets/{KPU}/warga.yaml"
TEXT = frozenset({LogicalType.STRING, LogicalType.DATE, LogicalType.TIMESTAMP})
WHOLE = frozenset({LogicalType.INTEGER, LogicalType.NUMBER, LogicalType.BOOLEAN})
COLUMNS = (
    DraftColumn("NIK", "character varying(16)", TEXT, False, True),
    DraftColumn("tanggalLahir", "text", TEXT, True, False),
    DraftColumn("penyakit_berat", "text", TEXT),
    DraftColumn("jumlah", "bigint", WHOLE, True, False),
    DraftColumn("sidik jari", "bytea", frozenset()),
    DraftColumn("all", "text", frozenset({LogicalType.STRING})),
)


def drafted(*columns: DraftColumn, language="id"):
    return draft_contract(KPU, "warga", "publik.warga", columns, language)


def fields(text: str):
    """Read a draft; what keeps it from being activated is that its order is not decided, and nothing else."""
    reading = read_bundle({PATH: text.encode()})
    assert [fault.code for fault in reading.faults] == ["order-unfit"]
    decided = text.replace("classification: belum-ditetapkan", DECIDED, 1)
    reading = read_bundle({PATH: decided.encode()})
    assert reading.faults == ()
    return reading.bundle.contracts[f"{KPU}/warga"]


DECIDED = """\
classification: antarbadan
        customProperties:
          - {property: dataPribadi, value: umum}"""


def test_a_draft_takes_over_what_the_table_says_and_decides_nothing():
    contract = fields(drafted(*COLUMNS))
    assert contract.table == "publik.warga"
    assert contract.order == "nik"
    assert {name: field.physical_name for name, field in contract.fields.items()} == {
        "nik": "NIK",
        "tanggal_lahir": "tanggalLahir",
        "penyakit_berat": "penyakit_berat",
        "jumlah": "jumlah",
        "kolom_5": "all",
    }
    assert contract.fields["nik"].required
    assert [field.logical_type.value for field in contract.fields.values()] == [
        "string",
        "date",
        "string",
        "integer",
        "string",
    ]
    undecided = [field.classification for field in list(contract.fields.values())[1:]]
    assert set(undecided) == {Classification.UNDETERMINED}


@pytest.mark.parametrize(("language", "word"), list(zip(LANGUAGES, ("tebakan", "guess"), strict=True)))
def test_a_guess_is_a_comment_that_says_so(language, word):
    text = drafted(*COLUMNS, language=language)
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    guesses = [line for line in comments if line.startswith(f"# {word}:")]
    assert sum("4" in line and "(3)" in line for line in guesses) == 2
    assert sum("4" in line and "(2)" in line for line in guesses) == 1
    assert sum("derives" in line for line in guesses) == 1
    assert any("sidik jari" in line and "bytea" in line for line in comments)
    assert not any(word in line for line in text.splitlines() if not line.strip().startswith("#"))


def test_pages_follow_a_key_that_names_nobody_where_there_is_one():
    text = drafted(*COLUMNS, DraftColumn("id", "bigint", WHOLE, False, True))
    assert "{property: order, value: id}" in text


def test_a_table_without_a_unique_column_gets_an_order_that_is_called_a_guess():
    text = drafted(*COLUMNS[1:])
    assert "tabel ini tidak punya kolom unik" in text
    assert "value: tanggal_lahir" in text


@given(
    st.lists(
        st.builds(
            DraftColumn,
            st.text(max_size=70),
            st.text(max_size=30),
            st.sampled_from([TEXT, WHOLE, frozenset()]),
            st.sampled_from([None, True, False]),
            st.booleans(),
        ),
        max_size=6,
        unique_by=lambda column: column.name,
    )
)
def test_no_name_or_type_of_a_table_can_break_out_of_its_line(columns):
    """A database's names are data: whatever they hold, the draft reads as one undecided contract."""
    contract = fields(drafted(DraftColumn("kunci", "text", TEXT, False, True), *columns))
    assert len(contract.fields) <= len(columns) + 1
