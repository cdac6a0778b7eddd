"""The key ring: which keys are trusted now, for what, and whose they are.

The port says nothing of files or tables. A ring that cannot be read raises
KeyStoreDown, which is no refusal of the caller: the edge answers 503, not 401.
"""

from dataclasses import dataclass
from typing import Protocol

from gateway.signing.keys import PublicKey


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key as its agency's trust file names it, with its one role."""

    key: PublicKey
    role: str
    agency: str
    system: str


class KeyRing(Protocol):
    """The trusted keys, found by thumbprint."""

    def find(self, thumbprint: str) -> TrustedKey | None:
        """Return the key if it is trusted now.

        Raises:
            KeyStoreDown: The trusted keys cannot be read at the moment.
        """
