"""The outbox against a real mail server: each mail arrives once, and nothing is lost while the server is away."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from notifications.actions import retract, tell
from notifications.jobs import FIRST_PAUSE, LEASE, LONGEST_PAUSE, MOST_ATTEMPTS, drain_outbox, send_mail
from notifications.models import OutboxMail
from tests.factories import NOON, MemberFactory

ROOT = Path(__file__).resolve().parent.parent.parent
PAST = NOON - timedelta(days=1)


def _tell(member, number=1, **more):
    tell(
        member=member, kind="decision", subject_key=f"case:{number}", title=f"Decision {number}", text="It stays.",
        url="/me/", at=NOON, **more,
    )  # fmt: skip


def _mail(**more):
    row = {"to": "ann@example.org", "subject": "Hello", "text": "Words.", "next_try_at": NOON, "created_at": NOON}
    return OutboxMail.objects.create(unique_key=f"test/{OutboxMail.objects.count()}", **row | more)


def _planned():
    """Return when drains are planned; the look at tasks that were left is another job."""
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=drain_outbox.module_path)
    return list(ready.values_list("run_after", flat=True))


def _let_time_pass():
    """Make everything due: as if the pauses were over."""
    OutboxMail.objects.filter(state=OutboxMail.State.WAITING).update(next_try_at=PAST)
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=PAST)


@pytest.mark.django_db(transaction=True)
def test_mail_arrives_once_as_plain_text_at_the_right_address(server, work, settings):
    settings.SITE_URL = "https://example.org"
    settings.DEFAULT_FROM_EMAIL = "BoneCommunity <editors@example.org>"
    member = MemberFactory(email="ann@example.net")
    _tell(member)
    _tell(member)

    work()
    work()

    ((mail, envelope),) = zip(server.mails, server.envelopes, strict=True)
    row = OutboxMail.objects.get()
    assert (envelope.mail_from, envelope.rcpt_tos) == ("editors@example.org", ["ann@example.net"])
    assert (mail["From"], mail["To"]) == ("BoneCommunity <editors@example.org>", "ann@example.net")
    assert (mail["Subject"], mail["Message-ID"]) == ("Decision 1", f"<outbox-{row.pk}@example.org>")
    plain, html = mail.iter_parts()
    assert (mail.get_content_type(), mail["Auto-Submitted"]) == ("multipart/alternative", "auto-generated")
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    words = " ".join(plain.get_content().split())
    assert words.startswith("It stays. Read it on the site: https://example.org/me/ -- You get this mail because")
    assert "<p>It stays.</p>" in html.get_content()
    assert (row.state, row.attempts, row.last_error) == ("sent", 1, "")


@pytest.mark.django_db(transaction=True)
def test_mails_wait_while_the_server_is_away_and_are_sent_when_it_is_back(server, work):
    for number in range(3):
        _tell(MemberFactory(), number)
    server.stop()

    history = []
    for _n in range(3):
        before = timezone.now()
        work()
        mail = OutboxMail.objects.order_by("pk").first()
        history.append((mail.state, mail.attempts, (mail.next_try_at - before) // FIRST_PAUSE))
        _let_time_pass()
    server.start()
    work()

    assert history == [("waiting", 1, 2), ("waiting", 2, 4), ("waiting", 3, 8)]
    assert sorted(mail["Subject"] for mail in server.mails) == ["Decision 0", "Decision 1", "Decision 2"]
    assert set(OutboxMail.objects.values_list("state", "attempts", "last_error")) == {("sent", 4, "")}


@pytest.mark.django_db
def test_failed_mail_is_planned_for_when_it_is_due(server):
    server.stop()
    _mail()

    drain_outbox.call()

    mail = OutboxMail.objects.get()
    assert "Connection refused" in mail.last_error
    assert mail.next_try_at in _planned()


@pytest.mark.django_db
def test_drains_do_not_pile_up_during_an_outage(server):
    server.stop()
    for _n in range(4):
        _mail()

    for _n in range(6):
        OutboxMail.objects.update(next_try_at=PAST)
        drain_outbox.call()

    assert len(_planned()) <= 2


@pytest.mark.django_db
def test_empty_outbox_plans_nothing(server):
    _mail(state=OutboxMail.State.SENT)
    _mail(state=OutboxMail.State.FAILED)

    assert (drain_outbox.call(), _planned(), server.mails) == (0, [], [])


@pytest.mark.django_db
def test_mail_that_is_not_due_is_planned_and_not_sent(server):
    due_at = timezone.now() + timedelta(minutes=3)
    _mail(next_try_at=due_at)

    assert (drain_outbox.call(), _planned(), server.mails) == (0, [due_at], [])


@pytest.mark.django_db
def test_mail_put_off_again_and_again_is_given_up_and_its_row_kept(server):
    server.refused["ann@example.org"] = "451 try again"
    mail = _mail(attempts=MOST_ATTEMPTS - 2)
    before = timezone.now()
    send_mail(mail_id=mail.pk)
    mail.refresh_from_db()
    almost = (mail.state, (mail.next_try_at - before) // LONGEST_PAUSE)
    OutboxMail.objects.update(next_try_at=PAST)

    send_mail(mail_id=mail.pk)

    mail.refresh_from_db()
    assert almost == ("waiting", 1)
    assert (mail.state, mail.attempts, mail.text) == ("failed", MOST_ATTEMPTS, "Words.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "poison", [{"subject": "Hello\nBcc: x@example.org"}, {"to": "ann@example.org\r\nBcc: x@example.org"}]
)
def test_mail_with_a_line_break_in_a_header_stops_no_other_and_is_given_up(server, poison):
    bad, good = _mail(next_try_at=PAST, **poison), _mail()

    sent = drain_outbox.call()

    bad.refresh_from_db()
    good.refresh_from_db()
    assert (sent, bad.state, bad.attempts, good.state) == (1, "failed", 1, "sent")
    assert [envelope.rcpt_tos for envelope in server.envelopes] == [["ann@example.org"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "state"), [("550 no such mailbox", "failed"), ("451 come back later", "waiting"), (None, "sent")]
)
def test_address_that_the_server_refuses_stops_no_other(server, answer, state):
    if answer:
        server.refused["gone@example.org"] = answer
    _mail(to="gone@example.org", next_try_at=PAST)
    _mail()

    drain_outbox.call()

    assert sorted(OutboxMail.objects.values_list("to", "state", "attempts")) == [
        ("ann@example.org", "sent", 1),
        ("gone@example.org", state, 1),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "state"), [("554 not that", "failed"), ("452 no room", "waiting")])
def test_words_that_the_server_refuses(server, answer, state):
    server.verdict = answer
    mail = _mail()

    send_mail(mail_id=mail.pk)

    mail.refresh_from_db()
    assert (mail.state, mail.last_error[:5]) == (state, f"({answer[:3]},"[:5])


@pytest.mark.django_db
def test_server_that_is_away_for_months_loses_nothing(server):
    server.stop()
    mail = _mail(attempts=500)
    before = timezone.now()
    send_mail(mail_id=mail.pk)
    mail.refresh_from_db()
    waited = (mail.state, mail.attempts, (mail.next_try_at - before) // LONGEST_PAUSE)
    OutboxMail.objects.update(next_try_at=PAST)
    server.start()

    send_mail(mail_id=mail.pk)

    mail.refresh_from_db()
    assert (waited, mail.state) == (("waiting", 501, 1), "sent")


@pytest.mark.django_db
def test_mail_taken_back_is_not_sent(server, member):
    _tell(member)
    (pk,) = OutboxMail.objects.values_list("pk", flat=True)
    retract(subject_key="case:1")

    assert (send_mail(mail_id=pk), server.mails, OutboxMail.objects.count()) == (False, [], 0)


@pytest.mark.django_db(transaction=True)
def test_mail_taken_back_while_it_leaves_does_not_come_back(server):
    _mail()
    server.hangs = True

    def drain():
        try:
            return drain_outbox.call()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(drain)
        assert server.is_reached.wait(20)
        OutboxMail.objects.all().delete()
        server.stop()
        assert running.result(20) == 0

    assert OutboxMail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_drains_at_once_send_each_mail_once(server):
    for number in range(12):
        _mail(subject=f"Mail {number}")

    def drain(_n):
        try:
            return drain_outbox.call()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(drain, range(4)))

    assert sent == 12
    assert sorted(mail["Subject"] for mail in server.mails) == sorted(f"Mail {number}" for number in range(12))


def _database_url():
    row = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{row['NAME']}"
    return f"postgresql://{row['USER']}:{row['PASSWORD']}@{row['HOST']}:{row['PORT']}/{row['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_mail_of_a_killed_worker_is_sent_by_the_next(server, work):
    _tell(MemberFactory())
    server.hangs = True
    began = timezone.now()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": _database_url()}
    command = [sys.executable, "-m", "tests.notifications.worker", str(server.port)]

    worker = subprocess.Popen(command, cwd=ROOT, env=environment)  # noqa: S603
    try:
        assert server.is_reached.wait(30)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    left = OutboxMail.objects.get()
    (planned,) = _planned()
    server.hangs = False
    work()
    too_early = len(server.mails)
    _let_time_pass()
    work()

    assert (left.state, left.attempts, left.next_try_at > began + LEASE, planned > began + LEASE) == (
        "waiting",
        1,
        True,
        True,
    )
    assert (too_early, [mail["Subject"] for mail in server.mails]) == (0, ["Decision 1"])
