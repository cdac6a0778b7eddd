"""Texts: the succession of a log by another one."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "old": Text(
        "Catatan lama {agency}: {origin} berakhir pada ukuran {size}, akar {root}.",
        "the old log of {agency}: {origin} ends at size {size}, root {root}",
    ),
    "beyond": Text(
        "Segel lain yang dipegang pihak lain: ukuran {size}, akar {root}.",
        "another head of it that somebody holds: size {size}, root {root}",
    ),
    "lost": Text("Entri yang hilang dari catatan lama: {lost}.", "entries that the old log has lost: {lost}"),
    "new": Text("Catatan baru: {origin}.", "the new log: {origin}"),
    "policy": Text(
        "Kebijakan yang diteruskan: bundel {bundle}, epok {epoch}.",
        "the policy that goes on: bundle {bundle}, epoch {epoch}",
    ),
    "suspended": Text(
        "Tetap dihentikan sementara: perjanjian {agreement}.", "still suspended: the agreement {agreement}"
    ),
    "revoked": Text("Tetap dicabut: kunci {key}.", "still revoked: the key {key}"),
    "look-for-lost": Text(
        "Penghentian atau pencabutan yang ikut hilang tidak diteruskan: bandingkan dengan catatan badan "
        "publik lain dan ulangi sebelum gerbang melayani.",
        "a suspension or revocation among the lost entries does not go on: compare with what the other "
        "agency holds, and repeat it before the gateway serves",
    ),
    "prepared": Text(
        "Pernyataan ditulis ke {file}; harus ditandatangani penanda tangan dari: {agencies}.",
        "statement written to {file}; a signatory of each of these must sign it: {agencies}",
    ),
    "done-now": Text(
        "{old} ditutup pada ukuran {size} ({lost} entri hilang); catatan baru {origin} dimulai.",
        "{old} has ended at size {size} ({lost} entries lost); the new log {origin} has begun",
    ),
    "next": Text(
        "Beri tahu badan publik lain dan penjamin nama catatan baru; kirim {first} kepada penerima data; "
        "catatan {old} tetap disimpan.",
        "tell the other agency and the witnesses the new log's name; send {first} to consumers; keep {old} "
        "where it is",
    ),
    "follows-now": Text(
        "Yang dipegang sekarang: entri pertama {origin}, yang meneruskan {old}; entri yang hilang: {lost}.",
        "what is held now is the first entry of {origin}, which follows {old}; entries lost: {lost}",
    ),
    "follows-unseen": Text(
        "Apakah pernyataan itu meneruskan semua pencabutan dan penghentian catatan lama tidak terlihat di "
        "sini: minta pemeriksa menjalankan `gateway log verify` dengan --former.",
        "whether the statement carries on every revocation and suspension of the old log is not seen here: "
        "have an auditor run `gateway log verify` with --former",
    ),
    "profile": Text(
        "{profile} harus menyebut {origin} sebagai catatan badan publik itu.",
        "{profile} must name {origin} as that agency's log",
    ),
    "followed": Text("Segel {origin} sudah dipegang.", "a head of {origin} is held already"),
    "not-agreed": Text(
        "Entri itu tidak disetujui tepat oleh badan publik yang kunci akarnya disematkan ({problem}).",
        "the entry is not agreed to by exactly the agencies whose root keys are pinned ({problem})",
    ),
    "unaccounted": Text(
        "Segel yang dipegang (ukuran {size}) tidak dijelaskan pernyataan itu ({problem}); simpan segel itu "
        "dan hubungi kedua badan publik.",
        "the head that is held (size {size}) is not accounted for by it ({problem}); keep that head and "
        "contact both agencies",
    ),
    "former": Text(
        "catatan lama {origin} tertutup pada ukuran {size} dan dapat dibaca",
        "the former log {origin} ended at size {size} and can be read",
    ),
    "former-lost": Text(
        "catatan lama {origin} tidak dapat dibaca ({problem}); bukti pertukarannya tidak dapat diberikan",
        "the former log {origin} cannot be read ({problem}); receipts of its exchanges cannot be given",
    ),
    "former-open": Text(
        "catatan lama {origin} tidak tertutup: basis datanya bukan yang ditutup pergantian itu",
        "the former log {origin} is not closed: its database is not the one that the succession ended",
    ),
    "follows": Text(
        "{origin} meneruskan {old}, yang ditutup pada ukuran {size} dengan akar {root}; entri yang hilang: {lost}",
        "{origin} follows {old}, which ended at size {size} with root {root}; entries lost: {lost}",
    ),
    "former-missing": Text(
        "{old} tidak diperiksa: berikan ekspornya dengan --former. Tanpa itu tidak terlihat apakah kebijakan, "
        "penghentian, dan pencabutannya diteruskan semua, termasuk pencabutan kunci yang menyetujui pergantian",
        "{old} is not checked: give an export of it with --former. Without it nothing shows whether its policy, "
        "suspensions and revocations all go on, those of keys that approved the succession included",
    ),
    "lies": Text(
        "entri pertama {origin} tidak cocok dengan catatan lama itu",
        "the first entry of {origin} does not fit that old log",
    ),
    "unapproved": Text(
        "tanda tangan pergantian catatan tidak diperiksa: berkas kebijakan saat itu tidak ada; lihat --policies",
        "the signatures of the succession were not checked: the files of its policy are not at hand; see --policies",
    ),
    "not-a-statement": Text(
        "Berkas itu bukan pernyataan pergantian catatan ({problem}).",
        "the file is no statement on a succession ({problem})",
    ),
    "agencies": Text(
        "Yang harus menandatangani adalah {agencies}; pernyataan ini menyebut yang lain.",
        "those who must sign are {agencies}; the statement names others",
    ),
    "twice": Text(
        "Badan publik {agency} menandatangani dua kali; setiap badan publik satu kali.",
        "the agency {agency} has signed twice; each agency signs once",
    ),
    "unsigned": Text("Belum ada tanda tangan dari {agencies}.", "a signature is missing of {agencies}"),
    "other-signed": Text(
        "Yang ditandatangani bukan pernyataan ini ({problem}).",
        "what was signed is not this statement ({problem})",
    ),
    "signer-role": Text(
        "Kunci {key} berperan {role}; pergantian catatan ditandatangani penanda tangan perjanjian.",
        "the key {key} has the role {role}; a succession is signed by a signatory",
    ),
    "settings": Text(
        "{config} harus menyebut catatan {origin} dan, sebagai yang terakhir dalam `log.former`, {former}.",
        "{config} must name the log {origin} and, as the last of `log.former`, {former}",
    ),
    "moved-on": Text(
        "Catatan {origin}, atau yang diketahui tentangnya, bukan lagi seperti dalam pernyataan: siapkan yang baru.",
        "the log {origin}, or what is known of it, is not what the statement says: prepare another one",
    ),
    "nothing-amiss": Text(
        "Tidak ada segel dari {origin} yang tidak dimuat basis data ini: catatan itu tidak perlu diganti.",
        "this database leads to every known head of {origin}: the log needs no successor",
    ),
    "no-policy": Text(
        "Di {origin} tidak pernah ada kebijakan aktif: tidak diketahui siapa yang harus menyetujui.",
        "no policy was ever active in {origin}: nobody knows who must approve",
    ),
    "not-empty": Text(
        "Basis data catatan baru sudah berisi catatan lain.", "the new log's database holds a log already"
    ),
    "done": Text(
        "Pergantian itu sudah dijalankan: {origin} sudah dimulai.",
        "that succession was carried out: {origin} has begun",
    ),
    "other-key": Text(
        "Segel pertama catatan baru dibuat dengan kunci lain; pakai kunci `log` yang sama.",
        "the new log's first checkpoint was made with another key; use the same `log` key",
    ),
}
