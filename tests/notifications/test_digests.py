"""One mail a day or a week: put together when it leaves, with what is still true and not yet read."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from comments.actions import delete_comment, tell_about
from notifications.actions import make_digests, mark_read, retract, set_pace
from notifications.jobs import drain_outbox, send_digests
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.notifications.scenes import talk

pytestmark = pytest.mark.django_db
MORNING = NOON + timedelta(hours=19)  # Tuesday, 7:00 UTC
MONDAY = NOON + timedelta(days=6, hours=19)


def _words(mail):
    plain, _html = mail.iter_parts()
    return " ".join(plain.get_content().split())


def test_digest_is_one_mail_with_all_of_a_day(server):
    reader, other = MemberFactory(), MemberFactory()
    first = talk(reader, words="I walk every day.")
    talk(reader, words="I swim.", article=first.discussion.article)
    talk(other, words="I row.")

    made = make_digests(at=MORNING)
    again = make_digests(at=MORNING)
    drain_outbox.call()

    mails = {envelope.rcpt_tos[0]: mail for envelope, mail in zip(server.envelopes, server.mails, strict=True)}
    assert (made, again, set(mails)) == (2, 0, {reader.email, other.email})
    assert mails[reader.email]["Subject"] == "2 new things on BoneCommunity"
    words = _words(mails[reader.email])
    assert [part in words for part in ("I walk every day.", "I swim.", "I row.")] == [True, True, False]
    assert set(OutboxMail.objects.values_list("state", "text")) == {("sent", "")}


def test_nothing_is_due_before_the_hour_and_weekly_waits_for_monday():
    daily, weekly = MemberFactory(), MemberFactory()
    set_pace(member=weekly, matter="followed", pace="weekly")
    talk(daily, weekly)

    found = [make_digests(at=at) for at in (MORNING - timedelta(minutes=1), MORNING, MONDAY - timedelta(minutes=1))]

    assert (found, make_digests(at=MONDAY)) == ([0, 1, 0], 1)
    assert list(OutboxMail.objects.order_by("pk").values_list("member", "digest")) == [
        (daily.pk, "daily"), (weekly.pk, "weekly"),
    ]  # fmt: skip


@pytest.mark.parametrize("gone", ["read", "retracted", "deleted", "withdrawn", "stopped", "left"])
def test_what_is_read_gone_or_not_wanted_meanwhile_is_left_out(server, gone):
    reader = MemberFactory()
    comment = talk(reader, words="I walk every day.")
    make_digests(at=MORNING)
    if gone == "read":
        mark_read(notice=Notice.objects.get(), at=NOON)
    elif gone == "retracted":
        retract(subject_key=f"comment:{comment.pk}")
    elif gone == "deleted":
        delete_comment(comment=comment, by=comment.author, at=NOON)
    elif gone == "withdrawn":
        type(comment.discussion.article).objects.update(withdrawn_at=NOON, withdrawn_reason="Out of date.")
    elif gone == "stopped":
        set_pace(member=reader, matter="followed", pace="site")
    else:
        reader.is_active = False
        reader.save(update_fields=["is_active"])

    drain_outbox.call()

    assert (server.mails, OutboxMail.objects.get().state) == ([], "dropped")


def test_digest_leaves_out_one_thing_and_tells_the_other(server):
    reader = MemberFactory()
    gone, stays = talk(reader, words="I walk every day."), talk(reader, words="I swim.")
    make_digests(at=MORNING)
    delete_comment(comment=gone, by=gone.author, at=NOON)

    drain_outbox.call()

    words = _words(server.mails[0])
    assert (len(server.mails), stays.body in words, gone.body in words) == (1, True, False)
    assert server.mails[0]["Subject"] == "1 new thing on BoneCommunity"


def test_what_one_digest_told_the_next_does_not(server):
    reader, article = MemberFactory(), ArticleFactory()
    talk(reader, words="I walk every day.", article=article)
    make_digests(at=MORNING)
    drain_outbox.call()
    talk(reader, words="I swim.", article=article, at=MORNING)

    make_digests(at=MORNING + timedelta(days=1))
    drain_outbox.call()

    found = [[words in _words(mail) for words in ("I walk every day.", "I swim.")] for mail in server.mails]
    assert found == [[True, False], [False, True]]


def test_two_digests_of_an_outage_tell_each_thing_once(server):
    reader, article = MemberFactory(), ArticleFactory()
    talk(reader, words="I walk every day.", article=article)
    make_digests(at=MORNING)
    talk(reader, words="I swim.", article=article, at=MORNING)
    make_digests(at=MORNING + timedelta(days=1))

    drain_outbox.call()

    found = [[words in _words(mail) for words in ("I walk every day.", "I swim.")] for mail in server.mails]
    assert found == [[True, False], [False, True]]


def test_thing_told_in_a_digest_and_taken_back_is_not_told_again(server):
    reader = MemberFactory()
    comment = talk(reader)
    make_digests(at=MORNING)
    drain_outbox.call()
    retract(subject_key=f"comment:{comment.pk}")

    tell_about(comment_id=comment.pk, at=MORNING)

    emptied = Notice.objects.get()
    assert (emptied.title, emptied.text, Notice.objects.shown().count()) == ("", "", 0)


@pytest.mark.parametrize("count", [1, 4])
def test_digests_take_the_same_queries_however_many(count, django_assert_num_queries):
    talk(*MemberFactory.create_batch(count))

    with django_assert_num_queries(6):
        made = make_digests(at=MORNING)

    assert made == count


@pytest.mark.parametrize("count", [1, 4])
def test_digest_takes_the_same_queries_however_much_it_tells(count, server, django_assert_num_queries):
    reader, article = MemberFactory(), ArticleFactory()
    for number in range(count):
        talk(reader, words=f"I walk {number} miles.", article=article)
    make_digests(at=MORNING)

    with django_assert_num_queries(17):
        drain_outbox.call()

    assert server.mails[0]["Subject"].startswith(f"{count} new thing")


@pytest.mark.django_db(transaction=True)
def test_worker_plans_the_next_digest_by_itself(settings):
    settings.DIGEST_HOUR = 7
    talk(MemberFactory(), at=timezone.now())
    DBTaskResult.objects.all().delete()

    send_digests.call()

    planned = DBTaskResult.objects.get(status=TaskResultStatus.READY, task_path=send_digests.module_path)
    assert (planned.run_after > timezone.now(), planned.run_after.hour, planned.run_after.minute) == (True, 7, 0)


def test_nothing_waits_and_nothing_is_planned():
    send_digests.call()

    assert DBTaskResult.objects.count() == 0


def test_command_sends_what_is_due(server, capsys):
    talk(MemberFactory())

    for _time in range(2):
        call_command("send_digests")

    assert capsys.readouterr().out.splitlines() == ["1 digests made, 1 mails sent", "0 digests made, 0 mails sent"]
    assert len(server.mails) == 1
