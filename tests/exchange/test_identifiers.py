from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from gateway.exchange import exchange_id
from gateway.exchange.identifiers import is_exchange_id
from tests.simulator import NOON

AFTER_1970 = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(AFTER_1970, st.binary(min_size=10, max_size=10))
def test_an_exchange_id_is_a_uuid_of_version_7(moment, chance):
    text = exchange_id(moment, chance)
    value = UUID(text)
    assert (value.version, value.variant) == (7, "specified in RFC 4122")
    assert value.int >> 80 == int(moment.timestamp() * 1000)
    assert is_exchange_id(text)
    assert not is_exchange_id(text.upper()) or text == text.upper()


def test_ids_sort_by_time_and_differ_by_chance():
    first, second = exchange_id(NOON, b"\xff" * 10), exchange_id(NOON + timedelta(milliseconds=1), b"\0" * 10)
    assert first < second
    ids = {exchange_id(NOON, bytes([number]) * 10) for number in range(256)}
    assert len(ids) == 256


def test_the_example_of_rfc_9562_appendix_a_6():
    # 0x017F22E279B0 ms, rand_a 0xCC3, rand_b 0x18C4DC0C0C07398F
    moment = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    chance = (0xCC3 << 64 | 0x18C4DC0C0C07398F).to_bytes(10)
    assert exchange_id(moment, chance) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
