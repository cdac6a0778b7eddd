"""Faults of the cases beside an agreement."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "cases-alone": Text(
        "tidak ada perjanjian {word}; yang ada: {known}", "there is no agreement {word}; there are: {known}"
    ),
    "cases-alone-near": Text(
        "tidak ada perjanjian {word}; mungkin {near}?", "there is no agreement {word}; perhaps {near}?"
    ),
    "cases-rows": Text("lebih dari {limit} baris; kurangi", "more than {limit} rows; leave some out"),
    "case-value": Text(
        "bukan nilai untuk {field}, yang bertipe {type}", "no value for {field}, which has the type {type}"
    ),
    "case-two-rights": Text(
        "sebuah kasus meminta `query` atau `lookup`, tidak keduanya",
        "a case asks by `query` or `lookup`, not by both",
    ),
    "case-expects": Text(
        "tulis `refused`, atau apa yang dijawab: `rows` atau `no_rows: true`, `fields`, `count`",
        "write `refused`, or what is answered: `rows` or `no_rows: true`, `fields`, `count`",
    ),
}
