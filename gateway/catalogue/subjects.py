"""Texts: who was given data about a person, what they are not told yet, and what was erased."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "title": Text("Laporan pemberian data tentang seseorang", "Who was given data about a person"),
    "kicker-person": Text(
        "Untuk yang bersangkutan (UU 27/2022 tentang Pelindungan Data Pribadi)",
        "For the person concerned (UU 27/2022 on personal data protection)",
    ),
    "kicker-officer": Text(
        "LENGKAP, UNTUK PEJABAT: memuat yang pemberitahuannya ditunda. Jangan diserahkan kepada yang bersangkutan.",
        "WHOLE, FOR OFFICIALS: it holds what is not disclosed yet. Not to be handed to the person concerned.",
    ),
    "foot": Text(
        "Pencarian ini tercatat sebagai pertukaran {search}. Nomor yang dicari tidak disimpan.",
        "This search is recorded as exchange {search}. The number that was looked for is not kept.",
    ),
    # --- what was asked
    "agency": Text("Gerbang data", "Gateway"),
    "datasets": Text("Dataset", "Datasets"),
    "since": Text("Sejak", "From"),
    "until": Text("Sampai sebelum", "Until before"),
    "reason": Text("Nomor permintaan", "Request"),
    "official": Text("Pejabat yang mencari", "Official"),
    "at": Text("Dibuat pada", "Made at"),
    # --- what was found
    "seen": Text("Data yang diberikan", "Data that was given"),
    "seen-none": Text(
        "Tidak ada pemberian data yang memuat nomor ini.", "No data that carries this number was given."
    ),
    "one": Text("{number}. {summary}", "{number}. {summary}"),
    "consumer": Text("Penerima data", "Consumer"),
    "dataset": Text("Dataset", "Dataset"),
    "how": Text("Cara", "How"),
    "how-query": Text("permintaan baris, {rows} baris", "a query, {rows} rows"),
    "how-found": Text("verifikasi per nomor, ditemukan", "a lookup by number, found"),
    "how-missed": Text(
        "verifikasi per nomor, tidak ditemukan: tidak ada data yang diberikan",
        "a lookup by number, not found: no data was given",
    ),
    "how-lookup": Text("verifikasi per nomor", "a lookup by number"),
    "purpose": Text("Tujuan penggunaan", "Purpose"),
    "agreement": Text("Perjanjian", "Agreement"),
    "agreement-value": Text(
        "{uid} versi {version}, izin {permission}", "{uid} version {version}, permission {permission}"
    ),
    "basis": Text("Dasar hukum perjanjian", "Legal basis of the agreement"),
    "exchange": Text("Nomor pertukaran", "Exchange"),
    "entry": Text("Tempat dalam catatan", "Place in the log"),
    "entry-value": Text("entri {index} dari {log}", "entry {index} of {log}"),
    "col-field": Text("Kolom", "Field"),
    "col-how": Text("Diberikan", "Given"),
    "col-personal": Text("Data pribadi (UU 27/2022)", "Personal data (UU 27/2022)"),
    "col-basis": Text("Dasar hukum", "Legal basis"),
    "field": Text("apa adanya", "as it is"),
    "field-transform": Text("setelah diubah: {transform}", "transformed: {transform}"),
    "personal-bukan": Text("bukan", "none"),
    "personal-umum": Text("umum, Pasal 4 ayat (3)", "general, Pasal 4 ayat (3)"),
    "personal-spesifik": Text("spesifik, Pasal 4 ayat (2)", "specific, Pasal 4 ayat (2)"),
    "unknown": Text("Yang mungkin menyangkut orang ini", "What may concern this person"),
    "unknown-lead": Text(
        "Pada pertukaran ini nomor orang tidak melewati gerbang, sehingga tidak dapat diketahui tentang siapa datanya.",
        "In these exchanges no number of a person went through the gateway, so it cannot be told whom they were about.",
    ),
    "erased": Text("Yang catatan orangnya sudah dihapus", "What it is no longer known of"),
    "erased-lead": Text(
        "Masa simpannya habis dan penghapusannya tercatat; tidak dapat diketahui lagi tentang siapa datanya.",
        "Its time was over and its erasure is recorded; it cannot be told any more whom it was about.",
    ),
    "line": Text(
        "{summary}: {dataset}, tujuan {purpose}, pertukaran {exchange}",
        "{summary}: {dataset}, purpose {purpose}, exchange {exchange}",
    ),
    # --- what does not hold
    "faults": Text("Yang tidak cocok dengan catatan", "What does not match the log"),
    "faults-lead": Text(
        "Entri ini, atau indeks orangnya, rusak, diubah, atau hilang, jadi laporan ini tidak lengkap. Jalankan "
        "`gateway log verify`.",
        "These entries, or their index of people, were damaged, changed or lost, so this report is not complete. Run "
        "`gateway log verify`.",
    ),
    "fault-leaf-changed": Text(
        "entri {index} dari {log} ({exchange}): isinya bukan lagi yang dicatat",
        "entry {index} of {log} ({exchange}): it is no longer what was recorded",
    ),
    "fault-leaf-missing": Text(
        "entri {index} dari {log}: hilang dari catatan",
        "entry {index} of {log}: it is gone from the log",
    ),
    "fault-tags-missing": Text(
        "entri {index} dari {log} ({exchange}): baris indeksnya hilang, dan tidak ada catatan penghapusannya",
        "entry {index} of {log} ({exchange}): its row of the index is gone, and no erasure of it is recorded",
    ),
    "fault-tags-changed": Text(
        "entri {index} dari {log} ({exchange}): baris indeksnya diubah, atau milik entri lain",
        "entry {index} of {log} ({exchange}): its row of the index was changed, or is another entry's",
    ),
    "fault-tags-added": Text(
        "entri {index} dari {log} ({exchange}): ada baris indeks, padahal entrinya tidak menyatakannya",
        "entry {index} of {log} ({exchange}): there is a row of the index that the entry does not speak of",
    ),
    "fault-opening-missing": Text(
        "entri {index} dari {log} ({exchange}): nilai pembuka indeksnya hilang",
        "entry {index} of {log} ({exchange}): what opens its row of the index is gone",
    ),
    "fault-opening-changed": Text(
        "entri {index} dari {log} ({exchange}): nilai pembuka indeksnya diubah",
        "entry {index} of {log} ({exchange}): what opens its row of the index was changed",
    ),
    "gaps": Text("Yang tidak dapat diperiksa", "What could not be looked at"),
    # --- what it cannot tell
    "limits": Text("Yang tidak diketahui laporan ini", "What this report cannot tell"),
    "limit-gateway": Text(
        "Data yang berpindah tanpa melewati gerbang ini, dan apa yang dilakukan penerima dengannya.",
        "Data that went another way than through this gateway, and what a consumer did with it.",
    ),
    "limit-statistics": Text(
        "Tabel statistik: isinya jumlah, bukan baris tentang seseorang.",
        "Statistics tables: they hold figures and no row about anybody.",
    ),
    "limit-law": Text(
        "Apakah pemrosesannya sah menurut UU 27/2022 Pasal 20: laporan ini menyebut perjanjian dan dasar hukumnya, "
        "tidak menilainya.",
        "Whether the processing was lawful under UU 27/2022 Pasal 20: it names agreement and legal basis, and does not "
        "judge them.",
    ),
    # --- delayed disclosure
    "held": Text("Penundaan pemberitahuan", "Disclosure delayed"),
    "held-value": Text(
        "[ditunda oleh {agency} sampai {until}, entri {index}: {reason}]",
        "[held back by {agency} until {until}, entry {index}: {reason}]",
    ),
    "held-perhaps": Text(
        "[mungkin termasuk yang ditunda oleh {agency} sampai {until}, entri {index}: {reason}]",
        "[may be of what is held back by {agency} until {until}, entry {index}: {reason}]",
    ),
    "left-out": Text(
        "{count} entri yang tidak dapat dibaca tidak disebut dalam laporan untuk yang bersangkutan, karena mungkin "
        "termasuk yang ditunda; lihat laporan dengan `--for officer`",
        "{count} unreadable entries are left out of the report for the person, since they may be of what is held back; "
        "see the report with `--for officer`",
    ),
    "hold-form": Text(
        "penundaan harus menyebut satu pertukaran atau satu perkara, dan berakhir di kemudian hari, paling lama "
        "sepuluh tahun lagi",
        "a hold must name one exchange or one case, and end in the future, within ten years",
    ),
    "hold-used": Text(
        "pernyataan ini sudah pernah dipakai; untuk menunda lagi perlu pernyataan baru yang ditandatangani",
        "this statement was used before; to hold back again, a new one must be signed",
    ),
    "hold-unknown": Text(
        "tidak ada pertukaran atau penundaan {exchange} yang melibatkan badan publik ini",
        "there is no exchange or hold {exchange} in which this agency takes part",
    ),
    "hold-other-agency": Text(
        "penundaan ini diminta {agency}; hanya {agency} yang dapat mengakhirinya",
        "this hold was asked for by {agency}; only {agency} can end it",
    ),
    "hold-unreadable": Text(
        "entri {index} menunda pemberitahuan, atau mungkin menundanya, tetapi isinya tidak dapat dibaca lagi; laporan "
        "tidak dapat dibuat untuk siapa pun",
        "entry {index} holds something back, or may, but what cannot be read any more; no report can be made for "
        "anybody",
    ),
    "tree-other": Text(
        "pohon sidik catatan {origin} bukan yang disegel dengan {size} entri, jadi tidak dapat dipastikan entri mana yang "
        "utuh; laporan tidak dapat dibuat untuk siapa pun; jalankan `gateway log verify`",
        "the tree of the log {origin} is not the one whose head of {size} entries was signed, so nobody can say which "
        "entries are whole; no report can be made for anybody; run `gateway log verify`",
    ),
    "holds-changing": Text(
        "penundaan terus berubah selama pencarian, jadi belum pasti apa yang tidak boleh disebut; laporan tidak dibuat; "
        "ulangi nanti",
        "what is held back kept changing during the search, so it is not certain what to leave out; no report was made; "
        "try again later",
    ),
    "one-of-two": Text(
        "sebutkan --exchange atau --case-ref, salah satu saja",
        "name --exchange or --case-ref, one of the two",
    ),
    "hold-recorded": Text(
        "ditunda sampai {until}: penundaan {id}, entri {index}",
        "held back until {until}: hold {id}, entry {index}",
    ),
    "release-recorded": Text(
        "penundaan {hold} diakhiri, entri {index}", "hold {hold} is ended, entry {index}"
    ),
    "hold-line": Text(
        "{id}  sampai {until}  {agency}  {what}  {reason}", "{id}  until {until}  {agency}  {what}  {reason}"
    ),
    "holds-none": Text("tidak ada yang ditunda", "nothing is held back"),
    # --- erasure
    "erase-which": Text(
        "sebutkan --before atau --exchange, salah satu saja", "name --before or --exchange, one of the two"
    ),
    "erase-kept": Text("tidak dihapus: entri {index}, {reason}", "not erased: entry {index}, {reason}"),
    "kept-held": Text("pemberitahuannya ditunda", "its disclosure is held back"),
    "kept-incident": Text("menyangkut insiden yang belum ditutup", "it is of an incident that is not closed"),
    "kept-retained": Text(
        "masih disimpan penerima menurut perjanjian", "by agreement the consumer still holds its data"
    ),
    "kept-unreadable": Text(
        "isinya bukan yang dicatat, atau tidak dapat dibaca", "it is not what was recorded, or cannot be read"
    ),
    "erase-acknowledgement": Text(
        "{exchange} menyatakan penerimaan pertukaran {of} dan dihapus bersamanya; sebutkan {of}",
        "{exchange} acknowledges the exchange {of} and is erased with it; name {of}",
    ),
    "erase-doubtful": Text(
        "tidak ada yang dihapus: tidak dapat dipastikan insiden mana yang masih terbuka; selidiki dahulu, atau terima "
        "keraguan itu dengan --despite-doubts",
        "nothing is erased: it is not certain which incidents are open; find out first, or accept the doubt with "
        "--despite-doubts",
    ),
    "erase-former": Text(
        "TIDAK dihapus: dari catatan terdahulu {origin}, {count} entri yang sudah waktunya dan {kept} yang harus tetap "
        "ada; nilai pembuka dan indeks orangnya baru hilang bersama basis datanya",
        "NOT erased: of the former log {origin}, {count} entries that are due and {kept} that must stay; their "
        "openings and index of people go with its database alone",
    ),
    "erase-nothing": Text("tidak ada yang dihapus", "nothing is to be erased"),
    "erase-preview": Text(
        "akan dihapus: nilai pembuka dan indeks orang dari {count} entri, {spans}",
        "to be erased: openings and index of people of {count} entries, {spans}",
    ),
    "erase-sure": Text("hapus untuk selamanya?", "erase for good?"),
    "erased-recorded": Text(
        "dihapus: entri {spans}, tercatat pada entri {index}",
        "erased: entries {spans}, recorded in entry {index}",
    ),
    "moved": Text(
        "sesuatu baru saja ditunda pemberitahuannya; jalankan lagi",
        "something was held back just now; run the command again",
    ),
    # --- what was given
    "number-empty": Text("nomor orang kosong", "the number of the person is empty"),
    "number-encoding": Text(
        "berkas nomor bukan teks UTF-8; simpan ulang sebagai UTF-8",
        "the file of the number is no UTF-8 text; save it again as UTF-8",
    ),
    "number-lines": Text(
        "nomor orang harus satu saja, dalam satu baris tanpa tanda yang tidak tercetak",
        "the number of the person must be one alone, on one line without signs that do not print",
    ),
    "number-prompt": Text("Nomor orang (tidak ditampilkan)", "Number of the person (not shown)"),
    "dataset-keyless": Text(
        "{dataset}: kontraknya tidak menyebut `subjectKey`, jadi tidak ada indeks orang",
        "{dataset}: its contract names no `subjectKey`, so there is no index of people",
    ),
    "dataset-unknown": Text(
        "{dataset}: tidak dikenal kebijakan yang aktif maupun catatan",
        "{dataset}: neither the active policy nor the log knows it",
    ),
    "day-far": Text(
        "hari harus dalam tahun {first} sampai {last}", "a day must be of the years {first} to {last}"
    ),
    "period-empty": Text("--until mendahului --from", "--until is before --from"),
    "pdf-needs-out": Text("PDF perlu -o FILE", "a PDF needs -o FILE"),
}
