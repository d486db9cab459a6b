"""Readers quote a passage of the article or of a comment, in one transaction with what they say about it."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions import (
    look_at_quotation,
    plain_text_of,
    post_quotation,
)
from claims.forms.questions import choice_of
from claims.models import Appearance, Quotation, Resolution
from claims.reading import anchors_to_place, annotations_of, public_rows, quotations_on
from comments.actions import DiscussionClosed, discussion_of
from comments.models import Comment, Draft
from tests.claims.quotes import MOST, SAID, page_of, shown
from tests.claims.scenes import JUMPING, WALKING, block_of, dispute, publish, quotation
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory


@pytest.fixture
def article(db):
    """An article about walking."""
    return ArticleFactory()


def _send(client, target, words, **changes):
    text = plain_text_of(target)
    start = text.index(words)
    data = {
        "sentence": choice_of(text, start, start + len(words)), "kind": "remark", "title": "", "body": "I wonder.",
        "submission_key": uuid.uuid4(),
    }  # fmt: skip
    return client.post(_address(target), data | changes)


def _address(target):
    if isinstance(target, Comment):
        return reverse("comment_quote", args=[target.pk])
    return reverse("passage_quote", args=[target.revision.article.slug, target.key])


@pytest.mark.django_db
def test_passage_of_the_article_is_quoted_in_a_comment(client, member, article):
    client.force_login(member)

    response = _send(client, block_of(article, WALKING), WALKING)

    row = Quotation.objects.select_related("appearance").get()
    quoted, page = row.appearance, page_of(client, article)
    assert response.headers["Location"] == row.comment.get_absolute_url()
    assert (quoted.exact, quoted.revision, quoted.claim, quoted.dispute) == (
        WALKING, article.current_revision, None, None,
    )  # fmt: skip
    assert (row.comment.body, row.comment.discussion) == ("I wonder.", discussion_of(article))
    assert f'href="{article.get_absolute_url()}#b-{quoted.block_key}">From the article' in page
    assert page.index('<blockquote class="quote">') < page.index("<p>I wonder.")
    assert "The quoted text changed" not in page


@pytest.mark.django_db
def test_question_is_asked_on_a_passage(client, member, article):
    client.force_login(member)

    _send(client, block_of(article, JUMPING), JUMPING, kind="question", title="Not even a little?")

    comment = Comment.objects.get()
    assert (comment.kind, comment.question.comment_id, shown(Quotation.objects.get()).quote.words) == (
        "question", comment.pk, JUMPING,
    )  # fmt: skip


@pytest.mark.django_db
def test_words_of_a_comment_are_quoted_in_a_reply(client, member, article):
    said = CommentFactory(article=article, body="First this. Then that.", author=MemberFactory(public_name="Anna"))
    client.force_login(member)

    _send(client, said, "Then that.")

    row = Quotation.objects.select_related("appearance").get()
    found = shown(row)
    assert (row.comment.parent, row.appearance.comment, row.appearance.comment_revision) == (said, said, 1)
    assert (found.quote.words, found.quote.before, found.source) == ("Then that.", "", "From a comment by Anna")
    assert f'href="{said.get_absolute_url()}">From a comment by Anna' in page_of(client, article)


@pytest.mark.django_db
def test_selected_words_are_chosen_and_counted_as_a_browser_does(client, member):
    article = ArticleFactory(body="🙂 Walking is good for bones.\n")
    client.force_login(member)
    block = block_of(article, "Walking")

    form = client.get(f"{_address(block)}?start=3&end=10").context["form"]

    assert form["sentence"].initial == choice_of(block.text, 2, 9)
    assert [words for _value, words in form.fields["sentence"].choices] == ["Walking", block.text]


@pytest.mark.django_db
def test_all_sentences_of_a_passage_can_be_quoted_at_once(client, member):
    article = ArticleFactory(body="One thing. Another thing.\n")
    client.force_login(member)

    form = client.get(_address(block_of(article, "One"))).context["form"]

    assert [words for _value, words in form.fields["sentence"].choices] == [
        "One thing.", "Another thing.", "One thing. Another thing.",
    ]  # fmt: skip


@pytest.mark.django_db
def test_form_with_mistakes_keeps_its_words_and_posts_nothing(client, member, article):
    client.force_login(member)

    response = _send(client, block_of(article, WALKING), WALKING, sentence="", body="Kept.", kind="question")

    form = response.context["form"]
    assert (sorted(form.errors), form["body"].value()) == (["sentence", "title"], "Kept.")
    assert "Choose the words that you quote." in response.content.decode()
    assert (Comment.objects.count(), Appearance.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_same_form_sent_twice_posts_once(client, member, article):
    client.force_login(member)
    key, block = uuid.uuid4(), block_of(article, WALKING)

    answers = [_send(client, block, WALKING, submission_key=key).headers["Location"] for _time in range(2)]
    other = _send(client, block, WALKING, submission_key=key, body="Other words.")

    assert (len(set(answers)), other.status_code) == (1, 409)
    assert (Comment.objects.count(), Quotation.objects.count(), Appearance.objects.count()) == (1, 1, 1)


@pytest.mark.django_db
def test_words_that_changed_while_they_were_quoted_are_refused_and_nothing_is_lost(client, member, article):
    client.force_login(member)
    block = block_of(article, WALKING)
    publish(article, WALKING, MOST)
    article.refresh_from_db()
    stale = _send(client, block, WALKING)
    with pytest.raises(ValueError, match="changed"):
        post_quotation(
            target=block, start=0, end=7, author=member, discussion=discussion_of(article), body="x",
            submission_key=uuid.uuid4(), at=NOON,
        )  # fmt: skip

    assert "These words have changed meanwhile." in stale.content.decode()
    assert stale.context["form"]["body"].value() == "I wonder."
    assert (Comment.objects.count(), Appearance.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_closed_discussion_leaves_no_quote_behind(client, member, article):
    block, discussion = block_of(article, WALKING), discussion_of(article)
    type(discussion).objects.update(is_open=False)
    client.force_login(member)

    statuses = [client.get(_address(block)).status_code, _send(client, block, WALKING).status_code]

    assert statuses == [403, 409]
    with pytest.raises(DiscussionClosed):
        quotation(target=block)
    assert (Comment.objects.count(), Appearance.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_words_that_are_not_public_cannot_be_quoted(client, member, article, status):
    said = CommentFactory(article=article, status=status)
    client.force_login(member)

    assert [client.get(_address(said)).status_code, _send(client, said, SAID).status_code] == [404, 404]
    assert Quotation.objects.count() == 0


@pytest.mark.django_db
def test_quote_is_no_claim_and_no_dispute(client, article):
    said = CommentFactory(article=article)
    row = dispute(article=article, words=JUMPING)
    before = list(public_rows()), annotations_of(article), anchors_to_place().count()
    quotes = [quotation(target=block_of(article, WALKING)), quotation(target=said, words=SAID)]

    page = page_of(client, article)

    assert (list(public_rows()), annotations_of(article), anchors_to_place().count()) == before
    assert [client.get(reverse(name)).content.decode().count(WALKING) for name in ("claim_list", "dispute_list")] == [
        0, 0,
    ]  # fmt: skip
    assert set(row.appearances.values_list("pk", flat=True)).isdisjoint(quote.appearance_id for quote in quotes)
    assert page.count("<mark") == 1
    publish(article, WALKING, MOST)
    assert {anchor.appearance.dispute for anchor in anchors_to_place()} == {row}


@pytest.mark.django_db
def test_quote_of_disputed_words_shows_their_mark(client, article):
    row = dispute(article=article, words=WALKING, question="Is walking good?")
    said = CommentFactory(article=article)
    other = dispute(target=said, words=SAID, question="Is it true?")
    quotes = [
        quotation(target=block_of(article, WALKING)), quotation(target=block_of(article, JUMPING), words=JUMPING),
        quotation(target=said, words=SAID),
    ]  # fmt: skip

    found = quotations_on([quote.comment_id for quote in quotes])
    page = page_of(client, article)

    notes = [[note.dispute for note in found[quote.comment_id][0].notes] for quote in quotes]
    assert notes == [[row], [], [other]]
    quoted = [part.split("</div>")[0] for part in page.split('<div class="quoted">')[1:]]
    assert sorted(("Is walking good?" in part, "Is it true?" in part) for part in quoted) == [
        (False, False), (False, True), (True, False),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 5])
def test_quotes_are_read_in_three_queries_however_many(article, count, django_assert_num_queries):
    dispute(article=article, words=WALKING)
    said = CommentFactory(article=article)
    keys = []
    for _number in range(count):
        keys += [quotation(target=block_of(article, WALKING)).comment_id, quotation(target=said, words=SAID).comment_id]

    with django_assert_num_queries(3):
        found = quotations_on(keys)

    assert len(found) == 2 * count


@pytest.mark.django_db
def test_publishing_takes_the_same_queries_however_much_is_quoted():
    assert _queries_of_a_publication(1) == _queries_of_a_publication(5)


def _queries_of_a_publication(count):
    """Quote a passage so many times, change it, look at each, and count the queries of the next publication."""
    article = ArticleFactory()
    for _number in range(count):
        quotation(target=block_of(article, WALKING))
    publish(article, WALKING, MOST)
    looked = Quotation.objects.filter(appearance__article=article)
    for row in looked.select_related("comment__author"):
        look_at_quotation(quotation=row, number=2, by=row.comment.author, at=NOON)
    with CaptureQueriesContext(connection) as found:
        publish(article, JUMPING, "Do not leap.")
    assert looked.filter(looked_number=3).count() == count
    assert Resolution.objects.filter(appearance__article=article).count() == 3 * count
    return len(found)


@pytest.mark.django_db
def test_quote_is_previewed_kept_and_asked_about_like_any_words(client, member, article):
    client.force_login(member)
    block = block_of(article, WALKING)

    preview = _send(client, block, WALKING, preview="Preview", body="**Bold** words.")
    _send(client, block, WALKING, save_draft="Save draft", body="Kept words.")
    form = client.get(_address(block)).context["form"]
    asked = _send(client, block, WALKING, body="It costs $124 at shop.com.")
    before = Comment.objects.count()
    _send(client, block, WALKING, body="It costs $124 at shop.com.", as_it_is="on")

    assert "<strong>Bold</strong> words." in preview.content.decode()
    assert (form["body"].value(), form["sentence"].value()) == (
        "Kept words.", choice_of(block.text, 0, len(WALKING)),
    )  # fmt: skip
    assert (before, asked.context["form"].asks) == (0, True)
    assert (Comment.objects.get().status, Quotation.objects.count(), Draft.objects.count()) == ("held", 1, 0)
