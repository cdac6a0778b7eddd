"""What a gateway does unasked: one thread a process, and of all processes one does each job."""

from gateway.worker.alone import WITNESS_KEY, Alone, open_alone
from gateway.worker.joining import Desk, witness_name
from gateway.worker.rounds import Fetched, Outlook, Rounds, Target
from gateway.worker.stamping import Stamping
from gateway.worker.thread import Job, Worker

__all__ = [
    "WITNESS_KEY",
    "Alone",
    "Desk",
    "Fetched",
    "Job",
    "Outlook",
    "Rounds",
    "Stamping",
    "Target",
    "Worker",
    "open_alone",
    "witness_name",
]
