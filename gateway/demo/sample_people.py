"""People who do not exist: names, NIK, telephones and birthdays that show they are made up.

A NIK ends in the serial 0000, which the registry never gives, and a telephone
starts with 0800-0000; a person's number makes both unique.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from gateway.demo.sample_dice import Dice

_GIVEN_M = ("Adi", "Bujang", "Damai", "Galih", "Jaka", "Lanting", "Raka", "Sura", "Tegar", "Usman")
_GIVEN_F = ("Ayu", "Dara", "Intan", "Kumang", "Lestari", "Melati", "Ratna", "Sari", "Tiara", "Wulan")
_FAMILY = ("Contoh", "Rekaan", "Umpama", "Misalan", "Khayali", "Andaian", "Fiktif", "Seumpama")

_FIRST_BIRTHDAY = date(1950, 1, 1)
# Coprime with the number of days, so two people never share a birthday and thus never a NIK.
_STEP, _DAYS = 7, 18_250


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person; `number` lies below 10,000 and belongs to nobody else."""

    number: int
    name: str
    sex: str
    born: date
    nik: str
    phone: str


def make_person(dice: Dice, number: int, district: str) -> Person:
    """Make the person of this number, registered in a kecamatan (`61.06.01`)."""
    sex = "LP"[number % 2]
    given = dice.pick(_GIVEN_F if sex == "P" else _GIVEN_M, "given", number)
    born = _FIRST_BIRTHDAY + timedelta(days=number * _STEP % _DAYS)
    # Women's day of birth is raised by 40.
    day = born.day + (40 if sex == "P" else 0)
    return Person(
        number=number,
        name=f"{given} {dice.pick(_FAMILY, 'family', number)}",
        sex=sex,
        born=born,
        nik=f"{district.replace('.', '')}{day:02d}{born:%m%y}0000",
        phone=f"0800-0000-{number:04d}",
    )
