"""Faults of agreements: parties, statements, and the fields that may not leave."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "predecessor": Text(
        "versi {version}: `predecessor` (SHA-256 versi sebelumnya) wajib mulai versi 2, dan tidak ada pada versi 1",
        "version {version}: `predecessor` (SHA-256 of the version before) is needed from 2 on, and never for 1",
    ),
    "party-alone": Text("perjanjian perlu sedikitnya dua pihak", "an agreement needs two parties or more"),
    "party-unknown": Text(
        "{word} bukan pihak perjanjian; pihaknya: {known}",
        "{word} is no party to the agreement; the parties are: {known}",
    ),
    "party-unknown-near": Text(
        "{word} bukan pihak perjanjian; mungkin maksudnya {near}?",
        "{word} is no party to the agreement; did you mean {near}?",
    ),
    "consumer-is-provider": Text(
        "{agency} tidak dapat menjadi pemberi dan penerima sekaligus",
        "{agency} cannot be provider and consumer at once",
    ),
    "validity": Text(
        "`until` harus sesudah `from`, paling lama {years} tahun",
        "`until` must follow `from`, by at most {years} years",
    ),
    "evidence-order": Text(
        "`stop_unwitnessed_hours` tidak boleh kurang dari `warn_unwitnessed_hours`",
        "`stop_unwitnessed_hours` may not be less than `warn_unwitnessed_hours`",
    ),
    "pin-missing": Text(
        "dataset {word} tidak tercantum dalam `contracts`; yang tercantum: {known}",
        "the dataset {word} is not pinned under `contracts`; pinned are: {known}",
    ),
    "pin-missing-near": Text(
        "dataset {word} tidak tercantum dalam `contracts`; mungkin maksudnya {near}?",
        "the dataset {word} is not pinned under `contracts`; did you mean {near}?",
    ),
    "purpose-unknown": Text(
        "tujuan {word} tidak ada dalam `purposes`; yang ada: {known}",
        "the purpose {word} is not under `purposes`; there are: {known}",
    ),
    "purpose-unknown-near": Text(
        "tujuan {word} tidak ada dalam `purposes`; mungkin maksudnya {near}?",
        "the purpose {word} is not under `purposes`; did you mean {near}?",
    ),
    "permission-twice": Text(
        "penerima ini sudah punya izin atas {dataset} untuk tujuan {purpose}; gabungkan",
        "this consumer has a permission on {dataset} for the purpose {purpose} already; join the two",
    ),
    "field-closed": Text(
        "kolom {field} {classification}: tidak boleh dipakai sama sekali; hapus dari izin",
        "the field {field} is {classification}: it may have no use at all; take it out of the permission",
    ),
    "field-undisclosed": Text(
        "kolom {field} tidak boleh disebut dalam izin, sebab namanya sendiri dirahasiakan; hapus",
        "the field {field} may not stand in a permission, since its very name is undisclosed; remove it",
    ),
    "field-derives": Text(
        "kolom {field} mengungkap {derived}, yang tidak diberikan; pakai pseudonym atau constant, atau berikan {derived}",
        "the field {field} tells {derived}, which is not released; use pseudonym or constant, or release {derived}",
    ),
    "never": Text(
        "pemakaian kolom {field} melanggar `never` di baris {line}; hapus salah satunya",
        "this use of the field {field} breaks the `never` in line {line}; remove one of them",
    ),
    "never-shape": Text(
        "sebut tepat satu dari `fields`, `outside` dan `together`",
        "say exactly one of `fields`, `outside` and `together`",
    ),
    "never-together": Text(
        "`together` menyebut sedikitnya dua kolom; untuk satu kolom pakai `fields`",
        "`together` names at least two fields; for a single one use `fields`",
    ),
    "statement-refuted": Text(
        "perjanjian {agreement} menyatakan: {statement}; ternyata tidak. `gateway policies prove` memberi contohnya",
        "the agreement {agreement} states: {statement}; it is not so. `gateway policies prove` shows an example",
    ),
    "statement-unknown": Text(
        "perjanjian {agreement} menyatakan: {statement}; belum pasti, sebab {reason}",
        "the agreement {agreement} states: {statement}; it is not known, because {reason}",
    ),
    "column-closed-elsewhere": Text(
        "kolom {field} adalah kolom basis data yang ditutup `never` di baris {line} lewat dataset lain; hapus",
        "the field {field} is the database column that the `never` in line {line} closes in another dataset; remove it",
    ),
}
