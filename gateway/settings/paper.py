"""Root certificates under which officials' signatures in a PDF count, e.g. BSrE's.

Like root keys they are compared in person and pinned outside the policy files.
"""

from pathlib import Path

from gateway.settings.certificates import read_roots
from gateway.settings.table import Table


def read_paper_roots(table: Table | None, base: Path) -> tuple[bytes, ...]:
    """Read the pinned root certificates, in DER; without the table no signed PDF counts."""
    if table is None:
        return ()
    found = read_roots(table, base)
    table.done()
    return found
