"""What becomes of marks when the demo articles are edited in every way that we can think of.

docs/testing.md carries the figures.
"""

import re
from collections import defaultdict
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

import pytest

from pages.demo import texts
from tests.claims.edits import Edit, changed_context, changed_wording, only_elsewhere, outcome
from tests.claims.hand_edits import HAND_EDITS

KEPT = ("exact", "moved")
DOC = Path(__file__).resolve().parent.parent.parent / "docs" / "testing.md"
KINDS = {
    "negation",
    "number",
    "unit",
    "population",
    "safety word",
    "deletion beside a similar sentence",
    "not before the quote",
    "do and do not exchanged",
    "lead-in turned round",
    "move",
    "split",
    "merge",
    "typo outside the quote",
    "typographic quotes",
    "white space",
    "list reordering",
}


@dataclass
class Figures:
    """What was tried of one kind, and what became of the marks."""

    generated: int = 0
    by_hand: int = 0
    to_go: int = 0  # edits that change the words or what governs them
    left: int = 0  # marks that stayed all the same
    to_stay: int = 0  # edits that change neither
    kept: int = 0  # marks that stayed

    def add(self, *, stays: bool, is_kept: bool, by_hand: bool):
        """Count one edit."""
        self.generated, self.by_hand = self.generated + (not by_hand), self.by_hand + by_hand
        self.to_go, self.to_stay = self.to_go + (not stays), self.to_stay + stays
        self.left, self.kept = self.left + (is_kept and not stays), self.kept + (is_kept and stays)


def _edit(row):
    """Make the edit of a row of the table; each thing that is changed stands there once."""
    before = after = texts.read(row.article)
    for old, new in row.changes:
        assert after.count(old) == 1, (row.name, old)
        after = after.replace(old, new)
    return Edit(row.kind, before, after, row.marked)


@cache
def _by_hand(row):
    return outcome(_edit(row)).state in KEPT


@cache
def figures() -> dict[str, Figures]:
    """Try every edit, generated and by hand; return the figures of each kind."""
    found: dict[str, Figures] = defaultdict(Figures)
    for edits, stays in ((changed_wording, False), (changed_context, False), (only_elsewhere, True)):
        for edit in edits():
            found[edit.kind].add(stays=stays, is_kept=outcome(edit).state in KEPT, by_hand=False)
    for row in HAND_EDITS:
        found[row.kind].add(stays=row.stays, is_kept=_by_hand(row), by_hand=True)
    return dict(found)


def table() -> list[str]:
    """Return the figures as docs/testing.md shows them."""
    head = "| kind of edit | generated | by hand | must go | left | must stay | kept |"
    rows = sorted((kind, *astuple(each)) for kind, each in figures().items())
    total = ("all", *(sum(column) for column in list(zip(*rows, strict=True))[1:]))
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (*rows, total)]
    return [head, "| --- |" + " ---: |" * 6, *lines]


def test_no_mark_stays_on_changed_words_or_in_a_changed_context():
    assert {kind: each.left for kind, each in figures().items() if each.left} == {}


def test_marks_stay_through_moves_and_edits_elsewhere():
    lost = {kind: each.to_stay - each.kept for kind, each in figures().items() if each.kept != each.to_stay}
    kept, tried = (sum(getattr(each, name) for each in figures().values()) for name in ("kept", "to_stay"))

    assert kept / tried >= 0.99, lost


def test_every_kind_is_tried_often_enough():
    rows = figures()

    assert KINDS - rows.keys() == set()
    assert {kind for kind in KINDS if rows[kind].by_hand < 3 or rows[kind].generated < 5} == set()
    assert sum(each.generated for each in rows.values()) >= 200
    assert sum(each.by_hand for each in rows.values()) >= 40


def test_both_answers_are_asked_for_by_hand():
    assert {row.stays for row in HAND_EDITS} == {True, False}
    assert len(set(HAND_EDITS)) == len(HAND_EDITS)


@pytest.mark.parametrize("row", HAND_EDITS, ids=lambda row: row.name)
def test_mark_after_an_edit_by_hand(row):
    assert _by_hand(row) == row.stays


def test_documentation_carries_the_figures():
    section = DOC.read_text().split("## The benchmark of anchors")[1].split("\n## ")[0]

    assert re.findall(r"^\|.*\|$", section, flags=re.MULTILINE) == table()


SHORT = [
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


@pytest.mark.parametrize(("before", "after", "stays"), SHORT)
def test_mark_in_a_short_text(before, after, stays):
    words = next((piece for piece in ("Jumping is safe.",) if piece in before), before)

    assert (outcome(Edit("short", before, after, words)).state in KEPT) == stays
