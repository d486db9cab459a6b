"""A reader joins an open dispute: at the same moment as others, and without a word in public that nobody let in."""

import uuid

import pytest

from claims.actions import (
    AlikeHasMoved,
    dismiss_dispute,
    join_open_dispute,
    retract_report,
    split_report,
)
from claims.models import Claim, Dispute, Report, Resolution, Ripple, Thing
from claims.reading import Outside, marks_for
from common.transitions import InvalidTransition
from tests.claims.passages import place
from tests.claims.scenes import WALKING, article_of, block_of, dispute, publish
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

HIKE = "A long hike is better still."


def _join(row, target, words, *, against=None, reason="outdated", reporter=None):
    target, start, end = place(target, words)
    return join_open_dispute(
        dispute=row, reporter=reporter or MemberFactory(), target=target, start=start, end=end, reason=reason,
        why="So do I.", submission_key=uuid.uuid4(), at=NOON, against=against,
    )  # fmt: skip


@pytest.fixture
def walking(db):
    """An open dispute about walking; a hike in the same article is about the same thing."""
    row = dispute(article=ArticleFactory(body=f"{WALKING} {HIKE}"), words=WALKING, reason="unclear")
    thing = Thing.objects.create(name="Walking", slug="walking", kind="habit", synonyms=["hike"])
    Claim.objects.filter(appearances__dispute=row).update(thing=thing)
    return row


@pytest.mark.django_db
def test_words_that_nobody_let_in_wear_no_mark_in_any_revision(walking):
    article = article_of(walking)
    _join(walking, block_of(article, HIKE), HIKE)
    publish(article, WALKING, f"Climb. {WALKING}")
    article.refresh_from_db()

    marks = marks_for(article.current_revision).marks

    texts = [block_of(article, WALKING).text[mark.start : mark.end] for block in marks.values() for mark in block]
    assert texts == [WALKING]


@pytest.mark.django_db
def test_joining_the_same_words_leaves_one_mark(walking):
    article = article_of(walking)
    _join(walking, block_of(article, WALKING), WALKING)

    states = Resolution.objects.filter(revision=article.current_revision, appearance__dispute=walking)

    assert [(row.state, row.start) for row in states] == [("exact", 0)] * 2


@pytest.mark.django_db
def test_what_a_joined_report_is_put_against_is_read_by_staff_alone(walking):
    article = article_of(walking)
    other = CommentFactory(article=article, body="Walking does nothing for bones.")
    outside = Outside("https://clinic.example/walk", "Walk.")

    made = [
        _join(walking, block_of(article, WALKING), WALKING, against=against, reason="contradicts")
        for against in (place(other, other.body), outside)
    ]

    assert [(row.against.exact, row.against.dispute) for row in made] == [(other.body, None), ("Walk.", None)]
    publish(article, WALKING, "Walking is bad for bones.")
    assert Ripple.objects.filter(appearance=made[0].against).count() == 0


@pytest.mark.django_db(transaction=True)
def test_reader_joins_while_a_moderator_closes_the_dispute():
    staff, found = MemberFactory(), set()
    for _time in range(6):
        row = dispute(article=ArticleFactory(), reason="unclear")
        block = block_of(article_of(row), WALKING)
        results = together(
            [
                lambda r=row, b=block: _join(r, b, WALKING),
                lambda r=row: dismiss_dispute(
                    dispute=r, code="duplicate", reason="Seen.", publish=False, by=staff, at=NOON
                ),
            ],
            refusals=(AlikeHasMoved, InvalidTransition),
        )
        row.refresh_from_db()
        found.add((results[0] is AlikeHasMoved, row.reports.count(), row.status))

    assert found <= {(True, 1, "dismissed"), (False, 2, "dismissed")}


@pytest.mark.django_db(transaction=True)
def test_readers_join_at_once_each_for_themselves():
    row = dispute(reason="unclear")
    block, members = block_of(article_of(row), WALKING), MemberFactory.create_batch(4)

    together([lambda m=member: _join(row, block, WALKING, reporter=m) for member in members], refusals=())

    assert row.reports.filter(status=Report.Status.JOINED, reporter__in=members).count() == 4


@pytest.mark.django_db(transaction=True)
def test_one_reader_at_once_joins_once():
    row, member = dispute(reason="unclear"), MemberFactory()
    block = block_of(article_of(row), WALKING)

    results = together([lambda: _join(row, block, WALKING, reporter=member)] * 4, refusals=(AlikeHasMoved,))

    assert (results.count(AlikeHasMoved), row.reports.filter(reporter=member).count()) == (3, 1)


@pytest.mark.django_db
def test_report_joined_by_its_reader_can_be_taken_back(walking):
    made = _join(walking, block_of(article_of(walking), WALKING), WALKING)

    retract_report(report=made, at=NOON)

    made.refresh_from_db()
    assert (made.status, Dispute.objects.get(pk=walking.pk).status) == ("retracted", "open")


@pytest.mark.django_db
def test_words_that_wore_no_mark_become_those_of_the_dispute_that_a_moderator_splits_out(walking, moderator):
    made = _join(walking, block_of(article_of(walking), HIKE), HIKE)

    alone = split_report(report=made, by=moderator, at=NOON)

    made.refresh_from_db()
    assert (made.dispute, made.status, made.appearance.dispute) == (alone, "waiting", alone)
    assert list(walking.appearances.values_list("exact", flat=True)) == [WALKING]
