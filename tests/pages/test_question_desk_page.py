"""The desk of those who keep the questions."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions import look_at_quotation
from comments.actions import close_question, edit_comment
from comments.models import Comment
from pages import question_desk
from tests.claims.scenes import JUMPING, WALKING, block_of, publish, quotation
from tests.comments.asking import answer, question
from tests.factories import NOON, ArticleFactory, CommentFactory

DESK = reverse("question_desk")
pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, editor):
    """A client signed in as an editor."""
    client.force_login(editor)
    return client


def _titles(response):
    return [row.comment.title for row, _may in response.context["questions"]]


def _counts(response):
    return {name: count for name, _words, count in response.context["tabs"]}


def test_unanswered_questions_are_listed_the_longest_waiting_first(staff, editor):
    article = ArticleFactory()
    first, second = question("First?", article=article), question("Second?", article=article)
    answered, closed = question("Answered?", article=article), question("Closed?", article=article)
    answer(answered)
    close_question(question=closed, reason="unclear", note="", by=editor, at=NOON)
    for status in ("held", "hidden", "removed", "deleted"):
        question(f"It is {status}?", article=article, status=status)
    CommentFactory(article=article, body="No question.")

    response = staff.get(DESK)

    assert (_titles(response), _counts(response)) == (
        ["First?", "Second?"], {"unanswered": 2, "clinician": 0, "changed": 0},
    )  # fmt: skip
    page = response.content.decode()
    assert [reverse("question_close", args=[row.pk]) in page for row in (first, second)] == [True, True]


def test_own_question_is_listed_without_what_one_may_not_do(staff, editor):
    asked = question(author=editor)

    response = staff.get(DESK)

    assert (_titles(response), reverse("question_close", args=[asked.pk]) in response.content.decode()) == (
        [asked.comment.title], False,
    )  # fmt: skip


def test_questions_about_ones_own_treatment_are_listed_apart(staff):
    question("What of 70 mg a week?"), question("Is walking good?")
    question("Shall I?", body="My doctor says that I should.")

    assert _titles(staff.get(f"{DESK}?show=clinician")) == ["What of 70 mg a week?", "Shall I?"]


def test_comments_whose_passage_changed_are_listed_until_somebody_looked(staff, editor):
    article = ArticleFactory()
    said = CommentFactory(article=article, body="First this. Then that.")
    rows = [
        quotation(target=block_of(article, WALKING), kind="question", title="Which walks?"),
        quotation(target=block_of(article, JUMPING), words=JUMPING),
        quotation(target=said, words="Then that."), quotation(target=said, words="First this."),
    ]  # fmt: skip
    hidden = quotation(target=said, words="Then that.")
    hidden.comment.move_to(Comment.Status.HIDDEN)
    edit_comment(comment=said, body="First this.", by=said.author, at=NOON)
    publish(article, WALKING, "Walking is good for most bones.")
    before = staff.get(f"{DESK}?show=changed")

    look_at_quotation(quotation=rows[2], number=2, by=editor, at=NOON)

    after = staff.get(f"{DESK}?show=changed")
    found = [{quoted.quotation.pk for quoted in response.context["quotes"]} for response in (before, after)]
    touched = {rows[0].pk, rows[1].pk}  # the list that says not to jump is led in by the line that changed
    assert found == [touched | {rows[2].pk}, touched]
    assert [_counts(response)["changed"] for response in (before, after)] == [3, 2]
    assert "Which walks?" in before.content.decode()
    assert reverse("quotation_look", args=[rows[0].pk]) in before.content.decode()


def test_editors_desk_counts_what_waits(staff):
    article = ArticleFactory()
    question(article=article)
    quotation(target=block_of(article, WALKING))
    publish(article, WALKING, "Walking is good for most bones.")

    assert staff.get(reverse("editorial_home")).context["question_count"] == 2


@pytest.mark.parametrize("show", ["unanswered", "clinician", "changed"])
def test_pages_hold_every_row_once_while_others_come(staff, monkeypatch, show):
    monkeypatch.setattr(question_desk, "PER_PAGE", 2)
    article = ArticleFactory()
    made = [question(f"My doctor, {n}?", article=article).pk for n in range(5)]
    if show == "changed":
        made = [quotation(target=block_of(article, WALKING)).pk for _number in range(5)]
        publish(article, WALKING, "Walking is good for most bones.")
    seen, address = [], f"{DESK}?show={show}"
    while address:
        response = staff.get(address)
        seen += [row.pk for row, _may in response.context["questions"]]
        seen += [quoted.quotation.pk for quoted in response.context["quotes"]]
        if show != "changed":
            made.append(question(f"My doctor again, {len(seen)}?", article=article, at=NOON + timedelta(days=1)).pk)
        behind = response.context["next"]
        address = f"{DESK}?show={show}&after={behind}" if behind and len(seen) < 9 else ""

    assert (len(seen), seen) == (len(set(seen)), made[: len(seen)])
    assert len(seen) >= 5


@pytest.mark.parametrize("query", ["?show=other", "?after=-1", "?after=x", f"?after={'9' * 20}"])
def test_address_that_no_list_has_is_refused(staff, query):
    assert staff.get(f"{DESK}{query}").status_code == 400


@pytest.mark.parametrize("count", [1, 4])
@pytest.mark.parametrize(("show", "queries"), [("unanswered", 8), ("changed", 8)])
def test_list_takes_the_same_queries_however_much_waits(staff, count, show, queries, django_assert_num_queries):
    for _number in range(count):
        article = ArticleFactory()
        question(article=article)
        quotation(target=block_of(article, WALKING))
        publish(article, WALKING, "Walking is good for most bones.")

    with django_assert_num_queries(queries):
        response = staff.get(f"{DESK}?show={show}")

    assert len(response.context["questions"]) + len(response.context["quotes"]) == count
