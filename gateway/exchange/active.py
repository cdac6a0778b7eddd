"""The policy in force as one process knows it: read once, cached by epoch.

A process may be behind the log for a moment; the log refuses what it decides
then, so a stale cache costs a second try and never a release.
"""

from collections.abc import Callable, Mapping

from gateway.catalogue import Sentence
from gateway.errors import PolicyFilesBad
from gateway.policy import PaperJudge, Policy, RootPins, Standing, read_bundle, resolve


class ActivePolicies:
    """Turns the log's standing and the stored files into a resolved policy."""

    def __init__(
        self,
        standing: Callable[[], Standing | None],
        files: Callable[[str], Mapping[str, bytes]],
        pins: Mapping[str, RootPins],
        judge: PaperJudge | None = None,
    ) -> None:
        self._standing = standing
        self._files = files
        self._pins = pins
        self._judge = judge
        self._policy: Policy | None = None

    def current(self) -> Policy:
        """Return the cached policy, read on first use.

        Raises:
            LogError: the standing cannot be read.
            PolicyFilesBad: nothing is activated yet, or the stored bundle is damaged.
        """
        return self._policy or self.refresh()

    def refresh(self) -> Policy:
        """Read the standing again; a bundle of the same digest is not read twice."""
        standing = self._standing()
        if standing is None:
            raise PolicyFilesBad(Sentence("policies.none-active"))
        known = self._policy
        if known is not None and known.standing == standing:
            return known
        bundle = known.bundle if known is not None and known.bundle.digest == standing.bundle else None
        if bundle is None:
            bundle = read_bundle(self._files(standing.bundle)).bundle
        if bundle is None or bundle.digest != standing.bundle:
            raise PolicyFilesBad(Sentence("policies.stored-damaged"))
        self._policy = resolve(bundle, self._pins, standing, self._judge)
        return self._policy
