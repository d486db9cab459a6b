"""How long a dispute waits, what is due, and who is told that it is late."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions import dismiss_dispute, join_report
from claims.models import Dispute, Response
from claims.reading import due_at, waiting_for_staff, waiting_of
from tests.claims.scenes import dispute, report, rule
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory

SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _targets(settings):
    settings.TRIAGE_TARGET_DAYS, settings.SAFETY_TARGET_DAYS = 4, 2
    settings.RESPONSE_TARGET_DAYS, settings.RULING_TARGET_DAYS = 7, 28


def _days(count):
    return NOON + timedelta(days=count)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "days"),
    [
        (lambda: report(reason="outdated").dispute, 4),
        (lambda: report(reason="unsafe").dispute, 2),
        (lambda: dispute(reason="outdated"), 28),
        (lambda: dispute(reason="unsafe"), 28),
    ],
    ids=["reported", "reported as unsafe", "open", "open and unsafe"],
)
def test_dispute_is_late_from_its_due_time_on(make, days):
    row = make()
    row.refresh_from_db()
    late = _days(days)

    assert due_at(row) == late
    for at, expected in ((late - SECOND, []), (late, [row])):
        assert list(Dispute.objects.past_target(at)) == expected
    assert (waiting_of(row, late - SECOND).days_late, waiting_of(row, late).days_late) == (None, 0)


@pytest.mark.django_db
def test_ended_dispute_is_never_late(editor):
    ruled, dismissed, into = dispute(), dispute(), dispute()
    merged = report().dispute
    staff = MemberFactory()
    rule(ruled, by=editor)
    dismiss_dispute(dispute=dismissed, code="duplicate", reason="Seen.", publish=False, by=staff, at=NOON)
    join_report(dispute=merged, into=into, by=staff, at=NOON)

    found = list(Dispute.objects.past_target(_days(99)))

    ended = [Dispute.objects.get(pk=row.pk) for row in (ruled, dismissed, merged)]
    assert (found, [waiting_of(row, _days(99)) for row in ended]) == ([into], [None, None, None])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "age", "late"),
    [
        (NOON + timedelta(hours=3), "Open for 0 days", ""),
        (_days(1), "Open for 1 day", ""),
        (_days(12), "Open for 12 days", ""),
        (_days(28), "Open for 28 days", "past its target by less than a day"),
        (_days(29), "Open for 29 days", "1 day past its target"),
        (_days(34), "Open for 34 days", "6 days past its target"),
    ],
)
def test_age_and_lateness_in_words(at, age, late):
    waiting = waiting_of(dispute(), at)

    assert (waiting.age, waiting.due, waiting.due_at, waiting.late) == (age, "a ruling is due by", _days(28), late)


@pytest.mark.django_db
def test_wait_for_a_ruling_begins_anew_when_a_dispute_is_opened_again():
    row = dispute()
    dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=MemberFactory(), at=_days(1))
    row.refresh_from_db()
    row.move_to("open", at=_days(40))

    waiting = waiting_of(row, _days(43))

    assert (row.opened_at, waiting.age, waiting.due_at) == (NOON, "Open again for 3 days", _days(68))
    assert list(Dispute.objects.past_target(_days(68) - SECOND)) == []
    assert list(Dispute.objects.past_target(_days(68))) == [row]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("has_member", "has_answered", "is_removed", "due"),
    [(True, False, False, 7), (True, True, False, None), (True, True, True, 7), (False, False, False, None)],
)
def test_answer_is_expected_of_a_member_who_has_not_answered(has_member, has_answered, is_removed, due):
    author = MemberFactory()
    row = dispute(article=ArticleFactory(authors=[AuthorFactory(member=author if has_member else None)]))
    if has_answered:
        gone = {"removed_at": NOON, "removed_reason": "Rude."} if is_removed else {}
        Response.objects.create(dispute=row, member=author, text="I said so.", created_at=NOON, **gone)

    waiting = waiting_of(row, _days(7), with_answer=True)

    assert (waiting.answer_due_at, waiting.is_answer_late) == (due and _days(due), due is not None)


@pytest.mark.django_db
def test_answer_of_a_position_is_not_the_authors():
    row = dispute(target=CommentFactory(body="Walking is good for bones."))
    side = row.positions.get(order=1)
    Response.objects.create(dispute=row, position=side, member=MemberFactory(), text="No.", created_at=NOON)

    assert waiting_of(row, NOON, with_answer=True).answer_due_at == _days(7)


@pytest.mark.django_db
def test_everybody_reads_the_age_and_what_is_due(client):
    row = dispute()

    page = client.get(row.get_absolute_url())

    waiting = page.context["waiting"]
    assert f"{waiting.age}; <b>{waiting.late}</b>" in page.content.decode()


@pytest.mark.django_db
def test_queue_has_safety_first_then_what_is_late_then_the_oldest():
    article = ArticleFactory()
    late = report(article=article, reason="outdated", at=_days(-9)).dispute
    opened = dispute(article=article, reason="outdated", at=_days(-10))  # older, and not late
    fresh = report(article=article, reason="outdated", at=_days(-1)).dispute
    safety = report(article=article, reason="unsafe", at=_days(-1)).dispute
    overdue = report(article=article, reason="unsafe", at=_days(-3)).dispute

    assert list(waiting_for_staff(NOON)) == [overdue, safety, late, opened, fresh]


@pytest.mark.django_db
def test_queue_says_what_is_late(client, moderator):
    report(at=_days(-40))
    client.force_login(moderator)

    [(_row, waiting)] = client.get(reverse("dispute_queue")).context["disputes"]

    assert (waiting.due, waiting.days_late is not None) == ("a first look is due by", True)
