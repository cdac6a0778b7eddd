"""Help: `gateway incident`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
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
}
