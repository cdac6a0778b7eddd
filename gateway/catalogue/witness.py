"""Texts: witnesses of the log, forks, and what follows from them."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "contended": Text(
        "Segel {origin} berubah terus sewaktu akan dijamin; coba lagi.",
        "the head held of {origin} kept changing while it was to be cosigned; try again",
    ),
    "forked": Text(
        "Penjamin catatan memegang segel {origin} yang tidak lagi cocok dengan catatan ini; lihat `gateway "
        "log forks`.",
        "a witness holds a checkpoint of {origin} that this log no longer extends; see `gateway log forks`",
    ),
    "answer": Text(
        "{url} menjawab {status}, bukan yang didokumentasikan.",
        "{url} answered {status}, and not what is documented",
    ),
    "refused": Text(
        "Penjamin catatan {witness} tidak menjamin segel catatan ini (HTTP {status}).",
        "the witness {witness} did not cosign this log's checkpoint (HTTP {status})",
    ),
    "not-ours": Text(
        "Penjamin catatan {witness} menunjukkan segel yang tidak ditandatangani catatan ini.",
        "the witness {witness} showed a checkpoint that this log never signed",
    ),
    "not-cosigned": Text(
        "Segel terbaru {origin} tidak dijamin di sini: {verdict}.",
        "the latest checkpoint of {origin} was not cosigned here: {verdict}",
    ),
    "not-cosigned-by": Text(
        "Jawaban {witness} tidak memuat tanda penjamin dari kunci yang terdaftar.",
        "the answer of {witness} holds no cosignature by a key that is known",
    ),
    # --- gateway log forks
    "no-forks": Text("Tidak ada temuan.", "There is no evidence against any log."),
    "fork": Text(
        "{origin}: {kind}\n  dipegang: ukuran {held}; ditunjukkan: ukuran {offered}; {found}; dari {source}; "
        "{digest}",
        "{origin}: {kind}\n  held: size {held}; shown: size {offered}; {found}; from {source}; {digest}",
    ),
    "fork-fork": Text(
        "BERCABANG: dua akar yang ditandatangani untuk ukuran yang sama",
        "FORKED: two signed roots for the same size",
    ),
    "fork-unproven": Text(
        "belum terbukti: segel yang lebih besar datang dengan bukti yang tidak cocok",
        "unproven: a larger checkpoint came with a proof that does not fit",
    ),
    "fork-own": Text(
        "CATATAN SENDIRI BERCABANG: penjamin memegang segel yang tidak lagi cocok",
        "OWN LOG FORKED: a witness holds a checkpoint that it no longer extends",
    ),
    # --- gateway witness
    "serving": Text(
        "Penjamin catatan {name} melayani {url} untuk {logs} catatan.",
        "The witness {name} serves {url} for {logs} logs.",
    ),
    "no-log": Text("Penjamin ini tidak mempunyai catatan sendiri.", "This witness has no log of its own."),
}
