"""Warnings of a check, beside the mistakes that keep a folder from being activated."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- permissions
    "rows-never-match": Text(
        "izin {permission}: `rows` tidak mungkin dipenuhi baris mana pun, sebab syaratnya saling bertentangan; perbaiki "
        "salah satu syaratnya",
        "the permission {permission}: no row can satisfy `rows`, since its conditions contradict each other; correct one "
        "of them",
    ),
    "rows-branch-never-matches": Text(
        "izin {permission}: satu cabang `any` ({fields}) tidak mungkin dipenuhi; hapus atau perbaiki",
        "the permission {permission}: a branch of `any` ({fields}) can never hold; remove or correct it",
    ),
    "quota-below-page": Text(
        "izin {permission}: `rows: {rows}` kurang dari satu halaman (`page_size: {page_size}`), sehingga permintaan biasa "
        "selalu ditolak; naikkan kuotanya atau kecilkan halamannya",
        "the permission {permission}: `rows: {rows}` is less than one page (`page_size: {page_size}`), so that plain "
        "requests are always refused; raise the quota or make pages smaller",
    ),
    "permission-blocked": Text(
        "izin {permission} tidak dapat dipakai: penetapan {number} menutup {field}, yang diperlukannya; ubah izinnya",
        "the permission {permission} cannot be used: the decision {number} closes {field}, which it needs; change the "
        "permission",
    ),
    "purpose-unused": Text(
        "{agreement}: tujuan {purpose} tidak dipakai izin mana pun; hapus, atau tulis izinnya",
        "{agreement}: no permission has the purpose {purpose}; remove it, or write the permission",
    ),
    "agreement-after-trust": Text(
        "masa berlaku perjanjian baru mulai sesudah berkas kepercayaan {agency} berakhir ({day}); buat versi barunya "
        "dahulu",
        "the agreement begins after the trust file of {agency} has ended ({day}); make its next version first",
    ),
    # --- fields
    "fields-undetermined": Text(
        "belum ditetapkan, karena itu tidak diberikan: {fields}; ajukan uji konsekuensi kepada {official}",
        "undetermined and so withheld: {fields}; ask {official} for a consequence test",
    ),
    "fields-undetermined-nobody": Text(
        "belum ditetapkan, karena itu tidak diberikan: {fields}; berkas kepercayaan {agency} tidak menyebut PPID yang "
        "dapat mengajukan uji konsekuensi",
        "undetermined and so withheld: {fields}; the trust file of {agency} names no PPID who could propose a "
        "consequence test",
    ),
    "field-tells-closed": Text(
        "{field} terbuka tetapi mengungkap {derived} yang tertutup, sehingga tidak dapat diberikan apa adanya; samakan "
        "klasifikasinya, atau pakai pseudonym",
        "{field} is open but tells {derived}, which is closed, so it cannot be released as it is; make their "
        "classifications agree, or use pseudonym",
    ),
    # --- decisions
    "exemption-ends-soon": Text(
        "penetapan {number} berakhir {day}; sesudahnya kolomnya belum-ditetapkan, jadi siapkan penetapan baru",
        "the decision {number} ends on {day}; its fields are undetermined after that, so prepare a new one",
    ),
    "exemption-review-soon": Text(
        "penetapan {number} harus ditinjau {day}", "the decision {number} is to be reviewed on {day}"
    ),
    # --- signatures
    "signature-role-wrong": Text(
        "ditandatangani kunci {role} dari {agency}; yang diperlukan: {needed}",
        "signed by a {role} key of {agency}; what is needed: {needed}",
    ),
    "trust-not-following": Text(
        "{agency}: versi ini tidak menyambung versi yang dipercaya ({problem})",
        "{agency}: this version does not follow from one that is trusted ({problem})",
    ),
    # --- against what is active
    "activation-refused": Text(
        "gerbang ini akan menolak mengaktifkannya: {problem}",
        "this gateway would refuse to activate it: {problem}",
    ),
    "active-unknown": Text(
        "belum dapat dibandingkan dengan kebijakan yang aktif: {problem}",
        "not compared with the active policy yet: {problem}",
    ),
    "version-behind": Text(
        "catatan gerbang ini sudah memuat versi {known}, dengan isi lain atau lebih baru; naikkan nomor versinya",
        "the log of this gateway has seen version {known}, newer or with another content; raise the version",
    ),
    "activation-stops": Text(
        "{agreement} sedang berlaku dan akan berhenti bila folder ini diaktifkan: {problem}",
        "{agreement} is in force now and would stop if this folder were activated: {problem}",
    ),
    # --- against the sources
    "source-reads-closed": Text(
        "akun sumber {source} dapat membaca {columns}, yang tertutup; jalankan `gateway datasets grants`",
        "the account of the source {source} can read {columns}, which are closed; run `gateway datasets grants`",
    ),
    "source-drift": Text("{problem}", "{problem}"),
    "source-table-missing": Text(
        "sumber {source} tidak memiliki tabel {table}", "the source {source} has no table {table}"
    ),
    "source-away": Text(
        "sumber {source} tidak dapat diperiksa: {problem}",
        "the source {source} cannot be looked at: {problem}",
    ),
}
