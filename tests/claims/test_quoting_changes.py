"""A quote is followed through changes and waits for a look; words that are not public are not in it."""

import pytest
from django.urls import reverse

from articles.actions import withdraw_article
from audit.models import Entry
from claims.actions import (
    ChangedAgain,
    NotTheirQuote,
    look_at_quotation,
)
from comments.actions import edit_comment
from comments.models import Comment, CommentRevision
from tests.claims.quotes import MOST, page_of, shown
from tests.claims.scenes import JUMPING, WALKING, block_of, publish, quotation
from tests.factories import NOON, ArticleFactory, CommentFactory

CHANGED, RELIES = "The quoted text changed", "The passage this relies on changed"


@pytest.fixture
def article(db):
    """An article about walking."""
    return ArticleFactory()


@pytest.mark.django_db
def test_changed_passage_is_said_at_the_quote_with_the_way_to_the_difference(client, article):
    row = quotation(target=block_of(article, WALKING))
    publish(article, JUMPING, "Do not leap.")
    still = shown(row)
    publish(article, WALKING, MOST)

    found, page = shown(row), page_of(client, article)

    assert (still.is_changed, still.waits, found.is_changed, found.waits) == (False, False, True, True)
    assert found.difference == reverse("article_diff", args=[article.slug, 1, 3])
    assert [page.count(text) for text in (CHANGED, RELIES, WALKING, found.difference)] == [1, 1, 1, 1]
    assert f"{reverse('revision_detail', args=[article.slug, 1])}#b-{row.appearance.block_key}" in page
    assert reverse("quotation_look", args=[row.pk]) not in page
    assert [client.get(found.difference).status_code, client.get(found.quote.href).status_code] == [200, 200]


@pytest.mark.django_db
def test_words_that_come_back_are_certain_again(article):
    row = quotation(target=block_of(article, WALKING))
    publish(article, WALKING, MOST)
    publish(article, MOST, WALKING)

    assert (shown(row).is_changed, shown(row).waits) == (False, False)


@pytest.mark.django_db
def test_edited_comment_changes_its_quote_only_where_the_words_are_gone(client, article):
    said = CommentFactory(article=article, body="First this. Then that.")
    row = quotation(target=said, words="Then that.")
    edit_comment(comment=said, body="Well. First this. Then that.", by=said.author, at=NOON)
    still = shown(row)
    edit_comment(comment=said, body="First this.", by=said.author, at=NOON)

    found = shown(row)

    assert (still.is_changed, found.is_changed, found.waits, found.number) == (False, True, True, 3)
    assert found.difference == reverse("comment_history", args=[said.pk])
    assert CHANGED in page_of(client, article)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("held", "[a comment that is not public]"),
        ("hidden", "[a comment that is not public]"),
        ("removed", "[a comment that is not public]"),
        ("deleted", "[removed by its author]"),
    ],
)
def test_quote_of_words_that_are_not_public_any_more_is_empty(client, article, status, words):
    said = CommentFactory(article=article, body="Secret words of mine.")
    row = quotation(target=said, words="Secret words of mine.")
    said.move_to(status, code="promotion" if status == "removed" else "")

    found, page = shown(row), page_of(client, article)

    assert (found.quote.words, found.quote.before, found.quote.href, found.waits) == (words, "", "", False)
    assert ("Secret words" in page, words in page) == (False, True)


@pytest.mark.django_db
def test_quote_of_a_wording_that_history_does_not_show_is_empty(article):
    said = CommentFactory(article=article, body="My name is Jo.")
    row = quotation(target=said, words="My name is Jo.")
    edit_comment(comment=said, body="My name is mine.", by=said.author, at=NOON)
    CommentRevision.objects.filter(comment=said, number=1).update(is_public=False)

    assert shown(row).quote.words == "[these words are not shown]"


@pytest.mark.django_db
def test_quote_of_a_withdrawn_article_is_empty(article):
    row = quotation(target=block_of(article, WALKING))
    withdraw_article(article=article, reason="It was wrong.", by=article.created_by, at=NOON)

    assert shown(row).quote.words == "[these words are not shown]"


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_hidden_comment_takes_its_quote_of_others_with_it(client, article, status):
    said = CommentFactory(article=article, body="Words of another.")
    row = quotation(target=said, words="Words of another.")
    row.comment.move_to(status, code="promotion" if status == "removed" else "")

    page = page_of(client, article)

    assert (page.count("<p>Words of another.</p>"), '<div class="quoted">' in page) == (1, False)


@pytest.mark.django_db
def test_its_author_says_that_it_still_holds_until_the_next_change(client, article):
    row = quotation(target=block_of(article, WALKING))
    publish(article, WALKING, MOST)
    client.force_login(row.comment.author)
    address = reverse("quotation_look", args=[row.pk])
    before = page_of(client, article)

    answer = client.post(address, {"number": "2"})

    looked, page = shown(row), page_of(client, article)
    assert (address in before, answer.headers["Location"]) == (True, row.comment.get_absolute_url())
    assert (looked.waits, looked.is_changed, CHANGED in page, RELIES in page) == (False, True, True, False)
    assert Entry.objects.filter(verb="look_at_quotation").count() == 0
    publish(article, JUMPING, "Do not leap.")
    assert (shown(row).waits, shown(row).quotation.looked_number) == (False, 3)
    publish(article, MOST, "Walking is bad for bones.")
    assert (shown(row).waits, shown(row).quotation.looked_number) == (True, 3)


@pytest.mark.django_db
def test_look_of_staff_is_logged(client, editor, article):
    row = quotation(target=block_of(article, WALKING))
    publish(article, WALKING, MOST)
    client.force_login(editor)

    client.post(reverse("quotation_look", args=[row.pk]), {"number": "2"})

    entry = Entry.objects.get(verb="look_at_quotation")
    assert (entry.actor_id, entry.subject, shown(row).waits) == (editor.pk, f"quotation:{row.pk}", False)


@pytest.mark.django_db
def test_look_at_an_older_wording_counts_for_nothing(client, article):
    row = quotation(target=block_of(article, WALKING))
    publish(article, WALKING, MOST)
    publish(article, MOST, "Walking is bad for bones.")
    client.force_login(row.comment.author)

    answer = client.post(reverse("quotation_look", args=[row.pk]), {"number": "2"}, follow=True)

    assert ("It has changed once more" in answer.content.decode(), shown(row).waits) == (True, True)
    with pytest.raises(ChangedAgain):
        look_at_quotation(quotation=row, number=2, by=row.comment.author, at=NOON)


@pytest.mark.django_db
def test_others_do_not_look_nor_staff_at_their_own_words(client, member, moderator, article):
    said = CommentFactory(article=article, author=moderator, body="First this. Then that.")
    row = quotation(target=said, words="Then that.")
    edit_comment(comment=said, body="First this.", by=moderator, at=NOON)
    address, statuses = reverse("quotation_look", args=[row.pk]), []
    for who in (member, moderator):
        client.force_login(who)
        statuses.append(client.post(address, {"number": "2"}).status_code)
        with pytest.raises(NotTheirQuote):
            look_at_quotation(quotation=row, number=2, by=who, at=NOON)

    assert (statuses, shown(row).waits) == ([403, 403], True)


@pytest.mark.django_db
def test_look_at_a_comment_that_is_not_shown_is_not_found(client, member, article):
    row = quotation(target=block_of(article, WALKING))
    row.comment.move_to(Comment.Status.HIDDEN)
    client.force_login(member)

    assert client.get(reverse("quotation_look", args=[row.pk])).status_code == 404


@pytest.mark.django_db
def test_edited_again_asks_again(article):
    said = CommentFactory(article=article, body="First this. Then that.")
    row = quotation(target=said, words="Then that.")
    edit_comment(comment=said, body="First this.", by=said.author, at=NOON)
    look_at_quotation(quotation=row, number=2, by=row.comment.author, at=NOON)
    looked = shown(row).waits
    edit_comment(comment=said, body="Something else.", by=said.author, at=NOON)

    assert (looked, shown(row).waits) == (False, True)
