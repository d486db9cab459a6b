"""When disputes took their steps, as the figures and the public data set read it."""

from datetime import timedelta

import pytest

from claims.actions import dismiss_dispute
from claims.figures import RESPONSE, RULING, TRIAGE, Course
from claims.models import Dispute, Response, Ruling
from claims.reading import courses_of, figure_targets
from tests.claims.scenes import dispute, reopen, report, rule
from tests.factories import NOON, ArticleFactory, MemberFactory


def day(number):
    return NOON + timedelta(days=number)


@pytest.mark.django_db
def test_course_has_the_first_answer_the_first_ruling_and_the_last_opening(editor):
    row = dispute(at=day(0))
    side = row.positions.first()
    for number, position in ((5, None), (4, None), (2, side)):
        Response.objects.create(
            dispute=row, position=position, member=MemberFactory(), text="Thank you.", created_at=day(number)
        )
    Response.objects.create(
        dispute=row, member=MemberFactory(), text="No.", created_at=day(1), removed_at=day(2), removed_reason="Rude."
    )
    rule(row, by=editor, at=day(10))
    reopen(row, reason="New evidence.", by=editor, at=day(20))
    row.refresh_from_db()
    rule(row, by=editor, at=day(30))
    Ruling.objects.create(
        dispute=row, status="declined", declined_because="Not yet.", outcome="stands", summary="S", ruled_by=editor,
        no_change_because="N", ruled_at=day(9),
    )  # fmt: skip

    found = courses_of(Dispute.objects.all())

    assert found == {row.pk: Course(day(0), day(0), day(4), day(10), day(20), day(30))}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_courses_take_one_query_however_many(editor, count, django_assert_num_queries):
    article = ArticleFactory()
    rows = [dispute(article=article, at=day(number)) for number in range(count)]
    shut = report(article=article).dispute
    dismiss_dispute(dispute=shut, code="same_source", reason="One document.", publish=True, by=editor, at=day(7))
    report(article=article)  # waits, and is not public

    with django_assert_num_queries(1):
        found = courses_of(Dispute.objects.public())

    assert found == {row.pk: Course(row.reported_at, row.opened_at) for row in rows} | {
        shut.pk: Course(NOON, ended_at=day(7))
    }


def test_targets_are_those_of_the_settings(settings):
    settings.TRIAGE_TARGET_DAYS, settings.RESPONSE_TARGET_DAYS, settings.RULING_TARGET_DAYS = 1, 2, 3

    assert figure_targets() == {TRIAGE: timedelta(days=1), RESPONSE: timedelta(days=2), RULING: timedelta(days=3)}
