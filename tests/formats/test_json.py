import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import SourceError
from gateway.formats import encode_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.decimals(allow_nan=False, allow_infinity=False, places=7)
    | TEXT
)


@given(st.lists(st.dictionaries(TEXT, SCALARS, max_size=4), max_size=4))
def test_every_value_comes_back_with_every_digit(rows):
    data = encode_json({"data": rows})
    read = json.loads(data, parse_float=Decimal)["data"]
    for row, found in zip(rows, read, strict=True):
        assert list(found) == list(row)
        for name, value in row.items():
            if isinstance(value, float):
                assert float(found[name]) == value
            else:
                assert found[name] == value
                assert type(value) is bool or type(found[name]) in {type(value), int}


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_a_decimal_is_written_out_without_an_exponent(number):
    text = encode_json(number).decode()
    assert "e" not in text.lower()
    assert Decimal(text) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1.50"), b"1.50"),
        (Decimal("1E+3"), b"1000"),
        (Decimal("1E-9"), b"0.000000001"),
        (Decimal("-0.0"), b"-0.0"),
        (-0.0, b"-0.0"),
        (1.0, b"1.0"),
        (2**63, b"9223372036854775808"),
        ("é\u2028</script>", '"é\u2028</script>"'.encode()),
        ({"b": 1, "a": 2}, b'{"b":1,"a":2}'),
    ],
)
def test_each_value_has_one_text(value, text):
    assert encode_json(value) == text


@pytest.mark.parametrize(
    "value",
    [
        "\ud800",
        {"\udfff": 1},
        Decimal("NaN"),
        Decimal("Infinity"),
        date(2024, 1, 1),
        b"bytes",
        {1: "a"},
        2**64,
        object(),
    ],
    # Two processes must name a case alike, so no address may stand in a name.
    ids=lambda value: (
        f"{type(value).__name__}-{ascii(value)[:24]}" if type(value) is not object else "object"
    ),
)
def test_what_json_has_no_place_for_is_refused_without_being_repeated(value):
    with pytest.raises(SourceError) as refusal:
        encode_json([value])
    assert str(refusal.value) == "a value has no JSON form"
