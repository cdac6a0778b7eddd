"""Texts: what the demonstration says."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "title": Text(
        "Sinergi: KPU dan Polres Kapuas Hulu bertukar data (semua data dan nama rekaan)",
        "Sinergi: KPU and Polres Kapuas Hulu exchange data (all data and names are made up)",
    ),
    "preparing": Text(
        "Membuat kunci, berkas kepercayaan, tanda tangan, basis data, dan data contoh di {folder}",
        "Making keys, trust files, signatures, databases and sample data in {folder}",
    ),
    "serving": Text("Gerbang {agency} melayani di {url}", "Gateway {agency} serves at {url}"),
    "act-1": Text("1. Polres meminta data TPS dari KPU", "1. Polres asks KPU for polling stations"),
    "act-2": Text(
        "2. KPU meminta data kerawanan dan pola pengamanan dari Polres",
        "2. KPU asks Polres for vulnerability counts and security patterns",
    ),
    "act-3": Text(
        "3. KPU memverifikasi nomor SKCK pada Polres", "3. KPU looks police record numbers up at Polres"
    ),
    "act-4": Text("4. Yang harus ditolak memang ditolak", "4. What must fail fails"),
    "act-5": Text("5. Bukti yang dapat diperiksa tanpa jaringan", "5. Proofs that verify offline"),
    "end": Text("Hasil", "Result"),
    "asks": Text(
        "{consumer} meminta {dataset} dari {provider} untuk tujuan {purpose}",
        "{consumer} asks {provider} for {dataset}, purpose {purpose}",
    ),
    "rows-arrived": Text(
        "{rows} baris diterima; tanda tangan dan sidik isi jawaban cocok; pertukaran {exchange}",
        "{rows} rows arrived; the answer's signature and digest hold; exchange {exchange}",
    ),
    "looks-up": Text(
        "{consumer} menanyakan keabsahan nomor yang dipegangnya kepada {provider}, tujuan {purpose}",
        "{consumer} asks {provider} whether numbers that it holds are valid, purpose {purpose}",
    ),
    "looked-up": Text("{number} → {told}; pertukaran {exchange}", "{number} → {told}; exchange {exchange}"),
    "nothing-found": Text("tidak ditemukan", "not found"),
    "asks-table": Text(
        "{consumer} meminta tabel {table} dari {provider} untuk tujuan {purpose}",
        "{consumer} asks {provider} for the table {table}, purpose {purpose}",
    ),
    "table-arrived": Text(
        "{rows} kelompok diterima, tidak satu pun di bawah {k} orang (pertukaran {exchange})",
        "{rows} groups arrived, none of fewer than {k} people (exchange {exchange})",
    ),
    "table-frozen": Text(
        "permintaan kedua dijawab sama sampai bita terakhir: tabelnya beku",
        "asked again, it is the same to the last byte: the table is frozen",
    ),
    "misses-alike": Text(
        "jawaban untuk nomor yang tidak ada dan untuk potongan nomor sama sampai bita terakhir",
        "a number that does not exist and a part of one that does bring the same bytes",
    ),
    "field": Text("isian", "field"),
    "verdict": Text("putusan", "verdict"),
    "classification": Text("klasifikasi", "classification"),
    "legal-basis": Text("dasar hukum", "legal basis"),
    "verdict-release": Text("diberikan", "released"),
    "verdict-transform": Text("diubah", "transformed"),
    "verdict-withhold": Text("tidak diberikan", "withheld"),
    "statement": Text(
        "SQL yang sampai ke sumber, persis:",
        "The exact SQL that reached the source:",
    ),
    "exempt-field": Text("meminta isian yang dikecualikan", "asking for an exempt field by name"),
    "withheld-filter": Text("menyaring dengan isian yang tidak diberikan", "filtering on a withheld field"),
    "other-purpose": Text("tujuan penggunaan yang tidak diperjanjikan", "a purpose that nobody agreed to"),
    "lapsed-agreement": Text("perjanjian yang sudah berakhir", "an agreement whose validity has ended"),
    "listed-numbers": Text(
        "meminta daftar semua nomor, bukan satu nomor", "asking for a list of numbers instead of one"
    ),
    "exempt-record": Text("meminta catatan di balik sebuah nomor", "asking for the record behind a number"),
    "quota": Text("meminta lebih sering daripada yang diperjanjikan", "asking more often than was agreed on"),
    "tampered-body": Text("isi permintaan diubah di jalan", "a body changed on the way"),
    "replay": Text("permintaan yang sama dikirim ulang", "the same request sent again"),
    "unknown-key": Text("kunci yang tidak dikenal", "an unknown key"),
    "unsigned-agreement": Text(
        "perjanjian tanpa tanda tangan pihak kedua", "an agreement without its counter-signature"
    ),
    "changed-contract": Text("kontrak data diubah setelah ditandatangani", "a contract edited after signing"),
    # The member of a problem that holds its detail in this language.
    "detail-member": Text("detail", "detail_en"),
    "receipt": Text(
        "bukti pertukaran {exchange} cocok: entri {index} dalam catatan berukuran {size}",
        "receipt {exchange} verifies: entry {index} in a log of {size}",
    ),
    "tampered": Text(
        "satu bita entri {index} diubah dalam salinan; pemeriksa menjawab: {line}",
        "one byte of entry {index} changed in a copy; the verifier says: {line}",
    ),
    "invited": Text(
        "Pemeriksa dari {body} dapat melihat catatan {agency} dengan tautan sekali pakai ini:",
        "An auditor of {body} may look at the log of {agency} with this one-time link:",
    ),
    "no-port": Text("tidak ada port bebas pada {host}", "there is no free port on {host}"),
    "not-started": Text(
        "gerbang di {url} tidak mulai melayani; kata terakhirnya: {line}",
        "the gateway at {url} did not start; its last words: {line}",
    ),
    "serving-on": Text(
        "Kedua gerbang tetap melayani; keterangan untuk klien lain ada di {facts}. Ctrl-C untuk berhenti.",
        "Both gateways go on serving; what another client needs is in {facts}. Ctrl-C stops them.",
    ),
}
