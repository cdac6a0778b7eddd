"""What a run stands on: the data in its databases, and a freshly set-up gateway for each that is measured."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

from benchmarks.data import write_postgresql, write_sqlite
from benchmarks.house import House, build_house
from benchmarks.kept import WORTH_KEEPING, filled_house
from benchmarks.postgres import Postgres
from benchmarks.running import Say
from benchmarks.scenario import Contender, Scenario
from benchmarks.signing import SigningPool
from benchmarks.stands import GatewayStand, PeerStand, Stand

_DATA = "data"


class Site:
    """Temporary folders and databases of one run; all of it goes at the end, but for what `kept` holds."""

    def __init__(self, scenario: Scenario, kept: Path, say: Say) -> None:
        self._kept = kept
        self._say = say
        self._wide = scenario.wide
        # A large log in PostgreSQL outlives the run, and so does its server's data.
        self._keeps_server = any(
            each.log == "postgresql" and each.entries >= WORTH_KEEPING for each in scenario.contenders
        )
        self._ending = ExitStack()
        self._postgres: Postgres | None = None

    def __enter__(self) -> Self:
        self._kept.mkdir(parents=True, exist_ok=True)
        # Not in /tmp: where that is memory, forcing a log to the disk would cost nothing.
        place = TemporaryDirectory(prefix="run-", dir=self._kept)
        self._folder = Path(self._ending.enter_context(place))
        # A database server that is not root must reach its own folder below.
        self._folder.chmod(0o711)
        self._pool = SigningPool()
        self._ending.callback(self._pool.close)
        self._sqlite = self._folder / f"{_DATA}.db"
        write_sqlite(self._sqlite, wide=self._wide)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.close()

    def make(self, contender: Contender) -> Stand:
        """Set one contender up; nothing of it runs yet."""
        folder = self._folder / "".join(each if each.isalnum() else "-" for each in contender.name)
        folder.mkdir()
        uses_postgres = "postgresql" in {contender.data, contender.log}
        database = self._server().server if uses_postgres else None
        if contender.program != "gateway":
            return PeerStand(contender, folder, self._source(contender), self._sqlite, database)
        return GatewayStand(contender, folder, self._house(contender, folder), self._pool, database)

    def _house(self, contender: Contender, folder: Path) -> House:
        source = self._source(contender)
        if contender.entries:
            return filled_house(contender, folder, self._kept, source, self._server, self._say)
        log = None
        if contender.log == "postgresql":
            self._server().create(folder.name)
            log = self._server().url(folder.name)
        return build_house(
            folder / "state",
            source=source,
            log=log,
            processes=contender.processes,
            agreements=contender.agreements,
            fields=contender.fields,
        )

    def _source(self, contender: Contender) -> str:
        if contender.data == "sqlite":
            return f"sqlite:///{self._sqlite}"
        return self._server().url(_DATA)

    def _server(self) -> Postgres:
        if self._postgres is None:
            self._postgres = Postgres((self._kept if self._keeps_server else self._folder) / "pg")
            self._ending.callback(self._postgres.stop)
            self._postgres.create(_DATA)
            write_postgresql(self._postgres.conninfo(_DATA))
        return self._postgres
