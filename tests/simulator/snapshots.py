"""Frozen statistics in memory."""


class MemorySnapshots:
    """Keeps what was frozen first; fills the `Snapshots` port."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    def find(self, definition: str, period: str) -> bytes | None:
        return self.kept.get((definition, period))

    def freeze(self, definition: str, period: str, content: bytes, at: str) -> bytes:
        return self.kept.setdefault((definition, period), content)
