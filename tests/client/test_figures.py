"""The SDK asks for a statistics table, and believes no answer of another shape."""

import json

import pytest

from gateway.client.figures import parse_figures
from gateway.errors import AnswerBad, RefusedByGateway
from tests.simulator import KPU, POLRES
from tests.simulator.voters import DPT, HITUNG, LAGI, TABLE, voters_world


@pytest.fixture(scope="module")
def client():
    return voters_world().client(POLRES, KPU)


def test_a_table_comes_with_its_snapshot_and_a_receipt_that_names_it(client):
    figures = client.statistics(DPT, TABLE, **HITUNG)
    assert figures.heading == ("desa", "jk", "count", "sum anggota")
    assert figures.data[0] == ["A", "L", 6, 20]
    assert (figures.period, figures.k) == ("2026-11-24", 3)
    _, receipt = client.receipt(figures.exchange_id)
    assert receipt.matches_body(figures.body)
    assert (receipt.entry["table"], receipt.entry["snapshot"]) == (TABLE, figures.snapshot)


def test_what_is_owed_comes_along_and_stands_in_the_receipt(client):
    figures = client.statistics(DPT, TABLE, **HITUNG)
    assert figures.duties == ("Tidak digabungkan dengan data lain.", "Dihapus.")
    assert figures.delete_by == "2026-12-24"
    _, receipt = client.receipt(figures.exchange_id)
    assert receipt.entry["delete_by"] == "2026-12-24"
    assert json.loads(receipt.openings["duties"].value) == list(figures.duties)


def test_a_name_that_is_no_table_is_a_refusal_that_names_those_there_are(client):
    with pytest.raises(RefusedByGateway) as refusal:
        client.statistics(DPT, "lain", **HITUNG)
    assert (refusal.value.status, refusal.value.problem_code) == (404, "table-unknown")
    assert refusal.value.problem["known"] == f"{TABLE}, umur"


def test_what_the_permission_requires_goes_along(client):
    assert client.statistics(DPT, TABLE, **LAGI).data == client.statistics(DPT, TABLE, **HITUNG).data


GOOD = {
    "table": "t",
    "period": "once",
    "snapshot": "0",
    "k": 5,
    "columns": [{"field": "desa"}, {"measure": "count", "base": 5}],
    "data": [["A", 5]],
    "withheld": [],
}


@pytest.mark.parametrize(
    "change",
    [
        {"table": None},
        {"k": "5"},
        {"columns": ["desa"]},
        {"columns": []},
        {"data": [["A"]]},
        {"data": {"A": 5}},
        {"withheld": None},
        {"duties": "x"},
        {"duties": [1]},
        {"delete_by": "besok"},
        {"delete_by": 20261224},
    ],
    ids=str,
)
def test_an_answer_of_another_shape_is_not_used(change):
    parse_figures("x", GOOD, b"")
    with pytest.raises(AnswerBad):
        parse_figures("x", GOOD | change, b"")
