"""What an address may say, and that nothing else comes of it than a search or one refusal."""

import json
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from gateway.console.filters import KNOWN, SCOPES, parse_search
from gateway.errors import RequestBad
from gateway.exchange import EntryFilter
from tests.console.stand import ZONE

texts = st.text(max_size=12) | st.sampled_from(["2026-11-24", "tps", "kpu/tps", "released", "semua", "7"])


def parse(**values: str):
    return parse_search(MultiDict(values), ZONE)


def attempt(values):
    """Return the search, or the name of the parameter that is refused."""
    try:
        return parse_search(MultiDict(values), ZONE), None
    except RequestBad as error:
        return None, error.shown["member"]


@given(st.dictionaries(st.sampled_from(sorted(KNOWN)) | st.text(max_size=6), texts, max_size=5))
def test_any_address_is_a_search_or_is_refused_by_a_name_it_holds(values):
    search, refused = attempt(values)
    if search is None:
        assert refused in {name[:40] for name in values}
        return
    assert search.values == {name: value.strip() for name, value in values.items() if value.strip()}
    # What is searched is what the address says, and the same address says it again.
    assert parse_search(MultiDict(search.values), ZONE).wanted == search.wanted
    assert json.loads(search.canonical) == search.values
    assert iri_to_uri(urlencode(search.values)) == urlencode(search.values)


def test_an_empty_address_searches_data_exchanges():
    assert parse().wanted == EntryFilter()


def test_a_number_is_found_among_all_entries_unless_a_kind_is_named():
    number = "01936f1e-0000-7000-8000-000000000001"
    assert parse(id=number).wanted == EntryFilter(scope="all", exchange=number)
    assert parse(id=number, jenis="perubahan").wanted.scope == "changes"


@pytest.mark.parametrize("name", SCOPES)
def test_every_kind_has_its_word(name):
    assert parse(jenis=name).wanted.scope == SCOPES[name]


@pytest.mark.parametrize(
    ("values", "since", "until"),
    [
        ({"dari": "2026-11-24"}, datetime(2026, 11, 23, 17, tzinfo=UTC), None),
        ({"sampai": "2026-11-24"}, None, datetime(2026, 11, 24, 17, tzinfo=UTC)),
        ({"dari": "2026-11-24T10:30"}, datetime(2026, 11, 24, 3, 30, tzinfo=UTC), None),
        ({"sampai": "2026-11-24T10:30"}, None, datetime(2026, 11, 24, 3, 31, tzinfo=UTC)),
        ({"sampai": "2026-12-31"}, None, datetime(2026, 12, 31, 17, tzinfo=UTC)),
    ],
)
def test_a_day_or_minute_is_included_whole_in_the_gateways_zone(values, since, until):
    wanted = parse(**values).wanted
    assert (wanted.since, wanted.until) == (since, until)


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01",
        "9999-12-31",
        "2026-02-30",
        "2026-13-01",
        "24-11-2026",
        "2026-11-24T25:00",
        "2026-11-24T10:30Z",
    ],
)
def test_a_day_that_is_none_is_refused(value):
    for name in ("dari", "sampai"):
        with pytest.raises(RequestBad):
            parse(**{name: value})
