"""Help: `gateway query`, `lookup` and `statistics`, which ask another gateway for data."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "query": Text(
        "Minta baris data dari gerbang badan publik lain.", "Ask another agency's gateway for rows."
    ),
    "statistics": Text(
        "Minta satu tabel statistik dari gerbang badan publik lain.",
        "Ask another agency's gateway for one statistics table.",
    ),
    "lookup": Text(
        "Verifikasi satu nomor pada gerbang badan publik lain.",
        "Look one key up at another agency's gateway.",
    ),
    "query-dataset": Text(
        "Dataset yang diminta, sebagai pemberi/dataset.", "The dataset asked for, as provider/dataset."
    ),
    "statistics-table": Text("Nama tabel dalam perjanjian.", "The table, as the agreement names it."),
    "lookup-key": Text("Nomor atau nilai yang dicari, utuh.", "The whole value that is looked up."),
    "json-key": Text("KEY adalah JSON, bukan teks.", "KEY is JSON, not text."),
    "on-behalf-of": Text("Atas nama siapa.", "On whose behalf."),
    "case-ref": Text("Nomor perkara.", "The case."),
    "profile": Text("Berkas profil klien.", "The client's profile."),
    "fields": Text(
        "Kolom yang diminta; bawaannya semua yang diberikan.", "The fields; by default all that are granted."
    ),
    "filter": Text("Satu syarat.", "One condition."),
    "sort": Text(
        "Urutan; tanda hubung di depan berarti menurun.", "The order; a leading hyphen means downwards."
    ),
    "page-size": Text("Banyaknya baris sehalaman.", "Rows a page."),
    "every-page": Text("Semua halaman, bukan yang pertama saja.", "Every page, not the first alone."),
    "rows-output": Text(
        "Bentuk: tabel untuk dibaca, json untuk program, csv, atau xlsx untuk lembar kerja (perlu --out).",
        "The form: a table to read, json for programs, csv, or xlsx for spreadsheets (needs --out).",
    ),
    "rows-out": Text(
        "Tulis ke berkas ini, yang hanya terbaca pemiliknya; yang lama diganti.",
        "Write to this file, which its owner alone can read; an old one is replaced.",
    ),
    "bom": Text(
        "Awali CSV dengan tanda UTF-8, agar Excel membacanya benar.",
        "Begin CSV with a UTF-8 mark, so that Excel reads it right.",
    ),
    "receipt": Text("Simpan bukti pertukaran ke berkas ini.", "Save the receipt in this file."),
    "body": Text(
        "Simpan jawaban persis, byte demi byte, ke berkas ini; bukti pertukaran dibuat atas byte itu.",
        "Save the exact answer, byte by byte, in this file: the receipt is made over these bytes.",
    ),
    "acknowledge": Text(
        "Nyatakan, dengan tanda tangan, bahwa jawaban telah diterima utuh; simpan bukti bahwa pemberi data mencatatnya ke berkas ini.",
        "State, signed, that the answer arrived whole; save the receipt that the provider recorded it in this file.",
    ),
    "acknowledge-each": Text(
        "Nyatakan, dengan tanda tangan, bahwa setiap halaman telah diterima utuh; simpan bukti bahwa pemberi data mencatatnya "
        "ke berkas ini, halaman berikutnya ke berkas bernomor di sampingnya.",
        "State, signed, that each page arrived whole; save the receipt that the provider recorded it in this file, those of "
        "later pages in numbered files beside it.",
    ),
    "receipt-each": Text(
        "Simpan bukti pertukaran ke berkas ini; bukti halaman berikutnya ke berkas bernomor di sampingnya.",
        "Save the receipt in this file; those of later pages in numbered files beside it.",
    ),
    "query-body": Text(
        "Simpan jawaban persis, byte demi byte, ke berkas ini; bukti pertukaran dibuat atas byte itu. Jawaban halaman "
        "berikutnya ke berkas bernomor di sampingnya.",
        "Save the exact answer, byte by byte, in this file: the receipt is made over these bytes. Answers of later "
        "pages go to numbered files beside it.",
    ),
}
