"""Texts: proposals between two gateways, and versions that differ."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "differs": Text(
        "{uid}: di gerbang {agency} aktif versi lain (SHA-256 {theirs}; di sini {ours}), jadi tidak ada data yang "
        "diberikan; aktifkan versi yang sama di keduanya, lalu jalankan `gateway agreements compare`",
        "{uid}: another version is active at the gateway of {agency} (SHA-256 {theirs}; here {ours}), so nothing is "
        "released; activate the same version at both, then run `gateway agreements compare`",
    ),
    "bad-size": Text(
        "usulan paling banyak {files} berkas dan {bytes} bita",
        "a proposal has at most {files} files and {bytes} bytes",
    ),
    "uid-taken": Text(
        "uid {uid} sudah dipakai perjanjian aktif yang bukan dengan {agency}; tidak ada yang ditulis",
        "the uid {uid} belongs to an active agreement to which {agency} is no party; nothing was written",
    ),
    "follows-not": Text(
        "usulan {uid} bukan kelanjutan versi {version} yang aktif di sini: versinya harus lebih tinggi, dan "
        "`predecessor` menyebut versi aktif itu; tidak ada yang ditulis",
        "the proposal {uid} does not follow version {version}, which is active here: its version must be higher, "
        "and its `predecessor` name that one; nothing was written",
    ),
    "bad-reason": Text(
        "alasan adalah satu baris teks, paling banyak {limit} huruf, tanpa tanda yang tidak tampak",
        "a reason is one line of text of at most {limit} characters, none of them unseen",
    ),
    "bad-agreements": Text(
        "sebuah usulan memuat tepat satu perjanjian", "a proposal holds exactly one agreement"
    ),
    "bad-stranger": Text(
        "usulan memuat berkas {agency}, yang bukan pihak perjanjian",
        "the proposal holds files of {agency}, which is no party to the agreement",
    ),
    "bad-party": Text("{agency} bukan pihak {uid}", "{agency} is no party to {uid}"),
    "no-trust": Text(
        "berkas kepercayaan {agency} tidak berlaku di sini, jadi jawabannya tidak dapat diperiksa: {problem}",
        "the trust file of {agency} does not count here, so its answers cannot be checked: {problem}",
    ),
    "no-agreement": Text(
        "{uid} tidak ada dalam folder {folder}; lihat nama berkas dalam agreements/",
        "{uid} is not in the folder {folder}; see the names of the files in agreements/",
    ),
    "not-found": Text(
        "tidak ada usulan masuk {digest}; lihat `gateway agreements inbox`",
        "no proposal {digest} has come in; see `gateway agreements inbox`",
    ),
    "several": Text(
        "{digest} cocok dengan beberapa usulan; tulis lebih banyak angka",
        "{digest} fits several proposals; give more digits",
    ),
    "answered": Text(
        "usulan {digest} sudah dijawab ({verdict})", "the proposal {digest} was answered already ({verdict})"
    ),
    "proposed": Text(
        "{uid} diusulkan kepada {agency}; sidik jari usulan {digest}, catatan {index}",
        "{uid} is proposed to {agency}; digest of the proposal {digest}, log entry {index}",
    ),
    "unsent": Text(
        "tercatat, tetapi {agency} tidak terjangkau sekarang; jalankan perintah yang sama lagi nanti",
        "recorded, but {agency} cannot be reached now; run the same command again later",
    ),
    "line-in": Text(
        "masuk  {digest}  {uid} versi {version} dari {agency}, {at}, berkas perjanjian {agreement}: {state}",
        "in   {digest}  {uid} version {version} from {agency}, {at}, agreement file {agreement}: {state}",
    ),
    "line-out": Text(
        "keluar {digest}  {uid} versi {version} kepada {agency}, {at}, berkas perjanjian {agreement}: {state}",
        "out  {digest}  {uid} version {version} to {agency}, {at}, agreement file {agreement}: {state}",
    ),
    "state-open": Text("menunggu jawaban", "waits for an answer"),
    "state-accepted": Text("diterima", "accepted"),
    "state-rejected": Text("ditolak: {reason}", "rejected: {reason}"),
    "empty": Text("tidak ada usulan", "no proposals"),
    "exported": Text(
        "{count} berkas ditulis ke {folder}; bandingkan: diff -r {folder} policies",
        "{count} files written to {folder}; compare: diff -r {folder} policies",
    ),
    "not-empty": Text(
        "{folder} sudah berisi; pilih folder lain", "{folder} is not empty; choose another folder"
    ),
    "own-differs": Text(
        "{path} dalam usulan bukan berkas Anda; hanya badan Anda yang mengubahnya. Selaraskan dahulu dengan {agency}",
        "{path} in the proposal is not the file you have; only your agency changes it. Settle that with {agency} first",
    ),
    "accept-faults": Text(
        "folder dengan usulan itu mengandung {count} kesalahan, mulai dari {place}: {problem}; tidak ada yang ditulis",
        "the folder with the proposal has {count} faults, the first at {place}: {problem}; nothing was written",
    ),
    "accept-key": Text(
        "kunci {key} bukan kunci signatory {agency} yang berlaku; tidak ada yang ditulis",
        "the key {key} is no valid signatory key of {agency}; nothing was written",
    ),
    "written": Text("ditulis: {path}", "written: {path}"),
    "accepted": Text(
        "{uid} versi {version} ditandatangani dengan kunci {key}; tanda tangannya dikirim kepada {agency}. Belum berlaku: "
        "aktifkan di kedua gerbang, lalu bandingkan:\n"
        "  `gateway policies activate {folder} --config BERKAS`\n"
        "  `gateway agreements compare --config BERKAS`",
        "{uid} version {version} is signed with the key {key}; the signature went to {agency}. It is not in force yet: "
        "activate it at both gateways, then compare:\n"
        "  `gateway policies activate {folder} --config FILE`\n"
        "  `gateway agreements compare --config FILE`",
    ),
    "rejected": Text(
        "{uid} versi {version} ditolak; {agency} diberi tahu alasannya",
        "{uid} version {version} is rejected; {agency} was told why",
    ),
    "equal": Text("{agency} {uid}: sama ({digest})", "{agency} {uid}: equal ({digest})"),
    "unequal": Text(
        "{agency} {uid}: BERBEDA (di sini {ours}, di sana {theirs}); tidak ada data yang diberikan sampai sama",
        "{agency} {uid}: DIFFERENT (here {ours}, there {theirs}); nothing is released until they are equal",
    ),
    "compare-after": Text(
        "bandingkan dengan gerbang lain: `gateway agreements compare --config BERKAS`",
        "compare with the other gateways: `gateway agreements compare --config FILE`",
    ),
    "export-needs-digest": Text(
        "sebutkan sidik jari usulan bersama --export", "name the digest of a proposal together with --export"
    ),
}
