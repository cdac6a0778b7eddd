"""Texts: the exemption register at work, and the list of exempt information (daftar informasi yang dikecualikan)."""

from gateway.catalogue.words import Text

_LETTERS: dict[str, Text] = {
    "a": Text("menghambat proses penegakan hukum", "obstructs law enforcement"),
    "a1": Text("menghambat penyelidikan dan penyidikan", "obstructs an investigation"),
    "a2": Text(
        "mengungkap identitas informan, pelapor, saksi atau korban",
        "tells who informed, complained, testified or suffered",
    ),
    "a3": Text("mengungkap data intelijen kriminal", "tells criminal intelligence"),
    "a4": Text(
        "membahayakan keselamatan penegak hukum dan keluarganya",
        "endangers law-enforcement officers and their families",
    ),
    "a5": Text(
        "membahayakan keamanan peralatan, sarana dan prasarana penegak hukum",
        "endangers the equipment and facilities of law enforcement",
    ),
    "b": Text(
        "mengganggu hak atas kekayaan intelektual dan persaingan usaha yang sehat",
        "harms intellectual property or fair competition",
    ),
    "c": Text("membahayakan pertahanan dan keamanan negara", "endangers defence and state security"),
    "d": Text("mengungkapkan kekayaan alam Indonesia", "tells of natural wealth"),
    "e": Text("merugikan ketahanan ekonomi nasional", "harms the resilience of the economy"),
    "f": Text("merugikan kepentingan hubungan luar negeri", "harms foreign relations"),
    "g": Text(
        "mengungkap akta otentik yang bersifat pribadi atau wasiat", "tells a private deed or a last will"
    ),
    "h": Text("mengungkap rahasia pribadi", "tells personal secrets"),
    "h1": Text("mengungkap riwayat dan keadaan keluarga", "tells of somebody's family"),
    "h2": Text("mengungkap riwayat dan keadaan kesehatan", "tells of somebody's health"),
    "h3": Text("mengungkap keadaan keuangan", "tells of somebody's finances"),
    "h4": Text("mengungkap hasil evaluasi kemampuan", "tells how somebody was evaluated"),
    "h5": Text("mengungkap catatan pendidikan", "tells of somebody's schooling"),
    "i": Text(
        "memorandum atau surat antar- atau intrabadan publik yang dirahasiakan",
        "a confidential memorandum of or between public bodies",
    ),
    "j": Text("tidak boleh diungkapkan berdasarkan undang-undang", "barred by a statute"),
}

TEXTS: dict[str, Text] = {
    # --- one decision, for the desk
    "none": Text("tidak ada penetapan terdaftar", "no decision is registered"),
    "decision": Text("{agency} {number}: {state}", "{agency} {number}: {state}"),
    "state-berlaku": Text("berlaku", "in force"),
    "state-segera-habis": Text("segera habis", "ends soon"),
    "state-segera-ditinjau": Text("segera ditinjau", "review soon"),
    "state-perlu-ditinjau": Text("perlu ditinjau", "review is due"),
    "state-lewat": Text("lewat", "lapsed"),
    "state-dicabut": Text("dicabut", "revoked"),
    "until-in": Text(
        "  berakhir {day}, {days} hari lagi", "  ends on {day}, {days} days from the day asked for"
    ),
    "until-past": Text("  berakhir {day}, {days} hari yang lalu", "  ended on {day}, {days} days before"),
    "review-in": Text(
        "  ditinjau {day}, {days} hari lagi", "  review on {day}, {days} days from the day asked for"
    ),
    "review-past": Text(
        "  ditinjau {day}, lewat {days} hari", "  review was due on {day}, {days} days before"
    ),
    "revoked-on": Text("  dicabut {day}", "  revoked on {day}"),
    "written": Text("  tertulis di {place}", "  written at {place}"),
    "field": Text("  kolom {name}: {classification}", "  field {name}: {classification}"),
    "field-gone": Text(
        "  kolom {name}: tidak ada lagi dalam kontrak", "  field {name}: no longer in its contract"
    ),
    "contracts": Text("  kontrak: {names}", "  contracts: {names}"),
    "agreement": Text(
        "  perjanjian {agreement} atas {dataset}: izin {permissions}",
        "  agreement {agreement} over {dataset}: permissions {permissions}",
    ),
    "undecided": Text(
        "  belum-ditetapkan dan tidak diberikan sampai ada penetapan baru: {names}; ajukan uji konsekuensi kepada {official}",
        "  undetermined and withheld until somebody decides anew: {names}; ask {official} for a consequence test",
    ),
    "summary": Text(
        "{count} penetapan pada {day}; {work} perlu ditindaklanjuti",
        "{count} decisions on {day}; {work} need somebody's work",
    ),
    "xlsx-needs-out": Text(
        "xlsx ditulis ke berkas; sebutkan dengan -o", "xlsx is written to a file; name one with -o"
    ),
    # --- the list that is published
    "title": Text("Daftar Informasi yang Dikecualikan", "List of exempt information"),
    "as-of": Text("Keadaan pada {day}", "As of {day}"),
    "bundle": Text("SHA-256 kebijakan: {digest}", "SHA-256 of the policy: {digest}"),
    "sheet-list": Text("Daftar", "List"),
    "sheet-about": Text("Keterangan", "About"),
    "column-no": Text("No", "No"),
    "column-agency": Text("Badan publik", "Public body"),
    "column-information": Text("Informasi yang dikecualikan", "Exempt information"),
    "column-basis": Text("Dasar hukum pengecualian", "Legal basis"),
    "column-reason": Text("Alasan dan konsekuensi bila dibuka", "Reason and consequence of disclosure"),
    "column-period": Text("Jangka waktu", "Period"),
    "column-issuing": Text("Badan yang menetapkan", "Issuing body"),
    "column-registering": Text("Dicatat oleh", "Registered by"),
    "column-official": Text("Pejabat PPID", "Information officer (PPID)"),
    "column-number": Text("Nomor penetapan", "Number of the decision"),
    "column-decided": Text("Tanggal penetapan", "Date of the decision"),
    "column-place": Text("Tempat", "Place"),
    "information": Text("{dataset}: {fields}", "{dataset}: {fields}"),
    "information-described": Text("{field} ({description})", "{field} ({description})"),
    "information-undisclosed": Text("kolom yang namanya dirahasiakan", "a field whose name is undisclosed"),
    "article": Text(
        "UU 14/2008 Pasal 17 huruf {letter}: {words}", "UU 14/2008 Article 17 letter {letter}: {words}"
    ),
    "article-point": Text(
        "UU 14/2008 Pasal 17 huruf {letter} angka {point}: {words}",
        "UU 14/2008 Article 17 letter {letter} number {point}: {words}",
    ),
    "period-until": Text("sampai {day}", "until {day}"),
    "period-review": Text("ditinjau {day}", "review on {day}"),
    **{f"letter-{letter}": text for letter, text in _LETTERS.items()},
}
