"""Is the tree that leaves are held against the one that was signed?

Whoever can change a leaf can change its hash in the tree, too; then only the signed head tells.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from gateway.app import Gateway
from gateway.audit import EMPTY, Checkpoint, CompactRange, extend, verify_checkpoint
from gateway.catalogue import Sentence
from gateway.cli.incident_logs import KeptLog
from gateway.cli.log_keys import own_log_keys
from gateway.errors import ProofBad
from gateway.storage import read_log

_BATCH = 4096
"""How many hashes are added at once: what they complete is kept no longer than that."""


def check_trees(gateway: Gateway, logs: Sequence[KeptLog]) -> None:
    """Hold the tree of every log against its head: of a former one, that which its successor names.

    Raises:
        ProofBad: it is another; then nobody can say which leaves are what was recorded.
        SignatureError: nobody of ours signed the head.
        LogError: a log cannot be read.
    """
    for log in logs:
        with read_log(log.storage) as copy:
            tree = _tree(copy.leaf_hashes)
            size = copy.size or 0
        head = log.head or _signed_head(gateway, size)
        if (tree.size, tree.root()) != (head.size, head.root):
            raise ProofBad(Sentence("subjects.tree-other", origin=log.origin, size=head.size))


def _tree(hashes: Iterable[bytes]) -> CompactRange:
    tree = EMPTY
    for batch in _batches(hashes):
        tree, _ = extend(tree, batch)
    return tree


def _batches(hashes: Iterable[bytes]) -> Iterator[Sequence[bytes]]:
    left = iter(hashes)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _signed_head(gateway: Gateway, size: int) -> Checkpoint:
    note = gateway.witnessing.store.checkpoint(size)
    if note is None:
        raise ProofBad(Sentence("subjects.tree-other", origin=gateway.settings.log_origin, size=size))
    return verify_checkpoint(note, gateway.settings.log_origin, own_log_keys(gateway))
