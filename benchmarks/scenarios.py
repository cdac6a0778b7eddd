"""Every scenario by name, with its goals; the first contender of each is the subject."""

from collections.abc import Mapping
from dataclasses import replace

from benchmarks.scenario import Contender, Database, Goal, Load, Scenario

SINERGI = Contender("sinergi")
SINERGI_PG = Contender("sinergi (PostgreSQL)", data="postgresql", log="postgresql")
PLAIN = Contender("plain", "plain_flask")
PLAIN_GUNICORN = Contender("plain, gunicorn", "plain_flask", "gunicorn")
FASTAPI = Contender("fastapi", "fastapi_pydantic", "uvicorn")
DATASETTE = Contender("datasette", "datasette", "datasette", processes=1)
DIRECT = Contender("direct", "direct")
JWT = Contender("jwt", "jwt_flask")

PEERS = (PLAIN, PLAIN_GUNICORN, FASTAPI, DATASETTE, DIRECT, JWT)
PEERS_PG = tuple(
    replace(peer, name=f"{peer.name} (PostgreSQL)", data="postgresql") for peer in PEERS if peer != DATASETTE
)
QUERY_100 = (Load("query", 100),)

# What X-Road's published load test asks for: 2 kB, 10 kB, 100 kB, 2 MB, 10 MB answers.
XROAD = (
    Load("query", 2, 300),
    Load("query", 10, 600),
    Load("query", 100, 90),
    Load("query", 2_000, 9),
    Load("query", 10_000, 1),
)


def _sizes(*made: Contender) -> tuple[Contender, ...]:
    """Put the greatest first: it is the subject, compared with the others."""
    return tuple(reversed(made))


def _agreements(count: int) -> Contender:
    return replace(SINERGI, name=f"agreements {count:,}", agreements=count)


def _fields(count: int) -> Contender:
    return replace(SINERGI, name=f"fields {count}", fields=count)


def _entries(count: int, log: Database = "sqlite") -> Contender:
    return replace(SINERGI, name=f"entries {count:,}", entries=count, log=log)


def _append(name: str, title: str, log: Database) -> Scenario:
    """Make the scenario of 4 processes of 32 callers each, which do nothing but append."""
    small, large = (
        Contender(f"log {count:,}", processes=4, entries=count, log=log) for count in (10_000, 10_000_000)
    )
    goals = (
        Goal("rate", 0.9, True, small.name),
        Goal("inclusion reads", 3, False, small.name, is_difference=True),
        Goal("consistency reads", 3, False, small.name, is_difference=True),
    )
    return Scenario(name, title, (large, small), (), goals, kind="append", connections=4 * 32)


def _processes(count: int) -> Contender:
    return replace(SINERGI, name=f"processes {count}", processes=count)


_ALL = (
    Scenario(
        "rows1",
        "1 row",
        (SINERGI, *PEERS),
        (Load("query", 1),),
        (Goal("rate", 1.0, True, "plain"),),
    ),
    Scenario(
        "rows100",
        "100 rows, data and log on SQLite",
        (SINERGI, *PEERS),
        QUERY_100,
        (Goal("rate", 5.0, True, "plain"), Goal("rate", 0.75, True, "direct"), Goal("tail", 4.0, False)),
    ),
    Scenario("rows1000", "1,000 rows", (SINERGI, PLAIN, FASTAPI, DIRECT), (Load("query", 1_000),)),
    Scenario(
        "postgresql",
        "100 rows, data and log on PostgreSQL",
        (SINERGI_PG, *PEERS_PG),
        QUERY_100,
        (Goal("rate", 5.0, True, "plain (PostgreSQL)"),),
    ),
    Scenario(
        "stores",
        "100 rows, data and log each on SQLite and on PostgreSQL",
        (
            SINERGI,
            replace(SINERGI, name="log on PostgreSQL", log="postgresql"),
            replace(SINERGI, name="data on PostgreSQL", data="postgresql"),
            SINERGI_PG,
        ),
        QUERY_100,
    ),
    Scenario("lookup", "the row of one key", (SINERGI, PLAIN, FASTAPI, DIRECT, JWT), (Load("lookup"),)),
    Scenario("forged", "requests whose signature is wrong", (SINERGI, JWT), (Load("forged"),)),
    Scenario("exempt", "requests for an exempt field", (SINERGI,), (Load("exempt"),)),
    Scenario(
        "xroad",
        "X-Road's load mix: answers of 2 kB to 10 MB",
        (SINERGI, PLAIN, DIRECT),
        XROAD,
        rounds=3,
        seconds=20,
        wide=True,
    ),
    Scenario(
        "light",
        "100 rows, one connection: latency under light load",
        (SINERGI, PLAIN, DIRECT),
        QUERY_100,
        (Goal("p50", 0.5, False, "plain"),),
        connections=1,
    ),
    *(
        Scenario(
            f"connections{count}",
            f"100 rows, {count} connections",
            (SINERGI, PLAIN, DIRECT),
            QUERY_100,
            connections=count,
        )
        for count in (2, 64)
    ),
    Scenario(
        "agreements",
        "policies of 1, 100 and 1,000 agreements",
        _sizes(_agreements(1), _agreements(100), _agreements(1_000)),
        QUERY_100,
        (Goal("rate", 0.95, True, "agreements 1"),),
    ),
    Scenario(
        "fields",
        "contracts of 12, 100 and 500 fields, 12 of them granted",
        _sizes(_fields(12), _fields(100), _fields(500)),
        QUERY_100,
    ),
    Scenario(
        "entries",
        "a log of 10 thousand and of 10 million entries",
        _sizes(_entries(10_000), _entries(10_000_000)),
        QUERY_100,
        (Goal("rate", 0.9, True, "entries 10,000"),),
    ),
    Scenario(
        "entries-postgresql",
        "a log of 10 thousand and of 10 million entries, on PostgreSQL",
        _sizes(_entries(10_000, "postgresql"), _entries(10_000_000, "postgresql")),
        QUERY_100,
        (Goal("rate", 0.9, True, "entries 10,000"),),
    ),
    _append("append", "4 x 32 callers append to a log of 10 thousand and of 10 million entries", "sqlite"),
    _append(
        "append-postgresql",
        "4 x 32 callers append to a log of 10 thousand and of 10 million entries, on PostgreSQL",
        "postgresql",
    ),
    Scenario(
        "processes",
        "1, 2 and 4 processes of one gateway",
        _sizes(_processes(1), _processes(2), _processes(4)),
        QUERY_100,
    ),
    Scenario(
        "nodes",
        "one node, and two behind a load balancer, on one PostgreSQL",
        (
            replace(SINERGI_PG, name="2 nodes", nodes=2, processes=1),
            replace(SINERGI_PG, name="1 node, 2 processes"),
            replace(SINERGI_PG, name="1 node", processes=1),
        ),
        QUERY_100,
    ),
    Scenario(
        "soak",
        "10 minutes of steady load: memory, file handles, log",
        (SINERGI,),
        QUERY_100,
        (Goal("memory", 1.02, False), Goal("handles", 1.02, False)),
        kind="soak",
        connections=4,
        rounds=1,
        seconds=600,
    ),
    Scenario(
        "start",
        "from the command to the first good answer",
        (SINERGI, _agreements(1_000), PLAIN, PLAIN_GUNICORN, FASTAPI),
        (Load("query", 1),),
        kind="start",
    ),
    Scenario(
        "desk",
        "an officer checks and proves 1 and 1,000 agreements",
        _sizes(_agreements(1), _agreements(1_000)),
        (),
        (Goal("check", 2.0, False), Goal("prove", 5.0, False)),
        kind="desk",
        connections=0,
    ),
)
SCENARIOS: Mapping[str, Scenario] = {scenario.name: scenario for scenario in _ALL}

# What a bare `dev.py bench` runs, in about four minutes.
SHORT = ("rows1", "rows100", "light")
SHORT_ROUNDS, SHORT_SECONDS = 3, 3.0
