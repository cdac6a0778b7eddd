"""Texts: evidence bundles."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "no-zip": Text("berkas ini bukan zip yang utuh", "this file is no whole zip archive"),
    "not-a-receipt": Text(
        "{path} bukan bukti pertukaran, atau rusak", "{path} is not a receipt, or is a damaged one"
    ),
    "too-large": Text(
        "isi zip lebih besar daripada berkas bukti mana pun; jangan dibuka",
        "the archive is larger inside than any bundle of evidence; do not unpack it",
    ),
    "twice": Text("satu nama muncul dua kali dalam zip", "a name stands twice in the archive"),
    "name": Text(
        "nama berkas yang tidak diizinkan dalam zip: {name}", "a file name that is not allowed: {name}"
    ),
    "changed": Text(
        "{name} berubah, hilang, atau disisipkan", "{name} was changed, is missing or was put in"
    ),
    "exported": Text("{files} berkas bukti ditulis ke {path}", "{files} files of evidence written to {path}"),
    "no-policy": Text(
        "kebijakan yang disebut entri itu tidak tersimpan di sini, sehingga tidak disertakan",
        "the policy that the entry names is not stored here, so it is not in the bundle",
    ),
    "page": Text("putusan satu halaman ditulis ke {path}", "the verdict on one page written to {path}"),
    "digests": Text("Sidik berkas (SHA-256)", "Digests of the files (SHA-256)"),
    "readme": Text(
        """\
BERKAS BUKTI PERTUKARAN DATA

{receipt}       bukti pertukaran, ditandatangani pemberi data (JWS)
entry.json        entri catatan, byte demi byte seperti yang disegel
log/              segel catatan bukti ini, segel terbaru, dan jalur di antara keduanya
policy/           berkas kebijakan yang disebut entri itu
trust/            berkas kepercayaan kedua badan publik beserta tanda tangannya
timestamp/        cap waktu RFC 3161 dan segel yang dicap (bila ada)
SHA256SUMS        sidik semua berkas lain

1. Utuhkah salinan ini?
     sha256sum -c SHA256SUMS
2. Benarkah isinya? Bandingkan dahulu sidik akar kunci kedua badan publik dengan Berita
   Acara Pertukaran Kunci, tulis dalam pins.toml, lalu:
     {verify} BERKAS.zip --pins pins.toml
   Dengan jawaban yang disimpan penerima data: tambahkan --body JAWABAN.
3. Cap waktunya, tanpa perangkat lunak gerbang (akar.pem: sertifikat akar otoritas itu):
     openssl ts -verify -in timestamp/response.tsr -data {stamped} -CAfile akar.pem
4. Sidik daun entri (RFC 6962), awal dari jalur ke akar:
     (printf '\\0'; cat entry.json) | sha256sum

Berkas ini tidak membuktikan bahwa jawaban diterima, dan tidak menyebut apa pun di luar gerbang.
""",
        """\
EVIDENCE OF AN EXCHANGE OF DATA

{receipt}       the receipt, signed by the provider (JWS)
entry.json        the log entry, byte by byte as it was sealed
log/              this receipt's checkpoint, the latest one, and the way between them
policy/           the policy files that the entry names
trust/            both agencies' trust files with their signatures
timestamp/        an RFC 3161 timestamp and the checkpoint that it is over (if there is one)
SHA256SUMS        digests of all other files

1. Is this copy whole?
     sha256sum -c SHA256SUMS
2. Is it true? First compare the fingerprints of both agencies' root keys with the minutes of
   the exchange of keys, write them into pins.toml, then:
     {verify} FILE.zip --pins pins.toml
   With the answer that the consumer kept: add --body ANSWER.
3. The timestamp, without the gateway's software (root.pem: that authority's root certificate):
     openssl ts -verify -in timestamp/response.tsr -data {stamped} -CAfile root.pem
4. The entry's leaf hash (RFC 6962), where the path to the root begins:
     (printf '\\0'; cat entry.json) | sha256sum

None of it proves that the answer was received, nor anything outside the gateway.
""",
    ),
}
