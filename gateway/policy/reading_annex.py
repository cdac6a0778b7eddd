"""One agreement read by itself, with the contracts that it pins and nothing else of a folder.

What a signed page was made from: no register and no trust file stands in it, so that a
page is the same for good, whatever happens to those.
"""

from collections.abc import Mapping
from hashlib import sha256

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad
from gateway.policy.columns import Columns
from gateway.policy.model import Agreement, Contract
from gateway.policy.paths import parse_path
from gateway.policy.reading_agreement import Neighbours, read_agreement
from gateway.policy.reading_contract import read_contract
from gateway.policy.reading_faults import Faults
from gateway.policy.reading_nodes import Node, read_nodes


def read_annex(path: str, files: Mapping[str, bytes]) -> tuple[Agreement, Mapping[str, Contract]]:
    """Read the agreement at a path, and all other files as contracts.

    Raises:
        PolicyFilesBad: a file has a fault or stands where no contract does, or the pins name
            other contracts than these.
    """
    faults = Faults()
    contracts: dict[str, Contract] = {}
    for place, content in files.items():
        if place == path:
            continue
        parsed = parse_path(place)
        if parsed is None or parsed.kind != "contract":
            # A page from elsewhere may enclose anything, under any name.
            raise PolicyFilesBad(Sentence("policies.outside", path=place))
        provider, _, dataset = parsed.uid.partition("/")
        node = _nodes(place, content, faults)
        contract = read_contract(node, provider, dataset, _digest(content), faults)
        _stop_at(faults)
        if contract is not None:
            contracts[parsed.uid] = contract
    parsed = parse_path(path)
    if parsed is None or parsed.kind != "agreement" or path not in files:
        raise PolicyFilesBad(Sentence("policies.no-policy-file", path=path))
    around = Neighbours(contracts, {}, frozenset(), Columns(contracts))
    node = _nodes(path, files[path], faults)
    agreement = read_agreement(node, parsed.uid, _digest(files[path]), around, faults, Faults())
    _stop_at(faults)
    pinned = {name: (pin.version, pin.digest) for name, pin in agreement.pins.items()}
    if pinned != {name: (each.version, each.digest) for name, each in contracts.items()}:
        raise PolicyFilesBad(Sentence("policies.annex-pins", path=path))
    return agreement, contracts


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _nodes(path: str, content: bytes, faults: Faults) -> Node:
    node = read_nodes(path, content, faults)
    _stop_at(faults)
    if node is None:
        raise PolicyFilesBad(Sentence("policies.no-policy-file", path=path))
    return node


def _stop_at(faults: Faults) -> None:
    if len(faults):
        raise PolicyFilesBad(faults.sorted()[0].placed)
