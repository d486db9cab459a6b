"""The sides of an open dispute: worded by staff, with sources that any reader may bring."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from articles.models import Source
from audit.actions import record
from claims.actions.asking import ask_about_summary
from claims.actions.budgets import spend_evidence
from claims.actions.disputes import locked
from claims.actions.reports import population_of
from claims.models import Claim, Dispute, Evidence, Position, Thing
from claims.searching import follow_dispute


class NotOpen(Exception):
    """The dispute is not open, so nothing can be added to it."""


def _open(dispute):
    dispute = locked(dispute)
    if dispute.status != Dispute.Status.OPEN:
        raise NotOpen
    return dispute


@transaction.atomic
def add_position(*, dispute: Dispute, name: str, summary: str, stance: str, values, by, at: datetime) -> Position:
    """Add a side to an open dispute, with what it says and for whom.

    Args:
        dispute: in *open*.
        name: at most 120 characters.
        summary: neutral, at most 1,500 characters.
        stance: a Claim.Stance.
        values: FacetValue rows; none means "not stated".
        by: staff.
        at: when (aware).

    Returns:
        The new side, the last in order.

    Raises:
        NotOpen: the dispute has ended or was never opened.
    """
    dispute = _open(dispute)
    last = dispute.positions.aggregate(last=Max("order"))["last"]
    position = Position.objects.create(dispute=dispute, order=last + 1, name=name, summary=summary, summary_at=at)
    position.claims.create(
        statement=name, thing=_thing_of(dispute), stance=stance, population=population_of(list(values))
    )
    follow_dispute(dispute)
    record(actor=by, verb="add_position", subject=dispute, at=at, after={"position": position.pk})
    return position


def _thing_of(dispute):
    """Return what the sides of a dispute are about, where they are about one thing."""
    things = list(Thing.objects.filter(claims__in=Claim.objects.filter(positions__dispute=dispute)).distinct())
    return things[0] if len(things) == 1 else None


@transaction.atomic
def edit_position(*, position: Position, name: str, summary: str, stance: str, values, by, at: datetime) -> Position:
    """Word a side anew, and say what its claim recommends and for whom.

    Args:
        position: of an open dispute.
        name: at most 120 characters.
        summary: neutral, at most 1,500 characters.
        stance: a Claim.Stance.
        values: FacetValue rows; none means "not stated".
        by: staff.
        at: when (aware).

    Returns:
        The side as it is now.

    Raises:
        NotOpen: the dispute has ended or was never opened.
    """
    dispute = _open(position.dispute)
    before, is_reworded = _said(position), summary != position.summary
    if is_reworded:
        position.summary_at = at
    position.name, position.summary = name, summary
    position.save(update_fields=["name", "summary", "summary_at"])
    for claim in position.claims.order_by("pk")[:1]:
        claim.stance = stance
        claim.save(update_fields=["stance"])
        claim.population.values.set(values)
    follow_dispute(dispute)
    record(actor=by, verb="edit_position", subject=dispute, at=at, before=before, after=_said(position))
    if is_reworded:
        ask_about_summary(position, by=by, at=at)
    return position


def _said(position):
    """Return what the log keeps of a position."""
    claim = position.claims.order_by("pk").first()
    codes = sorted(claim.population.values.values_list("code", flat=True)) if claim else []
    stance = claim.stance if claim else ""
    return {"position": position.pk, "name": position.name, "stance": stance, "for_whom": codes}


@transaction.atomic
def add_evidence(*, position: Position, source: Source, role: str, note: str, by, at: datetime) -> Evidence:
    """Put a source beside a position; the same source is put there once.

    Args:
        position: which side of an open dispute.
        source: the record.
        role: SUPPORTS or OPPOSES; to set it aside is a verb of its own.
        note: what it shows, at most 400 characters.
        by: any reader.
        at: when (aware).

    Returns:
        The evidence; the earlier row if the source stood there already.

    Raises:
        NotOpen: the dispute has ended or was never opened.
        claims.actions.budgets.OverBudget: they have brought as many sources as a day allows.
    """
    _open(position.dispute)
    if earlier := Evidence.objects.filter(position=position, source=source).first():
        return earlier
    spend_evidence(by, at)
    return Evidence.objects.create(position=position, source=source, role=role, note=note, added_by=by, added_at=at)
