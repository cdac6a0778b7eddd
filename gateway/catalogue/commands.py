"""Texts: what the operators' commands say."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- what to do about an error that has no sentence of its own
    "mend-signature": Text(
        "asalnya tidak terbukti; jangan dipakai, dan tanyakan kepada pengirimnya melalui jalan lain (keterangan teknis: {remark})",
        "where it comes from is not proven; do not use it, and ask its sender by another way (technical remark: {remark})",
    ),
    "mend-proof": Text(
        "jangan diandalkan; simpan berkasnya apa adanya dan hubungi pemilik catatan itu (keterangan teknis: {remark})",
        "do not rely on it; keep the file as it is and call the owner of that log (technical remark: {remark})",
    ),
    "mend-other": Text(
        "jalankan `gateway doctor`; bila berulang, sampaikan baris ini kepada pengelola (keterangan teknis: {remark})",
        "run `gateway doctor`; if it happens again, give this line to the operator (technical remark: {remark})",
    ),
    # --- serve and query
    "serving": Text(
        "{agency}: gerbang melayani di {url} ({workers} proses); Ctrl-C untuk berhenti",
        "{agency}: serving at {url} ({workers} processes); Ctrl-C stops it",
    ),
    "receipt-saved": Text("bukti pertukaran disimpan di {path}", "receipt saved in {path}"),
    "acknowledged": Text(
        "penerimaan jawaban dinyatakan dan dicatat; buktinya disimpan di {path}",
        "the answer is acknowledged and that is recorded; the receipt of it is saved in {path}",
    ),
    "not-a-day": Text(
        "bukan tanggal; tulis tahun-bulan-tanggal, misalnya 2026-12-31",
        "not a day; write year-month-day, e.g. 2026-12-31",
    ),
    "not-a-day-or-moment": Text(
        "bukan tanggal atau waktu; tulis misalnya 2026-12-31 atau 2026-12-31T23:59:59Z",
        "neither a day nor a time; write e.g. 2026-12-31 or 2026-12-31T23:59:59Z",
    ),
    "not-a-moment": Text(
        "tulis waktu beserta zonanya, misalnya 2026-11-24T14:30+07:00",
        "write the time with its zone, e.g. 2026-11-24T14:30+07:00",
    ),
    "not-a-dataset": Text(
        "tulis pemberi data dan datasetnya: PROVIDER/DATASET, misalnya kpu-kapuas-hulu/tps",
        "write the provider and its dataset: PROVIDER/DATASET, e.g. kpu-kapuas-hulu/tps",
    ),
    "not-text": Text(
        "harus satu baris teks UTF-8 tanpa karakter kendali",
        "must be one line of UTF-8 text without control characters",
    ),
    "not-identifier": Text(
        "harus berupa pengenal: huruf kecil, angka, dan tanda hubung, diawali huruf atau angka",
        "must be an identifier: lower-case letters, digits and hyphens, beginning with a letter or digit",
    ),
    "not-json": Text("bukan JSON yang sah", "not valid JSON"),
    "withheld": Text(
        "tidak diberikan: {field} ({classification}; {legal_basis})",
        "withheld: {field} ({classification}; {legal_basis})",
    ),
    "not-found": Text("tidak ditemukan", "not found"),
    "xlsx-needs-out": Text(
        "xlsx ditulis ke berkas; sebutkan dengan --out", "xlsx is written to a file; name one with --out"
    ),
    "more-pages": Text(
        "masih ada halaman berikutnya; pakai --all untuk semuanya",
        "there are more pages; use --all for every one",
    ),
    # --- what a refusing gateway shows beside its sentence
    "shown-member": Text("isian {value}", "member {value}"),
    "shown-role": Text("peran yang diminta: {value}", "role wanted: {value}"),
    "shown-index": Text("entri {value}", "entry {value}"),
    "shown-form": Text("bentuk {value}", "form {value}"),
    "shown-part": Text("bagian {value}", "part {value}"),
    "shown-reason": Text("sebab: {value}", "why: {value}"),
    "shown-pointer": Text("letak {value}", "at {value}"),
    "shown-limit": Text("batas {value}", "limit {value}"),
    "shown-field": Text("kolom {value}", "field {value}"),
    "shown-classification": Text("{value}", "{value}"),
    "shown-legal_basis": Text("{value}", "{value}"),
    "shown-resets": Text("terbuka lagi {value}", "resets: {value}"),
    "shown-contact": Text("narahubung: {value}", "duty contact: {value}"),
    "shown-server_time": Text("jam gerbang itu {value}", "that gateway's clock {value}"),
    "shown-exchange_id": Text("nomor pertukaran {value}", "exchange id {value}"),
    # --- policies and keys
    "sources-need-config": Text(
        "--sources memerlukan --config: pengaturan yang menyebut sumbernya",
        "--sources needs --config: the settings that name the sources",
    ),
    "signer-strange": Text(
        "{file}: tanda tangan ini tidak akan dihitung: {problem}; pakai kunci yang benar, atau --yes bila berkas "
        "kepercayaannya menyusul",
        "{file}: this signature would not count: {problem}; use the right key, or --yes if its trust file is still to come",
    ),
    "stops-need-yes": Text(
        "tidak diaktifkan; lengkapi tanda tangannya, atau pakai --yes bila memang hendak menghentikannya",
        "not activated; complete the signatures, or use --yes if it is meant to stop",
    ),
    "fault": Text("kesalahan", "fault"),
    "warning": Text("peringatan", "warning"),
    "hint": Text("saran", "hint"),
    # --- rights on the columns of a source
    "grants-postgresql": Text(
        "Sumber {name}: jalankan sebagai pemilik tabel, bukan sebagai {role}. Bila perlu, dahulukan:",
        "Source {name}: run as the owner of the tables, not as {role}. Where needed, run first:",
    ),
    "grants-mariadb": Text(
        "Sumber {name}: jalankan sebagai administrator; baris pertama mencabut SEMUA hak {role}, jadi akun itu hanya "
        "untuk gerbang. Membuat akun, dan melihat hasilnya:",
        "Source {name}: run as an administrator; the first line takes ALL rights of {role} away, so keep that account "
        "for the gateway alone. To make the account, and to see what came of it:",
    ),
    "grants-sqlite": Text(
        "Sumber {name}: SQLite tidak mengenal akun maupun hak per kolom. Sebagai gantinya, pemilik data membuat salinan "
        "yang hanya berisi kolom terpakai, dan `sources.url` menunjuk ke salinan itu:",
        "Source {name}: SQLite knows neither accounts nor rights on columns. Instead, the owner of the data makes a "
        "copy with only the columns in use, and `sources.url` names that copy:",
    ),
    "grants-off": Text(
        "{table}: tetap tidak terbaca: {columns}",
        "{table}: stay unreadable: {columns}",
    ),
    "folder-faulty": Text(
        "{faults} kesalahan, {warnings} peringatan; folder ini tidak dapat diaktifkan",
        "{faults} faults, {warnings} warnings; this folder cannot be activated",
    ),
    "folder-checked": Text(
        "{faults} kesalahan, {warnings} peringatan; {agreements} perjanjian, {contracts} kontrak, sha256 {digest}",
        "{faults} faults, {warnings} warnings; {agreements} agreements, {contracts} contracts, sha256 {digest}",
    ),
    "nothing-granted": Text(
        "tidak ada izin bagi {consumer} atas {dataset} untuk tujuan {purpose}: semua kolom tidak diberikan",
        "no permission for {consumer} on {dataset} for the purpose {purpose}: every field is withheld",
    ),
    "permission": Text(
        "perjanjian {agreement} versi {version}, izin {permission} ({place})",
        "agreement {agreement} version {version}, permission {permission} ({place})",
    ),
    "if-in-force": Text(
        "belum berlaku ({title}); yang berikut ini seandainya berlaku",
        "not in force ({title}); what follows is as if it were",
    ),
    "column-field": Text("kolom", "field"),
    "column-verdict": Text("putusan", "verdict"),
    "column-reason": Text("alasan", "reason"),
    "column-classification": Text("keterbukaan", "classification"),
    "column-basis": Text("dasar hukum", "legal basis"),
    "column-place": Text("tertulis di", "written at"),
    "verdict-release": Text("diberikan", "release"),
    "verdict-transform": Text("diubah", "transform"),
    "verdict-withhold": Text("tidak diberikan", "withhold"),
    "verdict-left-out": Text("tidak tercatat", "not recorded"),
    "reason-granted": Text("diizinkan", "granted"),
    "reason-left-out": Text("dihilangkan dari entri", "left out of the entry"),
    "reason-not-granted": Text("tidak diizinkan", "not granted"),
    "reason-condition-only": Text("hanya memilih baris", "chooses rows only"),
    "duty": Text("kewajiban: {duty}", "duty: {duty}"),
    "delete-by": Text("hapus paling lambat {day}", "delete by {day}"),
    "frozen": Text(
        "Beku untuk {period}. Kelompok kurang dari {k} baris, dan yang dapat membukanya, tidak ditampilkan.",
        "Frozen for {period}. Groups of fewer than {k} rows, and what would betray them, are not shown.",
    ),
    "verdict-group": Text("kelompok tabel", "group of the table"),
    "verdict-measure": Text("dijumlahkan dalam tabel", "measured in the table"),
    "reason-statistics-only": Text("hanya dalam tabel statistik", "in statistics tables only"),
    "reason-lookup-only": Text("hanya kunci verifikasi per nomor", "key of a lookup only"),
    "reason-exempt": Text("dikecualikan", "exempt"),
    "reason-undetermined": Text("belum ditetapkan", "undetermined"),
    "reason-undisclosed": Text("namanya dirahasiakan", "undisclosed"),
    "reason-derives-withheld": Text("mengungkap kolom yang tidak diberikan", "tells a withheld field"),
    "reason-not-asked": Text("tidak diminta", "not asked for"),
    "signed": Text("{file} ditandatangani: {beside}, kunci {key}", "{file} signed: {beside}, key {key}"),
    "not-signed": Text(
        "{file} tidak ditandatangani; perbaiki kesalahan di atas dahulu",
        "{file} was not signed; mend the faults above first",
    ),
    "not-activated": Text(
        "{faults} kesalahan; kebijakan yang lama tetap berlaku",
        "{faults} faults; the policy that was active stays active",
    ),
    "activated": Text(
        "kebijakan {digest} aktif sejak catatan {index}, epok {epoch}",
        "policy {digest} is active from log entry {index} on, epoch {epoch}",
    ),
    "in-force": Text(
        "{agreement}: berlaku, {datasets} dataset", "{agreement}: in force, {datasets} datasets"
    ),
    "out-of-force": Text(
        "{agreement}: tidak berlaku: {title} ({problem})", "{agreement}: not in force: {title} ({problem})"
    ),
    "suspended": Text(
        "{agreement} ditangguhkan sejak catatan {index}", "{agreement} is suspended from log entry {index} on"
    ),
    "spooled": Text(
        "catatan tidak dapat ditulis sekarang; pernyataan disimpan dan dicatat paling dahulu begitu bisa",
        "the log cannot be written now; the statement is kept and goes first when it can",
    ),
    "statement-says": Text(
        "pernyataan dari --statement sudah lengkap; jangan sebutkan {options}",
        "the statement of --statement is complete; leave out {options}",
    ),
    "key-or-statement": Text(
        "sebutkan satu dari --key atau --statement", "give one of --key and --statement"
    ),
    "key-made": Text(
        "kunci privat {role} ditulis ke {file}, hanya terbaca pemiliknya; jangan disalin",
        "private key for the role {role} written to {file}, readable by its owner alone; do not copy it",
    ),
    "key-shown": Text(
        "sidik jari {thumbprint}\nalgoritma  {alg}\nJWK        {jwk}",
        "thumbprint {thumbprint}\nalgorithm  {alg}\nJWK        {jwk}",
    ),
    "key-for-trust": Text("untuk berkas kepercayaan: jwk: {jwk}", "for the trust file: jwk: {jwk}"),
    "revoked": Text(
        "kunci {key} dicabut sejak catatan {index}", "the key {key} is revoked from log entry {index} on"
    ),
    # --- log and storage
    "storage-ready": Text("basis data siap", "the database is ready"),
    "log-exported": Text(
        "catatan disalin ke {path}; periksa dengan: gateway log verify {path} --vkey {vkey}",
        "the log is copied to {path}; check it with: gateway log verify {path} --vkey {vkey}",
    ),
    "no-folder": Text(
        "folder {folder} tidak ada; buat dahulu, atau pilih folder lain",
        "there is no folder {folder}; make it first, or choose another",
    ),
    "folder-closed": Text(
        "folder {folder} tidak dapat ditulisi; buka izinnya, atau pilih folder lain",
        "the folder {folder} cannot be written to; open it, or choose another",
    ),
    "evidence-there": Text(
        "{path} sudah ada; bukti tidak pernah ditimpa, jadi sebutkan nama lain",
        "{path} is there already; evidence is never written over, so choose another name",
    ),
    "file-shared": Text(
        "{path} disebut untuk dua hal; sebutkan berkas sendiri untuk masing-masing",
        "{path} is named for two things; name a file of its own for each",
    ),
    "statement-printed": Text(
        "yang tersebut di atas tetap berlaku, tetapi {path} tidak dapat dibuat; simpan sendiri pernyataan bertanda tangan "
        "yang tercetak ini",
        "what is told above stands all the same, but {path} could not be made; keep the signed statement that is printed "
        "here yourself",
    ),
    "unwritable": Text(
        "{path}: tidak dapat ditulis ({problem}); pilih tempat lain",
        "{path}: cannot be written ({problem}); choose another place",
    ),
    "log-config-or-export": Text(
        "sebutkan --config atau --export, salah satu saja; nilai pembuka hanya ada pada --config",
        "name --config or --export, one of them; only --config has openings",
    ),
    "log-needs-vkey": Text(
        "tanpa --config diperlukan --vkey: kunci catatan yang diterima dari pemiliknya",
        "without --config a --vkey is needed: the log's key, as its owner handed it over",
    ),
    "log-other-vkey": Text(
        "kunci ini milik catatan {name}, bukan {wanted}",
        "this key belongs to the log {name}, not to {wanted}",
    ),
    "log-empty": Text("{origin}: belum ada entri", "{origin}: no entries yet"),
    "log-sound": Text(
        "{origin}: utuh; {entries} entri, {checkpoints} segel catatan, ukuran {size}, akar {root}",
        "{origin}: sound; {entries} entries, {checkpoints} checkpoints, size {size}, root {root}",
    ),
    "log-unsound": Text(
        "{origin}: {findings} temuan; {entries} entri, {checkpoints} segel catatan berlaku, "
        "terbukti sampai ukuran {size}, akar {root}",
        "{origin}: {findings} findings; {entries} entries, {checkpoints} checkpoints hold, "
        "proven up to size {size}, root {root}",
    ),
    "log-uncompared": Text(
        "{count} entri terlalu lama untuk dibandingkan kembarannya",
        "{count} entries were too old to be compared for twins",
    ),
    "log-unlisted": Text("{count} temuan lagi tidak ditampilkan", "{count} more findings are not listed"),
    "log-finding": Text("entri {where}: {fault}: {text}", "entry {where}: {fault}: {text}"),
    "log-fault.changed": Text("bukan entri yang dahulu dicatat", "not the entry that was recorded"),
    "log-fault.missing": Text("hilang dari salinan ini", "missing from this copy"),
    "log-fault.inserted": Text("bukan bagian dari catatan", "not part of the log"),
    "log-fault.duplicated": Text("pertukaran ini dicatat dua kali", "this exchange stands in the log twice"),
    "log-fault.out-of-order": Text("tidak pada tempatnya", "not in its place"),
    "log-fault.malformed": Text("bukan entri yang sah", "not a valid entry"),
    "log-fault.clock-went-back": Text("waktu catat mundur", "its recorded time goes back"),
    "log-fault.released-after-withdrawal": Text(
        "data diberikan setelah perjanjian dihentikan sementara atau kunci dicabut",
        "released after its agreement was suspended or its key revoked",
    ),
    "log-fault.decided-under-other-policy": Text(
        "diputus menurut kebijakan yang bukan lagi, atau belum, berlaku saat itu",
        "decided under a policy that was not the active one then",
    ),
    "log-fault.decided-otherwise-by-its-policy": Text(
        "kebijakan saat itu memutuskan lain", "the policy of that day decides otherwise"
    ),
    "log-fault.key-not-in-its-role": Text(
        "kuncinya tidak terdaftar dalam peran atau masa itu menurut kebijakan saat itu",
        "its key was not listed in that role, or not in its time, by the policy of that day",
    ),
    "log-fault.forked": Text(
        "bukan catatan yang segelnya pernah diberikan: ada dua catatan dengan satu nama",
        "not the log that the kept head was given for: there are two logs of one name",
    ),
    "log-fault.not-covered": Text("belum dicakup segel catatan", "covered by no checkpoint"),
    "log-fault.leaf-hashes-wrong": Text(
        "sidik entri yang tersimpan salah, entrinya sendiri benar",
        "the stored hashes are wrong, the entries themselves are right",
    ),
    "log-fault.checkpoint-signature": Text(
        "segel catatan tidak ditandatangani kunci ini", "a checkpoint is not signed by this key"
    ),
    "log-fault.checkpoint-key-role": Text(
        "segel catatan ditandatangani kunci yang perannya `{role}`, bukan `log`",
        "a checkpoint is signed by a key whose role is `{role}`, not `log`",
    ),
    "log-fault.checkpoint-key-revoked": Text(
        "segel catatan ditandatangani kunci yang sudah dicabut catatan ini",
        "a checkpoint is signed by a key that this log had revoked before",
    ),
    "log-fault.cosignature": Text(
        "tanda tangan penjamin pada segel catatan salah", "a witness's cosignature on a checkpoint is wrong"
    ),
    "log-fault.succession": Text(
        "pernyataan pergantian catatan tidak benar", "what it says of the log before this one is not so"
    ),
    "log-fault.checkpoint-order": Text("urutan segel catatan mundur", "a checkpoint goes back in size"),
    "log-fault.checkpoint-root": Text(
        "isi tidak cocok dengan segel catatan", "the content does not fit its checkpoint"
    ),
}
