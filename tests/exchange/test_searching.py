"""What entries are searched by: each kind stands in one scope, and no word is taken that no entry has."""

import pytest

from gateway.audit.schema import KINDS
from gateway.errors import RequestBad
from gateway.exchange import AUDIT_KINDS, CHANGE_KINDS, EntryFilter, make_filter

EXCHANGES = {"query", "lookup", "statistics", "describe", "catalog", "receipt", "acknowledge", "other"}


def test_every_kind_stands_in_one_scope():
    """A new kind must choose: what is left over would be shown among exchanges of data."""
    assert not EXCHANGES & {*CHANGE_KINDS, *AUDIT_KINDS}
    assert not {*CHANGE_KINDS} & {*AUDIT_KINDS}
    assert EXCHANGES | {*CHANGE_KINDS, *AUDIT_KINDS} == KINDS.keys()


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param({"agency": "a b"}, "badan", id="a word with a space"),
        pytest.param({"agency": ""}, "badan", id="no word at all"),
        pytest.param({"dataset": "kpu/tps", "provider": "polres"}, "dataset", id="two providers"),
        pytest.param({"outcome": "maybe"}, "outcome", id="an outcome that no kind has"),
        pytest.param({"exchange": "7"}, "exchange", id="no exchange id"),
    ],
)
def test_a_word_that_no_entry_has_is_refused_by_the_name_it_came_under(values: dict[str, str], named: str):
    with pytest.raises(RequestBad) as refused:
        make_filter(values, scope="all", called={"agency": "badan"})
    assert refused.value.shown == {"member": named}


def test_a_dataset_may_be_named_with_its_provider():
    named = make_filter({"dataset": "kpu/tps"}, scope="all")
    assert named == EntryFilter("all", provider="kpu", dataset="tps")
    assert make_filter({"dataset": "kpu/tps", "provider": "kpu"}, scope="all") == named
    assert make_filter({"dataset": "tps"}, scope="all") == EntryFilter("all", dataset="tps")
