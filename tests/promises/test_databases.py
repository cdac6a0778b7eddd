"""Promises 1 to 3 over real databases: the SQL that reaches them must keep what the plan promises."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from tests.promises.databases import Database, new_table, postgresql_database, sqlite_database
from tests.promises.generating import PURPOSES, Case, cases
from tests.promises.test_noninterference import Pair, ask_everything, note
from tests.promises.traces import check_case
from tests.promises.twins import twin_rows
from tests.simulator import KPU, Simulator

Twins = tuple[Database, Database]
SHARED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Twins]:
    """Give two databases of one kind."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            folder = tmp_path_factory.mktemp("sources")
            one, other = (stack.enter_context(sqlite_database(folder / name)) for name in ("one", "other"))
        else:
            server = request.getfixturevalue("postgres_server")
            one, other = (
                stack.enter_context(postgresql_database(server, f"promises_{name}"))
                for name in ("one", "other")
            )
        yield one, other


def world(case: Case, database: Database) -> Simulator:
    return case.world(sources={KPU: database.source})


def drawn(data: st.DataObject, database: Database, **more: Any) -> Case:
    return data.draw(
        cases(misfits=database.misfits, stored=database.stored, table=new_table(), max_rows=6, **more)
    )


@settings(max_examples=35, suppress_health_check=SHARED)
@given(st.data())
def test_nothing_that_is_not_granted_leaves_a_trace(databases: Twins, data: st.DataObject) -> None:
    database, _ = databases
    case = drawn(data, database)
    database.fill(case, case.rows)
    try:
        event("released" if check_case(case, world(case, database), data) else "released nothing")
    finally:
        database.drop(case)


@settings(max_examples=45, suppress_health_check=SHARED)
@given(st.data())
def test_what_is_not_granted_changes_no_byte_of_any_answer(databases: Twins, data: st.DataObject) -> None:
    one, other = databases
    case = drawn(data, one)
    purpose = data.draw(st.sampled_from(PURPOSES))
    twin = data.draw(twin_rows(case, purpose, misfits=one.misfits, stored=one.stored))
    one.fill(case, case.rows)
    other.fill(case, twin)
    try:
        pair = Pair(world(case, one), world(case, other))
        released = ask_everything(pair, case, purpose, data)
        pair.check_what_others_see()
        note(case, purpose, twin, released)
    finally:
        one.drop(case)
        other.drop(case)


@settings(max_examples=25, suppress_health_check=SHARED)
@given(st.data())
def test_a_database_answers_as_the_meaning_of_the_policy_says(databases: Twins, data: st.DataObject) -> None:
    """The interpreter in Python is the meaning; whoever reads otherwise might let more through."""
    database, _ = databases
    case = drawn(data, database)
    database.fill(case, case.rows)
    try:
        pair = Pair(world(case, database), case.world())
        pair.worlds[1].kpu.observed = pair.worlds[0].kpu.observed
        purpose = data.draw(st.sampled_from(PURPOSES))
        event("released" if ask_everything(pair, case, purpose, data) else "released nothing")
    finally:
        database.drop(case)
