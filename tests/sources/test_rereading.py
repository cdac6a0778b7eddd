"""A text that is more than its selection is refused, whoever wrote it."""

import pytest

from gateway.errors import StatementRefused
from gateway.policy import Equals, Output
from gateway.sources import check_statement, compile_statement
from tests.sources.conftest import selection

ASKED = selection(outputs=(Output("s"),), filter=Equals("i", 1))

REFUSED = {
    "a column without a use": 'SELECT "data"."s", "data"."x" FROM "data"',
    "a column of another case": 'SELECT "data"."S" FROM "data"',
    "a column hidden in a condition": 'SELECT "data"."s" FROM "data" WHERE "data"."secret" IS NULL',
    "a column hidden in the order": 'SELECT "data"."s" FROM "data" ORDER BY "data"."secret"',
    "a column hidden in a function": 'SELECT length("data"."secret") FROM "data"',
    "a column hidden in a case": 'SELECT CASE WHEN "data"."secret" = 1 THEN 1 END FROM "data"',
    "a star": 'SELECT * FROM "data"',
    "a star of the table": 'SELECT "data".* FROM "data"',
    "a count of everything": 'SELECT count(*) FROM "data"',
    "the whole row": 'SELECT "data" FROM "data"',
    "a column without its table": 'SELECT "s" FROM "data"',
    "a name without quotes": 'SELECT data.s FROM "data"',
    "a row identifier": 'SELECT "data"."rowid" FROM "data"',
    "another table": 'SELECT "other"."s" FROM "other"',
    "a table of another schema": 'SELECT "x"."data"."s" FROM "x"."data"',
    "a table of another catalog": 'SELECT "data"."s" FROM "y"."x"."data"',
    "an alias of the table": 'SELECT "data"."s" FROM "other" AS "data"',
    "two tables": 'SELECT "data"."s" FROM "data", "data"',
    "a join": 'SELECT "data"."s" FROM "data" JOIN "other" ON 1 = 1',
    "a subquery in the list": 'SELECT (SELECT "data"."s" FROM "data") FROM "data"',
    "a subquery in a condition": 'SELECT "data"."s" FROM "data" WHERE "data"."i" IN (SELECT 1)',
    "an exists": 'SELECT "data"."s" FROM "data" WHERE EXISTS (SELECT 1)',
    "a subquery as the table": 'SELECT "data"."s" FROM (SELECT 1) AS "data"',
    "a common table": 'WITH "data" AS (SELECT 1) SELECT "data"."s" FROM "data"',
    "a union": 'SELECT "data"."s" FROM "data" UNION SELECT "data"."s" FROM "data"',
    "a group": 'SELECT "data"."s" FROM "data" GROUP BY "data"."s"',
    "a having": 'SELECT count(1) FROM "data" HAVING count(1) > 1',
    "a distinct": 'SELECT DISTINCT "data"."s" FROM "data"',
    "a window": 'SELECT count(1) OVER () FROM "data"',
    "an offset": 'SELECT "data"."s" FROM "data" LIMIT 1 OFFSET 1',
    "two statements": 'SELECT "data"."s" FROM "data"; SELECT "data"."s" FROM "data"',
    "a deletion": 'DELETE FROM "data"',
    "an insertion": 'INSERT INTO "data" VALUES (1)',
    "an update": 'UPDATE "data" SET "s" = 1',
    "a drop": 'DROP TABLE "data"',
    "a pragma": "PRAGMA writable_schema = 1",
    "an attach": "ATTACH 'x' AS y",
    "an explain": 'EXPLAIN SELECT "data"."s" FROM "data"',
    "no statement": "",
    "a comment": 'SELECT "data"."s" /* x */ FROM "data"',
    "a value that is not bound": 'SELECT "data"."s" FROM "data" WHERE "data"."s" = \'Budi\'',
    "a label of our own": 'SELECT "data"."s" AS "secret" FROM "data"',
    "a strange collation": 'SELECT "data"."s" FROM "data" ORDER BY "data"."s" COLLATE "NOCASE"',
    "a strange cast": 'SELECT CAST("data"."s" AS BLOB) FROM "data"',
    "text that does not parse": 'SELECT "data"."s" FROM FROM',
    "an unclosed quote": 'SELECT "data"."s FROM "data"',
}
FUNCTIONS = {
    "sqlite": [
        "load_extension('x')",
        "readfile('x')",
        "random()",
        "randomblob(9)",
        "sqlite_version()",
        "upper",
    ],
    "postgresql": [
        "pg_read_file('x')",
        "pg_sleep(1)",
        "lo_import('x')",
        "query_to_xml('x', true, true, '')",
        "current_user",
        "current_setting('x')",
        "now()",
        "set_config('a', 'b', false)",
        "dblink('x', 'y')",
        'row_to_json("data")',
        "'pg_class'::regclass",
    ],
    "mariadb": [
        "load_file('x')",
        "sleep(1)",
        "benchmark(9, 1)",
        "version()",
        "database()",
        "user()",
        "@@datadir",
        "@a",
        "nextval(`n`)",
        "x'41'",
        "json_object('a', 1)",
        "group_concat(`data`.`s`)",
    ],
}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mariadb"])
@pytest.mark.parametrize("case", REFUSED)
def test_more_than_the_selection_is_refused(dialect: str, case: str) -> None:
    with pytest.raises(StatementRefused):
        check_statement(quoted(REFUSED[case], dialect), ASKED, dialect)


def quoted(text: str, dialect: str) -> str:
    return text.replace('"', "`") if dialect == "mariadb" else text


@pytest.mark.parametrize(
    ("dialect", "function"), [(dialect, name) for dialect, names in FUNCTIONS.items() for name in names]
)
def test_a_function_outside_the_list_is_refused(dialect: str, function: str) -> None:
    with pytest.raises(StatementRefused):
        check_statement(quoted(f'SELECT {function} FROM "data"', dialect), ASKED, dialect)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT "data"."s" FROM "data" FOR UPDATE',
        'SELECT "data"."s" INTO "copy" FROM "data"',
        'SELECT "data"."s" FROM ONLY "data"',
        'SELECT "data"."s" FROM "data" TABLESAMPLE SYSTEM (1)',
        'SELECT "data"."ctid" FROM "data"',
        'SELECT "data"."tableoid" FROM "data"',
        'SELECT ("data"."s").x FROM "data"',
        'SELECT "data"."s"[1] FROM "data"',
        "COPY data TO '/tmp/x'",
        'SELECT $$Budi$$ FROM "data"',
        "SELECT E'Budi' FROM \"data\"",
        "SELECT U&'Budi' FROM \"data\"",
        "VALUES (1)",
        'TABLE "data"',
    ],
)
def test_what_only_postgresql_says_is_refused(text: str) -> None:
    with pytest.raises(StatementRefused):
        check_statement(text, ASKED, "postgresql")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT `data`.`s` FROM `data` FOR UPDATE",
        "SELECT `data`.`s` FROM `data` LOCK IN SHARE MODE",
        "SELECT `data`.`s` INTO OUTFILE '/tmp/x' FROM `data`",
        "SELECT `data`.`s` INTO @a FROM `data`",
        "SELECT SQL_CALC_FOUND_ROWS `data`.`s` FROM `data`",
        "SELECT `data`.`s` FROM `data` PROCEDURE ANALYSE()",
        "SELECT `data`.`s` FROM `data` USE INDEX (`other`)",
        "SELECT `data`.`s` FROM `data` PARTITION (`p0`)",
        "SELECT `data`.`s` /*! , `data`.`secret` */ FROM `data`",
        "SELECT `data`.`s` /*M! , `data`.`secret` */ FROM `data`",
        "SELECT `data`.`s` FROM `data` # comment",
        "SELECT `data`.`s` FROM `data` -- comment",
        'SELECT "data"."s" FROM `data`',
        "SELECT `data`.`s` FROM `data` WHERE `data`.`s` = 'Bu' 'di'",
        "SELECT `data`.`s` FROM `data` WHERE `data`.`s` REGEXP '^a'",
        "SELECT `data`.`s` FROM `data` WHERE MATCH (`data`.`s`) AGAINST ('')",
        "HANDLER `data` OPEN",
        "LOAD DATA INFILE 'x' INTO TABLE `data`",
        "EXECUTE IMMEDIATE ''",
    ],
)
def test_what_only_mariadb_says_is_refused(text: str) -> None:
    with pytest.raises(StatementRefused):
        check_statement(text, ASKED, "mariadb")


def test_the_count_may_read_less_than_the_page() -> None:
    page = 'SELECT "data"."s" FROM "data" WHERE ("data"."i" = ?)'
    assert check_statement(page, ASKED, "sqlite") == {"s", "i"}
    with pytest.raises(StatementRefused):
        check_statement(page, ASKED, "sqlite", is_count=True)
    count = 'SELECT count(1) AS "rows" FROM "data" WHERE ("data"."i" = ?)'
    assert check_statement(count, ASKED, "sqlite", is_count=True) == {"i"}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql", "mariadb"])
def test_what_the_compiler_writes_is_read_back(dialect: str) -> None:
    statement = compile_statement(ASKED, dialect)
    assert check_statement(statement.text, ASKED, dialect) == statement.columns == {"id", "s", "i"}
