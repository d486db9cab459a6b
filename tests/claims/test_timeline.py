"""What happened to a dispute: acts with their reasons, revisions with the words before and after, rulings, cautions."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from articles.actions import withdraw_article
from claims.actions import (
    add_position,
    edit_position,
    join_report,
    lift_caution,
    mark_gone,
    place_anchor,
    set_caution,
    word_dispute,
)
from claims.models import Response, Ruling
from claims.reading import timeline_of
from tests.claims.scenes import WALKING, article_of, block_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, MemberFactory

NEW = "Walking is good for some bones."


def told(row):
    row.refresh_from_db()
    return [event.words for event in timeline_of(row)]


def touched(row, *, old=WALKING, new=NEW, at=NOON + timedelta(days=1), **fields):
    """Publish a revision that touches the words; return it and the resolution of the dispute's first quote."""
    revision = publish(article_of(row), old, new, at=at, **fields)
    return revision, row.appearances.order_by("pk").first().resolutions.filter(revision=revision).first()


def changes_of(row):
    return [
        ([piece for piece in change.diff if piece[0] != "equal"], change.note)
        for event in timeline_of(row)
        for change in event.changes
    ]


@pytest.mark.django_db
def test_acts_sources_and_rulings_stand_in_order_with_their_reasons(editor):
    row = dispute(source_url="https://example.org/a-trial")
    word_dispute(dispute=row, agreed="Bones need load.", ask_clinician="", by=editor, at=NOON + timedelta(days=1))
    rule(row, by=editor, at=NOON + timedelta(days=2))
    reopen(row, link="https://example.org/new", by=editor, at=NOON + timedelta(days=3))
    rule(row, by=editor, at=NOON + timedelta(days=4), outcome="unsettled", summary="Experts disagree.")
    dispute()  # of others, nothing is told

    events = timeline_of(row)

    assert [(event.words, event.note, event.is_big) for event in events] == [
        ("A reader questioned the statement", "", False),
        ("Opened for everyone", "", True),
        ("Brought for position B: https://example.org/a-trial", "", False),
        ("The staff wrote what both sides agree on, or what to ask", "", False),
        ("Ruled: still right; a later ruling took its place", "It is right.", True),
        ("Opened again", "A new trial.", True),
        ("Brought for position B: https://example.org/new", "", False),
        ("Ruled: experts disagree", "Experts disagree.", True),
    ]
    seconded = [f"Signed by Ruth, seconded by {one.seconded_by.public_name}" for one in row.rulings.order_by("pk")]
    assert [event.who for event in events if event.tone] == seconded


@pytest.mark.django_db
def test_positions_and_answers_are_told_by_their_letters(member):
    row, staff = dispute(), MemberFactory()
    first, second = row.positions.order_by("order")
    what = {"name": "It depends", "summary": "", "stance": "depends", "values": [], "by": staff}
    add_position(dispute=row, **what, at=NOON + timedelta(days=1))
    edit_position(position=second, **what, at=NOON + timedelta(days=2))
    for number, (position, removed) in enumerate([(None, False), (first, False), (second, True)]):
        Response.objects.create(
            dispute=row, position=position, member=MemberFactory(), text="I meant adults.",
            created_at=NOON + timedelta(days=3 + number), removed_at=NOON if removed else None, removed_reason="Rude.",
        )  # fmt: skip

    assert told(row)[2:] == [
        "Position C was added",
        "Position B was worded anew",
        "The author of the words answered",
        "Somebody who holds position A answered",
    ]


@pytest.mark.django_db
def test_ruling_that_is_not_published_is_not_told(editor):
    row = dispute()
    ruling = rule(row, by=editor)
    Ruling.objects.filter(pk=ruling.pk).update(status="declined", published_at=None, declined_because="Not yet.")

    assert told(row) == ["A reader questioned the statement", "Opened for everyone"]


@pytest.mark.django_db
def test_cautions_are_told_with_their_words_and_how_they_ended(editor):
    row, past = dispute(), timezone.now() - timedelta(days=9)
    set_caution(dispute=row, text="Ask first.", expires_at=past + timedelta(days=2), by=editor, at=past)
    first = [(event.words, event.note) for event in timeline_of(row)][2:]
    set_caution(dispute=row, text="Ask.", expires_at=past + timedelta(days=90), by=editor, at=past + timedelta(days=3))
    lift_caution(dispute=row, by=editor, at=past + timedelta(days=4))

    assert first == [("The editors put up a caution", "Ask first."), ("The caution ended with its day", "")]
    assert told(row)[-2:] == ["The editors put up a caution", "The caution was taken down"]


@pytest.mark.django_db
def test_caution_that_ended_with_the_ruling_is_not_told_twice(editor):
    row = dispute()
    set_caution(dispute=row, text="Ask.", expires_at=NOON + timedelta(days=90), by=editor, at=NOON + timedelta(days=1))
    rule(row, by=editor)

    assert told(row)[2:] == ["The editors put up a caution", "Ruled: still right"]


@pytest.mark.django_db
def test_revision_that_touched_the_words_says_who_when_why_and_what(editor):
    row, writer = dispute(words=WALKING), MemberFactory(public_name="Hanna")
    publish(article_of(row), "Do not jump.", "Do not jump or run.")  # touches other words
    revision, resolution = touched(row, by=writer, at=NOON + timedelta(days=2))
    block = block_of(article_of(row), NEW)

    [event] = [event for event in timeline_of(row) if event.changes]
    waiting = changes_of(row)
    place_anchor(
        resolution=resolution, target_block=block, start=0, end=len(NEW), by=editor, at=NOON + timedelta(days=3)
    )

    assert (event.at, event.who, event.note) == (revision.published_at, "Correction by Hanna", "A reader asked.")
    assert event.words == f"Revision 3 of “{revision.title}” touched the words"
    assert event.href == f"/articles/{article_of(row).slug}/history/2/3/"
    inserted = [("insert", "some ")]
    assert waiting == [(inserted, "An editor is checking what this says now; until then it has no mark.")]
    assert changes_of(row) == [(inserted, "An editor placed the mark on the new words.")]


@pytest.mark.django_db
def test_words_that_an_editor_found_gone_are_struck_out(editor):
    row = dispute(words=WALKING)
    _revision, resolution = touched(row)
    mark_gone(resolution=resolution, by=editor, at=NOON + timedelta(days=2))

    assert changes_of(row) == [([("delete", WALKING)], "An editor found that nothing in the text says it any more.")]


@pytest.mark.django_db
def test_later_revisions_are_told_only_where_they_touch_the_words(editor):
    row = dispute(words=WALKING)
    touched(row)
    publish(article_of(row), "Do not jump.", "Do not jump or run.", at=NOON + timedelta(days=2))
    touched(row, old=NEW, new=WALKING, at=NOON + timedelta(days=3))

    assert changes_of(row) == [
        ([("insert", "some ")], "An editor is checking what this says now; until then it has no mark."),
        ([], "These words stand in the text again."),
    ]


@pytest.mark.django_db
def test_words_that_two_readers_questioned_are_told_once():
    row = dispute(words=WALKING)
    join_report(dispute=report(article=article_of(row), words=WALKING).dispute, into=row, by=MemberFactory(), at=NOON)
    touched(row)

    assert len(changes_of(row)) == 1


@pytest.mark.django_db
def test_words_of_a_withdrawn_article_are_not_told(editor):
    row = dispute(words=WALKING)
    touched(row)
    withdraw_article(article=article_of(row), reason="Out of date.", by=editor, at=NOON + timedelta(days=2))

    assert changes_of(row) == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_timeline_takes_the_same_queries_however_long(editor, count, django_assert_num_queries):
    row = dispute(words=WALKING)
    words = [WALKING, *(f"Walking is good for {number} bones." for number in range(count))]
    for number, (old, new) in enumerate(pairwise(words), start=1):
        at = NOON + timedelta(days=number)
        set_caution(dispute=row, text=f"Ask {number}.", expires_at=at + timedelta(days=99), by=editor, at=at)
        touched(row, old=old, new=new, at=at)
        join_report(dispute=report(article=article_of(row), words=new).dispute, into=row, by=MemberFactory(), at=at)
        rule(row, by=editor, at=at) if number == 1 else None
        reopen(row, reason="More.", by=editor, at=at) if number == 1 else None

    with django_assert_num_queries(9):
        events = timeline_of(row)

    assert len([event for event in events if event.changes]) == count
