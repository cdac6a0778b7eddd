"""Two whole gateways in memory, for tests that need a world and no disk, network or real clock.

    world = Simulator()                      # the sample policies and the demonstration's rows
    page = world.client(POLRES, KPU).query(f"{KPU}/tps", agreement=..., purpose=...)

Keys, signatures, policy, journey, log entries, tree and HTTP edge are the real
ones; only the clock, chance, the database and the network are played.
"""

from tests.simulator.chance import Chance, Clock
from tests.simulator.keys import MemorySecrets, keys_of, pins_of
from tests.simulator.log import MemoryLog
from tests.simulator.policies import (
    KPU,
    NOON,
    POLRES,
    sample_files,
    sign_folder,
    trust_file,
    unsigned_sample,
)
from tests.simulator.small import small_files, small_folder, small_tables, small_world
from tests.simulator.source import MemorySource
from tests.simulator.world import SYSTEM, FlaskTransport, Gateway, Simulator, answer_of, json_of

__all__ = [
    "KPU",
    "NOON",
    "POLRES",
    "SYSTEM",
    "Chance",
    "Clock",
    "FlaskTransport",
    "Gateway",
    "MemoryLog",
    "MemorySecrets",
    "MemorySource",
    "Simulator",
    "answer_of",
    "json_of",
    "keys_of",
    "pins_of",
    "sample_files",
    "sign_folder",
    "small_files",
    "small_folder",
    "small_tables",
    "small_world",
    "trust_file",
    "unsigned_sample",
]
