"""Trust files on a disk: read with the signatures beside them, and counted under pinned roots alone."""

from collections.abc import Mapping
from pathlib import Path

from gateway.catalogue import problem_of
from gateway.errors import SettingsBad
from gateway.policy import RootPins, Trust, read_trust


def read_trust_file(path: Path, pins: Mapping[str, RootPins]) -> Trust:
    """Read one trust file.

    Raises:
        SettingsBad: it cannot be read, or no root keys of its agency are pinned.
        PolicyFilesBad: it has faults, or too few pinned roots signed it.
    """
    agency = path.stem
    if agency not in pins:
        raise SettingsBad("pins-missing", str(path), key=agency)
    try:
        text = path.read_bytes()
        beside = path.parent.glob(f"{agency}.*.jws")
        signatures = [each.read_text("ascii").strip() for each in sorted(beside)]
        kept = path.parent / agency
        former = {each.name: each.read_bytes() for each in sorted(kept.glob("*")) if each.is_file()}
    except OSError as error:
        raise SettingsBad("unreadable", str(path), problem=problem_of(error)) from error
    except UnicodeDecodeError as error:
        raise SettingsBad("not-utf8", str(path)) from error
    return read_trust(path.name, text, signatures, pins[agency], former)


def read_trust_files(files: Mapping[str, bytes], pins: Mapping[str, RootPins]) -> dict[str, Trust]:
    """Read the trust files of a bundle of evidence: those of agencies whose root keys are pinned.

    Raises:
        PolicyFilesBad: one has faults, or too few pinned roots signed it.
    """
    found = {}
    for name in files:
        agency = name.removeprefix("trust/").removesuffix(".yaml")
        if name != f"trust/{agency}.yaml" or agency not in pins:
            continue
        beside = [
            content.decode("ascii", "replace").strip()
            for other, content in sorted(files.items())
            if other.startswith(f"trust/{agency}.") and other.endswith(".jws")
        ]
        former = {
            other.removeprefix(f"trust/{agency}/"): content
            for other, content in files.items()
            if other.startswith(f"trust/{agency}/")
        }
        found[agency] = read_trust(f"{agency}.yaml", files[name], beside, pins[agency], former)
    return found
