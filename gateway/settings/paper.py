"""Root certificates under which officials' signatures in a PDF count, e.g. BSrE's.

Like root keys they are compared in person and pinned outside the policy files.
"""

from pathlib import Path

from gateway.catalogue import problem_of
from gateway.errors import KeyMaterialBad, SettingsBad
from gateway.settings.table import Table
from gateway.signing import certificate_from_pem


def read_paper_roots(table: Table | None, base: Path) -> tuple[bytes, ...]:
    """Read the pinned root certificates, in DER; without the table no signed PDF counts."""
    if table is None:
        return ()
    found = []
    for name in table.texts("roots"):
        path = base / name
        try:
            found.append(certificate_from_pem(path.read_bytes()).der)
        except OSError as error:
            where = table.where("roots")
            raise SettingsBad("paper-root", where, path=str(path), problem=problem_of(error)) from error
        except KeyMaterialBad as error:
            table.fail("paper-root", "roots", path=str(path), problem=str(error.message))
    table.done()
    return tuple(found)
