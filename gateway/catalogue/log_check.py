"""What `gateway log verify` says beside its findings."""

from collections.abc import Mapping

from gateway.catalogue.words import Text

TEXTS: Mapping[str, Text] = {
    "one-source": Text(
        "sebutkan satu saja: berkas salinan, --config, --database, atau --profile dengan --agency",
        "name exactly one: an export file, --config, --database, or --profile with --agency",
    ),
    "profile-and-agency": Text(
        "--profile dan --agency selalu bersama: kunci siapa yang bertanya, dan catatan siapa yang diperiksa",
        "--profile and --agency go together: whose key asks, and whose log is checked",
    ),
    "not-a-vkey": Text(
        "bukan kunci pemeriksa (NAMA+ID+KUNCI); pemilik catatan menampilkannya dengan `gateway log vkey`",
        "not a verifier key (NAME+ID+KEY); the log's owner shows it with `gateway log vkey`",
    ),
    "not-a-witness-key": Text(
        "bukan kunci penjamin (NAMA+ID+KUNCI); penjamin menampilkannya dengan `gateway witness vkey`",
        "not a witness's key (NAME+ID+KEY); the witness shows it with `gateway witness vkey`",
    ),
    "not-a-head": Text(
        "{path} bukan segel catatan; simpan segel dengan `gateway log checkpoint`, atau unduh dari konsol",
        "{path} is not a checkpoint; keep one with `gateway log checkpoint`, or download it from the console",
    ),
    "head-of-other": Text(
        "{path} adalah segel catatan {name}, bukan {wanted}",
        "{path} is a checkpoint of the log {name}, not of {wanted}",
    ),
    "progress": Text("entri diperiksa", "entries checked"),
    "resumed": Text(
        "melanjutkan dari entri {size}; entri sebelumnya tidak dibaca lagi, hanya pohon sidiknya dihitung ulang",
        "going on from entry {size}; entries before it are not read again, only their tree is hashed again",
    ),
    "state-unreadable": Text("{path} tidak terbaca: {problem}", "{path} cannot be read: {problem}"),
    "state-bad": Text(
        "{path} bukan hasil pemeriksaan sebelumnya; hapus berkas itu, lalu periksa dari awal",
        "{path} is not what an earlier check has kept; remove it and check from the beginning",
    ),
    "replayed": Text(
        "{count} keputusan dibuat ulang menurut kebijakan saat itu",
        "{count} decisions were made once more under the policy of their day",
    ),
    "unopened": Text(
        "{count} di antaranya tanpa putusan atas kolom yang tidak diungkapkan: pembukanya tidak ada di sini, sudah dihapus, "
        "atau tidak cocok",
        "{count} of them without the verdicts on undisclosed fields: what opens these is not at hand, was erased, or does not fit",
    ),
    "without-bundle": Text(
        "{count} keputusan tidak dibuat ulang: berkas kebijakannya tidak ada di sini (--policies FOLDER)",
        "{count} decisions were not made once more: the files of their policy are not at hand (--policies FOLDER)",
    ),
    "other-planner": Text(
        "{count} keputusan tidak dibuat ulang: dibuat dengan aturan versi {planner}, yang tidak dikenal di sini",
        "{count} decisions were not made once more: rules of version {planner} are not known here",
    ),
    "cosigned": Text(
        "penjamin {witness}: ikut menandatangani sampai ukuran {size} dari {of}",
        "witness {witness}: has cosigned up to size {size} of {of}",
    ),
    "first": Text(
        "entri pertama yang bermasalah: {index} ({fault})", "the first entry at fault: {index} ({fault})"
    ),
}
