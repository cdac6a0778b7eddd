"""A statement is laid out by white space alone."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.sources.layout import laid_out


def test_lines_break_between_outputs_and_conditions() -> None:
    text = (
        'SELECT "a", f("b", 1) \nFROM "t" \nWHERE ("a" = 1 OR "b" = 2 AND "c" = 3) AND "d" = 4'
        ' ORDER BY "a", "b"\n LIMIT ?'
    )
    assert laid_out(text).splitlines() == [
        'SELECT "a",',
        '  f("b", 1)',
        'FROM "t"',
        'WHERE ("a" = 1',
        '    OR "b" = 2 AND "c" = 3)',
        '  AND "d" = 4',
        'ORDER BY "a",',
        '  "b"',
        "LIMIT ?",
    ]


@given(st.text(), st.text())
def test_quoted_names_and_texts_keep_every_character(name: str, text: str) -> None:
    quoted_name = '"' + name.replace('"', '""') + '"'
    quoted_text = "'" + text.replace("'", "''") + "'"
    laid = laid_out(f"SELECT {quoted_name}, {quoted_text} FROM {quoted_name}")
    assert laid == f"SELECT {quoted_name},\n  {quoted_text}\nFROM {quoted_name}"


@given(st.text("(),\" 'ANDOR\n"))
def test_only_white_space_changes(text: str) -> None:
    assert "".join(laid_out(text).split()) == "".join(text.split())
