"""Problems of signing: who said this?"""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "signature-invalid": Text("Tanda tangan tidak sah", "Signature not valid"),
    "signature-invalid.detail": Text(
        "Tanda tangan tidak cocok dengan permintaan; tanda tangani permintaan persis seperti yang dikirim, "
        "dengan kunci yang terdaftar.",
        "The signature does not match the request; sign the request exactly as it is sent, with the "
        "registered key.",
    ),
    "signature-missing": Text("Tanda tangan tidak ada", "Signature missing"),
    "signature-missing.detail": Text(
        "Permintaan harus membawa tepat satu tanda tangan berlabel `sig`; sertakan Signature-Input dan "
        "Signature.",
        "The request must carry exactly one signature labelled `sig`; send Signature-Input and Signature.",
    ),
    "signature-malformed": Text("Bentuk tanda tangan salah", "Signature malformed"),
    "signature-malformed.detail": Text(
        "Signature-Input atau Signature tidak sesuai profil yang didokumentasikan; periksa parameter, "
        "urutan, dan penulisannya.",
        "Signature-Input or Signature does not follow the documented profile; check the parameters, their "
        "order and their spelling.",
    ),
    "signature-components": Text("Komponen yang ditandatangani salah", "Wrong covered components"),
    "signature-components.detail": Text(
        "Tanda tangan tidak mencakup komponen yang diwajibkan, atau mencakup yang tidak diperbolehkan; "
        "gunakan daftar komponen dalam panduan integrator.",
        "The signature does not cover the required components, or covers one it may not; use the list in "
        "the integrator's guide.",
    ),
    "signature-stale": Text("Tanda tangan kedaluwarsa", "Signature too old"),
    "signature-stale.detail": Text(
        "Tanda tangan dibuat terlalu lama atau masa berlakunya telah lewat; samakan jam Anda, lalu tanda "
        "tangani ulang.",
        "The signature was made too long ago or has expired; set your clock right and sign again.",
    ),
    "signature-future": Text("Waktu tanda tangan belum tiba", "Signature from the future"),
    "signature-future.detail": Text(
        "Waktu pembuatan tanda tangan mendahului jam gerbang data; samakan jam Anda, lalu tanda tangani "
        "ulang.",
        "The signature's time of creation lies ahead of the gateway's clock; set your clock right and sign "
        "again.",
    ),
    "authority-unknown": Text("Nama layanan tidak dikenal", "Authority unknown"),
    "authority-unknown.detail": Text(
        "Permintaan ditandatangani untuk nama layanan lain; gunakan alamat resmi gerbang data ini, termasuk "
        "nomor portanya.",
        "The request was signed for another host name; use this gateway's published address, with its port.",
    ),
    "key-unknown": Text("Kunci tidak dikenal", "Key unknown"),
    "key-unknown.detail": Text(
        "Kunci ini tidak terdaftar atau tidak berlaku saat ini; mintalah badan publik Anda memeriksa berkas "
        "kepercayaannya.",
        "This key is not registered, or is not valid now; ask your agency to check its trust file.",
    ),
    "key-role": Text("Peran kunci salah", "Key has another role"),
    "key-role.detail": Text(
        "Kunci ini terdaftar untuk peran lain; tanda tangani dengan kunci yang perannya disebut dalam `role`: `client` "
        "untuk data, `auditor` untuk membaca catatan.",
        "This key is registered for another role; sign with a key of the role that `role` names: `client` for data, "
        "`auditor` for reading the log.",
    ),
    "algorithm-mismatch": Text("Algoritma tidak sesuai", "Algorithm mismatch"),
    "algorithm-mismatch.detail": Text(
        "Algoritma tanda tangan berbeda dari yang ditetapkan bagi kunci ini; gunakan algoritma dalam berkas "
        "kepercayaan.",
        "The signature's algorithm is not the one fixed for this key; use the algorithm that the trust file "
        "states.",
    ),
    "digest-mismatch": Text("Isi permintaan berubah", "Body does not match its digest"),
    "digest-mismatch.detail": Text(
        "Isi permintaan tidak sama dengan Content-Digest yang ditandatangani; hitung ulang digest atas byte "
        "yang benar-benar dikirim.",
        "The body is not the one that the signed Content-Digest names; compute the digest over the bytes "
        "that are really sent.",
    ),
    "key-store-unavailable": Text("Daftar kunci tidak dapat dibaca", "Key store unavailable"),
    "key-store-unavailable.detail": Text(
        "Gerbang data sedang tidak dapat memeriksa kunci, sehingga tidak memberikan data; ulangi beberapa "
        "saat lagi.",
        "The gateway cannot check keys at the moment and so releases nothing; try again shortly.",
    ),
    "key-material": Text("Bahan kunci tidak dapat dipakai", "Key material unusable"),
    "key-material.detail": Text(
        "Gerbang data tidak dapat memakai salah satu kuncinya; hubungi pengelola gerbang data.",
        "The gateway cannot use one of its keys; contact its operator.",
    ),
    "seal-broken": Text("Nilai tersegel tidak utuh", "Seal broken"),
    "seal-broken.detail": Text(
        "Nilai bersegel tidak dibuat oleh gerbang data ini untuk keperluan ini; mulai lagi tanpa nilai itu.",
        "A sealed value was not made by this gateway for this use; start again without it.",
    ),
}
