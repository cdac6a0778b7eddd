"""Help: `gateway log reconcile`."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "log.reconcile": Text(
        "Bandingkan bukti, segel, dan pengakuan yang disimpan penerima data dengan catatan pemberi data.",
        "Compare a consumer's kept receipts, heads and acknowledgements with the provider's log.",
    ),
    "reconcile-kept": Text(
        "Bukti pertukaran dan bukti pengakuan yang disimpan: berkas, atau folder beserta isinya (*.jws).",
        "Receipts that were kept, of exchanges and of acknowledgements: a file, or a folder with all below it (*.jws).",
    ),
    "reconcile-profile": Text(
        "Profil penerima data: kunci yang dipercaya, dan segel catatan yang disimpan.",
        "The consumer's profile: the keys that it trusts, and the head that it has kept.",
    ),
    "reconcile-agency": Text(
        "Pemilik catatan, sebagaimana disebut dalam profil.", "Whose log it is, as the profile names it."
    ),
    "reconcile-config": Text(
        "Bandingkan dengan catatan gerbang ini, menurut berkas kepercayaan yang aktif padanya.",
        "Compare with the log of this gateway, by the trust file that is active there.",
    ),
    "reconcile-database": Text(
        "Bandingkan dengan salinan basis data ini.", "Compare with this copy of a database."
    ),
    "reconcile-head": Text(
        "Segel catatan lain yang disimpan: berkas bertanda tangan.",
        "Another checkpoint that was kept: a signed note.",
    ),
    "reconcile-consumer": Text(
        "Badan publik yang semua pemberian datanya harus berbukti; tanpa ini, yang disebut bukti-bukti itu.",
        "The agency whose every release must have a receipt; otherwise those that the receipts name.",
    ),
    "reconcile-system": Text(
        "Hanya pemberian data kepada sistem ini.", "Only what was released to this system."
    ),
}
