"""A caller who tries to rebuild what a mask hides: by filters, sorts, pages, counts, lookups, errors.

The attack is told everything but the hidden values: names, types, lengths, the policy.
It is run against worlds that differ in these alone; whatever it does, the answers must
be the same bytes in all, so that nothing it could reckon from them is better than a guess.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from gateway.exchange import cursor as cursors
from gateway.policy import evaluate
from gateway.signing import Answer
from tests.simulator import KPU, POLRES, Simulator, json_of, sign_folder, trust_file
from tests.simulator.writing import agreement_file, column, contract_file, permission, register_file

UID, LISTS, LOOKS = "pks", "daftar", "cari"
NAME = f"{KPU}/data"
QUERY, LOOKUP = f"/v1/datasets/{NAME}/query", f"/v1/datasets/{NAME}/lookup"
MASKS: Mapping[str, Any] = {
    "nik": "token",
    "hp": {"partial": {"keep_last": 3}},
    "nama": {"constant": {"value": "ada pada KPU"}},
    "lahir": "year",
    "usia": {"bucket": {"width": 10}},
    "hasil": {"top_code": {"cap": 100}},
    "skor": {"round": {"digits": 0}},
    "tempat": {"geohash": {"precision": 4}},
    "kode_desa": {"region": {"level": "kecamatan"}},
}
TYPES = {"lahir": "date", "usia": "integer", "hasil": "integer", "skor": "number"}
# Two people each, as different as their masks allow: in order, length and every hidden digit.
SHOWN = ["1101010101010000", "9899999999999999", "5203074411880002", "0000000000000000"]
HIDDEN: Sequence[Mapping[str, Sequence[Any]]] = [
    {
        "nik": SHOWN[:2],
        "hp": ["081200000789", "+62812345789"],
        "nama": ["Aminah", "Zulkifli"],
        "lahir": [date(1990, 1, 1), date(1990, 12, 31)],
        "usia": [30, 39],
        "hasil": [101, 9000],
        "skor": [0.5, 1.49],
        "tempat": ["0.84,112.93", "0.841,112.931"],
        "kode_desa": ["6106012001", "6106012999"],
    },
    {
        "nik": [SHOWN[2], SHOWN[3]],
        "hp": ["9999999999999999789", "0000789"],
        "nama": ["Yohanes", "Aa"],
        "lahir": [date(1990, 6, 15), date(1990, 2, 28)],
        "usia": [39, 30],
        "hasil": [100, 100],
        "skor": [1.2, 0.9],
        "tempat": ["0.842,112.94", "0.85,112.95"],
        "kode_desa": ["6106012002", "6106011001"],
    },
]


def folder() -> dict[str, bytes]:
    columns = [
        column("kode", key=True),
        column("jenis"),
        *(column(name, TYPES.get(name, "string")) for name in MASKS),
        column("tertutup", "string", "dikecualikan"),
        column("rahasia", "string", None, undisclosed=True),
    ]
    contract = contract_file(KPU, "data", columns, order="kode")
    fields = {"kode": ["release"], "jenis": ["release"], **{name: [use] for name, use in MASKS.items()}}
    right = {"filter": ["jenis"], "sort": ["jenis", "kode"], "page_size": 2, "count": "exact"}
    lookup = {"lookup": {"key": "kode"}, "quota": {"requests": 100_000, "period": "day"}}
    found = {**fields, "kode": ["release", "lookup-key"]}
    return {
        f"datasets/{NAME}.yaml": contract,
        f"exemptions/{KPU}.yaml": register_file(KPU, ["data.tertutup"]),
        f"agreements/{UID}.yaml": agreement_file(
            UID,
            (KPU, POLRES),
            {NAME: contract},
            [
                permission("p-daftar", POLRES, NAME, LISTS, fields, query=right),
                permission("p-cari", POLRES, NAME, LOOKS, found, **lookup),
            ],
        ),
        **{f"trust/{agency}.yaml": trust_file(agency) for agency in (KPU, POLRES)},
    }


FILES = sign_folder(folder())


def rows(number: int) -> list[dict[str, Any]]:
    hidden = HIDDEN[number]
    return [
        {"kode": f"k{place}", "jenis": "a", **{name: hidden[name][place] for name in MASKS}}
        | {"tertutup": f"x{number}", "rahasia": f"y{number}"}
        for place in range(2)
    ]


Send = Callable[[str, str, Any], Answer]


def guesses(name: str) -> Iterator[Any]:
    """Name values that the caller might try: of both worlds, and beside them."""
    for hidden in HIDDEN:
        for value in hidden[name]:
            yield value.isoformat() if isinstance(value, date) else value
    yield from {"date": ["1990-07-01"], "integer": [35], "number": [1.0]}.get(TYPES.get(name, ""), ["5", ""])


def by_filters(send: Send) -> None:
    for name in MASKS:
        for value in guesses(name):
            for test in (
                {"equals": value},
                {"in": [value]},
                {"between": [value, value]},
                {"is_null": True},
                {"within": value},
            ):
                one = {name: test}
                send("POST", QUERY, {"filter": one, "count": True})
                send("POST", QUERY, {"filter": {"any": [{"jenis": {"equals": "b"}}, one]}, "page_size": 1})


def by_order(send: Send) -> None:
    for name in (*MASKS, "tertutup", "rahasia"):
        for key in (name, f"-{name}"):
            send("POST", QUERY, {"sort": [key], "page_size": 1})
            send("POST", QUERY, {"sort": ["jenis", key], "count": True})
    for fields in (["kode"], ["nik"], ["hp", "nik"], ["rahasia"], ["tertutup"], ["nik", "nik"], []):
        for sort in (["kode"], ["-kode"], ["jenis", "-kode"]):
            send("POST", QUERY, {"fields": fields, "sort": sort})


def by_pages(send: Send) -> None:
    first = json_of(send("POST", QUERY, {"page_size": 1, "sort": ["-kode"]}))["next_cursor"]
    assert first is not None
    send("POST", QUERY, {"page_size": 1, "sort": ["-kode"], "cursor": first})
    for other in (
        {"sort": ["kode"]},
        {"sort": ["nik"]},
        {"filter": {"nik": {"equals": SHOWN[0]}}},
        {"filter": {"jenis": {"equals": "a"}}},
        {"fields": ["nik"]},
    ):
        send("POST", QUERY, {"page_size": 1, "cursor": first, **other})
    for place in range(0, len(first), 9):
        letter = "A" if first[place] != "A" else "B"
        send("POST", QUERY, {"sort": ["-kode"], "cursor": f"{first[:place]}{letter}{first[place + 1 :]}"})
    for size in (0, 1, 2, 3, -1, "1"):
        send("POST", QUERY, {"page_size": size, "count": True})


def by_lookups(send: Send) -> None:
    for key in ("k0", "k1", "k2", *SHOWN, 0, None, ["k0"], {"equals": "k0"}, "k0\0"):
        for more in ({}, {"fields": ["nik"]}, {"filter": {"nik": {"equals": SHOWN[0]}}}, {"dry_run": True}):
            send("POST", LOOKUP, {"purpose": LOOKS, "key": key, **more})
    for purpose in (LISTS, "tiada"):
        send("POST", LOOKUP, {"purpose": purpose, "key": "k0"})


def by_everything_else(send: Send) -> None:
    for body in (
        {"dry_run": True},
        {"purpose": LOOKS},
        {"agreement": "lain"},
        {"nik": SHOWN[0]},
        {"case_ref": "1"},
    ):
        send("POST", QUERY, body)
    for path in (
        "/v1/catalog",
        f"/v1/datasets/{NAME}",
        f"/v1/datasets/{NAME}/statistics/nik",
        "/v1/log/checkpoint",
    ):
        send("GET", path, None)
    for body in (b"", b"{", b'{"filter": {"nik": {"equals": NaN}}}'):
        send("POST", QUERY, body)


def by_digits(send: Send) -> str:
    """Halve what a NIK can be with every answer that looks unlike the one to nonsense."""

    def looks(answer: Answer) -> object:
        told = json_of(answer)
        return answer.status, told.get("code"), told.get("count"), len(told.get("data") or ())

    nonsense = looks(send("POST", QUERY, {"filter": {"nik": {"between": ["x", "y"]}}, "count": True}))
    low, high = 0, 10**16 - 1
    while low < high:
        middle = (low + high) // 2
        bounds = [f"{low:016}", f"{middle:016}"]
        answer = send("POST", QUERY, {"filter": {"nik": {"between": bounds}}, "count": True})
        low, high = (low, middle) if looks(answer) != nonsense else (middle + 1, high)
    return f"{low:016}"


class Ideal:
    """A keyed function that no key could make better: each new value gets the next name."""

    def __init__(self) -> None:
        self.names: dict[object, str] = {}

    def __call__(self, scope: str, key: bytes, field: str, value: Any) -> str:
        return self.names.setdefault((key, field, value), f"t1_{len(self.names)}")


Attack = Callable[[Send], object]


def told_by(number: int, attack: Attack, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Answer], object]:
    """Run an attack in one world; return all that the caller comes to see, and its guess."""
    monkeypatch.setattr(evaluate, "keyed", Ideal())
    world = Simulator(FILES, {KPU: {"data": rows(number)}}, agencies=(KPU,))
    answers: list[Answer] = []

    def send(method: str, path: str, body: Any) -> Answer:
        if isinstance(body, dict):
            body = {"agreement": UID, "purpose": LISTS, **body}
        answers.append(world.send(POLRES, KPU, method, path, body))
        return answers[-1]

    guess = attack(send)
    for answer in list(answers):
        exchange = dict(answer.headers).get("exchange-id")
        if exchange is not None and len(answers) < 200:
            send("GET", f"/v1/exchanges/{exchange}/receipt", None)
    return answers, guess


@pytest.mark.parametrize(
    "attack",
    [by_filters, by_order, by_pages, by_lookups, by_everything_else, by_digits],
    ids=lambda each: each.__name__,
)
def test_what_a_mask_hides_cannot_be_rebuilt(attack: Attack, monkeypatch: pytest.MonkeyPatch) -> None:
    (first, guess), (second, other) = (told_by(number, attack, monkeypatch) for number in (0, 1))
    assert len(first) > 10
    for one, two in zip(first, second, strict=True):
        # Status, every header (with digest, signature, exchange id and log head) and every byte of the body.
        assert one == two
    assert guess == other
    assert guess not in SHOWN


def test_the_attack_would_find_what_is_released(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same search by digits rebuilds a field that the caller may filter by: it is no straw man."""
    released = folder()
    path = f"agreements/{UID}.yaml"
    listed = b'"filter": ['
    assert listed in released[path]
    text = released[path].replace(b'"token"', b'"release"').replace(listed, listed + b'"nik", ')
    monkeypatch.setattr("tests.promises.test_oracle.FILES", sign_folder({**released, path: text}))
    answers, guess = told_by(0, by_digits, monkeypatch)
    assert guess in SHOWN[:2]
    assert any(answer.status == 200 for answer in answers)


def test_a_cursor_holds_nothing_that_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed: list[bytes] = []
    seal = cursors.seal

    def overheard(key: bytes, nonce: bytes, plain: bytes, binding: bytes) -> bytes:
        sealed.append(plain)
        return seal(key, nonce, plain, binding)

    monkeypatch.setattr(cursors, "seal", overheard)
    told_by(0, by_pages, monkeypatch)
    told = b" ".join(sealed).decode()
    assert sealed
    assert not any(
        str(value) in told for name in ("nik", "hp", "nama", "tempat") for value in HIDDEN[0][name]
    )
