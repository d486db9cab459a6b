"""How much one member sends within a day, by their standing."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Member
from articles.actions import find_or_add_source
from claims.actions import OverBudget, add_evidence, check_reports
from claims.forms.questions import choice_of
from claims.models import Evidence, Report
from claims.permissions import Budget, daily_budget
from tests.accounts.licences import checked
from tests.claims.scenes import WALKING, block_of, dispute, report
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.races import together

DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
NEW, USUAL, STAFF = Budget(3, 5), Budget(10, 20), Budget(50, 100)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "budget"), [(0, NEW), (6, NEW), (7, USUAL), (400, USUAL)])
def test_budget_of_a_reader_grows_when_they_are_no_longer_new(days, budget):
    assert daily_budget(MemberFactory(at=NOON - days * DAY), NOON) == budget


@pytest.mark.django_db
def test_budget_of_staff_on_their_first_day(moderator, editor, admin):
    assert [daily_budget(member, NOON) for member in (moderator, editor, admin)] == [STAFF] * 3


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "budget"), [(DAY, STAFF), (400 * DAY, USUAL)])
def test_budget_of_a_professional_while_the_credential_is_valid(moderator, after, budget):
    member = MemberFactory(at=NOON - 30 * DAY)
    checked(moderator, member, expires_on=(NOON + 365 * DAY).date())

    assert daily_budget(member, NOON + after) == budget


@pytest.mark.django_db
def test_report_over_the_budget_is_refused_until_the_oldest_is_a_day_old():
    article, member = ArticleFactory(), MemberFactory(at=NOON)
    report(article=article, reporter=MemberFactory(at=NOON))  # of somebody else
    for hour in range(3):
        report(article=article, reporter=member, at=NOON + hour * timedelta(hours=1))

    with pytest.raises(OverBudget) as refused:
        report(article=article, reporter=member, at=NOON + DAY - SECOND)

    assert (refused.value.most, refused.value.free_at) == (3, NOON + DAY)
    assert report(article=article, reporter=member, at=NOON + DAY).pk
    assert Report.objects.filter(reporter=member).count() == 4


@pytest.mark.django_db
def test_report_taken_back_or_joined_counts_as_sent(settings):
    settings.REPORTS_PER_DAY_NEW = 2
    member = MemberFactory(at=NOON)
    for status in ("retracted", "joined"):
        sent = report(reporter=member)
        Report.objects.filter(pk=sent.pk).update(status=status)

    with pytest.raises(OverBudget):
        check_reports(member, NOON)


@pytest.mark.django_db
def test_budget_of_nothing_says_no_time(settings):
    settings.REPORTS_PER_DAY_NEW = 0

    with pytest.raises(OverBudget) as refused:
        check_reports(MemberFactory(at=NOON), NOON)

    assert (refused.value.most, refused.value.free_at) == (0, None)


def _bring(position, number, by, at=NOON):
    source = find_or_add_source(url=f"https://journal.example/{number}", by=by, at=at)
    return add_evidence(position=position, source=source, role="supports", note="", by=by, at=at)


@pytest.mark.django_db
def test_evidence_over_the_budget_is_refused_and_the_same_source_again_is_not():
    position, member = dispute().positions.first(), MemberFactory(at=NOON)
    brought = [_bring(position, number, member) for number in range(5)]

    with pytest.raises(OverBudget) as refused:
        _bring(position, 5, member, at=NOON + SECOND)

    assert (refused.value.most, refused.value.free_at) == (5, NOON + DAY)
    assert _bring(position, 0, member) == brought[0]
    assert list(Evidence.objects.order_by("pk")) == brought


def _send(client, article, **changes):
    block = block_of(article, WALKING)
    data = {"sentence": choice_of(block.text, 0, len(block.text)), "reason": "unsafe", "why": "It hurt my knee."}
    data |= {"submission_key": uuid.uuid4()} | changes
    return client.post(reverse("statement_question", args=[article.slug, block.key]), data)


@pytest.mark.django_db
def test_form_over_the_budget_says_when_and_keeps_the_words(client, member, settings):
    settings.TIME_ZONE = "UTC"
    now = timezone.now()
    Member.objects.filter(pk=member.pk).update(joined_at=now)
    ago = [now - timedelta(minutes=minutes) for minutes in (3, 2, 1)]
    sent = [report(reporter=member, at=at) for at in ago]
    client.force_login(member)

    response = _send(client, ArticleFactory(), why="It hurt my other knee.")

    free_at = sent[0].created_at + DAY
    assert response.context["form"].non_field_errors() == [
        "You can send 3 reports within a day, and you have. You can send this one from "
        f"{free_at.day} {free_at:%B %Y, %H:%M} (UTC) on. Your words stay in this form."
    ]
    assert response.context["form"]["why"].value() == "It hurt my other knee."
    assert Report.objects.count() == 3


@pytest.mark.django_db
def test_evidence_form_over_the_budget_says_when_and_keeps_the_words(client, member, settings):
    settings.EVIDENCE_PER_DAY = settings.EVIDENCE_PER_DAY_NEW = 1
    row, now = dispute(), timezone.now()
    _bring(row.positions.first(), 1, member, at=now)
    client.force_login(member)
    side = row.positions.order_by("order").last()
    data = {"position": side.pk, "role": "opposes", "source_url": "https://journal.example/2", "note": "A trial."}

    response = client.post(reverse("evidence_create", args=[row.pk]), data)

    errors = response.context["form"].non_field_errors()
    assert [words.split(". You can")[0] for words in errors] == ["You can bring 1 source within a day, and you have"]
    assert (response.context["form"]["note"].value(), Evidence.objects.count()) == ("A trial.", 1)


@pytest.mark.django_db(transaction=True)
def test_reports_sent_at_once_never_exceed_the_budget():
    article, member = ArticleFactory(), MemberFactory(at=NOON)
    block = block_of(article, WALKING)

    results = together([lambda: report(target=block, reporter=member)] * 8, refusals=(OverBudget,))

    assert (results.count(OverBudget), Report.objects.filter(reporter=member).count()) == (5, 3)


@pytest.mark.django_db(transaction=True)
def test_sources_brought_at_once_never_exceed_the_budget():
    positions, member = [dispute().positions.first() for _row in range(2)], MemberFactory(at=NOON)

    calls = [lambda n=number: _bring(positions[n % 2], n, member) for number in range(8)]
    results = together(calls, refusals=(OverBudget,))

    assert (results.count(OverBudget), Evidence.objects.filter(added_by=member).count()) == (3, 5)
