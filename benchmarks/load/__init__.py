"""The load generator: its own process, finished bytes out, every answer compared as it comes in."""

from benchmarks.load.drive import Expected, Job, Outcome, drive
from benchmarks.load.driver import Driver

__all__ = ["Driver", "Expected", "Job", "Outcome", "drive"]
