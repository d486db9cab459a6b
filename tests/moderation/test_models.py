"""The database refuses what the code should never write."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from common.transitions import InvalidTransition
from moderation.models import Case, Decision, Flag, PolicyRule
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    return flagged(CommentFactory())


def _is_refused(constraint, write):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return constraint in str(caught.value)


@pytest.mark.parametrize("subject", ["comment", "member"])
def test_second_open_case_about_a_thing_is_refused(subject):
    about = {subject: CommentFactory() if subject == "comment" else MemberFactory()}
    Case.objects.create(opened_at=NOON, status="decided", closed_at=NOON, **about)
    Case.objects.create(opened_at=NOON, **about)

    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(opened_at=NOON, **about)

    assert Case.objects.filter(**about).count() == 2


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("moderation_case_one_subject", {"comment": None}),
        ("moderation_case_closed_when_decided", {"status": "decided"}),
        ("moderation_case_closed_when_decided", {"closed_at": NOON}),
        ("moderation_case_taken_as_a_whole", {"taken_at": NOON}),
    ],
)
def test_case_that_cannot_be_is_refused(case, constraint, changes):
    assert _is_refused(constraint, lambda: Case.objects.filter(pk=case.pk).update(**changes))


def test_case_about_two_things_is_refused(case):
    other = MemberFactory()

    assert _is_refused("moderation_case_one_subject", lambda: Case.objects.filter(pk=case.pk).update(member=other))


def test_case_taken_by_somebody_at_no_time_is_refused(case):
    person = MemberFactory()

    assert _is_refused(
        "moderation_case_taken_as_a_whole", lambda: Case.objects.filter(pk=case.pk).update(taken_by=person)
    )


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("moderation_flag_one_subject", {"comment": None, "comment_revision": None}),
        ("moderation_flag_comment_with_revision", {"comment_revision": None}),
        ("moderation_flag_reason", {"reason": "wrong"}),
    ],
)
def test_flag_that_cannot_be_is_refused(case, constraint, changes):
    assert _is_refused(constraint, lambda: Flag.objects.filter(case=case).update(**changes))


def test_second_flag_of_a_member_in_a_case_is_refused(case):
    flag = case.flags.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.create(
            case=case, reporter=flag.reporter, comment=flag.comment, comment_revision=2, reason="spam", created_at=NOON
        )


@pytest.mark.parametrize(
    ("constraint", "changes"),
    [
        ("moderation_decision_verb", {"verb": "burn"}),
        ("moderation_decision_rule_for_sanctions", {"rule": None}),
    ],
)
def test_decision_that_cannot_be_is_refused(case, moderator, constraint, changes):
    decision = decide(case, moderator)

    assert _is_refused(constraint, lambda: Decision.objects.filter(pk=decision.pk).update(**changes))


def test_rule_has_each_version_once():
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyRule.objects.create(code="spam", version=1, title="x", text="x")


def test_decided_case_is_neither_decided_nor_taken_again(case, moderator):
    decide(case, moderator, "keep")
    case.refresh_from_db()

    for move in (lambda: case.decide(at=NOON), lambda: case.take(by=moderator, at=NOON)):
        with pytest.raises(InvalidTransition):
            move()


def test_comment_with_a_case_cannot_be_lost(case):
    with pytest.raises(ProtectedError):
        case.comment.delete()
