"""Problems of policy: what may leave?"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
}
