"""Holes that somebody found, each closed: own words, words that have gone, words that were changed, odd input."""

import uuid

import pytest
from django.urls import reverse

from articles.actions import withdraw_article
from articles.models import Author, Source
from claims.actions import join_report, report_statement, retract_report
from claims.forms.questions import EvidenceForm, choice_of
from claims.models import Dispute, Evidence, Resolution, Ruling
from claims.permissions import can_rule
from claims.sentences import split
from comments.actions import edit_comment
from comments.models import Comment
from tests.claims.scenes import JUMPING, SIGNED, WALKING, article_of, block_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

WORDS = "Jumping made my bones stronger."
GONE = [
    (Comment.Status.HELD, "[a comment that is not public]"),
    (Comment.Status.HIDDEN, "[a comment that is not public]"),
    (Comment.Status.REMOVED, "[a comment that is not public]"),
    (Comment.Status.DELETED, "[removed by its author]"),
]


@pytest.mark.django_db
def test_editor_who_published_the_sentence_does_not_rule_on_it(editor):
    row = dispute(article=ArticleFactory(by=editor))

    assert can_rule(editor, row) is False


@pytest.mark.django_db
def test_editor_who_published_a_later_revision_rules_on_it(editor):
    article = ArticleFactory()
    publish(article, "a bent back", "a round back", by=editor)

    assert can_rule(editor, dispute(article=article)) is True


@pytest.mark.django_db
def test_author_of_the_passage_on_the_other_side_does_not_rule(editor):
    author = Author.objects.create(name="Ruth", slug="ruth", member=editor)
    article = ArticleFactory(authors=[author])
    comment = CommentFactory(article=article, body=WORDS)
    block = block_of(article, JUMPING)
    row = dispute(target=comment, words=WORDS, reason="contradicts", against=(block, 0, len(block.text)))

    assert can_rule(editor, row) is False


@pytest.mark.django_db
@pytest.mark.parametrize(("status", "shown"), GONE)
def test_words_of_a_comment_that_has_gone_are_shown_by_no_page(client, member, editor, status, shown):
    comment = CommentFactory(body=WORDS)
    row = report(target=comment, words=WORDS, reporter=member)
    comment.move_to(status, code="promotion" if status == Comment.Status.REMOVED else "")
    client.force_login(member)
    pages = [client.get(reverse("own_reports")), client.get(reverse("report_retract", args=[row.pk]))]
    client.force_login(editor)
    other = report().dispute
    pages += [client.get(reverse("dispute_queue"))]
    pages += [client.get(reverse("report_triage", args=[pk])) for pk in (row.dispute_id, other.pk)]

    texts = [page.content.decode() for page in pages]

    assert [(WORDS in text, shown in text) for text in texts] == [(False, True)] * 5


@pytest.mark.django_db
def test_comment_below_a_withdrawn_article_is_not_quoted(client):
    comment = CommentFactory(body=WORDS)
    row = dispute(target=comment, words=WORDS)
    article = comment.discussion.article
    withdraw_article(article=article, reason="Old.", by=article.created_by, at=NOON)

    assert WORDS not in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_ruling_places_no_mark_of_a_dispute_of_ones_own(client, editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    own = dispute(article=article, words=JUMPING, reporter=editor)
    revision = publish(article, WALKING, "Walking is good for most bones.")
    ours, theirs = (Resolution.objects.get(revision=revision, appearance__dispute=d) for d in (row, own))
    client.force_login(editor)
    data = {"outcome": "corrected", "summary": "So.", "revision": revision.pk} | SIGNED

    response = client.post(
        reverse("dispute_rule", args=[row.pk]), data | {f"place_{ours.pk}": "gone", f"place_{theirs.pk}": "gone"}
    )

    theirs.refresh_from_db()
    assert response.context["form"].non_field_errors() == [
        "This revision touched marks of a dispute of your own. A colleague has to place them."
    ]
    assert (theirs.confirmed_at, Ruling.objects.count()) == (None, 0)


@pytest.mark.django_db
def test_moderator_joins_nothing_to_their_own_report(client, moderator):
    own, row = report(reporter=moderator).dispute, report().dispute
    client.force_login(moderator)

    response = client.post(reverse("report_triage", args=[row.pk]), {"decision": "join", "into": own.pk})

    assert list(response.context["form"].errors) == ["into"]
    with pytest.raises(ValueError, match="your own"):
        join_report(dispute=row, into=own, by=moderator, at=NOON)


@pytest.mark.django_db
def test_words_beside_an_address_do_not_become_a_source(client, member):
    row = dispute()
    client.force_login(member)
    data = {"position": row.positions.get(order=1).pk, "role": "supports"}

    client.post(reverse("evidence_create", args=[row.pk]), data | {"source_url": "BUY PILLS 10.1056/nejmoa1"})

    source = Evidence.objects.get().source
    assert (source.title, source.doi, Source.objects.filter(title__contains="PILLS").count()) == (
        "",
        "10.1056/nejmoa1",
        0,
    )


@pytest.mark.django_db
def test_note_that_sells_is_refused_and_kept():
    row = dispute()
    data = {
        "position": row.positions.get(order=1).pk, "role": "supports", "source_url": "10.1056/nejmoa1",
        "note": "Only 10 dollars at amazon.com",
    }  # fmt: skip

    form = EvidenceForm(data, dispute=row)

    assert form.errors == {"note": ["Leave out prices, shops, addresses and telephone numbers."]}


@pytest.mark.django_db
def test_doubt_does_not_land_on_words_that_came_meanwhile(client, member):
    comment = CommentFactory(body="Aaaa is bad.")
    chosen = choice_of("Aaaa is bad.", 0, 12)
    edit_comment(comment=comment, body="Bbbb is fun.", by=comment.author, at=NOON)
    client.force_login(member)
    data = {"sentence": chosen, "reason": "unsafe", "why": "Why.", "submission_key": uuid.uuid4()}

    response = client.post(reverse("comment_question", args=[comment.pk]), data)

    assert response.context["form"].errors == {
        "sentence": ["These words have changed meanwhile. Choose the words once more."]
    }
    assert Dispute.objects.count() == 0


@pytest.mark.django_db
def test_doubt_about_a_text_that_is_not_live_any_more_is_refused():
    article = ArticleFactory()
    block = block_of(article, WALKING)
    publish(article, "a bent back", "a round back")

    with pytest.raises(ValueError, match="changed since"):
        report_statement(
            reporter=MemberFactory(), target=block, start=0, end=5, reason="unsafe", why="Why.",
            submission_key=uuid.uuid4(), at=NOON,
        )  # fmt: skip


@pytest.mark.django_db
def test_same_form_with_other_words_asks_again_and_keeps_them(client, member):
    article = ArticleFactory()
    block = block_of(article, WALKING)
    client.force_login(member)
    address = reverse("statement_question", args=[article.slug, block.key])
    data = {"sentence": choice_of(block.text, 0, len(block.text)), "reason": "unsafe", "submission_key": uuid.uuid4()}
    client.post(address, data | {"why": "First."})

    response = client.post(address, data | {"why": "Second."})

    form = response.context["form"]
    assert form.non_field_errors() == ["You have sent this form before, with other words. Send it again to add these."]
    assert (form["why"].value(), form["submission_key"].value() == str(data["submission_key"])) == ("Second.", False)


@pytest.mark.django_db
def test_key_that_no_database_holds_is_a_wrong_choice(client, member):
    article = ArticleFactory()
    block = block_of(article, WALKING)
    client.force_login(member)

    response = client.post(
        reverse("statement_question", args=[article.slug, block.key]), {"values": ["9" * 20], "reason": "unsafe"}
    )

    assert "values" in response.context["form"].errors


@pytest.mark.django_db
def test_caution_that_is_not_there_is_not_taken_down(client, editor):
    row = dispute()
    client.force_login(editor)

    client.post(reverse("caution_lift", args=[row.pk]))

    assert "The caution was taken down" not in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_report_is_taken_back_from_the_dispute_that_it_was_joined_to(moderator):
    known, made = dispute(), report()
    join_report(dispute=made.dispute, into=known, by=moderator, at=NOON)

    retract_report(report=made, at=NOON)

    made.refresh_from_db()
    assert (made.status, made.dispute, Dispute.objects.get(pk=known.pk).status) == ("retracted", known, "open")


def test_long_run_of_signs_is_looked_at_once():
    text = "." * 200_000 + "x"

    assert split(text) == [(0, 200_001)]
