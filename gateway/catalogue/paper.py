"""Texts: agreements signed as PDF, and why a signature in one does not count."""

from gateway.catalogue.words import Text

TEXTS: dict[str, Text] = {
    "pdf-needs-file": Text("sebutkan berkas PDF-nya dengan -o", "name the PDF's file with -o"),
    "rendered": Text(
        "{file}: naskah perjanjian {agreement}, SHA-256 berkasnya {digest}",
        "{file}: the page of agreement {agreement}, whose file has SHA-256 {digest}",
    ),
    "not-an-agreement": Text("{path} bukan berkas perjanjian", "{path} is no agreement's file"),
}
