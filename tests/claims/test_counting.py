"""Accounts younger than a dispute are shown apart and counted nowhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions import join_report, retract_report
from claims.permissions import is_younger
from claims.reading import readers_of
from tests.claims.scenes import article_of, dispute, report
from tests.factories import NOON, MemberFactory

SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(("joined", "expected"), [(-SECOND, False), (timedelta(0), False), (SECOND, True)])
def test_account_is_younger_when_it_joined_after_the_dispute_was_opened(joined, expected):
    row = dispute(at=NOON)

    assert is_younger(MemberFactory(at=NOON + joined), row) is expected


@pytest.mark.django_db
def test_no_account_is_younger_than_a_dispute_that_nobody_has_opened():
    row = report(at=NOON).dispute

    assert is_younger(MemberFactory(at=NOON + SECOND), row) is False


def _join(row, *, joined, reporter=None):
    """Let somebody question the same words, and a moderator join their report to the dispute."""
    reporter = reporter or MemberFactory(at=joined)
    made = report(article=article_of(row), reporter=reporter, at=NOON + timedelta(days=2))
    join_report(dispute=made.dispute, into=row, by=MemberFactory(), at=NOON + timedelta(days=2))
    return reporter


@pytest.mark.django_db
def test_readers_are_counted_once_and_younger_accounts_apart():
    row = dispute(at=NOON)
    first = row.reports.get().reporter
    second = _join(row, joined=NOON)
    _join(row, joined=NOON, reporter=second)
    younger = _join(row, joined=NOON + DAY)
    left = _join(row, joined=NOON)
    retract_report(report=row.reports.get(reporter=left), at=NOON + timedelta(days=3))
    dispute(at=NOON)  # of others

    readers = readers_of(row)

    assert (readers.counted, readers.younger) == ([first, second], [younger])


@pytest.mark.django_db
def test_page_says_how_many_question_it_and_names_younger_accounts_apart(client):
    row = dispute(at=NOON)
    _join(row, joined=NOON)
    _join(row, joined=NOON)
    alone = _line(client.get(row.get_absolute_url()))
    _join(row, joined=NOON + DAY)
    with_one = _line(client.get(row.get_absolute_url()))
    _join(row, joined=NOON + DAY)

    with_two = _line(client.get(row.get_absolute_url()))

    assert (alone, with_one, with_two) == (
        "3 readers",
        "3 readers; 1 account is newer than this dispute and is not counted",
        "3 readers; 2 accounts are newer than this dispute and are not counted",
    )


def _line(response):
    page = response.content.decode().split("<dt>Questioned by</dt>")[1]
    return " ".join(page.split("<dd>")[1].split("</dd>")[0].split())


@pytest.mark.django_db
def test_younger_accounts_are_listed_apart_for_moderators(client, moderator):
    row = dispute(at=NOON)
    younger = _join(row, joined=NOON + DAY)
    client.force_login(moderator)

    response = client.get(reverse("report_triage", args=[row.pk]))

    shown = {key: [made.reporter for made, _found in response.context[key]] for key in ("reports", "younger")}
    assert shown == {"reports": [row.reports.order_by("pk").first().reporter], "younger": [younger]}
    assert "Accounts newer than this dispute" in response.content.decode()


@pytest.mark.django_db
def test_page_of_a_report_says_how_many_question_it(client, member):
    row = report(reporter=member).dispute
    client.force_login(member)

    assert _line(client.get(row.get_absolute_url())) == "1 reader"
