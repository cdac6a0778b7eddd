"""Problems of the exchange: requests, proposals, acknowledgements."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "parcel-invalid": Text("Usulan tidak dapat diterima", "Proposal cannot be taken"),
    "parcel-invalid.detail": Text(
        "Usulan perjanjian, atau jawabannya, tidak lengkap atau tidak sah; lihat `reason`, periksa folder kebijakannya, "
        "lalu kirim lagi.",
        "The proposal of an agreement, or the answer to it, is incomplete or not valid; see `reason`, check the policy "
        "folder and send it again.",
    ),
    "parcel-unknown": Text("Usulan tidak dikenal", "Proposal unknown"),
    "parcel-unknown.detail": Text(
        "Tidak ada usulan dengan sidik jari itu yang menunggu jawaban Anda; periksa daftar kotak masuk.",
        "No proposal of this digest waits for your answer; look at the inbox.",
    ),
    "inbox-full": Text("Kotak masuk penuh", "Inbox full"),
    "inbox-full.detail": Text(
        "Terlalu banyak usulan Anda yang belum dijawab; tunggu sampai sebagian dijawab.",
        "Too many of your proposals wait for an answer; wait until some are answered.",
    ),
    "statements-exceeded": Text("Pernyataan terlalu sering berubah", "Statement changed too often"),
    "statements-exceeded.detail": Text(
        "Yang dinyatakan aktif di gerbang Anda terlalu sering berubah dalam satu jam; tunggu sampai waktu dalam Retry-After. Penyempitan tetap diterima.",
        "What is said to be active at your gateway changed too often within an hour; wait for the time in Retry-After. What only narrows is still taken.",
    ),
    "request-invalid": Text("Permintaan tidak sesuai bentuk", "Request not valid"),
    "request-invalid.detail": Text(
        "Isi permintaan tidak sesuai bentuk yang didokumentasikan; bandingkan dengan dokumen OpenAPI.",
        "The request body does not have the documented shape; compare it with the OpenAPI document.",
    ),
    "body-not-json": Text("Isi permintaan bukan JSON", "Body is not JSON"),
    "body-not-json.detail": Text(
        "Isi permintaan harus satu objek JSON dalam UTF-8 tanpa nama anggota ganda.",
        "The request body must be one JSON object in UTF-8 without duplicate members.",
    ),
    "body-too-large": Text("Isi permintaan terlalu besar", "Body too large"),
    "body-too-large.detail": Text(
        "Isi permintaan melebihi batas gerbang data ini; perkecil permintaan.",
        "The request body is larger than this gateway reads; make the request smaller.",
    ),
    "media-type": Text("Jenis isi permintaan salah", "Media type not supported"),
    "media-type.detail": Text(
        "Kirim isi permintaan dengan Content-Type: application/json.",
        "Send the request body with Content-Type: application/json.",
    ),
    "not-acceptable": Text("Format jawaban tidak tersedia", "No acceptable format"),
    "not-acceptable.detail": Text(
        "Format yang diminta dalam Accept tidak tersedia; mintalah salah satu format yang didokumentasikan.",
        "None of the formats in Accept is offered; ask for one that is documented.",
    ),
    "form-not-installed": Text("Bentuk jawaban belum terpasang", "Form not installed"),
    "form-not-installed.detail": Text(
        "Gerbang data ini belum dapat menulis bentuk yang diminta dalam Accept; mintalah JSON, NDJSON, CSV, atau XLSX, "
        "atau minta pengelola memasang tambahan `bulk`.",
        "This gateway cannot write the form that Accept asks for; ask for JSON, NDJSON, CSV or XLSX, or ask the "
        "operator to install the extra `bulk`.",
    ),
    "path-unknown": Text("Alamat tidak dikenal", "Path unknown"),
    "path-unknown.detail": Text(
        "Tidak ada layanan pada alamat ini; lihat dokumen OpenAPI untuk alamat yang tersedia.",
        "Nothing answers at this path; see the OpenAPI document for those that do.",
    ),
    "method-not-allowed": Text("Metode tidak diperbolehkan", "Method not allowed"),
    "method-not-allowed.detail": Text(
        "Alamat ini ada tetapi tidak dengan metode HTTP tersebut; lihat dokumen OpenAPI.",
        "This path exists, but not with that HTTP method; see the OpenAPI document.",
    ),
    "cursor-invalid": Text("Kursor tidak sah", "Cursor not valid"),
    "cursor-invalid.detail": Text(
        "Kursor tidak berasal dari gerbang data ini atau milik permintaan lain; mulai lagi dari halaman "
        "pertama.",
        "The cursor is not from this gateway or belongs to another query; start again from the first page.",
    ),
    "cursor-expired": Text("Kursor kedaluwarsa", "Cursor expired"),
    "cursor-expired.detail": Text(
        "Kursor sudah terlalu lama; mulai lagi dari halaman pertama.",
        "The cursor is too old; start again from the first page.",
    ),
    "replayed": Text("Permintaan berulang", "Request replayed"),
    "replayed.detail": Text(
        "Nonce ini sudah pernah dipakai oleh kunci Anda; tanda tangani setiap permintaan dengan nonce baru.",
        "Your key has used this nonce before; sign every request with a new nonce.",
    ),
    "exchange-unknown": Text("Pertukaran tidak dikenal", "Exchange unknown"),
    "exchange-unknown.detail": Text(
        "Tidak ada pertukaran bernomor demikian bagi badan publik Anda; periksa nomornya.",
        "There is no exchange of this id for your agency; check the id.",
    ),
    "acknowledgement-other": Text("Bukan jawaban pertukaran itu", "Not the answer of that exchange"),
    "acknowledgement-other.detail": Text(
        "Sidik SHA-256 yang Anda nyatakan diterima bukan sidik jawaban yang diberikan; hitung dari isi jawaban "
        "persis seperti diterima, dan bila tetap berbeda hubungi narahubung perjanjian.",
        "The SHA-256 that you state to have received is not that of the answer that was released; take it over "
        "the exact bytes of the body, and if it still differs ask the agreement's duty contact.",
    ),
    "acknowledgement-erased": Text("Sidik jawaban sudah dihapus", "The answer's digest was erased"),
    "acknowledgement-erased.detail": Text(
        "Sidik jawaban pertukaran ini sudah dihapus setelah masa simpannya, sehingga penerimaannya tidak dapat "
        "dinyatakan lagi; bukti yang sudah Anda simpan tetap berlaku.",
        "The digest of this exchange's answer was erased after its time, so that it arrived can no longer be "
        "stated; receipts that you keep still hold.",
    ),
}
