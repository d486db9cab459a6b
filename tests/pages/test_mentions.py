"""Search results, questions and comments say that their words are in dispute; nothing is said of what is not public."""

import pytest
from django.urls import reverse

from articles.actions import withdraw_article
from claims.actions import dismiss_dispute
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

ASKED = "May I jump with thin bones?"


def found(client, words):
    """Return what a search says: (article, marks it carries) and (dispute, badge)."""
    context = client.get(reverse("search"), {"q": words}).context
    articles = [
        (article, [(passage.note.badge.label, passage.href) for passage in passages])
        for article, passages in context["articles"]
    ]
    return articles, [(row, badge.label) for row, badge in context["disputes"]]


def mark_of(row):
    """Return the address of the mark of a dispute's first words."""
    quoted = row.appearances.order_by("pk").first()
    return f"{article_of(row).get_absolute_url()}#m-{row.pk}-{quoted.block_key}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "is_marked"),
    [("walking", True), ("WALKING jump", True), ("jump", False), ("is a", True), ("a jump", False)],
)
def test_hit_whose_words_stand_in_a_disputed_passage_says_so(client, words, is_marked):
    row = dispute(words=WALKING)
    report(article=article_of(row), words=JUMPING)  # waits for triage: nothing is said of it

    articles, _disputes = found(client, words)

    assert articles == [(article_of(row), [("Disputed", mark_of(row))] if is_marked else [])]


@pytest.mark.django_db
def test_hit_says_how_the_dispute_ended(client, editor):
    row, closed = dispute(words=WALKING), dispute(words=JUMPING)
    rule(row, by=editor, outcome="unsettled")
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen.", publish=True, by=editor, at=NOON)

    articles = dict(found(client, "walking jump")[0])

    assert articles == {article_of(row): [("Experts disagree", mark_of(row))], article_of(closed): []}


@pytest.mark.django_db
def test_hit_on_words_that_have_changed_says_nothing_until_they_are_placed(client):
    row = dispute(words=WALKING)
    publish(article_of(row), WALKING, "Walking is good for some bones.")

    assert found(client, "walking")[0] == [(article_of(row), [])]


@pytest.mark.django_db
def test_disputes_that_are_found_wear_their_badges(client, editor):
    opened, ruled, closed = (dispute(question=f"Is walking {number}?") for number in ("one", "two", "three"))
    report()
    rule(ruled, by=editor)
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen.", publish=True, by=editor, at=NOON)

    assert found(client, "walking")[1] == [(closed, "Dismissed"), (ruled, "Still right"), (opened, "Disputed")]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_search_takes_the_same_queries_however_much_it_finds(client, editor, count, django_assert_num_queries):
    for _number in range(count):
        dispute(words=WALKING, question="Is walking good?")
        rule(dispute(words=WALKING, question="Is walking good?"), by=editor)

    with django_assert_num_queries(5):
        articles, disputes = found(client, "walking")

    assert (len(articles), len(disputes)) == (2 * count, 2 * count)


def places(comment):
    """Return the pages that show a comment in a list or on its own, by name."""
    return {
        "home": reverse("home"),
        "member": reverse("member_detail", args=[comment.author.slug]) + "?show=questions",
        "reply": reverse("comment_reply", args=[comment.pk]),
        "history": reverse("comment_history", args=[comment.pk]),
    }


def saying(client, comment, words):
    """Return the pages on which these words stand."""
    return [name for name, path in places(comment).items() if words in client.get(path).content.decode()]


@pytest.mark.django_db
def test_question_in_dispute_says_so_wherever_it_is_shown(client):
    comment = CommentFactory(body=ASKED, kind="question", title="Jumping?")
    quiet = CommentFactory(body=ASKED, kind="question", title="Running?")
    row = dispute(target=comment, words=ASKED)
    report(target=quiet, words=ASKED)
    link = f'<a class="inlink is-open" href="{row.get_absolute_url()}">'

    assert saying(client, comment, link) == ["home", "member", "reply", "history"]
    assert saying(client, quiet, "inlink") == ["home"]  # of the other one


@pytest.mark.django_db
def test_question_whose_dispute_was_closed_or_hidden_says_nothing(client, editor):
    comment = CommentFactory(body=ASKED, kind="question", title="Jumping?")
    row = dispute(target=comment, words=ASKED)
    dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=True, by=editor, at=NOON)

    assert saying(client, comment, "inlink") == []


@pytest.mark.django_db
def test_article_that_was_withdrawn_is_neither_found_nor_marked(client, editor):
    row = dispute(words=WALKING)
    withdraw_article(article=article_of(row), reason="Out of date.", by=editor, at=NOON)

    assert found(client, "walking")[0] == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_lists_of_comments_take_the_same_queries_however_many_are_disputed(client, count, django_assert_num_queries):
    writer, article = MemberFactory(), ArticleFactory()
    for _number in range(count):
        comment = CommentFactory(article=article, author=writer, body=ASKED, kind="question", title="Jumping?")
        dispute(target=comment, words=ASKED)
    found = {}
    for name in ("home", "member"):
        with django_assert_num_queries({"home": 11, "member": 6}[name]):
            found[name] = client.get(places(comment)[name]).content.decode().count('"inlink')

    assert found == {"home": count, "member": count}
