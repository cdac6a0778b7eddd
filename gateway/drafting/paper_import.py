"""Put a signed PDF into a policy folder, with the agreement that it encloses.

Nothing that stands there is changed, except that an agreement's next version follows the one
before; signatures, trust files and registers come by their own way.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.drafting.folder import read_folder
from gateway.drafting.paper import enclosed_agreement
from gateway.drafting.render_as_pdf import read_enclosed
from gateway.errors import PolicyFilesBad
from gateway.policy import paper_path, paper_uid, parse_path, read_annex


def import_paper(pdf: bytes, folder: Path) -> tuple[str, ...]:
    """Write what a folder still lacks of a PDF whose page was compared; return what was written.

    Raises:
        PolicyFilesBad: another version stands there that this one does not follow, or the
            folder cannot be written.
    """
    found, enclosed = enclosed_agreement(pdf), read_enclosed(pdf)
    if found is None or enclosed is None:
        raise PolicyFilesBad(Sentence("policies.no-policy-file", path=folder))
    path, _ = found
    standing = read_folder(folder) if folder.exists() else {}
    _check_follows(path, enclosed.files, standing, folder)
    parsed = parse_path(path)
    wanted = {paper_path(parsed.uid if parsed else ""): pdf, path: enclosed.files[path]}
    # A contract that differs stays as it is: `check` tells which one the agreement pins.
    wanted |= {place: content for place, content in enclosed.files.items() if place not in standing}
    strange = [place for place in wanted if not (parse_path(place) or paper_uid(place))]
    if strange:
        raise PolicyFilesBad(Sentence("policies.outside", path=strange[0]))
    fresh = {place: content for place, content in wanted.items() if standing.get(place) != content}
    for place, content in sorted(fresh.items()):
        try:
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(content)
        except OSError as error:
            problem = problem_of(error)
            raise PolicyFilesBad(
                Sentence("policies.unwritable", path=folder / place, problem=problem)
            ) from error
    return tuple(sorted(fresh))


def _check_follows(
    path: str, enclosed: Mapping[str, bytes], standing: Mapping[str, bytes], folder: Path
) -> None:
    before = standing.get(path)
    if before is None or before == enclosed[path]:
        return
    agreement, _ = read_annex(path, enclosed)
    if agreement.predecessor != sha256(before).hexdigest():
        raise PolicyFilesBad(Sentence("paper.other-version", path=folder / path, version=agreement.version))
