"""Moderators, authors and reporters at the same moment: one case, one decision, nothing half done."""

from functools import partial

import pytest
from django.test import Client

from accounts.actions import push_roles, set_role
from audit.actions import broken_links
from audit.models import Entry
from comments.actions import DiscussionClosed, delete_comment, edit_comment
from comments.models import Comment
from moderation.actions import AlreadyDecided, StaleCase, flag_comment, flag_member, take_case
from moderation.models import Case, Decision, Flag
from notifications.models import Notice
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import STATEMENT, decide, flagged, page_of, sent
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
_together = partial(together, refusals=(AlreadyDecided, DiscussionClosed, StaleCase))


@pytest.fixture
def staff():
    """Two moderators."""
    push_roles()
    people = MemberFactory.create_batch(2)
    for person in people:
        set_role(member=person, group_name="Moderator")
    return people


@pytest.mark.parametrize("subject", ["comment", "member"])
def test_twenty_flags_at_once_make_one_case(subject):
    thing = CommentFactory() if subject == "comment" else MemberFactory()
    verb = flag_comment if subject == "comment" else flag_member
    people = MemberFactory.create_batch(20)

    flags = _together(
        [lambda p=person: verb(reporter=p, reason="spam", note="", at=NOON, **{subject: thing}) for person in people]
    )

    assert {flag.case_id for flag in flags} == set(Case.objects.values_list("pk", flat=True))
    assert (Case.objects.count(), Flag.objects.count()) == (1, 20)


def test_flag_pressed_ten_times_at_once_is_one_flag():
    comment, person = CommentFactory(), MemberFactory()

    flags = _together(
        [lambda: flag_comment(comment=comment, reporter=person, reason="spam", note="", at=NOON)] * 10
    )  # fmt: skip

    assert ({flag.pk for flag in flags}, Flag.objects.count()) == ({Flag.objects.get().pk}, 1)


def test_two_moderators_at_once_make_one_decision(staff):
    case = flagged(CommentFactory())
    entries = Entry.objects.count()

    results = _together([lambda p=person, v=verb: decide(case, p, v) for person, verb in zip(staff, ("keep", "remove"), strict=True)])  # fmt: skip  # noqa: E501

    made = Decision.objects.get()
    assert [result for result in results if result is not AlreadyDecided] == [made]
    assert Comment.objects.get().status == ("removed" if made.verb == "remove" else "published")
    assert (Entry.objects.count() - entries, Notice.objects.filter(kind="flag_outcome").count()) == (1, 1)
    assert broken_links() == []


def test_two_forms_at_once_give_the_later_moderator_the_words_back(staff):
    case = flagged(CommentFactory())
    clients = [Client(), Client()]
    for client, person in zip(clients, staff, strict=True):
        client.force_login(person)

    answers = _together([lambda c=client: c.post(page_of(case), sent(case, "keep")) for client in clients])

    late = next(answer for answer in answers if answer.status_code == 409)
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    first = Decision.objects.get().decided_by.public_name
    assert [late.content.decode().count(part) for part in (f"<b>{first}</b>", f">{STATEMENT}</textarea>")] == [1, 1]


def test_flags_while_a_case_is_decided_are_answered_or_wait_in_a_new_case(staff):
    comment = CommentFactory()
    case, people = flagged(comment), MemberFactory.create_batch(6)
    calls = [lambda p=person: flagged(comment, reporter=p) for person in people]
    calls.insert(3, lambda: decide(case, staff[0], "keep"))

    _together(calls)

    answered = set(Notice.objects.filter(kind="flag_outcome").values_list("member", flat=True))
    waiting = set(Flag.objects.filter(case__status="open").values_list("reporter", flat=True))
    assert (answered | waiting, answered & waiting) == (set(Flag.objects.values_list("reporter", flat=True)), set())
    assert (Flag.objects.count(), Case.objects.filter(status="open").count() <= 1) == (7, True)


def test_edits_while_a_case_is_decided_are_made_before_or_refused(staff):
    comment = CommentFactory(body="First words.")
    case = flagged(comment)

    edited, decided = _together(
        [
            lambda: edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON),
            lambda: decide(case, staff[0], "remove", seen_revision=1),
        ]
    )

    comment.refresh_from_db()
    if decided is StaleCase:
        assert (comment.status, comment.body, Decision.objects.count()) == ("published", "Second words.", 0)
    else:
        assert (edited, comment.status, comment.body) == (DiscussionClosed, "removed", "First words.")
        assert decided.comment_revision == 1


def test_edits_that_a_rule_holds_and_decisions_do_not_wait_for_each_other_for_ever(staff):
    for _n in range(3):
        comment = CommentFactory(body="First words.")
        case = flagged(comment)
        edited, decided = _together(
            [
                lambda c=comment: edit_comment(comment=c, body="It costs $124.", by=c.author, at=NOON),
                lambda c=case: decide(c, staff[0], "keep", seen_revision=1),
            ]
        )

        comment.refresh_from_db()
        assert (comment.status, Case.objects.filter(comment=comment, status="open").count()) == ("held", 1)
        assert (edited is DiscussionClosed, decided is AlreadyDecided) == (False, False)


def test_deletion_while_a_case_is_decided_leaves_one_of_the_two(staff):
    comment = CommentFactory()
    case = flagged(comment)

    deleted, decided = _together(
        [
            lambda: delete_comment(comment=comment, by=comment.author, at=NOON),
            lambda: decide(case, staff[0], "remove"),
        ]
    )

    comment.refresh_from_db()
    outcome = (comment.status, deleted is DiscussionClosed, decided is StaleCase)
    assert outcome in {("deleted", False, True), ("removed", True, False)}


def test_two_moderators_who_take_a_case_at_once_leave_it_with_one(staff):
    case = flagged(CommentFactory())

    _together([lambda p=person: take_case(case=case, by=p, at=NOON) for person in staff])

    case.refresh_from_db()
    assert (case.taken_by in staff, case.comment.is_under_review) == (True, True)
