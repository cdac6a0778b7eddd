"""The console's pages: days and times."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "day": Text("{day} {month} {year}", "{day} {month} {year}"),
    "moment": Text("{day} pukul {hour}.{minute}.{second} {zone}", "{day} at {hour}:{minute}:{second} {zone}"),
    "short-moment": Text("{date} {hour}.{minute}.{second}", "{date} {hour}:{minute}:{second}"),
    "thousands": Text(".", ","),
    "month-1": Text("Januari", "January"),
    "month-2": Text("Februari", "February"),
    "month-3": Text("Maret", "March"),
    "month-4": Text("April", "April"),
    "month-5": Text("Mei", "May"),
    "month-6": Text("Juni", "June"),
    "month-7": Text("Juli", "July"),
    "month-8": Text("Agustus", "August"),
    "month-9": Text("September", "September"),
    "month-10": Text("Oktober", "October"),
    "month-11": Text("November", "November"),
    "month-12": Text("Desember", "December"),
}
