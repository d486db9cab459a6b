"""What becomes of marks when the demo articles are edited in every way that we can think of."""

from collections import Counter

import pytest

from tests.claims.edits import Edit, changed_context, changed_wording, only_elsewhere, outcome

KEPT = ("exact", "moved")


def _kept(edits):
    """Count by kind: how many edits there are, and after how many the mark still stands."""
    tried, kept = Counter(), Counter()
    for edit in edits:
        tried[edit.kind] += 1
        kept[edit.kind] += outcome(edit).state in KEPT
    return tried, kept


def test_no_mark_stays_on_changed_wording():
    tried, kept = _kept(changed_wording())

    assert +kept == Counter()
    assert (sum(tried.values()) >= 200, min(tried.values()) >= 20) == (True, True)


def test_no_mark_stays_in_a_changed_context():
    tried, kept = _kept(changed_context())

    assert +kept == Counter()
    assert {kind: count >= 5 for kind, count in tried.items()} == dict.fromkeys(tried, True)


def test_marks_stay_through_edits_elsewhere():
    tried, kept = _kept(only_elsewhere())

    lost = {kind: tried[kind] - kept[kind] for kind in tried if tried[kind] != kept[kind]}
    assert kept.total() / tried.total() >= 0.99, lost
    assert tried.total() >= 200


HAND_MADE = [
    ("Take 800 units of vitamin D a day.", "Take 8000 units of vitamin D a day.", False),
    ("Take 10 mg a day.", "Take 10 g a day.", False),
    ("Lift heavy weights.", "Lift heavy weights?", False),
    ("Jumping is safe.", "Jumping is unsafe.", False),
    ("Do it daily.", "Do it daily", False),
    ("Women after the menopause should jump.", "Women before the menopause should jump.", False),
    ("Rest. Jumping is safe. Walk.", "Rest. Jumping is safe... Walk.", False),
    ("Jumping is safe.", "Jumping is safe. Jumping is safe.", False),
    ("It is ‘safe’.", "It is 'safe'.", True),
    ("A well-known rule - walk.", "A well‑known rule – walk.", True),
    ("Caf\u00e9 air is safe.", "Cafe\u0301 air is safe.", True),
    ("Walk\u00a0daily, please.", "Walk daily,   please.", True),
    ("Rest. Jumping is safe.", "Jumping is safe. Rest.", True),
]


@pytest.mark.parametrize(("before", "after", "stays"), HAND_MADE)
def test_mark_after_an_edit_by_hand(before, after, stays):
    words = next((piece for piece in ("Jumping is safe.",) if piece in before), before)

    assert (outcome(Edit("by hand", before, after, words)).state in KEPT) == stays
