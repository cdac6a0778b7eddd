"""The console's pages: one entry, told in a sentence."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "trail": Text("Letak halaman", "Breadcrumb"),
    "entry-title": Text("Entri {index}", "Entry {index}"),
    "broken-title": Text("Entri {index} tidak cocok dengan catatan", "Entry {index} does not match the log"),
    "broken-text": Text(
        "Isi yang tersimpan sekarang bukan isi yang dahulu dicatat. Jangan percayai keterangan di bawah; jalankan pemeriksaan dan simpan hasilnya.",
        "What is stored now is not what was recorded. Do not rely on the facts below; run the check and keep its result.",
    ),
    "sentence-query": Text(
        "{consumer} meminta data {dataset} kepada {provider}",
        "{consumer} asked {provider} for the data {dataset}",
    ),
    "sentence-statistics": Text(
        "{consumer} meminta tabel statistik dari data {dataset} milik {provider}",
        "{consumer} asked for a statistics table of the data {dataset} of {provider}",
    ),
    "sentence-lookup": Text(
        "{consumer} memverifikasi satu nomor pada data {dataset} milik {provider}",
        "{consumer} looked one number up in the data {dataset} of {provider}",
    ),
    "sentence-describe": Text(
        "{consumer} meminta keterangan dataset {dataset} kepada {provider}",
        "{consumer} asked {provider} to describe the dataset {dataset}",
    ),
    "sentence-catalog": Text(
        "{consumer} meminta daftar dataset yang boleh dimintanya",
        "{consumer} asked which datasets it may ask for",
    ),
    "sentence-receipt": Text("{consumer} meminta bukti pertukaran", "{consumer} asked for a receipt"),
    "sentence-acknowledge": Text(
        "{consumer} menyatakan telah menerima jawaban atas data {dataset} dari {provider}",
        "{consumer} stated that the answer with the data {dataset} of {provider} arrived",
    ),
    "sentence-other": Text(
        "{consumer} mengirim permintaan yang tidak dilayani di sini",
        "{consumer} sent a request that nothing here answers",
    ),
    "sentence-unknown": Text("yang tidak dikenal", "something unknown"),
    "sentence-purpose": Text(" untuk tujuan {purpose}", " for the purpose {purpose}"),
    "sentence-agreement": Text(" menurut perjanjian {agreement}", " under the agreement {agreement}"),
    "sentence-when": Text(" pada {moment}.", " on {moment}."),
    "sentence-rows": Text("Baris yang diberikan: {rows}.", "Rows released: {rows}."),
    "sentence-fields": Text(
        "Kolom yang diberikan apa adanya: {released}, diubah: {transformed}, tidak diberikan: {withheld}.",
        "Fields released as they are: {released}, transformed: {transformed}, withheld: {withheld}.",
    ),
    "sentence-described": Text(
        "Permintaan dijawab tanpa data.", "The request was answered without any data."
    ),
    "sentence-refused": Text(
        "Permintaan ditolak dan tidak ada data yang diberikan. Alasan: {reason}.",
        "The request was refused and no data was released. Reason: {reason}.",
    ),
    "sentence-genesis": Text("Catatan dimulai", "The log was begun"),
    "sentence-activate": Text("Kebijakan baru diaktifkan", "A new policy was activated"),
    "sentence-suspend": Text("Sebuah perjanjian ditangguhkan", "An agreement was suspended"),
    "sentence-revoke": Text("Sebuah kunci dicabut", "A key was revoked"),
    "sentence-propose": Text("Sebuah perjanjian diusulkan", "An agreement was proposed"),
    "sentence-settle": Text("Usulan perjanjian dijawab", "The proposal of an agreement was answered"),
    "sentence-compare": Text(
        "Versi perjanjian dibandingkan dengan gerbang lain", "Versions were compared with another gateway"
    ),
    "sentence-subject-search": Text(
        "Data seseorang dicari dalam catatan", "A person was looked up in the log"
    ),
    "sentence-subject-hold": Text(
        "{consumer} menunda pemberitahuan tentang sebuah pertukaran atau perkara",
        "{consumer} held back the disclosure of an exchange or a case",
    ),
    "sentence-subject-release": Text(
        "{consumer} mengakhiri penundaan pemberitahuan", "{consumer} ended a delayed disclosure"
    ),
    "sentence-erase": Text(
        "Nilai pembuka dan indeks orang dari sejumlah entri dihapus",
        "Openings and the index of people of some entries were erased",
    ),
    "sentence-incident-open": Text(
        "Kegagalan pelindungan data pribadi dicatat", "A failure to protect personal data was recorded"
    ),
    "sentence-incident-names": Text(
        "Orang dalam sebuah daftar dicari dalam cakupan insiden",
        "People of a list were looked up within the scope of an incident",
    ),
    "sentence-incident-notified": Text(
        "Dicatat bahwa pemberitahuan tertulis tentang insiden sudah diberikan",
        "It was recorded that written notice of an incident was given",
    ),
    "sentence-incident-close": Text(
        "Catatan kegagalan pelindungan data pribadi ditutup",
        "The record of a failure to protect personal data was closed",
    ),
    "sentence-invite": Text(
        "Pemeriksa dengan akun {account} diberi tautan masuk",
        "The auditor with the account {account} was given a link",
    ),
    "sentence-dismiss": Text(
        "Akun pemeriksa {account} ditutup", "The auditor's account {account} was closed"
    ),
    "sentence-sign-in": Text("Pemeriksa {account} masuk", "The auditor {account} signed in"),
    "sentence-sign-out": Text("Pemeriksa {account} keluar", "The auditor {account} signed out"),
    "sentence-audit-read": Text(
        "Pemeriksa {account} membaca satu halaman konsol ini",
        "The auditor {account} read a page of this console",
    ),
    "sentence-audit-entries": Text(
        "Pemeriksa dari {consumer} mengambil entri catatan dengan kuncinya",
        "An auditor of {consumer} fetched entries of the log with a key",
    ),
    "sentence-audit-list": Text(
        "Pemeriksa dari {consumer} mencari entri catatan dengan kuncinya",
        "An auditor of {consumer} searched entries of the log with a key",
    ),
}
