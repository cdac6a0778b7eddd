"""The files of one agreement: taken out of a policy folder to be proposed, and put into another's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gateway.catalogue import Sentence, problem_of
from gateway.drafting.checking import check
from gateway.drafting.sign import sign_file
from gateway.errors import KeyRoleWrong, PolicyFilesBad
from gateway.policy import (
    Agreement,
    Policy,
    PolicyPath,
    Role,
    paper_uid,
    parse_path,
    read_bundle,
    signed_path,
)
from gateway.signing import Signer


@dataclass(frozen=True, slots=True)
class Accepted:
    """What an acceptance wrote, by path in the folder, and the signatures that go back."""

    paths: tuple[str, ...]
    signatures: Mapping[str, bytes]


def closure(files: Mapping[str, bytes], uid: str, folder: Path) -> dict[str, bytes]:
    """Return an agreement with everything of its parties that it is read with.

    Raises:
        PolicyFilesBad: there is no such agreement, or the folder has faults.
    """
    reading = read_bundle(files)
    if reading.bundle is None:
        raise PolicyFilesBad(reading.faults[0].placed)
    agreement = reading.bundle.agreements.get(uid)
    if agreement is None:
        raise PolicyFilesBad(Sentence("mail.no-agreement", uid=uid, folder=folder))
    return {path: content for path, content in files.items() if _belongs(path, agreement)}


def _belongs(path: str, agreement: Agreement) -> bool:
    parsed = parse_path(path) or parse_path(signed_path(path) or "")
    if parsed is None:
        return paper_uid(path) == agreement.uid
    if parsed.kind == "agreement":
        return parsed.uid == agreement.uid
    return agreement.find_party(_owner(parsed)) is not None


def _owner(parsed: PolicyPath) -> str:
    return parsed.uid.partition("/")[0]


def export_files(files: Mapping[str, bytes], folder: Path) -> int:
    """Write the files of a parcel to a folder of their own; return how many.

    Raises:
        PolicyFilesBad: the folder is not empty, or cannot be written.
    """
    if folder.exists() and any(folder.iterdir()):
        raise PolicyFilesBad(Sentence("mail.not-empty", folder=folder))
    write_files(files, folder)
    return len(files)


def write_files(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by their paths in the folder.

    Raises:
        PolicyFilesBad: one cannot be written, or is no policy file's.
    """
    for path, content in files.items():
        if not (parse_path(path) or parse_path(signed_path(path) or "") or paper_uid(path)):
            raise PolicyFilesBad(Sentence("policies.outside", path=path))
        try:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        except OSError as error:
            raise PolicyFilesBad(
                Sentence("policies.unwritable", path=folder / path, problem=problem_of(error))
            ) from error


def accept(
    proposed: Mapping[str, bytes],
    present: Mapping[str, bytes],
    folder: Path,
    signer: Signer,
    policy: Policy,
    *,
    agency: str,
    sender: str,
    name: str | None,
    now: datetime,
) -> Accepted:
    """Put a proposal into the policy folder and sign its agreement.

    The sender changes the agreement and its own files; what belongs to this agency
    stays as it is, and must be what the sender has.

    Raises:
        PolicyFilesBad: the folder would have faults, one's own files differ, or the agreement does
            not follow the active one of its uid; nothing was written.
        KeyRoleWrong: the key is no valid signatory key of this agency; nothing was written.
    """
    trusted = policy.ring_at(now).find(signer.key.thumbprint)
    if trusted is None or trusted.agency != agency or trusted.role != Role.SIGNATORY:
        raise KeyRoleWrong(Sentence("mail.accept-key", key=signer.key.thumbprint, agency=agency))
    _check_follows(proposed, policy, sender)
    changed, stale = _merged(proposed, present, agency, sender)
    planned = {path: content for path, content in {**present, **changed}.items() if path not in stale}
    found = check(planned, now)
    if found.faults:
        fault = found.faults[0]
        raise PolicyFilesBad(
            Sentence("mail.accept-faults", count=len(found.faults), place=fault.place, problem=fault.sentence)
        )
    write_files(changed, folder)
    for path in stale:
        (folder / path).unlink()
    agreement = next(path for path in proposed if (parse_path(path) or _NONE).kind == "agreement")
    beside = sign_file(folder / agreement, signer, suffix=name or signer.key.thumbprint)
    signature = beside.relative_to(folder).as_posix()
    return Accepted((*changed, signature), {signature: beside.read_bytes()})


def _check_follows(proposed: Mapping[str, bytes], policy: Policy, sender: str) -> None:
    """Refuse what could never be activated: it would take the place of signed files of what is active."""
    found = read_bundle(proposed).bundle
    for uid, agreement in found.agreements.items() if found else ():
        active = policy.bundle.agreements.get(uid)
        if active is None or active.digest == agreement.digest:
            continue
        if active.find_party(sender) is None:
            raise PolicyFilesBad(Sentence("mail.uid-taken", uid=uid, agency=sender))
        if agreement.version <= active.version or agreement.predecessor != active.digest:
            raise PolicyFilesBad(Sentence("mail.follows-not", uid=uid, version=active.version))


def _merged(
    proposed: Mapping[str, bytes], present: Mapping[str, bytes], agency: str, sender: str
) -> tuple[dict[str, bytes], list[str]]:
    """Return what a proposal changes in a folder, and the signatures that thereby sign nothing."""
    changed: dict[str, bytes] = {}
    for path, content in proposed.items():
        parsed = parse_path(path) or parse_path(signed_path(path) or "")
        is_own = parsed is not None and parsed.kind != "agreement" and _owner(parsed) == agency
        if is_own and parse_path(path) and present.get(path) != content:
            raise PolicyFilesBad(Sentence("mail.own-differs", path=path, agency=sender))
        if not is_own and present.get(path) != content:
            changed[path] = content
    stale = [path for path in present if signed_path(path) in changed and path not in proposed]
    return changed, stale


_NONE = PolicyPath("trust", "")
