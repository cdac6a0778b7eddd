"""Whom an answer was about is found by who holds the key and the number, and by nobody else."""

import hmac
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.exchange.subjects import TAG_BYTES, Subjects, kind_of, make_subjects, period_of

MASTER = b"m" * 32
KIND = kind_of("kpu/orang", "nik")
EXCHANGE = "0191d8a0-0000-7000-8000-000000000000"


def tags_of(*values, master=MASTER, agency="polres", period="2026-11", kind=KIND):
    return make_subjects(master, agency, period, kind, values)


def test_a_tag_is_the_hmac_that_two_libraries_make():
    key = HKDF(SHA256(), 32, None, b"sinergi-subjects/1\npolres\n2026-11").derive(MASTER)
    expected = hmac.new(key, f"{KIND}\n61061700000001".encode(), sha256).digest()[:16]
    assert tags_of("61061700000001").tags == expected


def test_every_gateway_agency_month_and_kind_of_number_has_tags_of_its_own():
    tags = [
        tags_of("7", master=master, agency=agency, period=period, kind=kind).tags
        for master in (MASTER, b"n" * 32)
        for agency in ("polres", "kpu")
        for period in ("2026-11", "2026-12")
        for kind in (KIND, kind_of("kpu/orang", "kode"), kind_of("kpu/lain", "nik"))
    ]
    assert len(set(tags)) == len(tags) == 24


def test_parts_of_a_name_cannot_move_between_its_neighbours():
    # Agency and period, kind and value: a line feed parts them, and no name holds one.
    assert tags_of("b", kind="k#a").tags != tags_of("ab", kind="k#").tags
    assert tags_of("1", agency="a", period="b").tags != tags_of("1", agency="ab", period="").tags


@pytest.mark.parametrize(
    "written", [" 6106A ", "6106a", "\uff16106\uff21", "6106a\t"], ids=["blanks", "case", "full width", "tab"]
)
def test_a_number_copied_by_hand_is_the_same_number(written):
    assert tags_of(written).tags == tags_of("6106A").tags


def test_another_number_is_another_person():
    assert tags_of("6106 A").tags != tags_of("6106A").tags
    assert tags_of("06106").tags != tags_of(6106).tags
    assert tags_of(6106).tags == tags_of("6106").tags


def test_tags_are_sorted_and_distinct_and_those_of_nobody_are_none():
    made = tags_of("b", "a", "B", None, "", "  ")
    assert made.tags == b"".join(sorted(made.split()))
    assert len(made.tags) == 2 * TAG_BYTES
    assert tags_of(None, "").tags == b""


def test_a_tag_is_found_only_where_one_begins():
    chance = random.Random(7)
    tags = sorted(chance.randbytes(TAG_BYTES) for _ in range(50))
    held = Subjects("polres", "2026-11", KIND, b"".join(tags))
    assert not held.holds(chance.randbytes(TAG_BYTES))
    assert not held.holds(held.tags[3 : 3 + TAG_BYTES])
    assert all(held.holds(tag) for tag in tags)
    # The bytes of one stand across two others, before the one that is it.
    first, second = b"a" * 8 + b"b" * 8, b"c" * 8 + b"d" * 8
    across = first[8:] + second[:8]
    assert not Subjects("polres", "2026-11", KIND, first + second).holds(across)
    assert Subjects("polres", "2026-11", KIND, first + second + across).holds(across)


def test_a_digest_belongs_to_one_exchange_and_to_every_part_of_the_row():
    made = tags_of("a", "b")
    others = [
        made.digest(EXCHANGE.replace("0191", "0192")),
        *(
            replace(made, **{name: getattr(made, name) + getattr(made, name)[:16]}).digest(EXCHANGE)
            for name in ("agency", "period", "kind", "tags")
        ),
        replace(made, tags=made.tags[:16]).digest(EXCHANGE),
    ]
    assert made.digest(EXCHANGE) not in others
    assert len(set(others)) == len(others)
    assert made.digest(EXCHANGE) == tags_of("b", "a").digest(EXCHANGE)


def test_a_period_is_a_month_in_utc():
    east = timezone(timedelta(hours=7))
    assert period_of(datetime(2026, 12, 1, 6, 59, tzinfo=east)) == "2026-11"
    assert period_of(datetime(2026, 12, 1, tzinfo=UTC)) == "2026-12"


def test_whoever_has_the_database_and_every_number_but_no_key_finds_nobody():
    numbers = [f"SIM-{number:06}" for number in range(500)]
    held = set(tags_of("SIM-000007", "SIM-000042").split())
    guesses: set[bytes] = set()
    for number in numbers:
        text = number.casefold().encode()
        for message in (text, number.encode(), f"{KIND}\n".encode() + text):
            guesses.add(sha256(message).digest()[:16])
            for key in (b"", bytes(32), b"2026-11", b"polres", b"polres\n2026-11", KIND.encode()):
                guesses.add(hmac.digest(key, message, "sha256")[:16])
    # Tags of another month that somebody could name do not help with these either.
    for number in numbers:
        guesses |= set(tags_of(number, period="2026-10").split())
    assert not guesses & held
    assert {number for number in numbers if tags_of(number).tags in held} == {"SIM-000007", "SIM-000042"}
