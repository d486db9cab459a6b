"""Margin notes and the status strip: how each dispute of a text stands, and how many there are of each."""

from datetime import timedelta

import pytest

from claims.actions import dismiss_dispute, join_report
from claims.models import FacetValue, Ruling
from claims.reading import marks_for
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, reopen, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

BENT = "Do not lift heavy things with a bent back."
BODY = f"{WALKING}\n\nRun on grass.\n\nSwim a lot.\n\n::: dont\n- {BENT}\n- {JUMPING}\n:::\n"


def view_of(article):
    article.refresh_from_db()
    return marks_for(article.current_revision)


def notes_of(article):
    """Return what stands in the margin: question, badge, outcome and summary, by block in the order of the keys."""
    found = [note for notes in view_of(article).notes.values() for note in notes]
    return [(note.dispute.question, note.badge.label, note.outcome, note.summary) for note in found]


def strip_of(article):
    return sorted(words for _badge, words, _href in view_of(article).strip)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("outcome", "label", "words"),
    [
        ("stands", "Still right", "1 was questioned and stands"),
        ("corrected", "Corrected", "1 was corrected"),
        ("qualified", "Right for some", "1 is right for some people"),
        ("removed", "Advice removed", "1 was taken out"),
        ("unsettled", "Experts disagree", "Experts disagree on 1"),
    ],
)
def test_note_and_strip_say_how_a_dispute_ended(client, editor, outcome, label, words):
    row = dispute(words=WALKING)
    values = list(FacetValue.objects.filter(code="osteopenia"))
    rule(row, by=editor, outcome=outcome, summary="We looked at four trials.", values=values)

    article = article_of(row)

    page = client.get(article.get_absolute_url()).content.decode()
    assert notes_of(article) == [("Is it so?", label, outcome, "We looked at four trials.")]
    assert strip_of(article) == [words]
    assert ("We looked at four trials." in page, words in page) == (True, True)


@pytest.mark.django_db
def test_note_of_an_open_dispute_has_no_outcome_although_it_was_ruled_before(editor):
    row = dispute(words=WALKING)
    rule(row, by=editor, summary="It was right.")
    reopen(row, reason="New.", by=editor, at=NOON + timedelta(days=20))

    assert notes_of(article_of(row)) == [("Is it so?", "Disputed", "", "")]
    assert strip_of(article_of(row)) == ["1 statement is disputed"]


@pytest.mark.django_db
def test_note_shows_the_ruling_in_force(editor):
    row = dispute(words=WALKING)
    rule(row, by=editor, summary="First.")
    reopen(row, reason="New.", by=editor, at=NOON + timedelta(days=20))
    rule(row, by=editor, outcome="unsettled", summary="Second.", at=NOON + timedelta(days=30))
    Ruling.objects.create(
        dispute=row, outcome="stands", summary="Third.", no_change_because="It is right.", status="declined",
        declined_because="Not yet.", ruled_by=editor, ruled_at=NOON + timedelta(days=40),
    )  # fmt: skip

    assert notes_of(article_of(row)) == [("Is it so?", "Experts disagree", "unsettled", "Second.")]


@pytest.mark.django_db
def test_strip_counts_each_dispute_once_and_only_those_that_mark_the_text(editor):
    article = ArticleFactory(body=BODY)
    first, second, ruled, closed = (
        dispute(article=article, words=words) for words in (WALKING, "Run on grass.", BENT, JUMPING)
    )
    join_report(dispute=report(article=article, words=WALKING).dispute, into=first, by=MemberFactory(), at=NOON)
    rule(ruled, by=editor)
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen.", publish=True, by=editor, at=NOON)
    report(article=article, words="Swim a lot.")
    comment = CommentFactory(article=article, body="I walk a lot.")
    dispute(target=comment, words="I walk a lot.")  # marks the comment, not the text
    dispute(article=ArticleFactory(body=BODY), words=WALKING)  # of another text

    view = view_of(article)

    assert strip_of(article) == ["1 was questioned and stands", "2 statements are disputed"]
    assert {mark.dispute_id for marks in view.marks.values() for mark in marks} == {first.pk, second.pk, ruled.pk}


@pytest.mark.django_db
def test_strip_leads_to_the_first_mark_of_its_kind():
    article = ArticleFactory(body=BODY)
    row = dispute(article=article, words=WALKING)
    dispute(article=article, words=JUMPING)

    [(_badge, words, href)] = view_of(article).strip

    assert (words, href) == ("2 statements are disputed", f"#m-{row.pk}-{block_of(article, WALKING).key}")
