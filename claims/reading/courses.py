"""When disputes took each of their steps: what the docket's figures and the public data set are made of."""

from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models import Min, OuterRef, Subquery

from claims.figures import RESPONSE, RULING, TRIAGE, Course
from claims.models import Dispute, Response, Ruling


def courses_of(disputes) -> dict[int, Course]:
    """Return the course of each dispute by its key, in the order of the keys; one query.

    Args:
        disputes: a queryset. The figures that readers see are made of Dispute.objects.public() alone, so that anybody
            can recompute them from the public data set.
    """
    answers = Response.objects.filter(dispute=OuterRef("pk"), position=None, removed_at=None).order_by()
    rulings = Ruling.objects.filter(dispute=OuterRef("pk"), status=Ruling.Status.PUBLISHED).order_by()
    rows = disputes.annotate(
        answered_at=Subquery(answers.values("dispute").annotate(at=Min("created_at")).values("at")),
        ruled_at=Subquery(rulings.values("dispute").annotate(at=Min("published_at")).values("at")),
    )
    names = ("reported_at", "opened_at", "answered_at", "ruled_at", "reopened_at")
    ended = (Dispute.Status.RULED, Dispute.Status.DISMISSED)
    return {
        row.pk: Course(
            **{name: getattr(row, name) for name in names}, ended_at=row.decided_at if row.status in ended else None
        )
        for row in rows.order_by("pk")
    }


def figure_targets() -> Mapping[str, timedelta]:
    """Return how long each step of a dispute may take on this site."""
    days = {
        TRIAGE: settings.TRIAGE_TARGET_DAYS,
        RESPONSE: settings.RESPONSE_TARGET_DAYS,
        RULING: settings.RULING_TARGET_DAYS,
    }
    return {step: timedelta(days=number) for step, number in days.items()}
