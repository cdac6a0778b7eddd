"""Texts: what is proved of the policy files, what is refuted, and what nobody knows."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "verdict-proved": Text("terbukti", "proved"),
    "verdict-refuted": Text("TERBANTAH", "REFUTED"),
    "verdict-unknown": Text("belum pasti", "unknown"),
    "states-closed": Text(
        "tidak ada kolom yang dikecualikan, belum ditetapkan atau dirahasiakan yang dibaca, apa pun permintaannya",
        "no field that is exempt, undetermined or undisclosed is read, whatever is asked",
    ),
    "states-combined": Text(
        "tidak ada dua izin yang bersama-sama mengungkap suatu nilai lebih banyak daripada masing-masing",
        "no two permissions together tell more of a value than each by itself",
    ),
    "states-fields": Text(
        "kolom {fields} dari {dataset} tidak pernah dibaca",
        "the fields {fields} of {dataset} are never read",
    ),
    "states-outside": Text(
        "tidak ada baris {dataset} di luar `outside` yang diberikan atau dihitung",
        "no row of {dataset} that lies outside `outside` is given or counted",
    ),
    "states-together": Text(
        "tidak ada penerima yang dapat memegang semua kolom {fields} dari satu baris {dataset}",
        "no consumer can hold all the fields {fields} of one row of {dataset}",
    ),
    "because": Text("sebab: {reason}", "because: {reason}"),
    "row": Text("contoh baris: {row}", "example of a row: {row}"),
    "asked": Text(
        "pada {moment} {consumer} meminta {dataset} lewat izin {permission} ({agreement}): {request}; "
        "yang diberikan: {leaves}",
        "at {moment} {consumer} asks for {dataset} by the permission {permission} ({agreement}): {request}; "
        "what leaves: {leaves}",
    ),
    "counts": Text(
        "{proved} terbukti, {refuted} terbantah, {unknown} belum pasti",
        "{proved} proved, {refuted} refuted, {unknown} unknown",
    ),
    "extra-missing": Text(
        "pembuktian memerlukan z3; pasang dengan `pip install 'sinergi-gateway[prove]'`",
        "proofs need z3; install it with `pip install 'sinergi-gateway[prove]'`",
    ),
    "no-agreement": Text(
        "perjanjian {agreement} tidak ada dalam folder ini",
        "the agreement {agreement} is not in this folder",
    ),
    "no-solver": Text(
        "belum dapat diputuskan tanpa z3; pasang dengan `pip install 'sinergi-gateway[prove]'`",
        "it cannot be decided without z3; install it with `pip install 'sinergi-gateway[prove]'`",
    ),
    "not-pinned": Text(
        "kontrak {dataset} bukan yang disepakati, jadi belum ada yang dapat dibandingkan",
        "the contract {dataset} is not the pinned one, so there is nothing to compare with yet",
    ),
    "column-lacking": Text(
        "kontrak {dataset} memuat tabel yang sama tetapi tidak semua kolom dalam `outside`",
        "the contract {dataset} is over the same table but lacks a column of `outside`",
    ),
    "not-confirmed": Text(
        "ada contohnya, tetapi perencana tidak meluluskannya lewat izin {permission}",
        "there is an example, but the planner does not let it through by the permission {permission}",
    ),
    "types-differ": Text(
        "dua kontrak memberi kolom {column} jenis data yang berbeda",
        "two contracts give the column {column} different types",
    ),
    "choices-many": Text(
        "lebih dari {limit} cara menggabungkan izin; hanya sebagian yang diperiksa",
        "there are more than {limit} ways to join permissions; only some were looked at",
    ),
    "no-key": Text(
        "izin {permissions} tidak memberi kunci yang sama, tetapi berbagi kolom lain; apakah barisnya dapat "
        "dicocokkan bergantung pada datanya",
        "the permissions {permissions} give no key in common but share other fields; whether rows can be matched "
        "depends on the data",
    ),
    "keyed": Text(
        "token berkunci tidak dapat dibandingkan dengan bentuk lain dari nilainya",
        "keyed tokens cannot be compared with other forms of their value",
    ),
    "example-fails": Text(
        "contoh yang ditemukan tidak terbukti ketika dicoba pada penilai aturan baris",
        "the example that was found did not hold when it was tried on the row rules",
    ),
    "text-long": Text(
        "sebuah teks dalam aturan baris lebih panjang dari {limit} aksara",
        "a text in a row rule has more than {limit} characters",
    ),
    "solver-gave-up": Text(
        "pembuktian tidak selesai dalam waktunya (keterangan teknis: {remark})",
        "the prover did not finish in its time (technical remark: {remark})",
    ),
}
