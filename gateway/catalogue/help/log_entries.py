"""Help: `gateway log entries`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "log.entries": Text(
        "Tampilkan entri catatan menurut saringan, dengan kunci pemeriksa; setiap halaman dicatat.",
        "List entries of a log by filter, with an auditor's key; each page is recorded.",
    ),
    "entries-scope": Text(
        "Pertukaran, perubahan kebijakan, kegiatan pemeriksa, atau semuanya (asal).",
        "Exchanges, changes of policy, auditors' own activity, or all (the default).",
    ),
    "entries-from": Text(
        "Dicatat sejak waktu ini, seperti 2026-11-24T00:00:00+07:00.",
        "Recorded from this time on, as in 2026-11-24T00:00:00+07:00.",
    ),
    "entries-until": Text("Dicatat sebelum waktu ini.", "Recorded before this time."),
    "entries-party": Text(
        "Badan publik, sebagai penerima atau pemberi data.", "An agency, as consumer or as provider."
    ),
    "entries-consumer": Text("Badan publik penerima data.", "The consuming agency."),
    "entries-provider": Text("Badan publik pemberi data.", "The providing agency."),
    "entries-system": Text("Sistem yang meminta.", "The system that asked."),
    "entries-dataset": Text(
        "Dataset, boleh dengan pemberinya: badan/dataset.", "The dataset, or PROVIDER/DATASET."
    ),
    "entries-purpose": Text("Tujuan penggunaan.", "The purpose."),
    "entries-agreement": Text("uid perjanjian.", "The agreement's uid."),
    "entries-outcome": Text("Hasil keputusan.", "The decision."),
    "entries-code": Text("Kode alasan penolakan.", "The code of a refusal."),
    "entries-exchange": Text("Nomor pertukaran.", "The exchange id."),
    "entries-order": Text(
        "Yang terbaru (asal) atau yang tertua lebih dahulu.", "Newest (the default) or oldest first."
    ),
    "entries-page-size": Text("Banyaknya entri sehalaman.", "Entries a page."),
    "entries-prove": Text(
        "Minta dan periksa pula jalur setiap entri ke akar.",
        "Fetch and check each entry's path to the root too.",
    ),
    "entries-whole": Text(
        "Baca seluruh catatan, cocokkan dengan akarnya, lalu saring di komputer ini.",
        "Read the whole log, hold it against its root, and filter on this computer.",
    ),
    "entries-format": Text(
        "Bentuk: tabel, json, ndjson, csv, xlsx, atau parquet (dua terakhir perlu --output).",
        "The form: table, json, ndjson, csv, xlsx or parquet (the last two need --output).",
    ),
}
