"""The bundles that were active once, parsed, as many pages ask for the same few."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from gateway.evidence import stored_bundle
from gateway.policy import Bundle

KEPT = 4


class Bundles:
    """The bundles that were active once, parsed; a few are kept, for reading one takes a moment."""

    def __init__(self, files: Callable[[str], Mapping[str, bytes]]) -> None:
        self._files = files
        self._known: OrderedDict[str, Bundle] = OrderedDict()
        self._lock = Lock()

    def get(self, digest: str | None) -> Bundle | None:
        """Return a stored bundle; None when there is none, or what is stored is not it."""
        if not digest:
            return None
        with self._lock:
            if digest in self._known:
                self._known.move_to_end(digest)
                return self._known[digest]
        bundle = stored_bundle(digest, self._files(digest))
        if bundle is None:
            return None
        with self._lock:
            self._known[digest] = bundle
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        return bundle
