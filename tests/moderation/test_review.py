"""Who decides a case: once, never about oneself; taking it meanwhile, putting a comment back, ending a restriction."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.actions import restrict_member
from accounts.models import Member, Restriction
from accounts.permissions import can_post
from audit.models import Detail, Entry
from comments.models import Comment
from common.transitions import InvalidTransition
from moderation.actions import AlreadyDecided, flag_member, leave_case, reopen_for_restore, take_case
from moderation.models import Case, Decision
from notifications.models import Notice
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged, page_of, sent

Status = Comment.Status
pytestmark = pytest.mark.django_db


def test_second_decision_is_refused_and_names_the_first(moderator):
    case = flagged(CommentFactory())
    first = decide(case, moderator, "keep")

    with pytest.raises(AlreadyDecided) as caught:
        decide(case, moderator)

    assert (caught.value.decision, Decision.objects.count(), Comment.objects.get().status) == (first, 1, "published")


@pytest.mark.parametrize("act", [decide, lambda case, by: take_case(case=case, by=by, at=NOON)])
def test_nobody_decides_about_themselves(moderator, act):
    cases = [
        flagged(CommentFactory(author=moderator)),
        flag_member(member=moderator, reporter=MemberFactory(), reason="abuse", note="", at=NOON).case,
    ]

    for case in cases:
        with pytest.raises(PermissionDenied):
            act(case, moderator)

    assert Decision.objects.count() == 0


def test_moderator_does_not_decide_about_an_admin_and_an_admin_about_a_moderator_does(moderator, admin):
    about_admin, about_moderator = (flagged(CommentFactory(author=person)) for person in (admin, moderator))

    with pytest.raises(PermissionDenied):
        decide(about_admin, moderator)

    assert decide(about_moderator, admin).decided_by == admin


@pytest.mark.parametrize("role", ["member", "editor"])
def test_who_is_no_moderator_decides_nothing(request, role):
    with pytest.raises(PermissionDenied):
        decide(flagged(CommentFactory()), request.getfixturevalue(role))


def test_suspended_moderator_acts_for_the_site_no_more(client, moderator):
    case = flagged(CommentFactory())
    restrict_member(
        member=moderator, ability="all", effect="refused", until=None, reason="Under a cloud.", at=timezone.now()
    )
    client.force_login(moderator)
    comment = case.comment
    places = [
        page_of(case),
        reverse("discussion_manage", args=[comment.discussion_id]),
        reverse("thread_lock", args=[comment.pk]),
    ]

    answers = [
        client.post(
            place, sent(case, "keep", is_locked="1", is_open="0", slow_mode_seconds="0", reason="x")
        ).status_code
        for place in places
    ]

    assert (answers, Decision.objects.count(), Case.objects.get().status) == ([403] * 3, 0, "open")


# Taking a case


def test_taken_case_says_by_whom_and_puts_the_comment_under_review(moderator):
    case = flagged(CommentFactory())

    take_case(case=case, by=moderator, at=NOON)

    case.refresh_from_db()
    assert (case.taken_by, case.taken_at, case.comment.is_under_review) == (moderator, NOON, True)
    assert Entry.objects.filter(verb="take_case", case_id=case.pk, actor_id=moderator.pk).count() == 1


def test_case_taken_twice_is_noted_once(moderator):
    case = flagged(CommentFactory())

    for hours in range(2):
        take_case(case=case, by=moderator, at=NOON + timedelta(hours=hours))

    case.refresh_from_db()
    assert (case.taken_at, Entry.objects.filter(verb="take_case").count()) == (NOON, 1)


def test_case_that_was_left_waits_for_anybody(moderator):
    case = take_case(case=flagged(CommentFactory()), by=moderator, at=NOON)

    leave_case(case=case, by=moderator, at=NOON)

    case.refresh_from_db()
    assert (case.taken_by, case.taken_at, case.comment.is_under_review, case.status) == (None, None, False, "open")


def test_taken_case_can_be_decided_by_a_colleague(moderator, admin):
    case = take_case(case=flagged(CommentFactory()), by=moderator, at=NOON)

    decision = decide(case, admin, "keep")

    case.refresh_from_db()
    assert (decision.decided_by, case.comment.is_under_review) == (admin, False)


def test_decided_case_is_not_taken(moderator):
    case = flagged(CommentFactory())
    decide(case, moderator, "keep")

    with pytest.raises(AlreadyDecided):
        take_case(case=case, by=moderator, at=NOON)


# Putting back


def test_removed_comment_is_put_back_by_a_new_case(moderator):
    case = flagged(CommentFactory())
    decide(case, moderator)
    comment = Comment.objects.get()

    again = reopen_for_restore(comment=comment, by=moderator, at=NOON)
    decide(again, moderator, "restore")

    comment.refresh_from_db()
    assert (again.pk != case.pk, comment.status, comment.removal_code, comment.status_reason) == (
        True,
        "published",
        "",
        "",
    )
    assert list(Entry.objects.filter(verb="reopen_case").values_list("case_id", flat=True)) == [again.pk]


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.HELD, Status.HIDDEN, Status.DELETED])
def test_only_a_removed_comment_is_put_back(moderator, status):
    comment = CommentFactory(status=status)

    with pytest.raises(InvalidTransition):
        reopen_for_restore(comment=comment, by=moderator, at=NOON)


def test_nobody_opens_a_case_about_their_own_removed_post(moderator):
    comment = CommentFactory(author=moderator, status=Status.REMOVED)

    with pytest.raises(PermissionDenied):
        reopen_for_restore(comment=comment, by=moderator, at=NOON)

    assert Case.objects.count() == 0


# Ending a restriction


@pytest.fixture
def suspended(moderator):
    """A case that ended in a suspension."""
    case = flagged(CommentFactory())
    decide(case, moderator, "suspend")
    return case


def _lift(case, restriction):
    return reverse("restriction_lift", args=[case.pk, restriction.pk])


def test_restriction_is_ended_from_the_case_and_its_member_told(client, moderator, suspended):
    client.force_login(moderator)
    row = Restriction.objects.get()
    page = client.get(page_of(suspended)).content.decode()

    response = client.post(_lift(suspended, row), {"reason": "They said sorry."})

    row.refresh_from_db()
    assert (page.count(_lift(suspended, row)), response.headers["Location"]) == (1, page_of(suspended))
    assert (row.lifted_at is not None, can_post(Member.objects.get(pk=row.member_id))) == (True, True)
    told = Notice.objects.get(member=row.member_id, title="Your account is free again").text
    entry = Entry.objects.get(verb="lift_restriction", subject=f"member:{row.member_id}")
    assert told.split("\n\n")[1:] == ["They said sorry."]
    assert Detail.objects.get(entry_id=entry.pk).public_note == "They said sorry."


@pytest.mark.parametrize("reason", ["", "x" * 1001, "a\x00b"])
def test_restriction_is_not_ended_without_a_reason_that_can_be_kept(client, moderator, suspended, reason):
    client.force_login(moderator)
    row = Restriction.objects.get()

    response = client.post(_lift(suspended, row), {"reason": reason})

    row.refresh_from_db()
    (lift,) = response.context["lifts"]
    assert (list(lift.errors), lift["reason"].value(), row.lifted_at) == (["reason"], reason, None)
    assert response.context["form"].helper.form_action == page_of(suspended)


def test_ended_restriction_is_not_found(client, moderator, suspended):
    client.force_login(moderator)
    address = _lift(suspended, Restriction.objects.get())

    assert [client.post(address, {"reason": "Sorry."}).status_code for _n in range(2)] == [302, 404]


@pytest.mark.parametrize("role", ["member", "editor"])
def test_nobody_else_ends_a_restriction(client, request, suspended, role):
    client.force_login(request.getfixturevalue(role))

    answer = client.post(_lift(suspended, Restriction.objects.get()), {"reason": "Sorry."})

    assert (answer.status_code, Restriction.objects.get().lifted_at) == (403, None)


def test_moderator_does_not_end_their_own_restriction(client, moderator, admin):
    case = flagged(CommentFactory(author=moderator))
    decide(case, admin, "suspend")
    client.force_login(moderator)

    answer = client.post(_lift(case, Restriction.objects.get()), {"reason": "Sorry."})

    assert (answer.status_code, Restriction.objects.get().lifted_at) == (403, None)


def test_restriction_of_somebody_else_is_not_ended_from_a_case(client, moderator, suspended):
    other = flagged(CommentFactory())
    client.force_login(moderator)

    answer = client.post(_lift(other, Restriction.objects.get()), {"reason": "Sorry."})

    assert (answer.status_code, Restriction.objects.get().lifted_at) == (403, None)


def test_subject_of_a_decided_case_is_not_told_of_it_by_a_decision_of_their_own(client, moderator, admin):
    case = flagged(CommentFactory(author=moderator))
    decide(case, admin, "keep")
    client.force_login(moderator)

    assert client.post(page_of(case), sent(case, "keep")).status_code == 403
