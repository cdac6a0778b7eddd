"""Help: `gateway people`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
}
