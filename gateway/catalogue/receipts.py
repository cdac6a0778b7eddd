"""Texts: what a receipt proves, how far, and where it does not hold."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "title": Text("Pemeriksaan bukti pertukaran", "A receipt examined"),
    "verdict-same": Text(
        "BENAR: berkas ini persis jawaban yang dikirim.",
        "TRUE: this file is exactly the answer that was sent.",
    ),
    "verdict-sound": Text("BUKTI UTUH: semua bagiannya benar.", "THE RECEIPT HOLDS: every part is true."),
    "verdict-undecided": Text(
        "BUKTI UTUH, tetapi tidak dapat dibandingkan dengan berkas ini: nilai pembuka jawabannya sudah dihapus.",
        "THE RECEIPT HOLDS, but cannot be compared with this file: the answer's opening has been erased.",
    ),
    "verdict-other": Text(
        "BUKTI UTUH, tetapi BERKAS INI BUKAN jawaban yang dikirim.",
        "THE RECEIPT HOLDS, but THIS FILE IS NOT the answer that was sent.",
    ),
    "verdict-unsound": Text(
        "BUKTI TIDAK DAPAT DIPEGANG: ada bagian yang tidak benar. Isi di bawah ini tidak terbukti.",
        "THE RECEIPT DOES NOT HOLD: a part of it is not true. What follows is not proven.",
    ),
    "verdict-low": Text(
        "Tingkat buktinya kurang dari yang diminta: {wanted}.",
        "The evidence is of a lower level than {wanted}.",
    ),
    # --- what it is about
    "about": Text("Yang dinyatakan bukti ini", "What the receipt says"),
    "exchange": Text("Nomor pertukaran", "Exchange"),
    "outcome": Text("Hasil", "Outcome"),
    "outcome-rows": Text("{kind}: {outcome}, {rows} baris", "{kind}: {outcome}, {rows} rows"),
    "outcome-plain": Text("{kind}: {outcome}", "{kind}: {outcome}"),
    "outcome-refused": Text("{kind}: ditolak ({reason})", "{kind}: refused ({reason})"),
    "provider": Text("Pemberi data", "Provider"),
    "consumer": Text("Penerima data", "Consumer"),
    "consumer-system": Text("{agency}, sistem {system}", "{agency}, system {system}"),
    "dataset": Text("Dataset", "Dataset"),
    "agreement": Text("Perjanjian", "Agreement"),
    "agreement-version": Text(
        "{uid} versi {version}, izin {permission}", "{uid} version {version}, permission {permission}"
    ),
    "purpose": Text("Tujuan penggunaan", "Purpose"),
    "answer": Text("SHA-256 jawaban", "SHA-256 of the answer"),
    "policy": Text("SHA-256 kebijakan", "SHA-256 of the policy"),
    "place": Text("Tempat dalam catatan", "Place in the log"),
    "place-value": Text("entri {index} dari catatan {origin}", "entry {index} of the log {origin}"),
    "head": Text("Segel catatan", "Checkpoint"),
    "head-value": Text("{size} entri, akar {root}", "{size} entries, root {root}"),
    "former": Text("Catatan sebelumnya", "The log before"),
    "former-value": Text(
        "{origin} ditutup pada ukuran {size} dan diteruskan {successor}; entri yang hilang: {lost}",
        "{origin} ended at size {size} and is followed by {successor}; entries lost: {lost}",
    ),
    "former-lost": Text(
        "{origin} ditutup pada ukuran {size} dan diteruskan {successor}. Entri bukti ini termasuk {lost} entri yang hilang; "
        "segelnya disebut dalam pernyataan pergantian",
        "{origin} ended at size {size} and is followed by {successor}. This receipt's entry is among the {lost} entries that "
        "were lost; its checkpoint is named in the succession",
    ),
    "other-log": Text(
        "Bukti ini milik catatan {found}, profil menyebut {wanted}. Bila {wanted} meneruskan catatan itu: minta entri pertamanya "
        "dari pemberi data, jalankan `gateway log succeed follow`, lalu periksa lagi.",
        "the receipt is of the log {found}, the profile names {wanted}; if {wanted} follows that log, ask the provider for its "
        "first entry, run `gateway log succeed follow`, then judge again",
    ),
    # --- times
    "times": Text("Waktu, dan siapa yang menyatakannya", "Times, and whose claim each is"),
    "time-created": Text(
        "permintaan ditandatangani; menurut sistem peminta", "request signed; the consumer's system says so"
    ),
    "time-decided": Text(
        "diputuskan; menurut gerbang pemberi data", "decided; the provider's gateway says so"
    ),
    "time-recorded": Text("dicatat; menurut catatan pemberi data", "recorded; the provider's log says so"),
    "time-cosigned": Text(
        "segelnya dilihat penjamin catatan {agency} ({name}); menurut penjamin itu",
        "checkpoint seen by the witness of {agency} ({name}); the witness says so",
    ),
    "time-stamped": Text(
        "segelnya sudah ada; menurut otoritas cap waktu {authority}",
        "checkpoint was there; the timestamp authority {authority} says so",
    ),
    # --- fields
    "fields": Text("Putusan setiap kolom", "The verdict on every field"),
    "col-field": Text("Kolom", "Field"),
    "col-verdict": Text("Putusan", "Verdict"),
    "col-classification": Text("Klasifikasi", "Classification"),
    "col-basis": Text("Dasar hukum", "Legal basis"),
    "field-release": Text("diberikan", "released"),
    "field-transform": Text("diubah ({transform})", "transformed ({transform})"),
    "field-withhold": Text("tidak diberikan", "withheld"),
    "field-group": Text("kelompok tabel statistik", "group of a statistics table"),
    "field-measure": Text("dijumlahkan dalam tabel statistik", "measured in a statistics table"),
    # --- level
    "level": Text("Tingkat bukti", "Level of the evidence"),
    "level-none": Text("tidak ada: bukti ini tidak dapat dipegang", "none: this receipt does not hold"),
    "level-recorded": Text(
        "DICATAT: pemberi data menandatangani catatannya. Pihak lain belum tentu melihatnya saat itu.",
        "RECORDED: the provider signed its log. Nobody else need have seen it then.",
    ),
    "level-cosigned": Text(
        "DILIHAT PENJAMIN: badan publik lain melihat catatan ini dan ikut menandatanganinya; pemberi data tidak dapat "
        "menulis ulang tanpa ketahuan.",
        "COSIGNED: another agency saw this log and cosigned it; the provider cannot rewrite it unseen.",
    ),
    "level-timestamped": Text(
        "BERCAP WAKTU: pihak di luar kedua badan publik menyatakan catatan ini sudah ada pada waktu itu.",
        "TIMESTAMPED: somebody outside both agencies says that this log was there at that time.",
    ),
    "word-recorded": Text("dicatat", "recorded"),
    "word-cosigned": Text("dilihat penjamin", "cosigned"),
    "word-timestamped": Text("bercap waktu", "timestamped"),
    # --- keys
    "keys": Text("Kunci pada saat entri itu", "Keys at the time of that entry"),
    "key": Text("{role} milik {agency}, {thumbprint}: {state}", "{role} of {agency}, {thumbprint}: {state}"),
    "key-valid": Text("berlaku", "valid"),
    "key-early": Text("belum berlaku", "not valid yet"),
    "key-over": Text("sudah habis masa", "over"),
    "key-revoked": Text("sudah dicabut pada entri {index}", "revoked before, by entry {index}"),
    "key-revoked-later": Text(
        "berlaku; baru dicabut kemudian, pada entri {index}", "valid; revoked only later, by entry {index}"
    ),
    "key-unknown": Text(
        "tidak diperiksa: berkas kepercayaannya tidak disertakan", "not judged: no trust file of it at hand"
    ),
    "key-role": Text("peran kuncinya lain", "its role is another"),
    # --- checks
    "checks": Text("Pemeriksaan", "Checks"),
    "check": Text("[{state}] {text}", "[{state}] {text}"),
    "check-remark": Text("[{state}] {text} ({remark})", "[{state}] {text} ({remark})"),
    "state-holds": Text("benar", "holds"),
    "state-fails": Text("GAGAL", "FAILS"),
    "state-open": Text("tidak diperiksa", "not checked"),
    "check-form": Text("bentuk berkas bukti", "the form of the receipt"),
    "check-signature": Text(
        "tanda tangan pemberi data pada bukti", "the provider's signature on the receipt"
    ),
    "check-origin": Text("nama catatannya yang diharapkan", "the log has the expected name"),
    "check-end": Text(
        "segel bukti cocok dengan akhir catatan itu menurut pergantian yang diikuti",
        "the receipt's checkpoint fits the end of that log, by the succession that was followed",
    ),
    "check-entry": Text("entri dalam bentuk bakunya", "the entry, in its one form"),
    "check-openings": Text(
        "nilai pembuka cocok dengan komitmen entri", "the openings are what the entry committed to"
    ),
    "check-inclusion": Text(
        "entri ada pada nomor itu dalam catatan yang disegel",
        "the entry stands at this index of the sealed log",
    ),
    "check-checkpoint": Text("tanda tangan segel catatan", "the log's signature on the checkpoint"),
    "check-files": Text(
        "berkas-berkas bukti sesuai daftarnya", "the files of the bundle are those of its list"
    ),
    "check-chain": Text(
        "segel terbaru melanjutkan segel bukti ini", "the latest checkpoint goes on from the receipt's"
    ),
    "check-policy": Text(
        "kebijakan yang disertakan adalah yang disebut entri dan menghasilkan putusan itu",
        "the policy files are those that the entry names, and give these verdicts",
    ),
    "check-cosignatures": Text("tanda tangan penjamin catatan", "the witnesses' cosignatures"),
    "check-timestamp": Text("cap waktu atas segel", "the timestamp over a checkpoint"),
    "check-times": Text("urutan waktu masuk akal", "the times can follow each other"),
    "check-keys": Text("kunci berlaku pada saat entri itu", "the keys were good at that entry"),
    "check-log": Text(
        "salinan catatan yang disertakan adalah catatan yang sama", "the copy of the log is the same log"
    ),
    "check-body": Text("berkas jawaban sama dengan yang dikirim", "the file is the answer that was sent"),
    # --- limits
    "limits": Text("Yang TIDAK dibuktikan", "What this does NOT prove"),
    "limit-delivery": Text(
        "bahwa jawaban itu sampai: bukti ini menyatakan apa yang diizinkan dan dikirim, bukan diterima",
        "that the answer arrived: it proves what was authorised and sent, not what was received",
    ),
    "limit-outside": Text(
        "apa pun yang bertukar di luar gerbang, dan apakah isi data itu benar",
        "anything that was exchanged outside the gateway, nor that the data themselves are true",
    ),
    "limit-recorded": Text(
        "bahwa pemberi data tidak menunjukkan catatan lain kepada pihak lain; untuk itu perlu penjamin catatan",
        "that the provider showed nobody another log; that takes a witness",
    ),
    "limit-collusion": Text(
        "apa pun terhadap kedua badan publik yang bersekongkol tanpa penjamin ketiga",
        "anything against both agencies together, without a third witness",
    ),
    "limit-origin": Text(
        "bahwa ini satu-satunya catatan pemberi data: bandingkan nama catatan dengan yang disepakati (--origin)",
        "that this is the provider's one log: compare the log's name with the agreed one (--origin)",
    ),
    "foot": Text(
        "Diperiksa dari kunci publik saja, tanpa jaringan dan tanpa mempercayai gerbang mana pun.",
        "Judged by public keys alone, offline, without trusting any gateway.",
    ),
    "no-trust": Text(
        "beri --profile, atau --trust beserta --pins: bukti hanya diperiksa dengan kunci yang Anda percayai sendiri",
        "give --profile, or --trust with --pins: a receipt is judged only by keys that you trust yourself",
    ),
    "copy-unsealed": Text(
        "salinan catatan ini tidak berakhir pada segel yang ditandatangani; minta salinan yang baru",
        "this copy of the log does not end at a signed checkpoint; ask for a new copy",
    ),
    "copy-of-other": Text(
        "salinan ini milik catatan {copy}, buktinya milik {log}; beri salinan catatan itu",
        "this copy is of the log {copy}, the receipt of {log}; give a copy of that log",
    ),
    "copy-of-fork": Text(
        "salinan catatan {log} ini tidak memuat pohon yang diketahui pada ukuran {size}: salinannya terpotong atau "
        "bercabang; minta salinan yang utuh",
        "this copy of the log {log} does not hold the tree that is known at size {size}: it was cut or has forked; "
        "ask for the whole one",
    ),
    "body-saved": Text("jawaban persis disimpan di {path}", "exact answer saved in {path}"),
}
