"""What goes for good is what the tree holds, what is old enough, and what nothing keeps."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.audit import Draft
from gateway.exchange import Candidate, Guards, acknowledged_by, sort_out
from tests.audit.memory import query_draft, recorded_at, seal

TODAY = date(2026, 11, 24)
FREE = Guards((), (), TODAY)


def candidate(index, draft=None, *, is_intact=True):
    draft = draft or query_draft(index)
    sealed = seal(index, draft)
    return Candidate(index, draft.facts["exchange_id"], sealed.leaf, is_intact, sealed.openings, None)


def word_on(exchange, index, *, is_intact=True):
    """Say that the answer of an exchange arrived; of None, be refused."""
    made = query_draft(index)
    names = ("planner", "exchange_id", "times", "consumer", "epoch", "bundle")
    facts = {name: made.facts[name] for name in names} | {"kind": "acknowledge"}
    if exchange is None:
        facts |= {"outcome": "refused", "reason": "acknowledgement-other"}
        return candidate(index, Draft(facts, {"asked": b"[]"}))
    facts |= {"outcome": "acknowledged", "exchanges": [exchange.exchange_id]}
    facts |= {name: made.facts[name] for name in ("provider", "dataset")}
    draft = Draft(facts, {**made.openings, "acknowledged": made.openings["answer"]})
    return candidate(index, draft, is_intact=is_intact)


def sort(candidates, words=(), guards=FREE, before=None):
    found = sort_out(
        candidates,
        lambda exchange: [each for each in words if acknowledged_by(each.leaf) == exchange],
        guards,
        before,
    )
    return list(found.spans), list(found.kept)


def moment(index):
    return datetime.fromisoformat(recorded_at(index)).astimezone(UTC)


@given(st.lists(st.booleans(), min_size=1, max_size=12), st.integers(0, 12))
def test_nothing_goes_that_the_tree_does_not_hold_or_that_is_not_old_enough(intact, border):
    candidates = [candidate(at, is_intact=is_intact) for at, is_intact in enumerate(intact)]
    spans, kept = sort(candidates, before=moment(border))
    gone = {at for first, last in spans for at in range(first, last + 1)}
    assert gone == {at for at, is_intact in enumerate(intact) if is_intact and at < border}
    assert {at for at, is_intact in enumerate(intact) if not is_intact and at < border} <= dict(kept).keys()


def test_an_entry_under_the_name_of_another_stays():
    one = candidate(0)
    other = Candidate(0, candidate(1).exchange_id, one.leaf, True, one.openings, None)
    assert sort([other]) == ([], [(0, "unreadable")])


def test_an_acknowledgement_stays_whatever_its_exchange_stays_for():
    kept = candidate(1, query_draft(1, delete_by="2026-11-24"))
    changed = candidate(2, is_intact=False)
    words = [word_on(kept, 3), word_on(changed, 4)]
    reasons = [(1, "retained"), (3, "retained"), (2, "unreadable"), (4, "unreadable")]
    assert sort([kept, changed, *words], words) == ([], reasons)


def test_an_acknowledgement_that_was_changed_stays_and_is_named():
    one = candidate(1)
    word = word_on(one, 2, is_intact=False)
    assert sort([one], [word]) == ([(1, 1)], [(2, "unreadable")])


def test_an_exchange_goes_with_all_that_was_said_of_it_however_late():
    one, other = candidate(1), candidate(3)
    words = [word_on(one, 2), word_on(other, 4), word_on(one, 5)]
    everything = [one, words[0], other, *words[1:]]
    assert sort(everything, words, before=moment(3)) == ([(1, 2), (5, 5)], [])
    assert sort([other], words) == ([(3, 4)], [])
    assert sort(everything, words) == ([(1, 5)], [])


def test_a_word_that_was_refused_goes_for_itself():
    assert sort([word_on(None, 1)], before=moment(1) + timedelta(seconds=1)) == ([(1, 1)], [])
