"""Two gateways and their sample data, for the first look and for tests."""

from gateway.demo.layout import Layout, claim
from gateway.demo.narrator import Narrator
from gateway.demo.story import play

__all__ = ["Layout", "Narrator", "claim", "play"]
