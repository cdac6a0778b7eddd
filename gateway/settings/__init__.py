"""config/*.toml and the environment become one frozen value, or one clear refusal.

Rooms never see this one; `app` and `cli` hand them plain values.
"""

from gateway.settings.alone import AloneSettings, load_alone
from gateway.settings.load import load_settings, read_pins
from gateway.settings.profile import KnownGateway, Profile, load_profile
from gateway.settings.values import (
    ConsoleSettings,
    FormerLog,
    OtherWitness,
    PeerSettings,
    Server,
    Settings,
    SourceSettings,
    TimestampSettings,
    WitnessSettings,
)

__all__ = [
    "AloneSettings",
    "ConsoleSettings",
    "FormerLog",
    "KnownGateway",
    "OtherWitness",
    "PeerSettings",
    "Profile",
    "Server",
    "Settings",
    "SourceSettings",
    "TimestampSettings",
    "WitnessSettings",
    "load_alone",
    "load_profile",
    "load_settings",
    "read_pins",
]
