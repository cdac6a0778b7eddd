"""The sample regency: the true code shapes and counts of 61.06, under made-up names.

23 kecamatan, 278 desa and 4 kelurahan, 984 polling stations with 193,984
voters. Names are invented, so no made-up count is pinned on a real village.
"""

from dataclasses import dataclass

from gateway.demo.sample_dice import Dice

REGENCY = "61.06"
_TREES = (
    "Jambu", "Durian", "Rambai", "Langsat", "Cempedak", "Nangka", "Mangga", "Manggis", "Rambutan",
    "Belimbing", "Kelapa", "Pinang", "Sagu", "Rotan", "Meranti", "Ulin", "Tengkawang", "Keladan",
    "Kapur", "Bakau", "Nibung", "Enau", "Salak",
)  # fmt: skip
_WISHES = (
    "Makmur", "Sejahtera", "Damai", "Bersatu", "Jaya", "Mulia", "Sentosa", "Harapan", "Lestari",
    "Mandiri", "Maju", "Rukun", "Bahagia",
)  # fmt: skip

_VILLAGES = 282
_TOWNS = {1: 2, 17: 2}  # kelurahan by number of their kecamatan
_STATIONS = 984
_SPECIAL_VILLAGE, _SPECIAL_NUMBER = "6106171001", 901
_VOTERS = 193_984


@dataclass(frozen=True, slots=True)
class District:
    """A kecamatan; its code has dots."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan; its code has no dots, as KPU writes it."""

    code: str
    name: str
    district: District

    @property
    def dotted(self) -> str:
        """The same code as the home ministry writes it."""
        return f"{self.code[:2]}.{self.code[2:4]}.{self.code[4:6]}.{self.code[6:]}"


@dataclass(frozen=True, slots=True)
class Station:
    """A polling station (TPS)."""

    code: str
    number: int
    village: Village
    voters: int

    @property
    def is_special(self) -> bool:
        """Special sites count from 901."""
        return self.number >= _SPECIAL_NUMBER


def make_districts() -> tuple[District, ...]:
    """Make the 23 kecamatan."""
    return tuple(
        District(f"{REGENCY}.{number:02d}", f"Contoh {tree}") for number, tree in enumerate(_TREES, 1)
    )


def make_villages() -> tuple[Village, ...]:
    """Make the 282 villages, kelurahan first in their kecamatan."""
    districts = make_districts()
    each, extra = divmod(_VILLAGES, len(districts))
    villages = []
    for number, district in enumerate(districts, 1):
        towns = _TOWNS.get(number, 0)
        for place in range(each + (number <= extra)):
            serial = 1001 + place if place < towns else 2001 + place - towns
            code = f"{district.code.replace('.', '')}{serial}"
            villages.append(Village(code, f"{_TREES[number - 1]} {_WISHES[place]}", district))
    return tuple(villages)


def make_stations(dice: Dice) -> tuple[Station, ...]:
    """Make the 984 stations; the numbers of voters add up to the regency's."""
    villages = make_villages()
    each, extra = divmod(_STATIONS - 1, len(villages))
    larger = {village.code for village in dice.shuffled(villages, "larger")[:extra]}
    places = []
    for village in villages:
        places += [(village, number) for number in range(1, each + (village.code in larger) + 1)]
        if village.code == _SPECIAL_VILLAGE:
            places.append((village, _SPECIAL_NUMBER))
    voters = _share_voters(dice, len(places))
    return tuple(
        Station(f"{village.code}{number:03d}", number, village, count)
        for (village, number), count in zip(places, voters, strict=True)
    )


def _share_voters(dice: Dice, stations: int) -> list[int]:
    """Share the voters out: what one station has more, its neighbour has less."""
    each, extra = divmod(_VOTERS, stations)
    voters = [each + (place < extra) for place in range(stations)]
    for place in range(0, stations - 1, 2):
        moved = dice.number(0, 90, "voters", place)
        voters[place] += moved
        voters[place + 1] -= moved
    return voters
