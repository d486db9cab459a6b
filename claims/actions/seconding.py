"""A second editor publishes or declines a proposed ruling; the first can withdraw it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audit.actions import record
from claims.actions.disputes import locked
from claims.actions.publishing import publish_ruling
from claims.actions.rulings import NotYours
from claims.models import Ruling
from claims.permissions import can_second
from common import transitions
from notifications.actions import tell


def _hold(ruling):
    """Lock the dispute first, as every other verb does, then read the ruling as it is now."""
    dispute = locked(ruling.dispute)
    ruling = Ruling.objects.select_related("ruled_by", "revision__article").get(pk=ruling.pk)
    ruling.dispute = dispute
    return dispute, ruling


@transaction.atomic
def second_ruling(*, ruling: Ruling, by, at: datetime) -> Ruling:
    """Publish a proposed ruling as its second editor: everything that it needs is looked at once more.

    Args:
        ruling: proposed.
        by: an editor who did not propose it and is party to the dispute in no way.
        at: when (aware).

    Returns:
        The ruling, published.

    Raises:
        NotYours: `by` proposed it, or is party to the dispute.
        GateShut: the sides do not find their summaries fair any more, and it says no reason not to wait.
        AnchorsUnplaced: its revision touched anchors that nobody has placed.
        common.transitions.InvalidTransition: it was decided already, or the dispute is not open any more.
    """
    dispute, ruling = _hold(ruling)
    transitions.check(ruling, Ruling.Status.PUBLISHED)
    if not can_second(by, ruling):
        raise NotYours
    ruling.seconded_by = by
    publish_ruling(dispute, ruling, at=at)
    record(
        actor=by, verb="second_ruling", subject=dispute, at=at, public_note=ruling.summary, private_note=ruling.waiver,
        after={"ruling": ruling.pk, "outcome": ruling.outcome, "waived": bool(ruling.waiver)},
        revision=ruling.revision.number if ruling.revision else None,
    )  # fmt: skip
    _tell_editor(ruling, "ruling_seconded", _("Your ruling is published"), dispute.question, by, at)
    return ruling


@transaction.atomic
def decline_ruling(*, ruling: Ruling, because: str, by, at: datetime) -> Ruling:
    """Decline a proposed ruling as its second editor; the dispute stays as it is.

    Args:
        ruling: proposed.
        because: sent to the editor who proposed it, at most 600 characters.
        by: an editor who did not propose it and is party to the dispute in no way.
        at: when (aware).

    Returns:
        The ruling, declined.

    Raises:
        ValueError: no reason.
        NotYours: `by` proposed it, or is party to the dispute.
        common.transitions.InvalidTransition: it was decided already.
    """
    if not because.strip():
        raise ValueError("say why it is declined")
    dispute, ruling = _hold(ruling)
    ruling.move_to(Ruling.Status.DECLINED)
    if not can_second(by, ruling):
        raise NotYours
    ruling.declined_because = because.strip()
    ruling.save(update_fields=["status", "declined_because"])
    record(actor=by, verb="decline_ruling", subject=dispute, at=at, private_note=because, after={"ruling": ruling.pk})
    _tell_editor(ruling, "ruling_declined", _("Your ruling was declined"), because, by, at)
    return ruling


@transaction.atomic
def withdraw_ruling(*, ruling: Ruling, by, at: datetime) -> Ruling:
    """Take a proposed ruling back.

    Args:
        ruling: proposed.
        by: the editor who proposed it.
        at: when (aware).

    Returns:
        The ruling, withdrawn.

    Raises:
        NotYours: somebody else proposed it.
        common.transitions.InvalidTransition: it was decided already.
    """
    dispute, ruling = _hold(ruling)
    ruling.move_to(Ruling.Status.WITHDRAWN)
    if ruling.ruled_by_id != by.pk:
        raise NotYours
    ruling.save(update_fields=["status"])
    record(actor=by, verb="withdraw_ruling", subject=dispute, at=at, after={"ruling": ruling.pk})
    return ruling


def _tell_editor(ruling, kind, title, text, by, at):
    tell(
        member=ruling.ruled_by, kind=kind, subject_key=f"dispute:{ruling.dispute_id}", title=title, text=text,
        url=reverse("ruling_detail", args=[ruling.pk]), at=at, by=by, unique_key=f"{kind}/ruling:{ruling.pk}",
    )  # fmt: skip
