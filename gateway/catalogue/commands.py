"""Texts: what the operators' commands say."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    # --- serve and query
    "serving": Text(
        "{agency}: gerbang melayani di {url} ({workers} proses); Ctrl-C untuk berhenti",
        "{agency}: serving at {url} ({workers} processes); Ctrl-C stops it",
    ),
    "receipt-saved": Text("bukti pertukaran disimpan di {path}", "receipt saved in {path}"),
    "not-json": Text("bukan JSON yang sah", "not valid JSON"),
    "withheld": Text(
        "tidak diberikan: {field} ({classification}; {legal_basis})",
        "withheld: {field} ({classification}; {legal_basis})",
    ),
    "more-pages": Text(
        "masih ada halaman berikutnya; pakai --all untuk semuanya",
        "there are more pages; use --all for every one",
    ),
    # --- policies and keys
    "fault": Text("kesalahan", "fault"),
    "warning": Text("peringatan", "warning"),
    "folder-faulty": Text(
        "{faults} kesalahan, {warnings} peringatan; folder ini tidak dapat diaktifkan",
        "{faults} faults, {warnings} warnings; this folder cannot be activated",
    ),
    "folder-checked": Text(
        "{faults} kesalahan, {warnings} peringatan; {agreements} perjanjian, {contracts} kontrak, sha256 {digest}",
        "{faults} faults, {warnings} warnings; {agreements} agreements, {contracts} contracts, sha256 {digest}",
    ),
    "nothing-granted": Text(
        "tidak ada izin bagi {consumer} atas {dataset} untuk tujuan {purpose}: semua kolom tidak diberikan",
        "no permission for {consumer} on {dataset} for the purpose {purpose}: every field is withheld",
    ),
    "permission": Text(
        "perjanjian {agreement} versi {version}, izin {permission} ({place})",
        "agreement {agreement} version {version}, permission {permission} ({place})",
    ),
    "if-in-force": Text(
        "belum berlaku ({title}); yang berikut ini seandainya berlaku",
        "not in force ({title}); what follows is as if it were",
    ),
    "column-field": Text("kolom", "field"),
    "column-verdict": Text("putusan", "verdict"),
    "column-reason": Text("alasan", "reason"),
    "column-classification": Text("keterbukaan", "classification"),
    "column-basis": Text("dasar hukum", "legal basis"),
    "column-place": Text("tertulis di", "written at"),
    "verdict-release": Text("diberikan", "release"),
    "verdict-transform": Text("diubah", "transform"),
    "verdict-withhold": Text("tidak diberikan", "withhold"),
    "reason-granted": Text("diizinkan", "granted"),
    "reason-not-granted": Text("tidak diizinkan", "not granted"),
    "reason-condition-only": Text("hanya memilih baris", "chooses rows only"),
    "reason-exempt": Text("dikecualikan", "exempt"),
    "reason-undetermined": Text("belum ditetapkan", "undetermined"),
    "reason-undisclosed": Text("namanya dirahasiakan", "undisclosed"),
    "reason-derives-withheld": Text("mengungkap kolom yang tidak diberikan", "tells a withheld field"),
    "reason-not-asked": Text("tidak diminta", "not asked for"),
    "signed": Text("{file} ditandatangani: {beside}, kunci {key}", "{file} signed: {beside}, key {key}"),
    "not-signed": Text(
        "{file} tidak ditandatangani; perbaiki kesalahan di atas dahulu",
        "{file} was not signed; mend the faults above first",
    ),
    "not-activated": Text(
        "{faults} kesalahan; kebijakan yang lama tetap berlaku",
        "{faults} faults; the policy that was active stays active",
    ),
    "activated": Text(
        "kebijakan {digest} aktif sejak catatan {index}, epok {epoch}",
        "policy {digest} is active from log entry {index} on, epoch {epoch}",
    ),
    "in-force": Text(
        "{agreement}: berlaku, {datasets} dataset", "{agreement}: in force, {datasets} datasets"
    ),
    "out-of-force": Text(
        "{agreement}: tidak berlaku: {title} ({problem})", "{agreement}: not in force: {title} ({problem})"
    ),
    "suspended": Text(
        "{agreement} ditangguhkan sejak catatan {index}", "{agreement} is suspended from log entry {index} on"
    ),
    "spooled": Text(
        "catatan tidak dapat ditulis sekarang; pernyataan disimpan dan dicatat paling dahulu begitu bisa",
        "the log cannot be written now; the statement is kept and goes first when it can",
    ),
    "key-or-statement": Text(
        "sebutkan satu dari --key atau --statement", "give one of --key and --statement"
    ),
    "key-made": Text(
        "kunci privat {role} ditulis ke {file}, hanya terbaca pemiliknya; jangan disalin",
        "private key for the role {role} written to {file}, readable by its owner alone; do not copy it",
    ),
    "key-shown": Text(
        "sidik jari {thumbprint}\nalgoritma  {alg}\nJWK        {jwk}",
        "thumbprint {thumbprint}\nalgorithm  {alg}\nJWK        {jwk}",
    ),
    "key-for-trust": Text("untuk berkas kepercayaan: jwk: {jwk}", "for the trust file: jwk: {jwk}"),
    "revoked": Text(
        "kunci {key} dicabut sejak catatan {index}", "the key {key} is revoked from log entry {index} on"
    ),
}
