"""What is said of incidents: failures to protect personal data (UU 27/2022 Article 46)."""

from collections.abc import Mapping

from gateway.catalogue.words import Text

TEXTS: Mapping[str, Text] = {
    # --- what was asked for
    "one-scope": Text(
        "sebutkan satu saja: --key, --system, atau --exchange",
        "name exactly one: --key, --system or --exchange",
    ),
    "times": Text("--until harus sesudah --from", "--until must be after --from"),
    "future": Text("waktu itu belum tiba", "that time has not come yet"),
    "not-a-key": Text(
        "bukan sidik jari kunci (43 huruf); lihat `gateway keys show` atau catatan",
        "no thumbprint of a key (43 characters); see `gateway keys show` or the log",
    ),
    "not-an-exchange": Text(
        "bukan nomor pertukaran seperti yang dicatat", "not the id of an exchange as the log has it"
    ),
    "not-a-system": Text(
        "tulis badan publik dan sistemnya: AGENCY/SYSTEM, misalnya polres-kapuas-hulu/aplikasi",
        "write the agency and its system: AGENCY/SYSTEM, e.g. polres-kapuas-hulu/aplikasi",
    ),
    "unknown": Text(
        "tidak ada insiden {id}; lihat `gateway incident list`",
        "no incident {id}; see `gateway incident list`",
    ),
    "closed-already": Text(
        "insiden {id} sudah ditutup pada {at}; kejadian baru dibuka sebagai insiden baru",
        "the incident {id} was closed at {at}; what happened anew is opened as a new incident",
    ),
    "not-notified": Text(
        "pemberitahuan insiden {id} belum dicatat untuk: {to} ({left}), dan sesudah ditutup tidak dapat dicatat lagi; "
        "catat dahulu dengan `gateway incident notified`, atau pakai --without-notice dan sebutkan dalam --reason mengapa "
        "pemberitahuan tidak diperlukan",
        "notice of the incident {id} is not recorded for: {to} ({left}), and cannot be once it is closed; record it with "
        "`gateway incident notified`, or use --without-notice and say in --reason why no notice is due",
    ),
    # --- the scope
    "scope-key": Text("kunci {key}", "the key {key}"),
    "scope-system": Text("sistem {agency}/{system}", "the system {agency}/{system}"),
    "scope-exchange": Text("pertukaran {exchange}", "the exchange {exchange}"),
    "scope-from": Text("sejak {at}", "from {at}"),
    "scope-until": Text("sebelum {at}", "before {at}"),
    "about": Text("Cakupan: {scope}", "About: {scope}"),
    "log": Text("Dalam catatan {origin}:", "In the log {origin}:"),
    "exchange": Text(
        "{index}  {at}  {kind}  {dataset}  baris: {rows}  {exchange}\n    {fields}",
        "{index}  {at}  {kind}  {dataset}  rows: {rows}  {exchange}\n    {fields}",
    ),
    "exchange-log": Text(
        "{index}  {at}  {kind}  membaca entri catatan  {exchange}",
        "{index}  {at}  {kind}  read entries of the log  {exchange}",
    ),
    "nothing": Text(
        "Tidak ada entri dalam cakupan ini: kunci, sistem, atau pertukaran itu tidak pernah tampak di sini pada waktu tersebut. Periksa ejaannya.",
        "No entry is of this scope: that key, system or exchange was never seen here in that time. Check its spelling.",
    ),
    "no-data": Text(
        "Tidak ada data yang diberikan dalam cakupan ini.", "No data was released within this scope."
    ),
    "data": Text(
        "Data diberikan dalam {exchanges} pertukaran, {rows} baris (baris yang diminta dua kali dihitung dua kali), dari {first} sampai {last}.",
        "Data was released in {exchanges} exchanges, {rows} rows (a row asked for twice counts twice), from {first} to {last}.",
    ),
    "count-log": Text(
        "Entri catatan dibaca: {count} kali (tanpa data pribadi).",
        "Entries of the log were read: {count} times (without personal data).",
    ),
    "count-nothing": Text(
        "Nomor dicari dan tidak ditemukan: {count} kali.", "Numbers looked up and not found: {count}."
    ),
    "count-described": Text(
        "Dijawab dengan keterangan tanpa data: {count} kali.",
        "Answered with descriptions and no data: {count}.",
    ),
    "count-refused": Text("Permintaan yang ditolak: {count}.", "Requests refused: {count}."),
    "count-other": Text("Entri lain: {count}.", "Other entries: {count}."),
    "column-field": Text("kolom", "field"),
    "column-form": Text("bentuk", "form"),
    "column-classification": Text("keterbukaan", "classification"),
    "column-personal": Text("data pribadi", "personal data"),
    "column-basis": Text("dasar hukum", "legal basis"),
    "column-exchanges": Text("pertukaran", "exchanges"),
    "column-rows": Text("baris", "rows"),
    "form-release": Text("apa adanya", "as it is"),
    "form-transform": Text("diubah", "transformed"),
    "form-counted": Text("dihitung dalam tabel", "counted in a table"),
    "personal-bukan": Text("bukan", "none"),
    "personal-umum": Text("umum", "general"),
    "personal-spesifik": Text("spesifik", "specific"),
    "personal-unknown": Text("TIDAK DIKETAHUI", "UNKNOWN"),
    "unnamed": Text(
        "Dalam {count} pertukaran ada kolom lain yang namanya tidak diketahui lagi: nilai pembukanya tidak ada lagi.",
        "In {count} exchanges other fields may have left whose names are no longer known: their openings are gone.",
    ),
    "policy-unknown": Text(
        "Berkas kebijakan {digest} tidak tersimpan utuh di sini: jenis data pribadi kolomnya tidak diketahui. Anggap sebagai data pribadi, dan cari berkasnya.",
        "The policy files {digest} are not stored whole here: what kind of personal data their fields are is unknown. Take them for personal data, and look for the files.",
    ),
    "agreement": Text(
        "Menurut perjanjian {agreement}: {exchanges} pertukaran",
        "Under the agreement {agreement}: {exchanges} exchanges",
    ),
    "basis": Text("Dasar hukum perjanjian: {basis}", "What the agreements rest on: {basis}"),
    "policy": Text(
        "Kebijakan yang berlaku: {digest} ({exchanges} pertukaran)",
        "Policy in force: {digest} ({exchanges} exchanges)",
    ),
    # --- people
    "people": Text(
        "{count} orang berbeda ({kind}) terlihat oleh {agency} pada {period}.",
        "{count} different people ({kind}) were seen by {agency} in {period}.",
    ),
    "people-apart": Text(
        "Orang dihitung per bulan: orang yang sama pada dua bulan terhitung dua kali, karena tanda dua bulan tidak dapat dicocokkan.",
        "People are counted by the month: the same person in two months counts in both, since tags of two months cannot be joined.",
    ),
    "people-unknown": Text(
        "Dalam {count} pertukaran TIDAK DIKETAHUI siapa orangnya: nomor orang tidak melewati gerbang, atau entrinya lebih tua daripada pencatatannya.",
        "In {count} exchanges it is UNKNOWN who the people are: their number did not pass through the gateway, or the entry is older than such records.",
    ),
    "people-gone": Text(
        "Dalam {count} pertukaran tidak dapat dikatakan lagi siapa orangnya: tandanya sudah dihapus.",
        "In {count} exchanges nobody can say any more who the people are: their tags were erased.",
    ),
    "candidates": Text(
        "bukan daftar nomor: teks UTF-8, satu nomor per baris, paling banyak {most} baris dari {longest} huruf",
        "no list of numbers: UTF-8 text, one number a line, at most {most} lines of {longest} characters",
    ),
    "candidates-who": Text(
        "--candidates mencari orang: sebutkan --official dan --reason, pencariannya dicatat",
        "--candidates looks people up: give --official and --reason, the look-up is recorded",
    ),
    "named-none": Text(
        "Tidak seorang pun dalam daftar itu terlihat dalam pertukaran yang orangnya diketahui.",
        "Nobody of that list was seen in the exchanges whose people are known.",
    ),
    "named-number": Text("nomor", "number"),
    "named-exchanges": Text("pertukaran", "exchanges"),
    "named-first": Text("pertama", "first"),
    "named-last": Text("terakhir", "last"),
    # --- what makes it doubtful
    "doubt": Text(
        "AWAS, cakupan ini mungkin tidak lengkap: {problem}", "WARNING, this may not be all: {problem}"
    ),
    "doubt-cut": Text(
        "catatan berisi {size} entri, padahal node ini pernah memberikan segel dengan {given} entri; jalankan `gateway log verify`",
        "the log has {size} entries, and this node once gave out a head with {given}; run `gateway log verify`",
    ),
    "doubt-lost": Text(
        "{lost} entri terakhir catatan {origin} hilang ketika catatan itu dilanjutkan; tidak ada yang tahu isinya",
        "the last {lost} entries of the log {origin} were lost when it was succeeded; nobody knows what they were",
    ),
    "doubt-former": Text(
        "catatan ini melanjutkan {origin}, yang tidak disebut dalam `log.former`: yang diberikan sebelumnya tidak termasuk",
        "this log follows {origin}, which `log.former` does not name: what was let out before is not included",
    ),
    "doubt-end": Text(
        "catatan {origin} tidak berakhir dengan {size} entri yang disebut penerusnya; jalankan `gateway log verify`",
        "the log {origin} does not end with the {size} entries that its successor names; run `gateway log verify`",
    ),
    "doubt-changed": Text(
        "{changed} entri diubah dan {missing} hilang, mulai dengan: {named}; jalankan `gateway log verify`",
        "{changed} entries were changed and {missing} are missing, beginning with: {named}; run `gateway log verify`",
    ),
    "doubt-head": Text(
        "segel dengan {size} entri bukan segel atas entri-entri ini; jalankan `gateway log verify`",
        "the head with {size} entries is not the head of these entries; run `gateway log verify`",
    ),
    "doubt-unreadable": Text(
        "bukan entri yang sah, sehingga isinya tidak diketahui: {named}",
        "no valid entries, so nobody can say what they were: {named}",
    ),
    "doubt-people": Text(
        "dalam {count} pertukaran tanda orangnya bukan yang dicatat entrinya, atau hilang tanpa dihapus menurut catatan; tidak dihitung",
        "in {count} exchanges the tags of people are not those that the entry committed to, or are missing with no erasure recorded; they are not counted",
    ),
    "doubt-unopened": Text(
        "dalam {count} pertukaran nilai pembuka nama kolomnya diubah, atau hilang tanpa dihapus menurut catatan",
        "in {count} exchanges what opens the names of fields was changed, or is missing with no erasure recorded",
    ),
    "list-doubt": Text(
        "AWAS, mungkin ada insiden yang hilang, atau waktunya tidak benar: {problem}",
        "WARNING, an incident may be missing, or its times may be wrong: {problem}",
    ),
    "late": Text(
        "AWAS: jam pernah dimundurkan; {count} entri bertanggal sebelum entri terdahulunya dan disertakan, apa pun --from dan --until",
        "WARNING: a clock was set back; {count} entries say a time before that of an earlier entry and are included, whatever --from and --until say",
    ),
    "unsearchable": Text(
        "AWAS: {count} entri dalam cakupan ini tidak cocok dengan tabel pencarian; pencarian di konsol dan API tidak menemukannya",
        "WARNING: {count} entries of this scope do not fit the table that searches use; searches in the console and the API miss them",
    ),
    # --- the incident
    "opened": Text(
        "Insiden {id} dibuka; dicatat pada entri {index}",
        "The incident {id} is open; recorded as entry {index}",
    ),
    "deadline": Text(
        "Diketahui {discovered}. Pemberitahuan tertulis (UU 27/2022 Pasal 46) paling lambat {deadline}: {left}.",
        "Discovered {discovered}. Written notice (UU 27/2022 Article 46) is due by {deadline}: {left}.",
    ),
    "clock-left": Text("sisa {hours} jam {minutes} menit", "{hours} h {minutes} min left"),
    "clock-overdue": Text("TERLAMBAT {hours} jam {minutes} menit", "OVERDUE by {hours} h {minutes} min"),
    "clock-in-time": Text(
        "diberitahukan tepat waktu, {hours} jam {minutes} menit sebelum batas",
        "notified in time, {hours} h {minutes} min before it was due",
    ),
    "clock-was-late": Text(
        "diberitahukan TERLAMBAT {hours} jam {minutes} menit", "notified LATE by {hours} h {minutes} min"
    ),
    "before-discovery": Text(
        "pemberitahuan tidak mungkin diberikan sebelum insidennya diketahui",
        "no notice is given before the incident was discovered",
    ),
    "notified-already": Text(
        "pemberitahuan insiden {id} kepadanya sudah dicatat, diberikan pada {at}",
        "notice of the incident {id} to them is recorded already, given at {at}",
    ),
    "notified": Text(
        "Pemberitahuan insiden {id} dicatat pada entri {index}: {left}",
        "Notice of the incident {id} is recorded as entry {index}: {left}",
    ),
    "none": Text("Tidak ada insiden dalam catatan.", "The log has no incident."),
    "list-id": Text("insiden", "incident"),
    "list-state": Text("keadaan", "state"),
    "list-left": Text("sisa waktu", "time left"),
    "list-by": Text("paling lambat", "due by"),
    "list-agency": Text("lembaga diberi tahu", "agency notified"),
    "list-subjects": Text("orangnya diberi tahu", "people notified"),
    "list-scope": Text("cakupan", "about"),
    "state-open": Text("terbuka", "open"),
    "state-closed": Text("ditutup", "closed"),
    "closed": Text(
        "Insiden {id} ditutup; dicatat pada entri {index}",
        "The incident {id} is closed; recorded as entry {index}",
    ),
    # --- the notice; what stands in brackets only people can write
    "notice-written": Text("pemberitahuan ditulis ke {path}", "the notice was written to {path}"),
    "notice-title": Text(
        "Pemberitahuan kegagalan pelindungan data pribadi", "Notice of a failure to protect personal data"
    ),
    "notice-kicker": Text(
        "UU 27/2022 Pasal 46 - RANCANGAN, lengkapi setiap [ISI]",
        "UU 27/2022 Article 46 - DRAFT, fill in every [BLANK]",
    ),
    "notice-foot": Text(
        "Insiden {id}, entri {index} catatan {origin}", "Incident {id}, entry {index} of {origin}"
    ),
    "notice-due": Text("Paling lambat disampaikan {deadline}", "Due by {deadline}"),
    "notice-to-agency": Text(
        "Kepada: [ISI: lembaga pelindungan data pribadi]. Dari: {agency}, pengendali data pribadi.",
        "To: [BLANK: the agency for the protection of personal data]. From: {agency}, the controller of the data.",
    ),
    "notice-to-subjects": Text(
        "Kepada: [ISI: nama Saudara/i yang datanya terungkap]. Dari: {agency}, pengendali data pribadi.",
        "To: [BLANK: the name of whoever the data is about]. From: {agency}, the controller of the data.",
    ),
    "notice-doubt": Text("{problem}", "{problem}"),
    "notice-what": Text("Data pribadi yang terungkap", "Personal data that was disclosed"),
    "notice-no-personal": Text(
        "Menurut catatan tidak ada kolom data pribadi yang terungkap.",
        "The log knows of no field of personal data that was disclosed.",
    ),
    "notice-unknown-kind": Text(
        "Kolom yang jenisnya tidak diketahui dianggap data pribadi sampai berkas kebijakannya ditemukan.",
        "Fields whose kind is unknown count as personal data until their policy files are found.",
    ),
    "notice-when": Text("Kapan dan bagaimana terungkap", "When and how it was disclosed"),
    "notice-first": Text("Pertama kali", "First"),
    "notice-last": Text("Terakhir kali", "Last"),
    "notice-discovered": Text("Diketahui", "Discovered"),
    "notice-how": Text("Melalui", "Through"),
    "notice-how-value": Text(
        "{exchanges} pertukaran data antarmesin, {rows} baris",
        "{exchanges} exchanges between machines, {rows} rows",
    ),
    "notice-reason": Text("Keterangan saat dibuka", "What was said when it was opened"),
    "notice-gone": Text("hilang atau diubah", "missing or changed"),
    "notice-blank-cause": Text(
        "[ISI: sebab kegagalan, dan siapa yang memperoleh data]",
        "[BLANK: the cause of the failure, and who obtained the data]",
    ),
    "notice-efforts": Text("Upaya penanganan dan pemulihan", "Efforts to handle it and to recover"),
    "notice-revoked": Text(
        "Kunci yang disalahgunakan sudah dicabut (entri {index}); sejak itu tidak ada data yang diberikan kepadanya.",
        "The key that was misused is revoked (entry {index}); no data was released to it since.",
    ),
    "notice-blank-efforts": Text(
        "[ISI: upaya yang sudah dan akan dilakukan, dan apa yang dapat dilakukan pemilik data]",
        "[BLANK: what was and will be done, and what those whom the data is about can do]",
    ),
    "notice-subjects": Text("Orang yang datanya terungkap", "People whom the data is about"),
    "notice-blank-subjects": Text(
        "[ISI: jumlah orang yang tidak diketahui catatan ini]",
        "[BLANK: the number of people whom this log does not know]",
    ),
    "notice-log": Text("Menurut catatan", "According to the log"),
    "notice-scope": Text("Cakupan insiden", "What the incident is about"),
    "notice-agreements": Text("Perjanjian", "Agreements"),
    "notice-basis": Text("Dasar hukum", "Legal basis"),
    "notice-policies": Text("Kebijakan yang berlaku", "Policies in force"),
    "notice-opened": Text("Insiden dicatat", "Incident recorded"),
    "notice-contact": Text("Narahubung", "Contact"),
    "notice-blank-contact": Text(
        "[ISI: nama, jabatan, telepon, dan surel yang dapat dihubungi]",
        "[BLANK: name, position, telephone and mail of whom to ask]",
    ),
    "notice-signed": Text("Yang menyatakan: {official}", "Stated by: {official}"),
    "notice-blank-official": Text("[ISI: pejabat]", "[BLANK: official]"),
    # --- what to do next
    "next-revoke": Text(
        "Berikutnya: cabut kuncinya: gateway keys revoke {key} --config {config} (atau minta badan publik pemiliknya mencabutnya)",
        "Next: revoke the key: gateway keys revoke {key} --config {config} (or have the agency that owns it revoke it)",
    ),
    "next-keys": Text(
        "Berikutnya: cabut kunci yang dipakai (`gateway keys revoke`) atau tangguhkan perjanjiannya (`gateway policies suspend`)",
        "Next: revoke the key that was used (`gateway keys revoke`) or suspend the agreement (`gateway policies suspend`)",
    ),
    "next-open": Text(
        "Bila ini kegagalan pelindungan data pribadi: gateway incident open --config {config} mencatatnya dan memulai hitungan 3x24 jam",
        "If this is a failure to protect personal data: gateway incident open --config {config} records it and starts the 3x24 hours",
    ),
    "next-notice": Text(
        "Berikutnya: susun pemberitahuannya: gateway incident notice {id} --config {config}",
        "Next: draft the notice: gateway incident notice {id} --config {config}",
    ),
}
