"""Help: `gateway subjects`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "subjects": Text(
        "Orang yang datanya dipertukarkan: laporan, penundaan pemberitahuan, penghapusan.",
        "Persons whose data was exchanged: reports, delayed disclosure, erasure.",
    ),
    "subjects.report": Text(
        "Sebutkan siapa diberi data tentang seseorang, kapan, untuk apa, dan atas dasar apa; pencariannya dicatat lebih "
        "dulu.",
        "Say who was given data about a person, when, why and on what basis; the search is recorded first.",
    ),
    "subjects.hold": Text(
        "Tunda pemberitahuan tentang sebuah pertukaran atau perkara, atas pernyataan salah satu pihak (penundaan "
        "pemberitahuan).",
        "Delay the disclosure of an exchange or a case, on one party's statement.",
    ),
    "subjects.release": Text("Akhiri sebuah penundaan lebih awal.", "End a hold early."),
    "subjects.holds": Text("Tampilkan yang sedang ditunda.", "Show what is held back now."),
    "subjects.erase": Text(
        "Hapus nilai pembuka dan indeks orang yang masa simpannya habis; catatan tetap utuh.",
        "Erase openings and the index of people after their time; the log stays whole.",
    ),
    "subject-dataset": Text(
        "Dataset yang dicari; boleh diulang. Nomornya harus sama di semuanya.",
        "A dataset to look in; may be repeated. The number must be the same in all of them.",
    ),
    "subject-number": Text(
        "Berkas berisi nomor orang; `-` untuk masukan standar. Tanpa ini nomor ditanyakan tanpa ditampilkan.",
        "A file that holds the person's number; `-` for standard input. Without it the number is asked for unseen.",
    ),
    "subject-official": Text("Nama pejabat yang melakukannya.", "The official who does this."),
    "subject-reason": Text("Nomor permintaan yang dijawab.", "The number of the request that is answered."),
    "subject-from": Text("Hari pertama.", "The first day."),
    "subject-until": Text("Hari terakhir; tanpa ini hari ini.", "The last day; today without it."),
    "subject-timezone": Text("Zona waktu hari dan jam.", "The time zone of days and times."),
    "subject-for": Text(
        "Untuk siapa: `person` tanpa yang ditunda, `officer` lengkap dan ditandai.",
        "For whom: `person` without what is held back, `officer` whole and marked.",
    ),
    "subject-format": Text("Bentuk laporan; `pdf` perlu -o.", "Form of the report; `pdf` needs -o."),
    "hold-exchange": Text("Pertukaran yang ditunda.", "The exchange to hold back."),
    "hold-case-ref": Text(
        "Nomor perkara: semua pertukarannya ditunda, juga yang akan datang.",
        "The case: all its exchanges are held back, those to come as well.",
    ),
    "hold-until": Text("Hari terakhir penundaan.", "The last day of the hold."),
    "release-hold": Text(
        "Penundaan yang diakhiri; lihat `gateway subjects holds`.", "The hold; see `gateway subjects holds`."
    ),
    "erase-before": Text(
        "Hapus dari semua pertukaran yang dicatat sebelum hari ini.",
        "Erase of all exchanges that were recorded before this day.",
    ),
    "erase-exchange": Text("Hapus dari satu pertukaran saja.", "Erase of one exchange alone."),
    "erase-reason": Text(
        "Alasan, misalnya nomor jadwal retensi.", "The reason, such as the retention schedule."
    ),
    "erase-despite-doubts": Text(
        "Hapus walaupun tidak dapat dipastikan insiden mana yang masih terbuka.",
        "Erase although it is not certain which incidents are open.",
    ),
    "erase-yes": Text("Hapus tanpa bertanya.", "Erase without asking."),
}
