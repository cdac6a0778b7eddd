"""Which change of a statement does nothing but take agreements out of force."""

import pytest

from gateway.exchange.stating import only_narrows


@pytest.mark.parametrize(
    ("before", "after", "narrows"),
    [
        pytest.param(None, {"a": "1"}, True, id="one of two is gone, at the first word"),
        pytest.param(None, {"a": "1", "b": "2"}, False, id="the first word, all equal"),
        pytest.param({"a": "1", "b": "2"}, {"a": "1", "b": "x"}, True, id="another version of one"),
        pytest.param({"a": "1", "b": "2"}, {}, True, id="none at all"),
        pytest.param({"a": "1", "b": "x"}, {"a": "x", "b": "2"}, False, id="one falls and one rises"),
        pytest.param({"a": "1", "b": "x"}, {"a": "1", "b": "y"}, False, id="other words, and nothing falls"),
        pytest.param({"a": "x"}, {"a": "1", "b": "2"}, False, id="rises"),
        pytest.param(
            {"a": "1", "b": "2"}, {"a": "1", "b": "2", "c": "3"}, False, id="one that is unknown here"
        ),
    ],
)
def test_only_what_takes_out_of_force_and_does_nothing_else_narrows(before, after, narrows):
    assert only_narrows(before, after, {"a": "1", "b": "2"}) is narrows
