"""Read a gettext .po file and write the .mo that gettext reads (GNU gettext manual, section 10.3).

`python -m tests.catalogue.po` writes the project's own anew.
"""

import ast
import struct
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "gateway/catalogue/locale/id/LC_MESSAGES"
PO, MO = FOLDER / "messages.po", FOLDER / "messages.mo"


def read_po(text: str) -> dict[str, str]:
    """Return texts by message id; an id with a plural holds both, with a NUL between."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        parts: dict[str, str] = {}
        keyword = ""
        for line in block.splitlines():
            if line.startswith("msg"):
                keyword, _, line = line.partition(" ")
            if line.startswith('"'):
                parts[keyword] = parts.get(keyword, "") + ast.literal_eval(line)
        names = [parts[word] for word in ("msgid", "msgid_plural") if word in parts]
        found["\0".join(names)] = parts.get("msgstr", parts.get("msgstr[0]", ""))
    return found


def make_mo(texts: dict[str, str]) -> bytes:
    """Return the compiled file: a header, two tables of (length, offset), the strings."""
    pairs = sorted((name.encode(), text.encode()) for name, text in texts.items())
    names, said = zip(*pairs, strict=True)
    offset = 28 + 16 * len(pairs)
    tables, data = b"", b""
    for string in (*names, *said):
        tables += struct.pack("<II", len(string), offset + len(data))
        data += string + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, offset)
    return header + tables + data


if __name__ == "__main__":
    MO.write_bytes(make_mo(read_po(PO.read_text("utf-8"))))
