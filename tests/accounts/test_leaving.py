"""Leaving: asking for it, the week in which it can be taken back, and what is left of the member afterwards."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts import consequences
from accounts.actions import (
    RolesFirst,
    cancel_deletion,
    create_member,
    erase_member,
    make_admin,
    request_deletion,
    set_role,
    set_roles,
)
from accounts.jobs import tend, tend_privacy
from accounts.models import FORMER_ID, Member
from audit.models import Entry
from comments.models import Comment
from notifications.models import Notice, OutboxMail
from tests.accounts.steps import CONFIRM, signed_in
from tests.factories import NOON, PASSWORD, CommentFactory, MemberFactory
from tests.races import together

PAGE, BACK = reverse("member_delete"), reverse("deletion_cancel")
LATER = NOON + timedelta(days=7)


def leaving(mode="remove", at=NOON, **fields):
    """Return a member who has asked to leave."""
    return request_deletion(member=MemberFactory(**fields), mode=mode, at=at)


def told(member):
    """Return the kinds of what a member was told, in order."""
    return list(Notice.objects.filter(member=member).order_by("pk").values_list("kind", flat=True))


@pytest.fixture
def anna(db):
    """A signed-in browser of a member who has just typed her password again."""
    member = MemberFactory(public_name="Anna")
    client = signed_in(member)
    client.post(CONFIRM, {"password": PASSWORD})
    client.member = member
    return client


@pytest.mark.django_db
def test_request_waits_a_week_and_is_told():
    member = leaving()

    assert (member.leaves_at, member.leaving_mode, told(member)) == (LATER, "remove", ["deletion_asked"])
    mail = OutboxMail.objects.get(to=member.email)
    assert mail.url == BACK


@pytest.mark.django_db
def test_request_sent_twice_keeps_the_day_and_takes_the_last_choice():
    member = leaving()

    again = request_deletion(member=member, mode="anonymise", at=NOON + timedelta(days=3))

    assert (again.leaves_at, again.leaving_mode, told(member)) == (LATER, "anonymise", ["deletion_asked"])


@pytest.mark.django_db
@pytest.mark.parametrize("has_other", [True, False])
def test_request_of_staff_is_refused(admin, has_other):
    if has_other:
        set_role(member=MemberFactory(), group_name="Admin")

    with pytest.raises(RolesFirst) as refusal:
        request_deletion(member=admin, mode="remove", at=NOON)

    assert refusal.value.is_last is not has_other
    assert Member.objects.get(pk=admin.pk).leaves_at is None


@pytest.mark.django_db
def test_leaving_member_gets_no_role_until_they_take_it_back(admin):
    member = leaving()

    with pytest.raises(Exception, match="about to leave"):
        set_roles(member=member, group_names=["Editor"], by=admin, at=NOON)
    make_admin(email=member.email, public_name="x", at=NOON)

    assert Member.objects.get(pk=member.pk).leaves_at is None


@pytest.mark.django_db
def test_taken_back_within_the_week_nothing_is_deleted():
    member = leaving()

    taken = [cancel_deletion(member=member, at=NOON + timedelta(days=6)) for _twice in "ab"]

    assert (taken, erase_member(member_id=member.pk, at=LATER)) == ([True, False], False)
    assert told(member) == ["deletion_asked", "deletion_taken_back"]


@pytest.mark.django_db
def test_member_is_deleted_once_and_not_before_the_day():
    member = leaving()

    erased = [erase_member(member_id=member.pk, at=at) for at in (LATER - timedelta(seconds=1), LATER, LATER)]

    assert erased == [False, True, False]
    assert not Member.objects.filter(pk=member.pk).exists()
    assert list(Entry.objects.filter(verb="erase_member").values_list("subject", "actor_id", "after")) == [
        (f"member:{member.pk}", None, {"mode": "remove"})
    ]


@pytest.mark.django_db
def test_member_who_got_a_role_meanwhile_is_not_deleted(roles):
    member = leaving()
    set_role(member=member, group_name="Editor")

    assert erase_member(member_id=member.pk, at=LATER) is False


@pytest.mark.django_db
def test_keys_go_to_one_former_member_whom_nobody_can_be():
    comments = [CommentFactory(author=leaving("anonymise", public_name=name)) for name in ("Anna", "Bert")]

    for comment in comments:
        erase_member(member_id=comment.author_id, at=LATER)

    former = Member.objects.get(pk=FORMER_ID)
    assert list(Comment.objects.order_by("pk").values_list("author", "body")) == [
        (FORMER_ID, comments[0].body),
        (FORMER_ID, comments[1].body),
    ]
    assert (former.public_name, former.is_active, former.has_usable_password()) == ("Former member", False, False)
    with pytest.raises(Exception, match="sounds like our staff"):
        create_member(email="x@example.org", public_name="Former  member", password=None, at=NOON)


@pytest.mark.django_db
def test_two_who_chose_the_same_random_key_can_both_leave():
    first, second = (CommentFactory(author=leaving("anonymise")) for _one in "ab")
    Comment.objects.filter(pk=second.pk).update(submission_key=first.submission_key)

    assert [erase_member(member_id=row.author_id, at=LATER) for row in (first, second)] == [True, True]


@pytest.mark.django_db
def test_deleted_member_is_signed_out_everywhere_and_their_address_is_free(anna):
    other = signed_in(anna.member)
    request_deletion(member=anna.member, mode="remove", at=timezone.now())

    erase_member(member_id=anna.member.pk, at=timezone.now() + timedelta(days=7))

    assert [client.get("/me/").status_code for client in (anna, other)] == [302, 302]
    assert (Session.objects.count(), EmailAddress.objects.count()) == (0, 0)
    assert create_member(email=anna.member.email, public_name="Anna", password=None, at=NOON).pk != anna.member.pk


@pytest.mark.django_db
def test_last_mail_says_that_it_is_done_and_goes_with_the_next_look(mailoutbox):
    member = leaving()
    erase_member(member_id=member.pk, at=LATER)

    mail = OutboxMail.objects.get()
    tending = call_command("tend_privacy") or OutboxMail.objects.count()
    OutboxMail.objects.update(state=OutboxMail.State.SENT)
    call_command("tend_privacy")

    assert (mail.to, mail.subject, tending, OutboxMail.objects.count()) == (
        member.email, "Your account is deleted", 1, 0,
    )  # fmt: skip


@pytest.mark.django_db
def test_worker_deletes_what_is_due_and_plans_the_next_look():
    due, waiting = (leaving(at=timezone.now() - timedelta(days=days)) for days in (8, 6))

    erased = [tend_privacy.call(), tend_privacy.call()]

    assert (erased, list(Member.objects.exclude(pk=FORMER_ID))) == ([1, 0], [waiting])
    assert due.pk != waiting.pk


@pytest.mark.django_db(transaction=True)
def test_taking_back_and_deleting_at_once_ends_in_one_of_the_two():
    member = leaving()

    taken, erased = together(
        [
            lambda: cancel_deletion(member=member, at=LATER),
            lambda: erase_member(member_id=member.pk, at=LATER),
        ],
        refusals=(Member.DoesNotExist,),
    )

    is_there = Member.objects.filter(pk=member.pk).exists()
    assert (taken, erased) == ((True, False) if is_there else (Member.DoesNotExist, True))


@pytest.mark.django_db(transaction=True)
def test_deleting_twice_at_once_deletes_once():
    member = CommentFactory(author=leaving()).author

    erased = together([lambda: erase_member(member_id=member.pk, at=LATER)] * 2, refusals=())

    assert sorted(erased) == [False, True]


@pytest.mark.django_db(transaction=True)
def test_two_members_deleted_at_once_share_the_former_member():
    members = [CommentFactory(author=leaving()).author.pk for _one in "ab"]

    erased = together([lambda pk=pk: erase_member(member_id=pk, at=LATER) for pk in members], refusals=())

    assert (erased, Comment.objects.filter(author=FORMER_ID).count()) == ([True, True], 2)


def test_page_asks_for_the_password_once_more(client, member):
    client.force_login(member)

    assert client.get(PAGE).url == f"{CONFIRM}?next={PAGE.replace('/', '%2F')}"
    assert client.post(PAGE, {"mode": "remove"}).url.startswith(CONFIRM)
    assert Member.objects.get(pk=member.pk).leaves_at is None


def test_page_of_a_member_without_a_password_asks_to_sign_in_again(client, member):
    member.set_unusable_password()
    member.save()
    client.force_login(member)

    response = client.post(PAGE, {"mode": "remove"})

    assert (response.status_code, Member.objects.get(pk=member.pk).leaves_at) == (403, None)
    assert "Sign in again first" in response.content.decode()


def test_page_chooses_nothing_beforehand_and_says_what_to_choose(anna):
    page = anna.get(PAGE).content.decode()
    wrong = [anna.post(PAGE, form).content.decode() for form in ({}, {"mode": "hide"})]

    assert page.count('type="radio"') == 2
    assert "checked" not in page
    assert [html.count("Choose one of the two") for html in wrong] == [2, 2]
    assert Member.objects.get(pk=anna.member.pk).leaves_at is None


def test_member_leaves_and_takes_it_back_by_the_pages(anna):
    asked = anna.post(PAGE, {"mode": "anonymise"})
    banner = anna.get("/").content.decode()
    anna.post(BACK)

    assert asked.url == BACK
    assert "Your account will be deleted on" in banner
    assert "Your account will be deleted on" not in anna.get("/").content.decode()
    assert Member.objects.get(pk=anna.member.pk).leaves_at is None


@pytest.mark.parametrize("has_other", [True, False])
def test_page_tells_staff_to_give_back_their_roles(roles, has_other):
    member = MemberFactory()
    set_role(member=member, group_name="Admin")
    if has_other:
        set_role(member=MemberFactory(), group_name="Admin")
    client = signed_in(member)
    client.post(CONFIRM, {"password": PASSWORD})

    pages = [client.get(PAGE).content.decode(), client.post(PAGE, {"mode": "remove"}).content.decode()]

    words = "You still work for this site." if has_other else "You are the last admin of this site."
    assert [(words in page, "<form" in page.partition("<main")[2]) for page in pages] == [(True, False)] * 2


@pytest.mark.django_db
def test_account_that_cannot_be_deleted_keeps_no_other_waiting(monkeypatch, caplog):
    stuck, other = leaving(), leaving()

    def refuse(*, member, **_rest):
        if member == stuck:
            raise IntegrityError("something points at it")

    monkeypatch.setattr(consequences, "ON_ERASE", [*consequences.ON_ERASE, refuse])

    assert tend(at=LATER) == 1
    assert list(Member.objects.exclude(pk=FORMER_ID)) == [stuck]
    assert f"member {stuck.pk} asked to be deleted and could not be" in caplog.text
    assert other.pk != stuck.pk


@pytest.mark.django_db
def test_former_members_page_says_who_that_is(client):
    missing = client.get("/members/former-member/").status_code
    erase_member(member_id=CommentFactory(author=leaving("anonymise")).author_id, at=LATER)

    response = client.get("/members/former-member/")

    assert (missing, response.status_code) == (404, 200)
    assert "so two posts by a former member may be by two people" in response.content.decode()


@pytest.mark.django_db
def test_looks_clear_sessions_and_tasks_that_are_over():
    for days in (13, 15):
        DBTaskResult.objects.create(
            task_path="x", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", run_after=NOON, priority=0,
            status=TaskResultStatus.SUCCESSFUL, finished_at=NOON - timedelta(days=days),
        )  # fmt: skip
    for key, seconds in (("a", 0), ("b", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=NOON + timedelta(seconds=seconds))

    tend(at=NOON)

    assert [row.finished_at for row in DBTaskResult.objects.all()] == [NOON - timedelta(days=13)]
    assert [row.session_key for row in Session.objects.all()] == ["b"]
