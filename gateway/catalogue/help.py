"""Texts: the help of commands, options and arguments; `<noun>.<verb>` is a command's."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- the words of a usage line
    "usage-options": Text("[PILIHAN]", "[OPTIONS]"),
    "usage-command": Text("PERINTAH [ARGUMEN]...", "COMMAND [ARGS]..."),
    # --- commands
    "gateway": Text(
        "Sinergi: gerbang pertukaran data antarbadan.", "Sinergi: the inter-agency data-exchange gateway."
    ),
    "agreements": Text("Perjanjian antara dua gerbang.", "Agreements between two gateways."),
    "agreements.inspect": Text(
        "Periksa naskah PDF: siapa yang menandatangani, dan apakah itu berkas yang dijalankan.",
        "Inspect a PDF: who signed it, and whether it is the file that runs.",
    ),
    "agreements.import": Text(
        "Ambil perjanjian dari naskah PDF ke folder kebijakan, beserta naskahnya.",
        "Take an agreement from a PDF into the policy folder, together with the PDF.",
    ),
    "agreements.propose": Text(
        "Kirim sebuah perjanjian, beserta semua yang dirujuknya, kepada gerbang badan publik lain.",
        "Send an agreement, and all that it refers to, to another agency's gateway.",
    ),
    "agreements.inbox": Text(
        "Tampilkan usulan yang masuk dan keluar, atau tulis satu usulan ke sebuah folder.",
        "Show the proposals that came and went, or write one to a folder.",
    ),
    "agreements.accept": Text(
        "Tulis sebuah usulan ke folder kebijakan, tanda tangani perjanjiannya, kirim balik tanda tangannya.",
        "Write a proposal to the policy folder, sign its agreement, and send the signature back.",
    ),
    "agreements.reject": Text("Tolak sebuah usulan, dengan alasan.", "Reject a proposal, and say why."),
    "agreements.compare": Text(
        "Bandingkan versi perjanjian yang aktif di sini dan di gerbang lain; yang berbeda tidak memberi data.",
        "Compare the versions that are active here and at the other gateways; what differs releases nothing.",
    ),
    "auditors": Text("Akun pemeriksa untuk konsol.", "Auditors' accounts for the console."),
    "auditors.invite": Text(
        "Buat akun pemeriksa dan tautan masuk sekali pakai.",
        "Make an auditor's account and a one-time link to sign in.",
    ),
    "auditors.link": Text(
        "Buat tautan masuk baru untuk akun yang sudah ada.", "Make another link for an account that exists."
    ),
    "auditors.list": Text("Tampilkan semua akun pemeriksa.", "Show all auditors' accounts."),
    "auditors.revoke": Text(
        "Tutup akun pemeriksa; sesinya berakhir seketika.", "Close an account; its sessions end at once."
    ),
    "datasets": Text("Dataset dan tabel sumbernya.", "Datasets and the tables behind them."),
    "datasets.drift": Text(
        "Bandingkan setiap kontrak yang dilayani dengan tabelnya.",
        "Compare each contract that is served with its live table.",
    ),
    "datasets.grants": Text(
        "Tampilkan perintah GRANT yang menutup setiap kolom tak terpakai bagi akun sumber.",
        "Print the GRANT statements that keep the source's account off every column without a use.",
    ),
    "demo": Text(
        "Peragaan dua gerbang, selangkah demi selangkah.", "Show two gateways at work, step by step."
    ),
    "doctor": Text(
        "Periksa setiap bagian gerbang, dan katakan cara memperbaikinya.",
        "Look at every part of a gateway, and say how to mend it.",
    ),
    "keys": Text("Kunci tanda tangan.", "Signing keys."),
    "keys.new": Text(
        "Buat pasangan kunci dalam berkas yang hanya terbaca pemiliknya.",
        "Make a key pair, in a file that its owner alone can read.",
    ),
    "keys.show": Text(
        "Perlihatkan sidik jari dan bagian publik sebuah kunci.",
        "Show a key's thumbprint and its public half.",
    ),
    "keys.ceremony": Text(
        "Buat Berita Acara Pertukaran Kunci: sidik jari kunci akar kedua badan publik, untuk dicocokkan langsung.",
        "Make the record of the exchange of keys: both agencies' root fingerprints, to be compared in person.",
    ),
    "keys.rotate": Text(
        "Siapkan versi berikut berkas kepercayaan: kunci baru, dan kunci lama yang masih berlaku sementara.",
        "Prepare the next version of a trust file: a new key, and the old one for a while beside it.",
    ),
    "keys.revoke": Text(
        "Cabut sebuah kunci badan publik sendiri; berlaku sejak tercatat.",
        "Revoke a key of one's own agency; it counts from its log entry on.",
    ),
    "incident": Text(
        "Kegagalan pelindungan data pribadi: cakupan, batas waktu, pemberitahuan.",
        "Failures to protect personal data: what they reach, the time limit, the notice.",
    ),
    "incident.scope": Text(
        "Daftar semua yang diberikan kepada satu kunci, satu sistem, atau dalam satu pertukaran.",
        "List all that was let out to one key, to one system, or in one exchange.",
    ),
    "incident.open": Text(
        "Catat sebuah insiden; hitungan 3x24 jam berjalan sejak insiden diketahui.",
        "Record an incident; the 3x24 hours run from its discovery.",
    ),
    "incident.notice": Text(
        "Susun pemberitahuan tertulis (UU 27/2022 Pasal 46) dari catatan; bagian yang hanya diketahui orang dikosongkan.",
        "Draft the written notice (UU 27/2022 Article 46) from the log; what only people know is left blank.",
    ),
    "incident.list": Text(
        "Tampilkan setiap insiden dan sisa waktunya.", "Show every incident and how much time is left."
    ),
    "incident.notified": Text(
        "Catat bahwa pemberitahuan tertulis sudah diberikan, kepada siapa dan kapan; hitungan berhenti bila keduanya sudah.",
        "Record that written notice was given, to whom and when; the clock stops when both have it.",
    ),
    "incident.close": Text("Catat bahwa sebuah insiden selesai.", "Record that an incident is over."),
    "incident-without-notice": Text(
        "Tutup tanpa pemberitahuan kepada lembaga dan orangnya; --reason menyebut mengapa tidak diperlukan.",
        "Close without notice to the agency and the people; --reason says why none is due.",
    ),
    "log": Text("Catatan pertukaran.", "The log of exchanges."),
    "log.reconcile": Text(
        "Bandingkan bukti, segel, dan pengakuan yang disimpan penerima data dengan catatan pemberi data.",
        "Compare a consumer's kept receipts, heads and acknowledgements with the provider's log.",
    ),
    "log.verify": Text(
        "Periksa seluruh catatan, entri demi entri; tidak mempercayai apa pun selain tanda tangan.",
        "Check the whole log, entry by entry; nothing but signatures is believed.",
    ),
    "log.export": Text(
        "Salin catatan ke sebuah berkas, untuk diperiksa di tempat lain.",
        "Copy the log into a file, to be checked elsewhere.",
    ),
    "witness": Text(
        "Penjamin catatan yang berdiri sendiri, misalnya di kantor provinsi.",
        "A witness that stands alone, at a provincial office say.",
    ),
    "witness.prepare": Text(
        "Buat kunci dan tabel yang belum ada, lalu tampilkan kunci publiknya.",
        "Make the key and the tables that are missing, and show the public key.",
    ),
    "witness.vkey": Text(
        "Tampilkan kunci publik untuk memeriksa penjaminan.", "Show the public key that checks cosignatures."
    ),
    "witness.serve": Text("Layani permintaan penjaminan.", "Serve requests for cosignatures."),
    "witness-config": Text("Berkas pengaturan penjamin.", "The witness's settings file."),
    "backup": Text(
        "Cadangkan basis data ke sebuah folder, juga selagi gerbang melayani.",
        "Back the database up into a folder, also while the gateway serves.",
    ),
    "backup-programs": Text(
        "Folder program PostgreSQL (pg_dump, pg_restore), bila tidak ada dalam PATH.",
        "Folder of PostgreSQL's programs (pg_dump, pg_restore), where they are not on the PATH.",
    ),
    "backup-out": Text("Folder baru untuk cadangan.", "The new folder for the copy."),
    "restore": Text(
        "Pulihkan cadangan, kecuali segel yang lebih besar pernah diberikan.",
        "Put a backup back, unless a greater head was given out.",
    ),
    "backup-folder": Text("Folder cadangan.", "The folder of a backup."),
    "log.entries": Text(
        "Tampilkan entri catatan menurut saringan, dengan kunci pemeriksa; setiap halaman dicatat.",
        "List entries of a log by filter, with an auditor's key; each page is recorded.",
    ),
    "log.rows": Text(
        "Cocokkan baris pencarian setiap entri dengan entrinya; 1 bila ada yang berbeda.",
        "Hold the row that each entry is found by against the entry; ends with 1 when one differs.",
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
    "log.forks": Text(
        "Tampilkan temuan tentang catatan yang bercabang atau mundur.",
        "Show what was found of logs that forked or were set back.",
    ),
    "fork-notes": Text(
        "Tampilkan juga kedua segel, persis seperti yang ditandatangani.",
        "Show both checkpoints too, exactly as they were signed.",
    ),
    "restore-behind": Text(
        "Biarkan salinan yang tertinggal di tempatnya, untuk diganti dengan `gateway log succeed`.",
        "Leave a copy that is behind in its place, to be ended with `gateway log succeed`.",
    ),
    "log.succeed": Text(
        "Ganti catatan yang tidak boleh diteruskan dengan catatan baru.",
        "Let another log take the place of one that may not be written on.",
    ),
    "log.succeed.prepare": Text(
        "Tulis pernyataan yang harus disetujui kedua badan publik.",
        "Write the statement that both agencies must agree to.",
    ),
    "log.succeed.sign": Text(
        "Tampilkan isi pernyataan lalu tandatangani.", "Show what a statement says, and sign it."
    ),
    "log.succeed.carry-out": Text(
        "Tutup catatan lama dan mulai catatan baru.", "End the old log and begin the new one."
    ),
    "log.succeed.follow": Text(
        "Sisi penerima data: ikuti catatan baru, setelah entri pertamanya diperiksa.",
        "The consumer's side: go over to the new log, once its first entry is checked.",
    ),
    "succeed-first": Text(
        "Berkas untuk entri pertama catatan baru; penerima data memerlukannya.",
        "Where to write the new log's first entry; consumers need it.",
    ),
    "succeed-first-entry": Text("Entri pertama catatan baru.", "The new log's first entry."),
    "succeed-profile": Text(
        "Profil penerima data, dengan nama catatan baru.", "The consumer's profile, with the new log's name."
    ),
    "succeed-origin": Text("Nama catatan baru.", "The new log's name."),
    "succeed-out": Text("Berkas pernyataan yang akan ditulis.", "Where to write the statement."),
    "succeed-statement": Text("Pernyataan dari `prepare`.", "The statement from `prepare`."),
    "succeed-key": Text(
        "Kunci privat penanda tangan badan publik.", "The private key of an agency's signatory."
    ),
    "succeed-signed": Text("Berkas tanda tangan yang akan ditulis.", "Where to write the signature."),
    "succeed-signature": Text(
        "Tanda tangan dari `sign`; satu untuk setiap badan publik.",
        "A signature from `sign`; one for each agency.",
    ),
    "log.checkpoint": Text("Tampilkan segel catatan terakhir.", "Show the latest checkpoint."),
    "log.vkey": Text(
        "Tampilkan kunci publik untuk memeriksa catatan.", "Show the public key that checks the log."
    ),
    "log.show": Text("Tampilkan satu entri.", "Show one entry."),
    "policies": Text("Berkas kebijakan.", "Policy files."),
    "policies.init": Text(
        "Rancang kontrak dari tabel yang ada; semua kolomnya belum ditetapkan.",
        "Draft a contract from a live table; none of its fields is decided.",
    ),
    "init-table": Text("Tabel atau view pada sumber.", "The table or view in the source."),
    "init-dataset": Text(
        "Nama dataset; kalau tidak disebut, nama tabelnya.", "The dataset's name; the table's when left out."
    ),
    "init-source": Text(
        "Sumber dalam pengaturan; perlu kalau lebih dari satu.",
        "The source in the settings; needed when there are several.",
    ),
    "policies.odrl": Text(
        "Tampilkan sebuah perjanjian sebagai ODRL JSON-LD, untuk katalog dan alat lain.",
        "Print an agreement as ODRL JSON-LD, for catalogues and other tools.",
    ),
    "policies.matrix": Text(
        "Perjanjian sebagai lembar kerja: kolom ke bawah, izin ke samping.",
        "An agreement as a workbook: fields down, permissions across.",
    ),
    "policies.matrix.write": Text("Tulis matriks sebuah perjanjian.", "Write the matrix of an agreement."),
    "policies.matrix.read": Text(
        "Masukkan matriks yang sudah diisi ke berkas perjanjiannya.",
        "Put a filled-in matrix back into its agreement's file.",
    ),
    "matrix-out": Text("Buku kerja XLSX yang ditulis.", "The XLSX workbook to write."),
    "matrix-workbook": Text("Buku kerja XLSX yang sudah diisi.", "The XLSX workbook that was filled in."),
    "policies.schema": Text(
        "Tampilkan JSON Schema sebuah jenis berkas, untuk penyunting teks.",
        "Print the JSON Schema of one kind of file, for editors.",
    ),
    "schema-kind": Text("Jenis berkas.", "The kind of file."),
    "policies.test": Text(
        "Jalankan kasus di samping perjanjian: apa yang diberikan, apa yang tidak diberikan.",
        "Run the cases beside the agreements: what leaves, and what is withheld.",
    ),
    "policies.check": Text("Periksa semua berkas sekaligus.", "Check all files at once."),
    "policies.prove": Text(
        "Buktikan pernyataan perjanjian untuk setiap permintaan, baris dan hari, atau beri contoh sebaliknya.",
        "Prove what agreements state for every request, row and day, or show an example against it.",
    ),
    "policies.diff": Text(
        "Bandingkan dua kebijakan menurut apa yang diberikan, bukan menurut tulisannya.",
        "Compare two policies by what they let leave, not by how they are written.",
    ),
    "diff-old": Text(
        "Yang lama: folder, `git:REVISI`, `active`, atau SHA-256 kebijakan yang tersimpan.",
        "The one before: a folder, `git:REVISION`, `active`, or the SHA-256 of a stored policy.",
    ),
    "diff-new": Text("Yang baru, sebut seperti yang lama.", "The one after, named likewise."),
    "diff-format": Text(
        "`md` dan `pdf` untuk memo, `json` untuk program.", "`md` and `pdf` for a memo, `json` for programs."
    ),
    "diff-config": Text(
        "Gerbang yang menyimpan `active` dan SHA-256.", "The gateway that stores `active` and the SHA-256."
    ),
    "prove-timeout": Text(
        "Detik terlama untuk setiap pertanyaan.", "The most seconds that one question may take."
    ),
    "policies.explain": Text(
        "Jelaskan putusan setiap kolom dan alasannya.", "Explain the verdict on each field, and why."
    ),
    "policies.exemptions": Text(
        "Penetapan pengecualian: sisa waktu dan yang bergantung padanya; juga daftar untuk diumumkan.",
        "Decisions of exemption: the time left and what hangs on each; also the list to publish.",
    ),
    "policies.sign": Text(
        "Tanda tangani berkas, semua atau tidak satu pun; tanda tangan ditulis di sampingnya.",
        "Sign files, all or none; each signature is written beside its file.",
    ),
    "policies.render": Text(
        "Buat naskah perjanjian yang dapat dibaca, atau PDF-nya untuk ditandatangani.",
        "Make an agreement readable as a page, or as the PDF that is signed.",
    ),
    "policies.activate": Text("Jadikan folder ini kebijakan aktif.", "Make this folder the active policy."),
    "people": Text(
        "Pejabat: siapa memegang kunci, dan serah terimanya.",
        "Officials: who holds keys, and who takes over.",
    ),
    "people.list": Text(
        "Tampilkan pejabat dalam berkas kepercayaan beserta kuncinya.",
        "Show the officials of a trust file and their keys.",
    ),
    "people.handover": Text(
        "Siapkan versi berikut berkas kepercayaan untuk serah terima jabatan.",
        "Prepare the next version of a trust file in which an official hands over.",
    ),
    "policies.suspend": Text(
        "Tangguhkan sebuah perjanjian; satu pihak saja cukup.", "Suspend an agreement; one party is enough."
    ),
    "policies.audit-sql": Text(
        "Cetak SQL persis seperti yang sampai ke sumber data.",
        "Print the SQL exactly as it reaches the source.",
    ),
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
    "serve": Text("Jalankan gerbang.", "Run the gateway."),
    "storage": Text("Basis data gerbang.", "The gateway's database."),
    "storage.upgrade": Text(
        "Buat atau perbarui tabel; satu-satunya perintah yang mengubahnya.",
        "Make or upgrade the tables; no other command changes them.",
    ),
    # --- options and arguments
    "version": Text("Tampilkan versi, lalu berhenti.", "Show the version and exit."),
    "lang": Text("Bahasa keluaran.", "The language of what is printed."),
    "config": Text(
        "Berkas pengaturan gerbang, misalnya config/kpu.toml.",
        "The gateway's settings, e.g. config/kpu.toml.",
    ),
    "log-of-config": Text(
        "Berkas pengaturan gerbang yang catatannya diperiksa.",
        "The settings of the gateway whose log is checked.",
    ),
    "active-policy": Text(
        "Berkas pengaturan gerbang: pakai kebijakan aktifnya, bukan folder.",
        "A gateway's settings: use its active policy, not a folder.",
    ),
    "auditor-name": Text("Nama pemeriksa.", "The auditor's name."),
    "auditor-body": Text("Badan yang menugaskannya.", "The body that sent the auditor."),
    "auditor-letter": Text("Nomor surat tugasnya.", "The number of the letter of assignment."),
    "auditor-until": Text(
        "Hari terakhir akun ini berlaku, tahun-bulan-tanggal.", "The account's last day, as year-month-day."
    ),
    "auditor-account": Text(
        "Akun, seperti pada `gateway auditors list`.", "The account, as `gateway auditors list` shows it."
    ),
    "role": Text("Satu-satunya peran kunci ini.", "The key's one role."),
    "alg": Text("Algoritma tanda tangan.", "The signature algorithm."),
    "key-out": Text(
        "Berkas .pem baru; tidak pernah menimpa.", "The new .pem file; never written over another."
    ),
    "key-file": Text("Berkas .pem, privat atau publik.", "A .pem file, private or public."),
    "thumbprint": Text("Sidik jari kunci (RFC 7638).", "The key's thumbprint (RFC 7638)."),
    "signing-key": Text("Kunci privat penanda tangan (.pem).", "The signer's private key (.pem)."),
    "narrowing-key": Text(
        "Kunci privat berperan `signatory` atau `ppid`, untuk membuat pernyataannya sekarang.",
        "A private key in the role `signatory` or `ppid`, to make the statement now.",
    ),
    "statement": Text(
        "Pernyataan yang sudah bertanda tangan, pengganti --key.",
        "A statement signed already, in place of --key.",
    ),
    "propose-uid": Text(
        "Uid perjanjian dalam folder kebijakan.", "Uid of the agreement in the policy folder."
    ),
    "propose-to": Text("Badan publik yang dikirimi.", "The agency to send it to."),
    "parcel-digest": Text(
        "Sidik jari usulan; beberapa angka awalnya cukup.",
        "Digest of the proposal; its first digits are enough.",
    ),
    "inbox-export": Text(
        "Tulis berkas usulan ke folder baru ini, untuk dibandingkan.",
        "Write the proposal's files to this new folder, to be compared.",
    ),
    "reject-reason": Text(
        "Alasan penolakan, untuk pengusulnya.", "Why it is rejected, for the one who proposed it."
    ),
    "compare-with": Text(
        "Hanya gerbang badan publik ini; bila tidak disebut, semuanya.",
        "Only this agency's gateway; every one unless given.",
    ),
    "trust-agency": Text("Badan publik pemilik berkas kepercayaan.", "The agency whose trust file it is."),
    "ceremony-agency": Text(
        "Badan publik yang bertemu; dua kali, bila dalam trust/ tidak tepat dua.",
        "An agency that meets; twice, unless there are just two in trust/.",
    ),
    "ceremony-place": Text(
        "Tempat pertemuan; titik-titik bila tidak disebut.", "Where they meet; dots unless given."
    ),
    "ceremony-date": Text(
        "Tanggal pertemuan; titik-titik bila tidak disebut.", "When they meet; dots unless given."
    ),
    "ceremony-format": Text("Bentuk halamannya.", "The form of the page."),
    "rotate-holder": Text(
        "Pemegang kunci, bila beberapa memegang peran itu.",
        "Who holds the key, where several hold that role.",
    ),
    "rotate-replaces": Text("Sidik jari kunci yang diganti.", "Thumbprint of the key to be replaced."),
    "rotate-overlap": Text(
        "Berapa hari kunci lama masih berlaku di samping yang baru.",
        "For how many days the old key still counts beside the new one.",
    ),
    "rotate-expires": Text(
        "Perpanjang pula berkas kepercayaannya sampai tanggal ini.",
        "Let the trust file itself expire on this day.",
    ),
    "revoke-yes": Text(
        "Jangan bertanya lagi setelah akibatnya ditampilkan.",
        "Do not ask once the consequences have been shown.",
    ),
    "handover-leaves": Text("Pengenal pejabat yang menyerahkan.", "Id of the official who hands over."),
    "handover-last-day": Text("Hari terakhirnya menjabat.", "The last day in office."),
    "handover-id": Text("Pengenal pejabat pengganti.", "Id of the official who takes over."),
    "handover-name": Text("Nama pengganti.", "The successor's name."),
    "handover-position": Text(
        "Jabatan pengganti; bila tidak disebut, sama.", "The successor's position; the same unless given."
    ),
    "handover-decree": Text("Nomor SK pengangkatannya.", "Number of the decree of appointment."),
    "handover-since": Text(
        "Hari pertama pengganti; bila tidak disebut, hari sesudahnya.",
        "The successor's first day; the next day unless given.",
    ),
    "handover-until": Text(
        "Hari terakhir pengganti, bila sudah pasti.", "The successor's last day, where it is known."
    ),
    "handover-acting": Text(
        "Pelaksana tugas (Plt), atau pelaksana harian (Plh) selagi pejabatnya tetap.",
        "Acting in a vacancy (Plt), or for somebody who stays in office (Plh).",
    ),
    "handover-key": Text(
        "Berkas kunci publik pengganti untuk satu peran; dapat diulang.",
        "File of the successor's public key for one role; may be repeated.",
    ),
    "handover-out": Text(
        "Folder untuk kunci baru bagi peran yang tidak diberi --key.",
        "Folder for new keys, for roles that are given no --key.",
    ),
    "save-statement": Text("Simpan pernyataannya ke berkas ini.", "Keep the statement in this file."),
    "reason": Text("Alasan, untuk catatan.", "The reason, for the log."),
    "incident-key": Text("Sidik jari kunci pemohon.", "The thumbprint of the asking key."),
    "incident-system": Text("Sistem pemohon.", "The asking system."),
    "incident-exchange": Text("Satu pertukaran saja.", "One exchange alone."),
    "incident-from": Text(
        "Sejak waktu ini, beserta zonanya: 2026-11-24T14:30+07:00.",
        "From this time on, with its zone: 2026-11-24T14:30+07:00.",
    ),
    "incident-until": Text("Sebelum waktu ini, beserta zonanya.", "Before this time, with its zone."),
    "incident-format": Text(
        "`json` untuk program, `csv` untuk lembar kerja: satu baris per pertukaran.",
        "`json` for programs, `csv` for spreadsheets: one line an exchange.",
    ),
    "incident-candidates": Text(
        "Berkas nomor orang, satu per baris: sebut siapa di antaranya yang terdampak; pencarian ini dicatat (perlu --official dan --reason).",
        "A file of people's numbers, one a line: name those who were concerned; that look-up is recorded (wants --official and --reason).",
    ),
    "incident-discovered": Text(
        "Kapan kegagalan itu diketahui, beserta zonanya: 2026-11-24T14:30+07:00.",
        "When the failure was discovered, with its zone: 2026-11-24T14:30+07:00.",
    ),
    "incident-official": Text(
        "Pejabat yang menyatakannya, dengan jabatannya.", "The official who says so, with the position."
    ),
    "incident-reason": Text(
        "Apa yang terjadi, dalam satu baris; hanya komitmennya yang masuk ke catatan.",
        "What happened, in one line; the log takes in no more than a commitment to it.",
    ),
    "incident-to": Text(
        "Untuk lembaga, atau untuk orang yang datanya terungkap.",
        "To the agency that the law names, or to the people whom the data is about.",
    ),
    "incident-out": Text(
        "Tulis naskah Markdown ke berkas ini; bawaannya ke layar.",
        "Write the Markdown to this file; by default to the screen.",
    ),
    "incident-pdf": Text("Tulis juga sebagai PDF.", "Write it as a PDF too."),
    "incident-notified-to": Text(
        "Siapa yang diberi tahu: lembaga (`agency`), atau orang yang datanya terungkap (`subjects`).",
        "Who had notice: the agency (`agency`), or the people whom the data is about (`subjects`).",
    ),
    "incident-given": Text(
        "Kapan diberikan, beserta zonanya: 2026-11-24T14:30+07:00.",
        "When it was given, with its zone: 2026-11-24T14:30+07:00.",
    ),
    "incident-how": Text(
        "Bagaimana diberikan, misalnya nomor surat; hanya komitmennya yang masuk ke catatan.",
        "How it was given, e.g. a letter's number; the log takes in no more than a commitment to it.",
    ),
    "incident-id": Text("Nomor insiden, seperti dalam daftar.", "The incident, as the list names it."),
    "folder": Text(
        "Folder kebijakan: datasets/, agreements/, exemptions/, trust/.",
        "The policy folder: datasets/, agreements/, exemptions/, trust/.",
    ),
    "coverage": Text("Sebutkan apa yang belum diuji kasus mana pun.", "Say what no case tests yet."),
    "mutate": Text(
        "Ubah setiap aturan sedikit, dan sebutkan perubahan yang tidak disadari satu kasus pun.",
        "Change each rule a little, and list the changes that no case notices.",
    ),
    "cases-format": Text("`json` untuk program, `junit` untuk CI.", "`json` for programs, `junit` for CI."),
    "cases-out": Text("Tulis ke berkas ini.", "Write to this file."),
    "explain-at": Text(
        "Menurut keadaan pada hari atau waktu (UTC) ini; bawaannya sekarang.",
        "As of this day or moment (UTC); by default now.",
    ),
    "explain-exchange": Text(
        "Pertukaran yang sudah lewat: putusannya dihitung ulang dari kebijakan saat itu (perlu --config).",
        "A past exchange: its verdicts are computed again from the policy of that day (needs --config).",
    ),
    "exemptions-day": Text(
        "Keadaan pada hari ini, tahun-bulan-tanggal; bawaannya hari ini.",
        "As of this day, as year-month-day; by default today.",
    ),
    "exemptions-within": Text(
        "Berapa hari sebelumnya sebuah akhir atau peninjauan disebut segera.",
        "How many days before an end or review it is called soon.",
    ),
    "exemptions-agency": Text("Hanya daftar badan publik ini.", "This agency's register alone."),
    "exemptions-format": Text(
        "text dan json untuk meja kerja; md, csv dan xlsx: Daftar Informasi yang Dikecualikan untuk diumumkan.",
        "text and json for the desk; md, csv and xlsx: the list of exempt information to publish.",
    ),
    "report-out": Text(
        "Tulis ke berkas ini, yang hanya terbaca pemiliknya; yang lama diganti.",
        "Write to this file, which its owner alone can read; an old one is replaced.",
    ),
    "render-source": Text(
        "Folder kebijakan, atau berkas perjanjian di dalamnya.",
        "The policy folder, or an agreement's file in it.",
    ),
    "render-format": Text(
        "Bentuknya; hanya `pdf` yang dapat ditandatangani.", "Its form; `pdf` alone can be signed."
    ),
    "render-pdf": Text("Sama dengan `--format pdf`.", "The same as `--format pdf`."),
    "render-out": Text("Berkas naskah yang dibuat.", "The page's file."),
    "paper-file": Text("Naskah perjanjian (PDF).", "The agreement's page (PDF)."),
    "paper-folder": Text(
        "Folder kebijakan: bandingkan dengan berkasnya, dan sebut nama pejabat menurut berkas kepercayaan.",
        "A policy folder: compare with its file, and name the officials by its trust files.",
    ),
    "paper-config": Text(
        "Berkas pengaturan gerbang: pakai sertifikat akar dalam `[paper] roots`.",
        "A gateway's settings: use the root certificates of its `[paper] roots`.",
    ),
    "paper-root": Text(
        "Sertifikat akar tepercaya (.pem); boleh berulang.",
        "A pinned root certificate (.pem); may be repeated.",
    ),
    "policy-file": Text("Berkas kebijakan yang ditandatangani.", "The policy file to be signed."),
    "jws-name": Text(
        "Kata di tengah nama berkas tanda tangan; bawaannya sidik jari kunci.",
        "The word in the middle of the signature's file name; by default the key's thumbprint.",
    ),
    "format": Text("`json` untuk program.", "`json` for programs."),
    "check-format": Text(
        "`json` untuk program, `sarif` untuk alat telaah (SARIF 2.1.0).",
        "`json` for programs, `sarif` for review tools (SARIF 2.1.0).",
    ),
    "check-config": Text(
        "Pengaturan gerbang: kunci akar tepercayanya, dan kebijakan aktifnya sebagai pembanding.",
        "A gateway's settings: its pinned root keys, and its active policy to compare with.",
    ),
    "check-sources": Text(
        "Periksa pula tabel sumbernya, dan apa yang dapat dibaca akun sumber (perlu --config).",
        "Look at the live tables too, and at what the source's account can read (needs --config).",
    ),
    "sign-anyway": Text(
        "Tanda tangani walaupun tidak ada berkas kepercayaan yang menyebut kuncinya dalam peran yang benar.",
        "Sign even though no trust file names the key in the right role.",
    ),
    "activate-anyway": Text(
        "Aktifkan walaupun perjanjian yang sedang berlaku akan berhenti.",
        "Activate even though an agreement that is in force would stop.",
    ),
    "strict": Text("Peringatan pun menggagalkan.", "Warnings fail too."),
    "consumer": Text("Badan publik penerima data.", "The agency that asks."),
    "dataset": Text("Dataset, sebagai pemberi/dataset.", "The dataset, as provider/dataset."),
    "query-dataset": Text(
        "Dataset yang diminta, sebagai pemberi/dataset.", "The dataset asked for, as provider/dataset."
    ),
    "statistics-table": Text("Nama tabel dalam perjanjian.", "The table, as the agreement names it."),
    "lookup-key": Text("Nomor atau nilai yang dicari, utuh.", "The whole value that is looked up."),
    "json-key": Text("KEY adalah JSON, bukan teks.", "KEY is JSON, not text."),
    "on-behalf-of": Text("Atas nama siapa.", "On whose behalf."),
    "case-ref": Text("Nomor perkara.", "The case."),
    "purpose": Text("Tujuan penggunaan.", "The purpose."),
    "agreement": Text("Nama (uid) perjanjian.", "The agreement's uid."),
    "one-agreement": Text("Hanya perjanjian ini.", "This agreement alone."),
    "one-field": Text("Hanya kolom ini.", "This field alone."),
    "dialect": Text("Jenis basis data sumber.", "The source's kind of database."),
    "log-export": Text("Berkas dari `gateway log export`.", "A file from `gateway log export`."),
    "export-out": Text("Berkas salinan.", "The copy's file."),
    "log-database": Text("URL salinan basis data.", "The URL of a copy of the database."),
    "vkey": Text(
        "Kunci catatan, seperti diterima dari pemiliknya.",
        "The log's verifier key, as its owner handed it over.",
    ),
    "log-witness": Text(
        "Kunci penjamin catatan, dari `gateway witness vkey`; boleh berulang.",
        "The key of a witness, from `gateway witness vkey`; may be repeated.",
    ),
    "log-profile": Text(
        "Berkas profil pemeriksa: catatan diminta dari gerbangnya, dengan kunci pemeriksa.",
        "An auditor's profile: the log is asked for at its gateway, with the auditor's key.",
    ),
    "log-agency": Text(
        "Badan publik yang catatannya diminta, seperti dalam profil.",
        "The agency whose log is asked for, as the profile names it.",
    ),
    "log-policies": Text(
        "Folder kebijakan yang pernah aktif, untuk membuat ulang keputusan menurutnya; boleh berulang.",
        "A folder of policies that were once active, to make decisions under it once more; may be repeated.",
    ),
    "log-former": Text(
        "Ekspor catatan sebelumnya, yang diteruskan catatan ini; boleh berulang.",
        "An export of a log that this one follows; may be repeated.",
    ),
    "log-state": Text(
        "Berkas hasil antara: pemeriksaan berikutnya melanjutkan dari sana.",
        "A file for what is proven so far: the next check goes on from there.",
    ),
    "origin": Text("Nama catatan.", "The log's name."),
    "head": Text("Segel catatan yang pernah disimpan.", "A checkpoint that somebody kept."),
    "log-entry": Text("Nomor entri atau nomor pertukaran.", "An entry's index, or an exchange id."),
    "openings": Text("Beserta nilai pembuka.", "With the opening values."),
    "policies-instead": Text(
        "Folder kebijakan yang dipakai sebagai ganti kebijakan aktif.",
        "A folder of policies to use instead of the active policy.",
    ),
    "grants-role": Text(
        "Akun yang diberi hak; bawaannya akun dalam URL sumber. MariaDB: nama@host.",
        "The account to grant to; by default the one in the source's URL. MariaDB: name@host.",
    ),
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
    "output": Text("Bentuk keluaran.", "The form of what is printed."),
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
    "reconcile-kept": Text(
        "Bukti pertukaran dan bukti pengakuan yang disimpan: berkas, atau folder beserta isinya (*.jws).",
        "Receipts that were kept, of exchanges and of acknowledgements: a file, or a folder with all below it (*.jws).",
    ),
    "reconcile-profile": Text(
        "Profil penerima data: kunci yang dipercaya, dan segel catatan yang disimpan.",
        "The consumer's profile: the keys that it trusts, and the head that it has kept.",
    ),
    "reconcile-agency": Text(
        "Pemilik catatan, sebagaimana disebut dalam profil.", "Whose log it is, as the profile names it."
    ),
    "reconcile-config": Text(
        "Bandingkan dengan catatan gerbang ini, menurut berkas kepercayaan yang aktif padanya.",
        "Compare with the log of this gateway, by the trust file that is active there.",
    ),
    "reconcile-database": Text(
        "Bandingkan dengan salinan basis data ini.", "Compare with this copy of a database."
    ),
    "reconcile-head": Text(
        "Segel catatan lain yang disimpan: berkas bertanda tangan.",
        "Another checkpoint that was kept: a signed note.",
    ),
    "reconcile-consumer": Text(
        "Badan publik yang semua pemberian datanya harus berbukti; tanpa ini, yang disebut bukti-bukti itu.",
        "The agency whose every release must have a receipt; otherwise those that the receipts name.",
    ),
    "reconcile-system": Text(
        "Hanya pemberian data kepada sistem ini.", "Only what was released to this system."
    ),
    "receipt-each": Text(
        "Simpan bukti pertukaran ke berkas ini; bukti halaman berikutnya ke berkas bernomor di sampingnya.",
        "Save the receipt in this file; those of later pages in numbered files beside it.",
    ),
    "state": Text(
        "Folder untuk semua yang dibuat peragaan ini.", "The folder for all that the demonstration makes."
    ),
    "once": Text("Berhenti di akhir, tanpa terus melayani.", "Stop at the end instead of serving on."),
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
    "query-body": Text(
        "Simpan jawaban persis, byte demi byte, ke berkas ini; bukti pertukaran dibuat atas byte itu. Jawaban halaman "
        "berikutnya ke berkas bernomor di sampingnya.",
        "Save the exact answer, byte by byte, in this file: the receipt is made over these bytes. Answers of later "
        "pages go to numbered files beside it.",
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
