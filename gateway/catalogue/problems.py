"""Texts: what a refused caller is told, by problem code.

`<code>` is the title and `<code>.detail` the one sentence that says how to mend
it. No text has a placeholder: what a caller may see besides, such as a field and
its legal basis, are members of the problem document, so no text can leak a value.
"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "internal": Text("Kesalahan di dalam gerbang data", "Fault inside the gateway"),
    "internal.detail": Text(
        "Gerbang data gagal memproses permintaan dan tidak memberikan data apa pun; ulangi nanti, dan bila "
        "berulang sampaikan nomor pertukaran kepada pengelola.",
        "The gateway failed on this request and released nothing; try again later, and if it fails again "
        "give the exchange id to the operator.",
    ),
    "signature-invalid": Text("Tanda tangan tidak sah", "Signature not valid"),
    "signature-invalid.detail": Text(
        "Tanda tangan tidak cocok dengan permintaan; tanda tangani permintaan persis seperti yang dikirim, "
        "dengan kunci yang terdaftar.",
        "The signature does not match the request; sign the request exactly as it is sent, with the "
        "registered key.",
    ),
    "signature-missing": Text("Tanda tangan tidak ada", "Signature missing"),
    "signature-missing.detail": Text(
        "Permintaan harus membawa tepat satu tanda tangan berlabel `sig`; sertakan Signature-Input dan "
        "Signature.",
        "The request must carry exactly one signature labelled `sig`; send Signature-Input and Signature.",
    ),
    "signature-malformed": Text("Bentuk tanda tangan salah", "Signature malformed"),
    "signature-malformed.detail": Text(
        "Signature-Input atau Signature tidak sesuai profil yang didokumentasikan; periksa parameter, "
        "urutan, dan penulisannya.",
        "Signature-Input or Signature does not follow the documented profile; check the parameters, their "
        "order and their spelling.",
    ),
    "signature-components": Text("Komponen yang ditandatangani salah", "Wrong covered components"),
    "signature-components.detail": Text(
        "Tanda tangan tidak mencakup komponen yang diwajibkan, atau mencakup yang tidak diperbolehkan; "
        "gunakan daftar komponen dalam panduan integrator.",
        "The signature does not cover the required components, or covers one it may not; use the list in "
        "the integrator's guide.",
    ),
    "signature-stale": Text("Tanda tangan kedaluwarsa", "Signature too old"),
    "signature-stale.detail": Text(
        "Tanda tangan dibuat terlalu lama atau masa berlakunya telah lewat; samakan jam Anda, lalu tanda "
        "tangani ulang.",
        "The signature was made too long ago or has expired; set your clock right and sign again.",
    ),
    "signature-future": Text("Waktu tanda tangan belum tiba", "Signature from the future"),
    "signature-future.detail": Text(
        "Waktu pembuatan tanda tangan mendahului jam gerbang data; samakan jam Anda, lalu tanda tangani "
        "ulang.",
        "The signature's time of creation lies ahead of the gateway's clock; set your clock right and sign "
        "again.",
    ),
    "authority-unknown": Text("Nama layanan tidak dikenal", "Authority unknown"),
    "authority-unknown.detail": Text(
        "Permintaan ditandatangani untuk nama layanan lain; gunakan alamat resmi gerbang data ini, termasuk "
        "nomor portanya.",
        "The request was signed for another host name; use this gateway's published address, with its port.",
    ),
    "key-unknown": Text("Kunci tidak dikenal", "Key unknown"),
    "key-unknown.detail": Text(
        "Kunci ini tidak terdaftar atau tidak berlaku saat ini; mintalah badan publik Anda memeriksa berkas "
        "kepercayaannya.",
        "This key is not registered, or is not valid now; ask your agency to check its trust file.",
    ),
    "key-role": Text("Peran kunci salah", "Key has another role"),
    "key-role.detail": Text(
        "Kunci ini terdaftar untuk peran lain; tanda tangani dengan kunci yang perannya disebut dalam `role`: `client` "
        "untuk data, `auditor` untuk membaca catatan.",
        "This key is registered for another role; sign with a key of the role that `role` names: `client` for data, "
        "`auditor` for reading the log.",
    ),
    "algorithm-mismatch": Text("Algoritma tidak sesuai", "Algorithm mismatch"),
    "algorithm-mismatch.detail": Text(
        "Algoritma tanda tangan berbeda dari yang ditetapkan bagi kunci ini; gunakan algoritma dalam berkas "
        "kepercayaan.",
        "The signature's algorithm is not the one fixed for this key; use the algorithm that the trust file "
        "states.",
    ),
    "digest-mismatch": Text("Isi permintaan berubah", "Body does not match its digest"),
    "digest-mismatch.detail": Text(
        "Isi permintaan tidak sama dengan Content-Digest yang ditandatangani; hitung ulang digest atas byte "
        "yang benar-benar dikirim.",
        "The body is not the one that the signed Content-Digest names; compute the digest over the bytes "
        "that are really sent.",
    ),
    "key-store-unavailable": Text("Daftar kunci tidak dapat dibaca", "Key store unavailable"),
    "key-store-unavailable.detail": Text(
        "Gerbang data sedang tidak dapat memeriksa kunci, sehingga tidak memberikan data; ulangi beberapa "
        "saat lagi.",
        "The gateway cannot check keys at the moment and so releases nothing; try again shortly.",
    ),
    "key-material": Text("Bahan kunci tidak dapat dipakai", "Key material unusable"),
    "key-material.detail": Text(
        "Gerbang data tidak dapat memakai salah satu kuncinya; hubungi pengelola gerbang data.",
        "The gateway cannot use one of its keys; contact its operator.",
    ),
    "seal-broken": Text("Nilai tersegel tidak utuh", "Seal broken"),
    "seal-broken.detail": Text(
        "Nilai bersegel tidak dibuat oleh gerbang data ini untuk keperluan ini; mulai lagi tanpa nilai itu.",
        "A sealed value was not made by this gateway for this use; start again without it.",
    ),
    "policy": Text("Tidak diizinkan", "Not allowed"),
    "policy.detail": Text(
        "Perjanjian yang berlaku tidak mengizinkan permintaan ini; periksa haknya, atau hubungi narahubung "
        "perjanjian.",
        "No agreement in force allows this request; check what is granted, or ask the agreement's duty "
        "contact.",
    ),
    "agreement-unknown": Text("Perjanjian tidak dikenal", "Agreement unknown"),
    "agreement-unknown.detail": Text(
        "Tidak ada perjanjian bernama demikian dengan badan publik Anda sebagai pihak; periksa penulisan "
        "namanya.",
        "There is no agreement of this name to which your agency is a party; check its spelling.",
    ),
    "agreement-unsigned": Text("Perjanjian belum ditandatangani lengkap", "Agreement not fully signed"),
    "agreement-unsigned.detail": Text(
        "Perjanjian belum berlaku karena ada tanda tangan yang belum ada atau tidak sah; lengkapi tanda "
        "tangan kedua pihak.",
        "The agreement is not in force because a signature is missing or not valid; have both parties sign "
        "it.",
    ),
    "agreement-not-yet-valid": Text("Perjanjian belum mulai berlaku", "Agreement not yet valid"),
    "agreement-not-yet-valid.detail": Text(
        "Masa berlaku perjanjian belum dimulai; ajukan permintaan sejak tanggal mulai berlakunya.",
        "The agreement's validity has not begun; ask again from its first day.",
    ),
    "agreement-lapsed": Text("Perjanjian telah berakhir", "Agreement lapsed"),
    "agreement-lapsed.detail": Text(
        "Masa berlaku perjanjian telah berakhir; kedua pihak perlu menandatangani versi baru.",
        "The agreement's validity has ended; both parties need to sign a new version.",
    ),
    "agreement-suspended": Text("Perjanjian ditangguhkan", "Agreement suspended"),
    "agreement-suspended.detail": Text(
        "Salah satu pihak menangguhkan perjanjian ini; hubungi narahubung perjanjian.",
        "One of the parties has suspended this agreement; ask the agreement's duty contact.",
    ),
    "agreement-shadow": Text("Perjanjian dalam masa uji", "Agreement in shadow enforcement"),
    "agreement-shadow.detail": Text(
        "Perjanjian masih dalam masa uji: permintaan dinilai dan dicatat, tetapi data tidak diberikan.",
        "The agreement is under trial: requests are evaluated and logged, but no data is released.",
    ),
    "agreement-differs": Text("Versi perjanjian berbeda", "Agreement versions differ"),
    "agreement-differs.detail": Text(
        "Kedua gerbang memegang versi perjanjian yang berbeda, jadi tidak ada data yang diberikan; aktifkan versi yang "
        "sama di keduanya, lalu bandingkan lagi.",
        "The two gateways hold different versions of the agreement, so nothing is released; activate the same version at "
        "both, then compare again.",
    ),
    "system-not-gateway": Text("Bukan sistem gerbang", "Not a gateway's system"),
    "system-not-gateway.detail": Text(
        "Urusan perjanjian hanya diterima dari sistem gerbang badan publik; pakai kunci klien sistem itu.",
        "Agreements are dealt with among gateways alone; use the client key of your agency's gateway system.",
    ),
    "auditor-unknown": Text("Bukan pemeriksa catatan ini", "Not an auditor of this log"),
    "auditor-unknown.detail": Text(
        "Entri catatan hanya dibuka bagi pemeriksa yang ditunjuk badan publik pemilik catatan; "
        "minta kunci Anda dimasukkan ke berkas kepercayaannya.",
        "Entries of the log are open to auditors whom its own agency has named; "
        "ask for your key to be listed in that agency's trust file.",
    ),
    "parcel-invalid": Text("Usulan tidak dapat diterima", "Proposal cannot be taken"),
    "parcel-invalid.detail": Text(
        "Usulan perjanjian, atau jawabannya, tidak lengkap atau tidak sah; lihat `reason`, periksa folder kebijakannya, "
        "lalu kirim lagi.",
        "The proposal of an agreement, or the answer to it, is incomplete or not valid; see `reason`, check the policy "
        "folder and send it again.",
    ),
    "parcel-unknown": Text("Usulan tidak dikenal", "Proposal unknown"),
    "parcel-unknown.detail": Text(
        "Tidak ada usulan dengan sidik jari itu yang menunggu jawaban Anda; periksa daftar kotak masuk.",
        "No proposal of this digest waits for your answer; look at the inbox.",
    ),
    "inbox-full": Text("Kotak masuk penuh", "Inbox full"),
    "inbox-full.detail": Text(
        "Terlalu banyak usulan Anda yang belum dijawab; tunggu sampai sebagian dijawab.",
        "Too many of your proposals wait for an answer; wait until some are answered.",
    ),
    "statements-exceeded": Text("Pernyataan terlalu sering berubah", "Statement changed too often"),
    "statements-exceeded.detail": Text(
        "Yang dinyatakan aktif di gerbang Anda terlalu sering berubah dalam satu jam; tunggu sampai waktu dalam Retry-After. Penyempitan tetap diterima.",
        "What is said to be active at your gateway changed too often within an hour; wait for the time in Retry-After. What only narrows is still taken.",
    ),
    "contract-changed": Text("Kontrak dataset berubah", "Dataset contract changed"),
    "contract-changed.detail": Text(
        "Kontrak dataset tidak bertanda tangan atau bukan versi yang disepakati kedua pihak; pemberi data "
        "perlu memulihkannya, atau kedua pihak menyepakati yang baru.",
        "The dataset contract is unsigned or is not the version both parties agreed on; the provider must "
        "restore it, or both must agree on the new one.",
    ),
    "dataset-unknown": Text("Dataset tidak dikenal", "Dataset unknown"),
    "dataset-unknown.detail": Text(
        "Tidak ada dataset bernama demikian bagi badan publik Anda; lihat daftarnya di katalog.",
        "There is no dataset of this name for your agency; see the catalog for those there are.",
    ),
    "purpose-not-granted": Text("Tujuan penggunaan tidak diizinkan", "Purpose not granted"),
    "purpose-not-granted.detail": Text(
        "Perjanjian tidak memberi hak atas dataset ini untuk tujuan penggunaan tersebut; sebutkan tujuan "
        "yang tercantum dalam perjanjian.",
        "The agreement grants nothing on this dataset for that purpose; state a purpose that the agreement "
        "names.",
    ),
    "field-withheld": Text("Kolom tidak diberikan", "Field withheld"),
    "field-withheld.detail": Text(
        "Permintaan menyebut kolom yang tidak diberikan kepada badan publik Anda; hapus kolom itu dari "
        "permintaan, atau hubungi narahubung perjanjian.",
        "The request names a field that is withheld from your agency; leave it out, or ask the agreement's "
        "duty contact.",
    ),
    "field-unknown": Text("Kolom tidak dikenal", "Field unknown"),
    "field-unknown.detail": Text(
        "Permintaan menyebut kolom yang tidak ada dalam dataset ini; lihat keterangan dataset untuk nama "
        "kolomnya.",
        "The request names a field that this dataset does not have; see the dataset's description for its "
        "fields.",
    ),
    "filter-not-granted": Text("Penyaringan tidak diizinkan", "Filter not granted"),
    "filter-not-granted.detail": Text(
        "Kolom ini tidak boleh dipakai untuk menyaring; gunakan kolom yang haknya mencakup penyaringan.",
        "This field may not be filtered on; use one that is granted for filtering.",
    ),
    "sort-not-granted": Text("Pengurutan tidak diizinkan", "Sort not granted"),
    "sort-not-granted.detail": Text(
        "Kolom ini tidak boleh dipakai untuk mengurutkan; gunakan kolom yang haknya mencakup pengurutan.",
        "This field may not be sorted on; use one that is granted for sorting.",
    ),
    "count-not-granted": Text("Penghitungan tidak diizinkan", "Count not granted"),
    "count-not-granted.detail": Text(
        "Perjanjian tidak memberi hak menghitung baris; ajukan permintaan tanpa `count`.",
        "The agreement does not grant a count of rows; ask without `count`.",
    ),
    "query-not-granted": Text("Permintaan baris tidak diizinkan", "Query not granted"),
    "query-not-granted.detail": Text(
        "Perjanjian tidak memberi hak meminta baris dari dataset ini; gunakan bentuk permintaan yang "
        "tercantum dalam perjanjian.",
        "The agreement does not grant rows of this dataset; use a kind of request that it names.",
    ),
    "lookup-not-granted": Text("Verifikasi per nomor tidak diizinkan", "Lookup not granted"),
    "lookup-not-granted.detail": Text(
        "Perjanjian tidak memberi hak verifikasi per nomor atas dataset ini; gunakan bentuk permintaan yang "
        "tercantum dalam perjanjian.",
        "The agreement does not grant lookups in this dataset; use a kind of request that it names.",
    ),
    "statistics-not-granted": Text("Tabel statistik tidak diizinkan", "Statistics not granted"),
    "statistics-not-granted.detail": Text(
        "Perjanjian tidak memberi tabel statistik dari dataset ini untuk tujuan ini; gunakan bentuk permintaan yang "
        "tercantum dalam perjanjian.",
        "The agreement grants no statistics tables of this dataset for this purpose; use a kind of request that it "
        "names.",
    ),
    "table-unknown": Text("Tabel statistik tidak dikenal", "Unknown statistics table"),
    "table-unknown.detail": Text(
        "Perjanjian tidak menyebut tabel dengan nama ini; tabel yang ada tercantum dalam `known`.",
        "The agreement names no table of this name; those that there are stand in `known`.",
    ),
    "retention-over": Text("Batas simpan sudah lewat", "Retention is over"),
    "retention-over.detail": Text(
        "Menurut perjanjian, data ini seharusnya sudah dihapus pada tanggal `delete_by`, sehingga tidak diberikan "
        "lagi; hubungi `contact`.",
        "By the agreement this data had to be deleted by `delete_by` already, so it is no longer given; ask `contact`.",
    ),
    "quota-exceeded": Text("Kuota sudah habis", "Quota exceeded"),
    "quota-exceeded.detail": Text(
        "Jumlah permintaan atau baris yang diperjanjikan untuk kurun ini sudah habis; ulangi setelah waktu pada "
        "`resets`.",
        "The requests or rows agreed on for this period are used up; ask again after the time in `resets`.",
    ),
    "requirement-missing": Text("Keterangan wajib belum diisi", "Required statement missing"),
    "requirement-missing.detail": Text(
        "Hak ini mewajibkan `on_behalf_of` atau `case_ref`; isi yang diminta perjanjian.",
        "This permission requires `on_behalf_of` or `case_ref`; fill in what the agreement asks for.",
    ),
    "policy-files": Text("Berkas kebijakan tidak dapat dipakai", "Policy files unusable"),
    "policy-files.detail": Text(
        "Gerbang data tidak memiliki kebijakan yang dapat dipakai, sehingga tidak memberikan data; hubungi "
        "pengelola gerbang data.",
        "The gateway has no policy that it can use and so releases nothing; contact its operator.",
    ),
    "request-invalid": Text("Permintaan tidak sesuai bentuk", "Request not valid"),
    "request-invalid.detail": Text(
        "Isi permintaan tidak sesuai bentuk yang didokumentasikan; bandingkan dengan dokumen OpenAPI.",
        "The request body does not have the documented shape; compare it with the OpenAPI document.",
    ),
    "body-not-json": Text("Isi permintaan bukan JSON", "Body is not JSON"),
    "body-not-json.detail": Text(
        "Isi permintaan harus satu objek JSON dalam UTF-8 tanpa nama anggota ganda.",
        "The request body must be one JSON object in UTF-8 without duplicate members.",
    ),
    "body-too-large": Text("Isi permintaan terlalu besar", "Body too large"),
    "body-too-large.detail": Text(
        "Isi permintaan melebihi batas gerbang data ini; perkecil permintaan.",
        "The request body is larger than this gateway reads; make the request smaller.",
    ),
    "media-type": Text("Jenis isi permintaan salah", "Media type not supported"),
    "media-type.detail": Text(
        "Kirim isi permintaan dengan Content-Type: application/json.",
        "Send the request body with Content-Type: application/json.",
    ),
    "not-acceptable": Text("Format jawaban tidak tersedia", "No acceptable format"),
    "not-acceptable.detail": Text(
        "Format yang diminta dalam Accept tidak tersedia; mintalah salah satu format yang didokumentasikan.",
        "None of the formats in Accept is offered; ask for one that is documented.",
    ),
    "form-not-installed": Text("Bentuk jawaban belum terpasang", "Form not installed"),
    "form-not-installed.detail": Text(
        "Gerbang data ini belum dapat menulis bentuk yang diminta dalam Accept; mintalah JSON, NDJSON, CSV, atau XLSX, "
        "atau minta pengelola memasang tambahan `bulk`.",
        "This gateway cannot write the form that Accept asks for; ask for JSON, NDJSON, CSV or XLSX, or ask the "
        "operator to install the extra `bulk`.",
    ),
    "path-unknown": Text("Alamat tidak dikenal", "Path unknown"),
    "path-unknown.detail": Text(
        "Tidak ada layanan pada alamat ini; lihat dokumen OpenAPI untuk alamat yang tersedia.",
        "Nothing answers at this path; see the OpenAPI document for those that do.",
    ),
    "method-not-allowed": Text("Metode tidak diperbolehkan", "Method not allowed"),
    "method-not-allowed.detail": Text(
        "Alamat ini ada tetapi tidak dengan metode HTTP tersebut; lihat dokumen OpenAPI.",
        "This path exists, but not with that HTTP method; see the OpenAPI document.",
    ),
    "cursor-invalid": Text("Kursor tidak sah", "Cursor not valid"),
    "cursor-invalid.detail": Text(
        "Kursor tidak berasal dari gerbang data ini atau milik permintaan lain; mulai lagi dari halaman "
        "pertama.",
        "The cursor is not from this gateway or belongs to another query; start again from the first page.",
    ),
    "cursor-expired": Text("Kursor kedaluwarsa", "Cursor expired"),
    "cursor-expired.detail": Text(
        "Kursor sudah terlalu lama; mulai lagi dari halaman pertama.",
        "The cursor is too old; start again from the first page.",
    ),
    "replayed": Text("Permintaan berulang", "Request replayed"),
    "replayed.detail": Text(
        "Nonce ini sudah pernah dipakai oleh kunci Anda; tanda tangani setiap permintaan dengan nonce baru.",
        "Your key has used this nonce before; sign every request with a new nonce.",
    ),
    "exchange-unknown": Text("Pertukaran tidak dikenal", "Exchange unknown"),
    "exchange-unknown.detail": Text(
        "Tidak ada pertukaran bernomor demikian bagi badan publik Anda; periksa nomornya.",
        "There is no exchange of this id for your agency; check the id.",
    ),
    "acknowledgement-other": Text("Bukan jawaban pertukaran itu", "Not the answer of that exchange"),
    "acknowledgement-other.detail": Text(
        "Sidik SHA-256 yang Anda nyatakan diterima bukan sidik jawaban yang diberikan; hitung dari isi jawaban "
        "persis seperti diterima, dan bila tetap berbeda hubungi narahubung perjanjian.",
        "The SHA-256 that you state to have received is not that of the answer that was released; take it over "
        "the exact bytes of the body, and if it still differs ask the agreement's duty contact.",
    ),
    "acknowledgement-erased": Text("Sidik jawaban sudah dihapus", "The answer's digest was erased"),
    "acknowledgement-erased.detail": Text(
        "Sidik jawaban pertukaran ini sudah dihapus setelah masa simpannya, sehingga penerimaannya tidak dapat "
        "dinyatakan lagi; bukti yang sudah Anda simpan tetap berlaku.",
        "The digest of this exchange's answer was erased after its time, so that it arrived can no longer be "
        "stated; receipts that you keep still hold.",
    ),
    "source-failed": Text("Sumber data gagal", "Source failed"),
    "source-failed.detail": Text(
        "Sumber data pemberi data gagal dan tidak ada data yang diberikan; ulangi nanti, atau hubungi "
        "narahubung perjanjian.",
        "The provider's data source failed and nothing was released; try again later, or ask the "
        "agreement's duty contact.",
    ),
    "source-unavailable": Text("Sumber data tidak dapat dijangkau", "Source unavailable"),
    "source-unavailable.detail": Text(
        "Sumber data pemberi data sedang tidak dapat dijangkau; ulangi beberapa saat lagi.",
        "The provider's data source cannot be reached; try again shortly.",
    ),
    "source-timeout": Text("Sumber data terlalu lambat", "Source too slow"),
    "source-timeout.detail": Text(
        "Sumber data tidak menjawab dalam batas waktunya; perkecil permintaan atau ulangi nanti.",
        "The data source did not answer within its time limit; make the request smaller or try again later.",
    ),
    "statement-refused": Text("Kueri sumber ditolak", "Statement refused"),
    "statement-refused.detail": Text(
        "Gerbang data menolak menjalankan kueri yang disusunnya sendiri dan tidak membaca apa pun; "
        "sampaikan nomor pertukaran kepada pengelola.",
        "The gateway refused to run the statement it had composed and read nothing; give the exchange id to "
        "the operator.",
    ),
    "log-unavailable": Text("Catatan tidak dapat ditulis", "Log unavailable"),
    "log-unavailable.detail": Text(
        "Pertukaran tidak dapat dicatat, sehingga data tidak diberikan; ulangi beberapa saat lagi.",
        "The exchange could not be recorded and so nothing was released; try again shortly.",
    ),
    "log-busy": Text("Catatan sedang penuh", "Log busy"),
    "log-busy.detail": Text(
        "Terlalu banyak pertukaran sedang dicatat; ulangi setelah waktu dalam Retry-After.",
        "Too many exchanges are being recorded; try again after the time in Retry-After.",
    ),
    "clock-skew": Text("Jam gerbang data tidak selaras", "Gateway's clock differs"),
    "clock-skew.detail": Text(
        "Jam simpul ini berbeda dari jam catatan, sehingga data tidak diberikan; ulangi nanti, dan "
        "pengelola perlu menyamakan jamnya.",
        "This node's clock differs from the log's and so nothing was released; try again later, and the "
        "operator must set the clock right.",
    ),
    "log-behind": Text("Catatan tertinggal", "Log behind"),
    "log-behind.detail": Text(
        "Catatan lebih pendek daripada segel catatan yang pernah diberikan, sehingga gerbang data berhenti "
        "menjawab; hubungi pengelola.",
        "The log is smaller than a checkpoint already given out, so the gateway has stopped answering; "
        "contact its operator.",
    ),
    "log-other": Text("Catatan lain", "Another log"),
    "log-other.detail": Text(
        "Basis data gerbang data memuat catatan lain daripada yang disebut pengaturannya; hubungi pengelola.",
        "The gateway's database holds another log than its settings name; contact its operator.",
    ),
    "log-succeeded": Text("Catatan ini sudah diganti", "The log was succeeded"),
    "log-succeeded.detail": Text(
        "Catatan ini sudah ditutup dan diteruskan catatan lain; gerbang ini masih memakai pengaturan lama.",
        "This log has ended and another one goes on; this gateway still runs with the old settings.",
    ),
    "log-succession": Text(
        "Pergantian catatan tidak dapat dijalankan", "The succession cannot be carried out"
    ),
    "log-succession.detail": Text(
        "Pernyataan harus cocok dengan catatan dan ditandatangani kedua badan publik; siapkan dan tandatangani lagi.",
        "The statement must fit the log and bear a signature of each agency; prepare and sign it again.",
    ),
    "log-forked": Text("Catatan bercabang", "The log has forked"),
    "log-forked.detail": Text(
        "Penjamin catatan memegang segel dari catatan ini yang tidak lagi cocok; tidak ada data yang "
        "diberikan sebelum pengelola menyelesaikannya bersama badan publik lain.",
        "A witness holds a checkpoint of this log that no longer fits it; nothing is released until the "
        "operator has settled that with the other agency.",
    ),
    "witness-busy": Text("Penjamin catatan sedang sibuk", "The witness is busy"),
    "witness-busy.detail": Text(
        "Terlalu banyak permintaan penjaminan dalam waktu singkat; ulangi setelah waktu dalam Retry-After.",
        "Too many calls to the witness in a short time; try again after the time in Retry-After.",
    ),
    "log-unwitnessed": Text("Catatan terlalu lama tanpa penjamin", "The log is unwitnessed for too long"),
    "log-unwitnessed.detail": Text(
        "Segel catatan belum dijamin pihak lain dalam waktu yang disepakati perjanjian; data diberikan lagi "
        "begitu penjaminan pulih.",
        "No other party has cosigned the log within the time that the agreement allows; data flows again "
        "as soon as one does.",
    ),
    "log-untimestamped": Text(
        "Catatan terlalu lama tanpa cap waktu", "The log is without a timestamp for too long"
    ),
    "log-untimestamped.detail": Text(
        "Catatan gerbang data belum bercap waktu dalam batas yang ditetapkan pengelolanya; data diberikan lagi "
        "begitu otoritas cap waktu menjawab.",
        "The gateway's log has no timestamp within the limit that its operator set; data flows again as soon as "
        "the timestamp authority answers.",
    ),
    "policy-moved": Text("Kebijakan sedang berubah", "Policy is changing"),
    "policy-moved.detail": Text(
        "Kebijakan berubah selama permintaan diproses, sehingga data tidak diberikan; ulangi permintaan.",
        "The policy changed while the request was under way, so nothing was released; send the request "
        "again.",
    ),
    "entry-altered": Text("Entri catatan berubah", "An entry of the log was altered"),
    "entry-altered.detail": Text(
        "Sebuah entri, atau baris pencariannya, tidak sama dengan isi pohon catatan, sehingga halaman ini tidak "
        "diberikan; `index` menyebut entrinya. Periksa catatan dengan `gateway log verify` dan barisnya dengan `gateway log rows`.",
        "An entry, or the row by which it is found, is not what the log's tree holds, so this page is not given; "
        "`index` names the entry. Check the log with `gateway log verify`, and its rows with `gateway log rows`.",
    ),
    "proof-invalid": Text("Bukti tidak sah", "Proof not valid"),
    "proof-invalid.detail": Text(
        "Bukti, segel catatan, atau bukti pertukaran tidak lolos pemeriksaan; jangan dijadikan pegangan, "
        "dan laporkan kepada pengelola.",
        "A proof, checkpoint, entry or receipt does not verify; do not rely on it, and report it to the "
        "operator.",
    ),
    "format-unfit": Text("Baris tidak dapat ditulis dalam bentuk ini", "Rows do not fit this format"),
    "format-unfit.detail": Text(
        "Baris tidak muat dalam bentuk yang diminta; pilih bentuk lain.",
        "The rows do not fit the format that was asked for; choose another.",
    ),
    "settings": Text("Pengaturan tidak dapat dipakai", "Settings unusable"),
    "settings.detail": Text(
        "Pengaturan gerbang data tidak dapat dipakai; pengelola perlu memperbaikinya seperti yang disebut "
        "saat mulai.",
        "The gateway's settings cannot be used; the operator must mend them as the start-up line says.",
    ),
    "extra-missing": Text("Bagian belum terpasang", "Part not installed"),
    "extra-missing.detail": Text(
        "Perintah ini memerlukan bagian yang belum terpasang di sini.",
        "This command needs a part that is not installed here.",
    ),
    "backup": Text("Cadangan tidak dapat dibuat atau dipulihkan", "A backup cannot be made or put back"),
    "backup.detail": Text(
        "Perbaiki hal yang disebut baris itu, lalu ulangi perintahnya.",
        "Mend what the line names, and give the command again.",
    ),
    "storage-revision": Text("Basis data belum siap", "Database not ready"),
    "storage-revision.detail": Text(
        "Basis data gerbang data belum sesuai versinya; pengelola perlu menjalankan `gateway storage "
        "upgrade`.",
        "The gateway's database is not at its version; the operator must run `gateway storage upgrade`.",
    ),
    "client": Text("Jawaban tidak dapat dipercaya", "Answer not to be trusted"),
    "client.detail": Text(
        "Panggilan tidak menghasilkan jawaban yang dapat dipercaya; jangan memakai isinya, dan periksa "
        "berkas kepercayaan yang dipasang.",
        "The call did not bring an answer that can be trusted; do not use its content, and check the pinned "
        "trust file.",
    ),
    "gateway-unreachable": Text("Gerbang data tidak dapat dijangkau", "Gateway unreachable"),
    "gateway-unreachable.detail": Text(
        "Sambungan ke gerbang data gagal atau terputus sebelum jawaban lengkap; periksa alamat dan "
        "jaringan, lalu ulangi.",
        "There was no connection, or it broke before the whole answer was there; check the address and the "
        "network and try again.",
    ),
    "answer-invalid": Text("Bentuk jawaban salah", "Answer not valid"),
    "answer-invalid.detail": Text(
        "Jawaban bertanda tangan sah tetapi tidak sesuai bentuk yang didokumentasikan; periksa versi SDK "
        "dan gerbang data.",
        "The answer is signed but not of the documented shape; check the versions of the SDK and the "
        "gateway.",
    ),
    "refused-by-gateway": Text("Ditolak gerbang data", "Refused by the gateway"),
    "refused-by-gateway.detail": Text(
        "Gerbang data menolak permintaan ini; sebabnya disebut dalam kode masalah pada jawabannya.",
        "The gateway refused this request; the problem code in its answer says why.",
    ),
    # --- console
    "access": Text("Konsol tidak terbuka bagi Anda", "The console is not open to you"),
    "access.detail": Text(
        "Minta tautan masuk kepada operator gerbang ini.", "Ask this gateway's operator for a sign-in link."
    ),
    "invitation-invalid": Text("Tautan ini tidak berlaku", "This link is not valid"),
    "invitation-invalid.detail": Text(
        "Tautan masuk hanya berlaku sekali dan paling lama 24 jam; minta tautan baru kepada operator gerbang ini.",
        "A sign-in link works once and for 24 hours at most; ask this gateway's operator for a new one.",
    ),
    "session-ended": Text("Anda belum masuk", "You are not signed in"),
    "session-ended.detail": Text(
        "Sesi belum dimulai atau sudah berakhir; minta tautan masuk kepada operator gerbang ini.",
        "There is no session, or it has ended; ask this gateway's operator for a sign-in link.",
    ),
    "form-forged": Text("Formulir ini tidak dapat diterima", "This form cannot be accepted"),
    "form-forged.detail": Text(
        "Formulir tidak berasal dari halaman sesi ini; buka kembali halamannya lalu kirim dari sana.",
        "It does not come from a page of this session; open the page again and send it from there.",
    ),
    "access-busy": Text("Terlalu banyak percobaan gagal", "Too many failed attempts"),
    "access-busy.detail": Text("Tunggu satu menit, lalu coba lagi.", "Wait a minute, then try again."),
    "account-unknown": Text("Akun pemeriksa tidak ditemukan", "No such auditor's account"),
    "account-unknown.detail": Text(
        "Lihat akun yang ada dengan `gateway auditors list`.",
        "See the accounts with `gateway auditors list`.",
    ),
    "incident-unknown": Text("Insiden tidak ditemukan", "No such incident"),
    "incident-unknown.detail": Text(
        "Lihat insiden yang ada dengan `gateway incident list`.",
        "See the incidents with `gateway incident list`.",
    ),
    "incident-settled": Text("Sudah tercatat", "Recorded already"),
    "incident-settled.detail": Text(
        "Lihat keadaannya dengan `gateway incident list`; kejadian baru dibuka sebagai insiden baru.",
        "See how it stands with `gateway incident list`; what happens anew is opened as a new incident.",
    ),
}
