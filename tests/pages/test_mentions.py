"""Search results, questions and comments say that their words are in dispute; nothing is said of what is not public."""

from collections import Counter

import pytest
from django.urls import reverse

from articles.actions import withdraw_article
from claims.actions import dismiss_dispute
from claims.models import Dispute
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, report, rule
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.search.index import fill

ASKED = "May I jump with thin bones?"


def found(client, words):
    """Return what a search says: (article, marks it carries) and (dispute, badge)."""
    fill()
    rows = client.get(reverse("search"), {"q": words}).context["rows"]
    articles = [(row.hit.shown.thing, marks_of(row)) for row in rows if row.hit.kind == "article"]
    disputes = [(row.hit.shown.thing, badge.label) for row in rows for badge, _href in row.badges]
    return articles, [pair for pair in disputes if isinstance(pair[0], Dispute)]


def marks_of(row):
    """Return the marks of a hit: (badge, address)."""
    return [(mark.note.badge.label, mark.href) for mark in row.marks]


def mark_of(row):
    """Return the address of the mark of a dispute's first words."""
    quoted = row.appearances.order_by("pk").first()
    return f"{article_of(row).get_absolute_url()}#m-{row.pk}-{quoted.block_key}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "is_marked"),
    [("walked", True), ("WALKING jump", True), ("jump", False), ("is", True), ("a jump", False), ("wal", True)],
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

    assert dict(found(client, "walking")[1]) == {closed: "Dismissed", ruled: "Still right", opened: "Disputed"}


@pytest.mark.django_db
def test_hit_in_the_disputed_words_of_a_question_an_answer_or_a_comment_says_so(client):
    question = CommentFactory(body=f"{ASKED} I also cycle.", kind="question", title="Bones")
    answer = CommentFactory(parent=question, body=f"{ASKED} I also cycle.")
    remark = CommentFactory(body=f"{ASKED} I also cycle.")
    disputes = {row.pk: dispute(target=row, words=ASKED) for row in (question, answer, remark)}
    fill()

    def marks(words):
        rows = client.get(reverse("search"), {"q": words}).context["rows"]
        return {row.hit.shown.thing.pk: marks_of(row) for row in rows if row.hit.subject_key.startswith("comment:")}

    assert marks("jumping") == {pk: [("Disputed", row.get_absolute_url())] for pk, row in disputes.items()}
    assert marks("cycling") == {pk: [] for pk in disputes}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2])
def test_search_takes_the_same_queries_however_much_it_finds(client, editor, count, django_assert_num_queries):
    for number in range(count):
        row = dispute(words=WALKING, question="Is walking good?")
        question = CommentFactory(article=article_of(row), kind="question", title="Walking?", body="Walking so far.")
        CommentFactory(parent=question, body="Walking helps.")
        dispute(target=question, words="Walking so far.", question="Walking far?")
        CommentFactory(article=article_of(row), body="Walking", author=MemberFactory(public_name=f"Walking {number}"))
    fill()

    with django_assert_num_queries(27):
        rows = client.get(reverse("search"), {"q": "walking"}).context["rows"]

    kinds = Counter(row.hit.kind for row in rows)
    found = {"article": 2, "dispute": 2, "claim": 1, "question": 1, "answer": 1, "comment": 1, "member": 1}
    assert kinds == {kind: number * count for kind, number in found.items()}


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
