"""An asker accepts an answer, a professional endorses one: who may, what it shows, and what takes it back."""

import uuid
from datetime import date, timedelta
from functools import partial

import pytest
from django.urls import reverse

from accounts.models import Credential
from comments.actions import (
    NotPossible,
    accept_answer,
    delete_comment,
    discussion_of,
    edit_comment,
    endorse_answer,
    post_comment,
    take_back_acceptance,
    take_back_endorsement,
)
from comments.models import Comment, Endorsement, Question
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def licensed(*, expires="2099-01-01", **fields):
    """Return a professional."""
    member = MemberFactory(**fields)
    Credential.objects.create(
        member=member, kind="physiotherapist", country="Norway", checked_by=MemberFactory(), checked_at=NOON,
        expires_on=expires,
    )  # fmt: skip
    return member


@pytest.fixture
def question(member):
    """A question by `member`."""
    return CommentFactory(kind=Comment.Kind.QUESTION, title="Is walking enough?", author=member).question


@pytest.fixture
def answer(question):
    """An answer to it by somebody else."""
    return CommentFactory(parent=question.comment, body="I walk every day.")


def _press(client, name, answer, who):
    client.force_login(who)
    return client.post(reverse(f"answer_{name}", args=[answer.pk]), follow=True)


def _accepted(question):
    question.refresh_from_db()
    return question.accepted


def test_asker_accepts_changes_and_takes_back(client, member, question, answer):
    other = CommentFactory(parent=question.comment)

    text = _press(client, "accept", answer, member).content.decode()
    first = _accepted(question)
    _press(client, "accept", other, member)
    second = _accepted(question)
    _press(client, "unaccept", other, member)

    assert (first, second, _accepted(question), question.accepted_at) == (answer, other, None, None)
    assert ("Accepted. It stands first now." in text, "by Reader, who asked," in text) == (True, True)


def test_acceptance_keeps_its_first_time_and_one_of_another_answer_stays(member, question, answer):
    other = CommentFactory(parent=question.comment)
    accept_answer(answer=answer, by=member, at=NOON)
    accept_answer(answer=answer, by=member, at=LATER)
    take_back_acceptance(answer=other, by=member)

    assert (_accepted(question), question.accepted_at) == (answer, NOON)


@pytest.mark.parametrize("name", ["accept", "unaccept"])
def test_nobody_but_the_asker_accepts(client, question, answer, moderator, name):
    Question.objects.filter(pk=question.pk).update(accepted=answer, accepted_at=NOON)

    statuses = [_press(client, name, answer, who).status_code for who in (MemberFactory(), answer.author, moderator)]

    assert (statuses, _accepted(question)) == ([403, 403, 403], answer)


def test_visitor_is_sent_to_the_sign_in(client, answer):
    response = client.post(reverse("answer_accept", args=[answer.pk]))

    assert response.headers["Location"].startswith(reverse("account_login"))


def test_follow_up_and_comment_are_no_answers(client, member, question, answer):
    follow_up = CommentFactory(parent=answer)
    remark = CommentFactory(parent=CommentFactory(author=member))

    statuses = [_press(client, "accept", row, member).status_code for row in (follow_up, remark, question.comment)]

    assert (statuses, _accepted(question)) == ([404, 404, 404], None)


@pytest.mark.parametrize("status", ["held", "hidden", "removed"])
def test_answer_that_is_not_public_is_not_accepted(client, member, question, status):
    answer = CommentFactory(parent=question.comment, status=status)

    assert _press(client, "accept", answer, member).status_code == 404
    with pytest.raises(NotPossible):
        accept_answer(answer=answer, by=member, at=NOON)
    assert _accepted(question) is None


def test_suspended_asker_accepts_nothing(client, member, question, answer):
    member.restrictions.create(ability="all", effect="refused", starts_at=NOON, reason="Rude.")

    assert (_press(client, "accept", answer, member).status_code, _accepted(question)) == (403, None)


def test_deleted_answer_is_accepted_no_longer(member, question, answer):
    accept_answer(answer=answer, by=member, at=NOON)
    delete_comment(comment=answer, by=answer.author, at=LATER)

    assert (_accepted(question), question.accepted_at) == (None, None)


def test_answer_held_after_an_edit_is_accepted_no_longer(member, question, answer):
    accept_answer(answer=answer, by=member, at=NOON)
    edit_comment(comment=answer, body="Buy it for $5 at https://example.com", by=answer.author, at=LATER)

    answer.refresh_from_db()
    assert (answer.status, _accepted(question)) == ("held", None)


def test_professional_endorses_and_is_named_with_their_checked_licence(client, answer):
    anna = licensed(public_name="Anna Berg")

    text = _press(client, "endorse", answer, anna).content.decode()

    answer.refresh_from_db()
    assert (answer.endorsement_count, Endorsement.objects.get().credential) == (1, anna.credentials.get())
    said = " ".join(text.split())
    assert "Anna Berg</a>, physiotherapist, Norway, licence checked until <time" in said
    assert "Take your endorsement back" in text


def test_endorsement_pressed_twice_stands_once_and_is_taken_back(client, answer):
    anna = licensed()
    _press(client, "endorse", answer, anna)
    _press(client, "endorse", answer, anna)
    twice = Endorsement.objects.count()
    _press(client, "unendorse", answer, anna)
    _press(client, "unendorse", answer, anna)

    answer.refresh_from_db()
    assert (twice, Endorsement.objects.count(), answer.endorsement_count) == (1, 0, 0)


def test_only_a_valid_licence_endorses(client, answer):
    unchecked = MemberFactory()
    Credential.objects.create(member=unchecked, kind="physiotherapist", country="Norway")
    people = [MemberFactory(), unchecked, licensed(expires="2026-03-01")]

    assert [_press(client, "endorse", answer, who).status_code for who in people] == [403, 403, 403]
    assert Endorsement.objects.count() == 0


def test_nobody_endorses_their_own_answer(client, question):
    anna = licensed()
    answer = CommentFactory(parent=question.comment, author=anna)

    assert _press(client, "endorse", answer, anna).status_code == 403
    with pytest.raises(NotPossible):
        endorse_answer(answer=answer, by=anna, at=NOON)


def test_lapsed_endorsement_stays_says_so_and_can_be_taken_back(client, answer):
    anna = licensed()
    endorse_answer(answer=answer, by=anna, at=NOON)
    anna.credentials.update(expires_on=date(2026, 3, 3))

    text = client.get(answer.get_absolute_url(), follow=True).content.decode()
    _press(client, "unendorse", answer, anna)

    assert "The licence is not valid any more, so this does not count." in text
    assert Endorsement.objects.count() == 0


def test_renewed_licence_makes_the_endorsement_count_again(client, question, answer):
    anna = licensed()
    second = CommentFactory(parent=question.comment)
    endorse_answer(answer=second, by=anna, at=NOON)
    anna.credentials.update(expires_on=date(2026, 3, 3))
    lapsed = client.get(question.get_absolute_url()).context["view"].answers[0].comment
    Credential.objects.create(
        member=anna, kind="physiotherapist", country="Sweden", checked_by=MemberFactory(), checked_at=NOON,
        expires_on="2099-01-01",
    )  # fmt: skip
    response = client.get(question.get_absolute_url())

    assert (lapsed, response.context["view"].answers[0].comment) == (answer, second)
    assert "physiotherapist, Sweden" in response.content.decode()


def test_buttons_stand_only_where_they_can_be_pressed(client, member, question, answer):
    address, words = question.get_absolute_url(), ("Accept this answer", "Endorse as a professional")
    people = {"asker": member, "reader": MemberFactory(), "professional": licensed(), "author": answer.author}

    found = {}
    for name, who in people.items():
        client.force_login(who)
        text = client.get(address).content.decode()
        found[name] = [word in text for word in words]

    assert found == {
        "asker": [True, False], "reader": [False, False], "professional": [False, True], "author": [False, False],
    }  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_answers_accepted_at_the_same_moment_leave_one_accepted():
    asker = MemberFactory()
    question = CommentFactory(kind="question", title="Is it so?", author=asker).question
    answers = CommentFactory.create_batch(6, parent=question.comment)

    results = together([partial(accept_answer, answer=row, by=asker, at=NOON) for row in answers], refusals=())

    assert len(results) == 6
    assert _accepted(question) in answers


@pytest.mark.django_db(transaction=True)
def test_answer_accepted_while_it_is_deleted_is_accepted_no_longer():
    for _round in range(4):
        asker = MemberFactory()
        question = CommentFactory(kind="question", title="Is it so?", author=asker).question
        answer = CommentFactory(parent=question.comment)
        other = CommentFactory(parent=question.comment)
        calls = [
            partial(accept_answer, answer=answer, by=asker, at=NOON),
            partial(delete_comment, comment=answer, by=answer.author, at=NOON),
            partial(
                post_comment, discussion=answer.discussion, author=asker, parent=question.comment, body="Thanks.",
                submission_key=uuid.uuid4(), at=NOON,
            ),
            partial(delete_comment, comment=other, by=other.author, at=NOON),
        ]  # fmt: skip

        together(calls, refusals=(NotPossible,))

        assert (_accepted(question), question.answer_count) == (None, 1)


@pytest.mark.django_db(transaction=True)
def test_answer_endorsed_by_many_at_the_same_moment_counts_them_all():
    answer = CommentFactory(parent=CommentFactory(kind="question", title="Is it so?"))
    people = [licensed() for _n in range(4)]
    calls = [partial(endorse_answer, answer=answer, by=who, at=NOON) for who in (*people, *people)]

    together(calls, refusals=())
    answer.refresh_from_db()
    counted = answer.endorsement_count
    together([partial(take_back_endorsement, answer=answer, by=who) for who in people[:2] * 2], refusals=())

    answer.refresh_from_db()
    assert (counted, answer.endorsement_count, Endorsement.objects.count()) == (4, 2, 2)


def test_answers_to_a_question_in_another_place_are_untouched(member, question, answer):
    other = CommentFactory(
        discussion=discussion_of(ArticleFactory()), kind="question", title="Other?", author=member
    ).question
    accept_answer(answer=answer, by=member, at=NOON)

    assert _accepted(other) is None
