"""The author of the doubted words and the holders of a side answer once, and say whether a summary is fair."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record
from claims.actions.disputes import locked
from claims.actions.positions import NotOpen
from claims.gating import wording_key
from claims.models import Dispute, FairMark, Position, Response, ResponseVersion
from claims.permissions import authors_of, can_remove_response, holders_by_position, is_younger
from claims.reading import counted_marks
from notifications.actions import tell


class NotTheirs(Exception):
    """The member does not hold this side, or may not decide about it."""


class Reworded(Exception):
    """The summary has been worded anew since it was read."""


def _open(dispute):
    dispute = locked(dispute)
    if dispute.status != Dispute.Status.OPEN:
        raise NotOpen
    return dispute


def sides_of(dispute: Dispute, member) -> list[Position | None]:
    """Return for whom a member can answer, in order: None for the author of the doubted words, else their sides.

    Args:
        dispute: one that was opened.
        member: who.
    """
    if member.pk in authors_of(dispute):
        return [None]
    held = holders_by_position(dispute)
    return [row for row in dispute.positions.order_by("order") if member.pk in held[row.pk]]


@transaction.atomic
def write_response(*, dispute: Dispute, text: str, by, at: datetime, position: Position | None = None) -> Response:
    """Answer in an open dispute, or word one's answer anew; what it said before stays in its history.

    Args:
        dispute: in *open*.
        text: at most 3,000 characters.
        by: the author of the doubted words, or who holds a side; the caller has checked can_answer.
        at: when (aware).
        position: for which of their sides, when they hold several; it is not asked of an answer that is there.

    Returns:
        The answer as it is now.

    Raises:
        NotOpen: the dispute has ended or was never opened.
        NotTheirs: they hold no side of it, not this one, or staff have removed their answer.
    """
    dispute = _open(dispute)
    earlier = Response.objects.filter(dispute=dispute, member=by).first()
    if earlier:
        return _reword(earlier, text, at)
    sides = sides_of(dispute, by)
    if not sides or (position and position not in sides):
        raise NotTheirs
    return Response.objects.create(dispute=dispute, position=position or sides[0], member=by, text=text, created_at=at)


def _reword(response, text, at):
    if response.removed_at:
        raise NotTheirs
    if text == response.text:
        return response
    ResponseVersion.objects.create(
        response=response, number=response.version, text=response.text,
        written_at=response.edited_at or response.created_at,
    )  # fmt: skip
    response.text, response.version, response.edited_at = text, response.version + 1, at
    response.save(update_fields=["text", "version", "edited_at"])
    return response


@transaction.atomic
def remove_response(*, response: Response, reason: str, by, at: datetime) -> Response:
    """Take an answer out of public view, with what it said before; its member is told why.

    Args:
        response: one that is shown.
        reason: shown in its place and sent to its member, at most 300 characters.
        by: staff who have nothing to do with the dispute.
        at: when (aware).

    Returns:
        The answer, removed; a removed one keeps its first reason.

    Raises:
        NotTheirs: `by` is party to the dispute or wrote it.
    """
    dispute = locked(response.dispute)
    response = Response.objects.select_related("member", "dispute").get(pk=response.pk)
    if not can_remove_response(by, response):
        raise NotTheirs
    if response.removed_at:
        return response
    response.removed_at, response.removed_reason = at, reason
    response.save(update_fields=["removed_at", "removed_reason"])
    record(
        actor=by, verb="remove_response", subject=dispute, at=at, public_note=reason, after={"response": response.pk}
    )
    tell(
        member=response.member, kind="response_removed", subject_key=f"dispute:{dispute.pk}", by=by, at=at,
        title=_("Your answer was removed"), text=reason, url=dispute.get_absolute_url(),
        unique_key=f"response_removed/response:{response.pk}",
    )  # fmt: skip
    return response


@transaction.atomic
def mark_fair(*, position: Position, wording: str, by, at: datetime) -> FairMark:
    """Say that the summary of one's side is fair, as it reads now.

    Args:
        position: of an open dispute.
        wording: claims.gating.wording_key of the summary that was read.
        by: who holds the side; the caller has checked can_answer.
        at: when (aware).

    Returns:
        The mark; another wording of the summary needs another one.

    Raises:
        NotOpen: the dispute has ended or was never opened.
        NotTheirs: they do not hold the side, their account is younger than the dispute, or they speak for another
            side already: nobody opens the gate for two.
        Reworded: the summary is another one now, or empty.
    """
    dispute = _open(position.dispute)
    position = Position.objects.get(pk=position.pk)
    if by.pk not in holders_by_position(dispute)[position.pk] or is_younger(by, dispute):
        raise NotTheirs
    if any(by.pk in members for key, members in counted_marks(dispute, at).items() if key != position.pk):
        raise NotTheirs
    if not position.summary or wording != wording_key(position.summary):
        raise Reworded
    FairMark.objects.filter(position__dispute=dispute, member=by).exclude(position=position).delete()
    said = {"summary": position.summary, "marked_at": at}
    return FairMark.objects.update_or_create(position=position, member=by, defaults=said)[0]


@transaction.atomic
def unmark_fair(*, position: Position, by) -> None:
    """Take back that one finds the summary of one's side fair; without a mark nothing happens.

    Args:
        position: of an open dispute.
        by: whose mark.

    Raises:
        NotOpen: the dispute has ended.
    """
    _open(position.dispute)
    FairMark.objects.filter(position=position, member=by).delete()
