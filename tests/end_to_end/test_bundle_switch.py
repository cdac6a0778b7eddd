"""A bundle switched under load: each answer is of one bundle, which its entry names and the log had."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from gateway.audit import each_verdict
from gateway.demo.layout import Layout
from gateway.demo.policy_office import activate
from gateway.demo.servers import Serving
from gateway.drafting import sign_file
from gateway.settings import load_settings
from gateway.signing import signer_from_pem
from tests.end_to_end.load import Book, Load, check_told, load_on
from tests.end_to_end.stand import AGREEMENT, CONSUMER, PROVIDER, Node, served, wait_for

# What the odd versions of the agreement give, and the even ones do not.
ONLY_ODD, BEFORE_IT = "      waktu_tempuh: [release]\n", "      akses: [release]\n"
SWITCHES = 2
CLIENTS, BETWEEN = 6, 20


def next_version(layout: Layout, version: int) -> None:
    """Write the agreement that follows, with the field or without it, and let both parties sign."""
    path = layout.policies / "agreements" / f"{AGREEMENT}.yaml"
    before = path.read_text("utf-8")
    head, _, rest = before.partition("\nversion: ")
    predecessor = sha256(before.encode()).hexdigest()
    lines = [line for line in rest.split("\n")[1:] if not line.startswith("predecessor: ")]
    text = "\n".join([f"{head}\nversion: {version}", f"predecessor: {predecessor}", *lines])
    text = text.replace(ONLY_ODD, "")
    if version % 2:
        text = text.replace(BEFORE_IT, BEFORE_IT + ONLY_ODD)
    path.write_text(text, "utf-8")
    for short, uid in (("kpu", PROVIDER), ("polres", CONSUMER)):
        key = (layout.officials(short) / "signatory.pem").read_bytes()
        sign_file(path, signer_from_pem(key), suffix=uid)


def test_every_answer_is_of_one_bundle_and_the_log_says_of_which(nodes: Sequence[Node]):
    node = nodes[0]
    serving = Serving(node.config, node.environ, load_settings(node.config, node.environ))
    with served(*nodes):
        with load_on(*nodes, clients=CLIENTS) as load:
            for version in range(2, 2 + SWITCHES):
                ask_on(load)
                next_version(node.layout, version)
                activate(node.layout, serving)
            ask_on(load)
        assert load.refusals.keys() <= {(503, "policy-moved")}
        book = check_told(node, load)
    active = active_bundles(book)
    seen = set()
    for told in load.told:
        index, entry = book.entries[told.exchange_id]
        epoch, bundle = active[index]
        assert (entry["epoch"], entry["bundle"]) == (epoch, bundle)
        version = entry["agreement"]["version"]
        (fields,) = {frozenset(row) for row in json.loads(told.body)["data"]}
        assert ("waktu_tempuh" in fields) == bool(version % 2)
        released = {each["field"] for each in each_verdict(entry) if each["verdict"] != "withhold"}
        assert fields == released
        seen.add((bundle, version, fields))
    # As many as were active, each with one version and one set of fields.
    assert len(seen) == len({bundle for bundle, _, _ in seen}) == SWITCHES + 1
    assert len({fields for _, _, fields in seen}) == 2
    epochs = [entry["epoch"] for _, entry in sorted(book.entries.values(), key=_index) if "epoch" in entry]
    assert all(before <= after for before, after in pairwise(epochs))


def ask_on(load: Load) -> None:
    """Wait until clients were told some more."""
    goal = len(load.told) + BETWEEN
    wait_for(lambda: len(load.told) >= goal, lambda: load.refusals)


def active_bundles(book: Book) -> Mapping[int, tuple[int, str]]:
    """Return what the log itself had made active before each of its entries."""
    active: dict[int, tuple[int, str]] = {}
    epoch, bundle = 0, ""
    for index, entry in sorted(book.entries.values(), key=_index):
        active[index] = (epoch, bundle)
        if entry["kind"] == "activate":
            epoch, bundle = epoch + 1, str(entry["bundle"])
    return active


def _index(pair: tuple[int, object]) -> int:
    return pair[0]
