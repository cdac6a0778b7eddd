"""What `gateway log reconcile` says: what a consumer's records and a provider's log lack of each other."""

from collections.abc import Mapping

from gateway.catalogue.words import Text

TEXTS: Mapping[str, Text] = {
    "one-source": Text(
        "sebutkan --profile dengan --agency, atau --config; dan paling banyak satu salinan: berkas atau --database",
        "name --profile with --agency, or --config; and at most one copy: a file or --database",
    ),
    "needs-copy": Text(
        "--consumer dan --system hanya berlaku pada salinan catatan; sebutkan berkasnya, --database, atau --config",
        "--consumer and --system are for a copy of the log alone; name its file, --database or --config",
    ),
    "no-consumer": Text(
        "tidak ada bukti yang menyebut penerima data; sebutkan badan publik Anda dengan --consumer",
        "no receipt names a consumer; name your agency with --consumer",
    ),
    "no-trust": Text(
        "berkas kepercayaan {agency} tidak aktif pada gerbang ini; pakai --profile dengan --agency",
        "no trust file of {agency} is active at this gateway; use --profile with --agency",
    ),
    "agrees": Text(
        "{origin}: SESUAI. {receipts} bukti pertukaran dan {acknowledgements} pengakuan penerimaan dibandingkan dengan "
        "catatan berukuran {size} (akar {root})",
        "{origin}: AGREES. {receipts} receipts and {acknowledgements} acknowledgements were compared with the log of "
        "size {size} (root {root})",
    ),
    "differs": Text(
        "{origin}: TIDAK SESUAI, {count} perbedaan. {receipts} bukti pertukaran dan {acknowledgements} pengakuan "
        "penerimaan yang sah dibandingkan dengan catatan berukuran {size} (akar {root})",
        "{origin}: DIFFERS in {count} places. {receipts} sound receipts and {acknowledgements} acknowledgements were "
        "compared with the log of size {size} (root {root})",
    ),
    "difference": Text("- {lack}: {text} ({where})", "- {lack}: {text} ({where})"),
    "remark": Text("  keterangan teknis: {remark}", "  technical remark: {remark}"),
    "entry": Text("entri {index}", "entry {index}"),
    # --- where the log has followed another one
    "copy-of-other": Text(
        "salinan ini milik catatan {found}, bukan {wanted}. Bila {wanted} meneruskan catatan itu, jalankan dahulu `gateway log succeed "
        "follow` dengan entri pertamanya",
        "this copy is of the log {found}, not of {wanted}. If {wanted} follows that log, first run `gateway log succeed follow` with "
        "its first entry",
    ),
    "other-log": Text(
        "Bila bukti itu milik catatan yang diteruskan {origin}: minta entri pertama {origin} dari pemberi data, jalankan `gateway log "
        "succeed follow`, lalu cocokkan lagi.",
        "If such a receipt is of a log that {origin} follows: ask the provider for the first entry of {origin}, run `gateway log "
        "succeed follow`, then compare again.",
    ),
    "of-former": Text(
        "{origin} ditutup pada ukuran {size} dan diteruskan {successor}",
        "{origin} ended at size {size} and is followed by {successor}",
    ),
    "aside": Text(
        "{receipts} bukti sah milik catatan {origin}, yang tidak dibandingkan sekarang",
        "{receipts} sound receipts are of the log {origin}, which was not compared now",
    ),
    "aside-former": Text(
        "{receipts} bukti sah milik catatan sebelumnya, {origin}, yang ditutup pada ukuran {ended}: cocok dengan akhir itu, tetapi "
        "entrinya tidak dibandingkan sekarang. Untuk itu, jalankan perintah ini dengan salinan catatan {origin}",
        "{receipts} sound receipts are of the log before, {origin}, which ended at size {ended}: they fit that end, but their "
        "entries were not compared now. For that, run this command with a copy of {origin}",
    ),
    # --- what one side lacks
    "lack-receipt-unsound": Text(
        "berkas yang disimpan bukan bukti yang sah: berubah, atau bukan bukti dari badan publik ini",
        "the file that was kept is no sound receipt: changed, or not one of this agency",
    ),
    "lack-receipt-of-other-log": Text(
        "bukti ini milik catatan lain, jadi tidak dibandingkan",
        "the receipt is of another log, so it was not compared",
    ),
    "lack-receipts-contradict": Text(
        "dua bukti sah atas satu pertukaran berbeda isinya: keduanya ditandatangani pemilik catatan",
        "two sound receipts of one exchange differ: the owner of the log has signed both",
    ),
    "lack-entry-missing": Text(
        "entri bukti ini tidak ada dalam catatan", "the entry of this receipt is not in the log"
    ),
    "lack-entry-changed": Text(
        "catatan memuat entri lain atas pertukaran ini", "the log holds another entry of this exchange"
    ),
    "lack-entry-moved": Text(
        "entri bukti ini terletak di tempat lain dalam catatan",
        "the entry of this receipt stands at another place in the log",
    ),
    "lack-receipt-not-kept": Text(
        "catatan menyebut data diberikan kepada Anda, dan tidak ada bukti yang disimpan",
        "the log says that data was released to you, and no receipt was kept",
    ),
    "lack-acknowledgement-missing": Text(
        "pengakuan penerimaan yang buktinya disimpan tidak ada dalam catatan",
        "the acknowledgement whose receipt was kept is not in the log",
    ),
    "lack-acknowledgement-not-kept": Text(
        "catatan memuat pengakuan penerimaan atas nama Anda, dan buktinya tidak disimpan",
        "the log holds an acknowledgement in your name, and no receipt of it was kept",
    ),
    "lack-log-forked": Text(
        "catatan ini bukan lanjutan dari segel catatan yang Anda simpan: ada dua catatan bernama sama",
        "this log does not extend a head that you kept: there are two logs of one name",
    ),
    "lack-log-shorter": Text(
        "catatan berakhir sebelum segel catatan yang Anda simpan: ekornya terpotong, atau salinannya lama",
        "the log ends before a head that you kept: its tail is cut off, or the copy is old",
    ),
    "lack-log-unsealed": Text(
        "salinan ini tidak menghasilkan segel terakhir yang ditandatangani; periksa dengan gateway log verify",
        "this copy does not lead to the last checkpoint that was signed; check it with gateway log verify",
    ),
    # --- what a consumer cannot see without a copy
    "unseen-entries": Text(
        "tidak terlihat lewat jaringan: entri pemberian data atas nama Anda yang buktinya tidak Anda simpan",
        "out of sight over the network: entries of data released in your name that you keep no receipt of",
    ),
    "unseen-acknowledgements": Text(
        "tidak terlihat lewat jaringan: pengakuan penerimaan atas nama Anda yang buktinya tidak Anda simpan",
        "out of sight over the network: acknowledgements in your name that you keep no receipt of",
    ),
    "unseen-others": Text(
        "tidak terlihat lewat jaringan: isi entri lainnya; mintalah salinan catatan dari pemeriksa untuk memeriksa semuanya",
        "out of sight over the network: what all other entries say; ask an auditor for a copy of the log to check it all",
    ),
}
