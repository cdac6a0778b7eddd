"""Texts: what stands beside the rows of a query."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "sheet-rows": Text("Data", "Rows"),
    "sheet-about": Text("Keterangan", "About"),
    "about-dataset": Text("dataset", "dataset"),
    "about-agreement": Text("perjanjian", "agreement"),
    "about-purpose": Text("tujuan penggunaan", "purpose"),
    "about-rows": Text("banyaknya baris", "rows"),
    "about-moment": Text("diambil", "fetched"),
    "about-times": Text("waktu", "times"),
    "times-utc": Text("semua waktu dalam UTC", "all times are in UTC"),
    "about-exchange": Text("nomor pertukaran", "exchange id"),
    "about-duty": Text("kewajiban", "duty"),
    "about-delete-by": Text("hapus paling lambat", "delete by"),
    "about-receipt": Text("bukti pertukaran", "receipt"),
    "no-receipt": Text("tidak disimpan (--receipt)", "not saved (--receipt)"),
    "about-withheld": Text("tidak diberikan", "withheld"),
    "about-classification": Text("keterbukaan", "classification"),
    "about-basis": Text("dasar hukum", "legal basis"),
}
