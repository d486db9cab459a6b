"""Disputes are merged: what moves, what comes back when it is undone, in whatever order."""

import pytest

from claims.actions import (
    open_dispute,
    place_anchor,
)
from claims.models import Dispute, Report, Resolution
from claims.reading import marks_for, positions_of
from notifications.actions import follow, followers_of, unfollow
from tests.claims.merges import fresh, join, merge, state, undo
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_merged_dispute_gives_its_reports_passages_and_followers_away(pair):
    one, other = pair
    mine = one.reports.get()

    merge(one, other)

    one, other, mine = fresh(one), fresh(other), Report.objects.get(pk=mine.pk)
    assert (one.status, one.merged_into, one.status_before_merge) == ("merged", other, "open")
    assert (mine.dispute, mine.status, mine.joined_from) == (other, "joined", one)
    assert (mine.appearance.dispute, mine.appearance.joined_from) == (other, one)
    assert (one.reports.count(), one.appearances.count(), one.positions.count()) == (0, 0, 2)
    assert (one.discussion is None, len(followers_of(f"dispute:{other.pk}"))) == (False, 4)


def test_merged_passage_stands_for_the_claim_of_the_same_words(pair):
    one, other = pair
    claim = other.appearances.get().claim

    merge(one, other)

    assert set(other.appearances.values_list("claim", flat=True)) == {claim.pk}
    assert [len(side.quotes) for side in positions_of(other)] == [1, 0]


def test_passage_that_says_the_opposite_goes_to_the_other_side():
    article = ArticleFactory()
    into = dispute(article=article, words=WALKING)
    block = block_of(article, JUMPING)
    row = report(article=article, words="a bent back", reason="contradicts", against=(block, 0, len(block.text)))

    join(row.dispute, into)

    assert [[quote.words for quote in side.quotes] for side in positions_of(into)] == [
        [WALKING, "a bent back"], [JUMPING],
    ]  # fmt: skip


def test_report_joined_before_the_opening_is_quoted_after_it():
    first = report(words=WALKING)
    second = report(article=article_of(first.dispute), words=JUMPING)
    join(second.dispute, first.dispute)

    opened = open_dispute(
        dispute=first.dispute, question="Is it so?", positions=[("Yes", ""), ("No", "")], by=MemberFactory(), at=NOON
    )

    assert [[quote.words for quote in side.quotes] for side in positions_of(opened)] == [[WALKING, JUMPING], []]


def test_undone_merge_leaves_everything_as_it_was(pair):
    one, other = pair
    before = state()

    merge(one, other)
    assert state() != before
    undo(one)

    assert state() == before


@pytest.mark.parametrize("into_open", [True, False])
def test_undone_join_leaves_everything_as_it_was(into_open):
    first = report(reason="outdated")
    known = dispute(reason="outdated") if into_open else report(reason="outdated").dispute
    before = state()

    join(first.dispute, known)
    assert Dispute.objects.get(pk=first.dispute_id).status_before_merge == "reported"
    undo(first.dispute)

    assert state() == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first merge first", "last merge first"])
def test_chain_of_merges_is_undone_in_any_order(pair, order):
    one, other = pair
    third = dispute(article=article_of(other), question="Is it?", reason="outdated")
    follow(member=MemberFactory(), subject_key=f"dispute:{third.pk}", at=NOON)
    before = state()
    merge(one, other)
    merge(other, third)
    assert (Report.objects.filter(dispute=third).count(), len(followers_of(f"dispute:{third.pk}"))) == (3, 6)

    for number in order:
        undo((one, other)[number])

    assert state() == before


def test_first_of_a_chain_leaves_the_last_and_the_middle_stays(pair):
    one, other = pair
    third = dispute(article=article_of(other), question="Is it?")
    merge(one, other)
    merge(other, third)

    undo(one)

    assert [fresh(row).status for row in (one, other, third)] == ["open", "merged", "open"]
    assert [row.reports.count() for row in (one, other, third)] == [1, 0, 2]
    assert len(followers_of(f"dispute:{third.pk}")) == 3  # its reporter, and the middle's two; the first's have gone


def test_middle_of_a_chain_takes_the_first_along(pair):
    one, other = pair
    third = dispute(article=article_of(other), question="Is it?")
    claim = other.appearances.get().claim
    merge(one, other)
    merge(other, third)

    undo(other)

    assert [row.reports.count() for row in (one, other, third)] == [0, 2, 1]
    assert fresh(one).merged_into == other
    assert set(other.appearances.values_list("claim", flat=True)) == {claim.pk}


def test_follower_of_both_stays_and_one_who_left_meanwhile_does_not_come_back(pair):
    one, other = pair
    both, leaver = MemberFactory(), MemberFactory()
    for member, row in ((both, one), (both, other), (leaver, one)):
        follow(member=member, subject_key=f"dispute:{row.pk}", at=NOON)
    merge(one, other)
    unfollow(member=leaver, subject_key=f"dispute:{one.pk}")

    undo(one)

    assert both in followers_of(f"dispute:{other.pk}")
    assert [leaver in followers_of(f"dispute:{row.pk}") for row in pair] == [False, False]


def test_mark_placed_while_they_were_one_goes_back_with_its_words(pair):
    one, other = pair
    merge(one, other)
    revision = publish(article_of(other), WALKING, "Walking is good.")
    block = block_of(article_of(other), "Walking is good.")
    mine = Resolution.objects.filter(revision=revision, appearance__joined_from=one).get()
    place_anchor(resolution=mine, target_block=block, start=0, end=len(block.text), by=MemberFactory(), at=NOON)

    undo(one)

    placed = [list(row.appearances.filter(exact="Walking is good.")) for row in (one, other)]
    assert [len(rows) for rows in placed] == [1, 1]  # one decision served both, and each keeps its own mark
    claims = [row.positions.order_by("order").first().claims.get() for row in (one, other)]
    assert [rows[0].claim for rows in placed] == claims
    assert sum(len(marks) for marks in marks_for(revision).marks.values()) == 2
    for row, (new,) in zip((one, other), placed, strict=True):
        assert Resolution.objects.filter(appearance__dispute=row, replaced_by=new).count() == 1
