"""Help: `gateway receipts`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "receipts": Text(
        "Bukti pertukaran: diperiksa tanpa jaringan, dengan kunci publik saja.",
        "Receipts: judged offline, by public keys alone.",
    ),
    "receipts.verify": Text(
        "Periksa satu bukti pertukaran: benarkah berkas ini yang dikirim, oleh siapa, atas dasar apa, dan sekuat apa "
        "buktinya. Keluar dengan 0 bila benar, 1 bila ada yang tidak benar, 2 bila berkas tidak dapat dibaca, 4 bila "
        "jawaban tidak dapat dibandingkan lagi.",
        "Judge one receipt: is this file what was released, by whom, on what basis, and how strong is the evidence? "
        "Exits with 0 if all holds, 1 if a part does not, 2 if a file cannot be read, 4 if the answer can no longer be "
        "compared.",
    ),
    "receipt-file": Text(
        "Berkas bukti pertukaran, atau zip dari `receipts export`.",
        "The file of the receipt, or a zip of `receipts export`.",
    ),
    "receipt-body": Text(
        "Jawaban persis (`--body` saat meminta data): benarkah itu yang dikirim?",
        "The exact answer (`--body` of the query): is it the one that was sent?",
    ),
    "receipt-profile": Text(
        "Profil klien: akar kunci, berkas kepercayaan, nama catatan, dan pergantian yang sudah diikuti dipakai.",
        "A client's profile: its pinned roots, trust files, logs and the successions that it followed count.",
    ),
    "receipt-trust": Text(
        "Berkas kepercayaan satu badan publik, dengan tanda tangan di sampingnya; boleh beberapa.",
        "An agency's trust file, with the signatures beside it; may be given several times.",
    ),
    "receipt-pins": Text(
        "Akar kunci yang dibandingkan langsung (Berita Acara), untuk --trust.",
        "The root keys that were compared in person, for --trust.",
    ),
    "receipt-origin": Text("Nama catatan yang disepakati.", "The agreed name of the log."),
    "receipt-log": Text(
        "Salinan catatan pemberi data (`gateway log export`): menunjukkan percabangan dan kunci yang dicabut.",
        "A copy of the provider's log (`gateway log export`): it shows a fork, and keys that were revoked.",
    ),
    "receipt-tsa": Text(
        "Sertifikat akar otoritas cap waktu (PEM) yang Anda percayai; boleh beberapa.",
        "A root certificate (PEM) of a timestamp authority that you trust; may be given several times.",
    ),
    "receipt-require": Text(
        "Tingkat bukti yang diminta; kurang dari itu, keluar dengan 1.",
        "The level of evidence that is asked for; less of it exits with 1.",
    ),
    "receipt-format": Text(
        "Teks untuk dibaca, atau JSON untuk program.", "Text to read, or JSON for programs."
    ),
    "receipts.export": Text(
        "Tulis berkas bukti yang lengkap (zip) untuk disimpan bertahun-tahun: bukti, kunci, kebijakan saat itu, dan jalur "
        "segelnya. Byte-nya sama setiap kali ditulis dari keadaan yang sama.",
        "Write a bundle of evidence (zip) that lasts for years: receipt, keys, the policy of that day, and the way of its "
        "checkpoint. The bytes are the same whenever the same is written.",
    ),
    "receipts.fetch": Text(
        "Minta sekali lagi bukti satu pertukaran Anda: yang dicatat sejak itu (tanda tangan penjamin, cap waktu) ikut di dalamnya. "
        "Disimpan hanya bila sah.",
        "Fetch the receipt of one of your exchanges once more: it has what came since (cosignatures, a timestamp). Kept only if it "
        "is sound.",
    ),
    "receipt-exchange": Text(
        "Nomor pertukaran, atau nomor entri pengakuan penerimaan.",
        "The exchange, or the entry of an acknowledgement.",
    ),
    "receipt-agency": Text(
        "Pemberi data, seperti dalam profil.", "Who provided the data, as the profile names it."
    ),
    "receipt-fetched": Text("Berkas bukti yang ditulis.", "Where to write the receipt."),
    "receipt-what": Text(
        "Nomor pertukaran dalam catatan gerbang ini atau catatan sebelumnya, atau berkas bukti pertukaran.",
        "An exchange in this gateway's log or one before it, or the file of a receipt.",
    ),
    "receipt-out": Text("Berkas zip yang ditulis.", "The zip file to write."),
    "receipt-pdf": Text(
        "Tulis juga putusannya pada satu halaman PDF.", "Also write the verdict on one page of PDF."
    ),
}
