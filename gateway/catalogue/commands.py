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
}
