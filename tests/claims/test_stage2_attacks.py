"""Holes that somebody found in conflicts and rulings, each closed: own matters, hidden words, gates, copies."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source, update_source
from articles.models import Author
from claims.actions import (
    NothingNew,
    NotTheirs,
    add_evidence,
    add_thing,
    join_open_dispute,
    mark_fair,
    merge_dispute,
    plain_text_of,
    quote_passage,
    register_claim,
    split_claim,
    split_report,
)
from claims.gating import wording_key
from claims.models import Dispute
from claims.permissions import authors_of, can_keep, can_remove_response, can_rule, holders_by_position
from claims.reading import gate_of, questioned_words
from notifications.actions import follow
from notifications.models import Notice
from tests.claims.scenes import WALKING, block_of, dispute, reopen, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
OLD = NOON - timedelta(days=100)
WORDS = "Jumping made my bones stronger."


def _join(row, *, target, words, by):
    """Join a dispute by oneself, as the form does."""
    start = plain_text_of(target).index(words)
    return join_open_dispute(
        dispute=row, reporter=by, target=target, start=start, end=start + len(words), reason="outdated",
        why="Me too.", submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip


def _quote(claim, comment, *, by):
    return quote_passage(claim=claim, target=comment, start=0, end=len(WORDS), by=by, at=NOON)


def test_author_who_joins_the_doubt_does_not_open_the_gate_for_it():
    author, colleague = MemberFactory.create_batch(2, at=OLD)
    names = [Author.objects.create(name=n, slug=n, member=who) for n, who in (("r", author), ("s", colleague))]
    article = ArticleFactory(authors=names)
    row = dispute(article=article, words=WALKING)
    statement, doubt = row.positions.order_by("order")
    _join(row, target=block_of(article, WALKING), words=WALKING, by=author)

    mark_fair(position=statement, wording=wording_key(statement.summary), by=colleague, at=NOON)
    with pytest.raises(NotTheirs):
        mark_fair(position=doubt, wording=wording_key(doubt.summary), by=author, at=NOON)

    assert author.pk not in holders_by_position(row)[doubt.pk]
    assert gate_of(row, NOON).is_open is False


def test_document_is_known_through_a_copy_of_a_copy(editor):
    row = dispute()
    link, copy, second = (f"https://example.org/{name}" for name in ("trial", "copy", "copy-of-the-copy"))
    brought = find_or_add_source(url=link, by=editor, at=NOON)
    add_evidence(position=row.positions.get(order=1), source=brought, role="supports", note="", by=editor, at=NOON)
    between, last = (find_or_add_source(url=address, by=editor, at=NOON) for address in (copy, second))
    update_source(source=between, mirror_of=link, by=editor, at=NOON)
    update_source(source=last, mirror_of=copy, by=editor, at=NOON)
    rule(row, by=editor)

    with pytest.raises(NothingNew):
        reopen(Dispute.objects.get(pk=row.pk), by=editor, at=NOON + timedelta(days=20), link=second)


def test_editor_does_not_take_their_own_words_from_a_side_to_rule_on_it(client, editor):
    comment = CommentFactory(body=WORDS, author=editor)
    row = dispute()
    claim = row.positions.get(order=1).claims.get()
    quote = _quote(claim, comment, by=MemberFactory())
    client.force_login(editor)

    answer = client.post(reverse("quote_drop", args=[quote.pk]))

    assert (answer.status_code, can_rule(editor, row)) == (403, False)


def test_reporter_of_a_merged_dispute_keeps_none_of_its_claims_and_removes_none_of_its_answers(editor, moderator):
    article = ArticleFactory()
    row = dispute(article=article, reporter=editor)
    into = dispute(article=article)
    claims = list(row.positions.values_list("claims", flat=True))
    answer = row.responses.create(member=MemberFactory(), text="So.", created_at=NOON)
    merge_dispute(dispute=row, into=into, by=moderator, at=NOON)
    answer = type(answer).objects.select_related("dispute").get(pk=answer.pk)

    assert (can_keep(editor, claims), can_remove_response(editor, answer)) == (False, False)


def _two_about_one_thing():
    """Return a dispute that a reader joined with a comment elsewhere, its first report split out, and that comment."""
    add_thing(name="Walking", kind="exercise", synonyms=[], by=MemberFactory(), at=NOON)
    row = dispute(words=WALKING)
    comment = CommentFactory(body="Walking hurt my knee.", author=MemberFactory(at=OLD))
    _join(row, target=comment, words=comment.body, by=MemberFactory(at=OLD))
    return row, comment


def test_writer_whom_a_joining_reader_quotes_is_no_author_of_the_doubted_words():
    row, comment = _two_about_one_thing()

    assert comment.author_id not in authors_of(row)


def test_words_of_a_joining_reader_are_not_shown_as_the_questioned_ones(moderator):
    row, comment = _two_about_one_thing()
    split_report(report=row.reports.order_by("pk").first(), by=moderator, at=NOON)

    assert comment.body not in questioned_words(Dispute.objects.get(pk=row.pk))


def test_followers_are_not_told_a_split_statement_that_editors_alone_see(editor):
    said = {"thing": None, "stance": "effect", "values": [], "by": editor, "at": NOON}
    claim = register_claim(statement="Jumping helps.", **said)
    kept, hidden = (CommentFactory(body=WORDS) for _ in range(2))
    _quote(claim, kept, by=editor)
    moved = _quote(claim, hidden, by=editor)
    hidden.move_to("hidden")
    reader = MemberFactory()
    follow(member=reader, subject_key=f"claim:{claim.pk}", at=NOON)

    split_claim(claim=claim, appearances=[moved], statement="Ann was cured.", **said)

    assert list(Notice.objects.filter(member=reader).values_list("text", flat=True)) == ["Jumping helps."]


def test_decision_about_a_reference_of_no_article_is_not_found(client, editor):
    client.force_login(editor)

    answer = client.post(reverse("reference_fit_undo", args=[10**20, 10**20]))

    assert answer.status_code == 404
