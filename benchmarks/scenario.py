"""What a scenario is: a small value that says who is asked what, and which goal the figures must meet."""

from dataclasses import dataclass
from typing import Literal

from benchmarks.asking import Kind

Database = Literal["sqlite", "postgresql"]
_SET_UP_SECONDS = 6
_START_SECONDS = 3

Measure = Literal[
    "rate",
    "p50",
    "p99",
    "tail",
    "memory",
    "handles",
    "start",
    "check",
    "prove",
    "inclusion reads",
    "consistency reads",
]


@dataclass(frozen=True, slots=True)
class Contender:
    """A server under measurement: which program, over which data, in how many processes."""

    name: str
    program: str = "gateway"
    server: Literal["granian", "gunicorn", "uvicorn", "datasette"] = "granian"
    data: Database = "sqlite"
    processes: int = 2
    # The rest is told to the gateway alone.
    log: Database = "sqlite"
    nodes: int = 1
    agreements: int = 1
    fields: int = 12
    entries: int = 0

    @property
    def is_gateway(self) -> bool:
        """Say whether it is the subject's program."""
        return self.program == "gateway"


@dataclass(frozen=True, slots=True)
class Load:
    """One part of what is asked: a kind of question for so many rows, so many times in a thousand."""

    kind: Kind
    rows: int = 1
    per_mille: float = 1000


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on the subject's figure, or on its ratio to a contender's, or on how much more it is."""

    measure: Measure
    bound: float
    is_least: bool
    against: str | None = None
    is_difference: bool = False

    def is_met(self, figure: float) -> bool:
        """Say whether a figure meets the goal."""
        return figure >= self.bound if self.is_least else figure <= self.bound

    def __str__(self) -> str:
        than = ""
        if self.against:
            than = f" more than {self.against}" if self.is_difference else f" x {self.against}"
        return f"{self.measure} {'>=' if self.is_least else '<='} {self.bound:g}{than}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """One measurement: the first contender is the subject.

    `load` measures rounds of load in turns, `soak` one long load with samples,
    `start` the time from the command to the first good answer, `desk` a check and a
    proof of a policy folder, `append` the log alone.
    """

    name: str
    title: str
    contenders: tuple[Contender, ...]
    asked: tuple[Load, ...]
    goals: tuple[Goal, ...] = ()
    kind: Literal["load", "soak", "start", "desk", "append"] = "load"
    connections: int = 16
    rounds: int = 5
    seconds: float = 5.0
    # Rows of about a kilobyte instead of 300 bytes.
    wide: bool = False

    @property
    def subject(self) -> Contender:
        """The contender that goals are about."""
        return self.contenders[0]

    @property
    def minutes(self) -> float:
        """About how long it takes, without the filling of a large log."""
        lanes = len(self.contenders)
        if self.kind in {"start", "desk"}:
            return lanes * self.rounds * _START_SECONDS / 60
        if self.kind == "soak":
            return self.seconds / 60
        # Signing and proving take about a third of the load's time again.
        return lanes * (self.rounds * self.seconds * 1.3 + _SET_UP_SECONDS) / 60
