"""Root certificates that were compared in person, named by a table of the settings."""

from pathlib import Path

from gateway.catalogue import problem_of
from gateway.errors import KeyMaterialBad, SettingsBad
from gateway.settings.table import Table
from gateway.signing import certificate_from_pem


def read_roots(table: Table, base: Path) -> tuple[bytes, ...]:
    """Take the key `roots`: files in PEM; returns their DER."""
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
    return tuple(found)
