"""What the doctor says of the address and of TLS."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "port-ours": Text("{where}: gerbang ini menjawab dan siap", "{where}: this gateway answers and is ready"),
    "port-free": Text(
        "{where}: bebas; gerbang tidak sedang berjalan", "{where}: free; the gateway is not running"
    ),
    "port-unready": Text(
        "{where}: gerbang ini menjawab tetapi belum siap: {checks}; lihat baris lain",
        "{where}: this gateway answers but is not ready: {checks}; see the other lines",
    ),
    "port-stranger": Text(
        "{where}: program atau gerbang lain yang menjawab; hentikan, atau ganti `server.port`",
        "{where}: another program or gateway answers; stop it, or change `server.port`",
    ),
    "port-dumb": Text(
        "{where}: ada yang mendengarkan tetapi tidak menjawab ({problem}); periksa proses di alamat itu",
        "{where}: something listens and does not answer ({problem}); look at the process there",
    ),
    "port-unknown": Text(
        "{where}: ada gerbang yang menjawab; milik siapa tidak dapat dipastikan tanpa kunci answer",
        "{where}: a gateway answers; whose it is cannot be told without the key answer",
    ),
    "port-taken": Text(
        "{where}: alamat ini tidak dapat dipakai ({problem}); perbaiki `server.host` atau `server.port`",
        "{where}: this address cannot be used ({problem}); mend `server.host` or `server.port`",
    ),
    "tls-loopback": Text(
        "tidak diperlukan: hanya komputer ini yang dapat menjangkau gerbang",
        "not needed: only this machine can reach the gateway",
    ),
    "tls-proxy": Text("diakhiri oleh {proxy} pada komputer ini", "terminated by {proxy} on this machine"),
    "tls-proxy-open": Text(
        "diakhiri oleh {proxy}, dan dari sana ke {host} tanpa TLS; pastikan jaringan itu tertutup, atau pasang "
        "sertifikat di gerbang juga",
        "terminated by {proxy}, and from there to {host} without TLS; see that this network is closed, or give the "
        "gateway a certificate too",
    ),
    "tls": Text(
        "{path}: berlaku sampai {day} ({left} hari); perbarui sebelum itu",
        "{path}: valid until {day} ({left} days); renew it before",
    ),
    "tls-ended": Text(
        "{path}: berakhir {day}; perbarui sertifikat", "{path}: ended {day}; renew the certificate"
    ),
    "tls-not-yet": Text(
        "{path}: baru berlaku mulai {day}; periksa jam, atau pakai sertifikat sebelumnya",
        "{path}: valid only from {day}; check the clock, or use the one before",
    ),
    "tls-key-other": Text(
        "{path}: bukan kunci sertifikat itu; pasangkan `tls_certificate` dan `tls_key` yang benar",
        "{path}: not that certificate's key; name the right pair of `tls_certificate` and `tls_key`",
    ),
    "tls-name": Text(
        "{path}: sertifikat tidak memuat nama {name} dari `server.authorities`; mintalah yang memuatnya",
        "{path}: the certificate is not for {name} of `server.authorities`; ask for one that is",
    ),
    "tls-refused": Text(
        "server yang berjalan tidak menerima TLS 1.3 ({problem}); periksa apa yang berjalan di alamat itu",
        "the running server does not take TLS 1.3 ({problem}); look at what runs at that address",
    ),
    "tls-old": Text(
        "server yang berjalan memperlihatkan sertifikat lain daripada berkasnya; mulai ulang gerbang",
        "the running server shows another certificate than the file's; restart the gateway",
    ),
    "tls-13": Text(
        "server yang berjalan memakai TLS 1.3 dan sertifikat ini",
        "the running server uses TLS 1.3 and this certificate",
    ),
}
