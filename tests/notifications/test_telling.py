"""Telling a member something: once, nobody of their own act, and taken back as a whole."""

import pytest
from django.urls import reverse

from notifications.actions import mark_read, retract, tell
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db


def _tell(member, **more):
    occasion = {"kind": "decision", "subject_key": "comment:17", "title": "Decided", "text": "It stays.", "url": "/me/"}
    return tell(member=member, at=NOON, **occasion | more)


def test_notice_and_mail_say_the_same(member):
    notice = _tell(member)

    mail = OutboxMail.objects.get()
    assert (notice.title, notice.text, notice.url, notice.created_at) == ("Decided", "It stays.", "/me/", NOON)
    assert (mail.to, mail.subject, mail.next_try_at) == (member.email, "Decided", NOON)
    assert (mail.text, mail.url, mail.member, mail.subject_key) == ("It stays.", "/me/", member, "comment:17")


def test_same_occasion_is_told_once_and_another_again(member):
    first, second = _tell(member), _tell(member, title="Decided, again")
    other = _tell(member, subject_key="comment:18")

    assert (first, other) == (second, Notice.objects.get(subject_key="comment:18"))
    assert (Notice.objects.count(), OutboxMail.objects.count()) == (2, 2)


def test_named_occasion_of_one_thing_is_told_besides_the_first(member):
    _tell(member)
    _tell(member, unique_key="ruling:4")
    _tell(member, unique_key="ruling:4")

    assert Notice.objects.count() == 2


def test_same_occasion_is_told_to_each_member(member):
    _tell(member)
    _tell(MemberFactory())

    assert Notice.objects.count() == 2


def test_nobody_is_told_of_their_own_act(member):
    assert _tell(member, by=member) is None
    assert (Notice.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_act_of_somebody_else_is_told(member):
    assert _tell(member, by=MemberFactory()) == Notice.objects.get()


def test_notice_without_mail_and_member_who_left_get_no_mail(member):
    gone = MemberFactory()
    gone.is_active = False

    _tell(member, mail=False)
    _tell(gone)

    assert (Notice.objects.count(), OutboxMail.objects.count()) == (2, 0)


def test_line_breaks_of_a_title_become_spaces_and_200_characters_stay(member):
    _tell(member, title="Re:\r\nBcc: everybody@example.org\n" + "x" * 200)

    subject = OutboxMail.objects.get().subject
    assert (subject[:34], len(subject), Notice.objects.get().title) == (
        "Re: Bcc: everybody@example.org xxx",
        200,
        subject,
    )


def test_taking_back_removes_what_has_not_left_and_no_other_thing(member):
    _tell(member)
    _tell(member, unique_key="ruling:4")
    other = _tell(member, subject_key="comment:170")

    retract(subject_key="comment:17")

    assert list(Notice.objects.all()) == [other]
    assert [mail.unique_key for mail in OutboxMail.objects.all()] == [other.unique_key]


def test_mail_that_has_left_stays_on_record_and_is_not_sent_twice(member):
    _tell(member)
    OutboxMail.objects.update(state=OutboxMail.State.SENT, sent_at=NOON)
    retract(subject_key="comment:17")

    again = _tell(member)

    assert list(Notice.objects.all()) == [again]
    assert [mail.state for mail in OutboxMail.objects.all()] == ["sent"]


def test_notice_opens_for_its_member_and_is_read_once(client, member):
    notice = _tell(member)
    client.force_login(member)

    first = client.post(reverse("notice_open", args=[notice.pk]))
    read_at = Notice.objects.get().read_at
    mark_read(notice=notice, at=NOON)

    assert (first.status_code, first.headers["Location"]) == (302, "/me/")
    assert (read_at is None, Notice.objects.get().read_at == read_at) == (False, True)


def test_notice_of_somebody_else_is_not_there(client, member):
    notice = _tell(MemberFactory())
    client.force_login(member)

    response = client.post(reverse("notice_open", args=[notice.pk]))

    assert (response.status_code, Notice.objects.unread().count()) == (404, 1)


def test_notices_of_others_are_not_on_my_pages(client, member):
    _tell(member, title="For me")
    _tell(MemberFactory(), title="For another")
    client.force_login(member)

    assert [row.notice.title for row in client.get(reverse("notice_list")).context["page"].rows] == ["For me"]
