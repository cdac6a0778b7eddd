"""What a signature must say of a file, read from the file alone: to sign it before it joins a folder."""

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad
from gateway.policy.paths import parse_path
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_map import SEMVER, SHA256
from gateway.policy.reading_nodes import MapNode, TextNode, read_nodes
from gateway.policy.signatures import TYPES


def read_header(path: str, content: bytes) -> dict[str, str | int]:
    """Return the protected header for a signature of one policy file.

    Raises:
        PolicyFilesBad: the path is no policy file's, or the content is none.
    """
    parsed, faults = parse_path(path), Faults()
    if parsed is None:
        raise PolicyFilesBad(Sentence("policies.outside", path=path))
    node = read_nodes(path, content, faults)
    if len(faults) or not isinstance(node, MapNode):
        fault = next(iter(faults.sorted()), None)
        raise PolicyFilesBad(fault.placed if fault else Sentence("policies.no-policy-file", path=path))
    texts = {key.text: value.text for key, value in node.entries if isinstance(value, TextNode)}
    version = texts.get("version", "")
    header: dict[str, str | int] = {"typ": TYPES[parsed.kind], "uid": parsed.uid}
    if parsed.kind == "contract" and SEMVER.pattern.fullmatch(version):
        return header | {"version": version}
    if parsed.kind == "contract" or not (version.isascii() and version.isdigit()):
        raise PolicyFilesBad(Sentence("policies.no-version", path=path))
    header["version"] = int(version)
    follows = parsed.kind in {"agreement", "trust", "former"}
    if follows and SHA256.pattern.fullmatch(texts.get("predecessor", "")):
        header["predecessor"] = texts["predecessor"]
    return header
