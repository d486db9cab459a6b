"""Those whose words are in dispute, and those who hold a side, are told what they can say."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Member
from claims.models import Dispute, Position, Report
from claims.permissions import authors_of, holders_by_position
from notifications.actions import tell


def ask_holders(dispute: Dispute, *, by, at: datetime) -> None:
    """Tell the author of the doubted words, and everybody who holds a side, that they can answer.

    Args:
        dispute: one that has just been opened; its reporters are told so by the verb that opens it.
        by: who opened it; they are not told.
        at: when (aware).
    """
    reporters = dispute.reports.exclude(status=Report.Status.RETRACTED).values_list("reporter", flat=True)
    asked = authors_of(dispute).union(*holders_by_position(dispute).values()) - set(reporters)
    for member in _members(asked):
        tell(
            member=member, kind="answer_asked", subject_key=f"dispute:{dispute.pk}", by=by, at=at,
            title=_("Your words are in question"), url=dispute.get_absolute_url(),
            text=_("Readers ask: %(question)s You can answer once, and say whether the summary of your side is fair.")
            % {"question": dispute.question}, unique_key=f"answer_asked/dispute:{dispute.pk}/{at.isoformat()}",
        )  # fmt: skip


def ask_about_summary(position: Position, *, by, at: datetime) -> None:
    """Ask everybody who holds a side whether its new summary is fair.

    Args:
        position: worded anew; without a summary nobody is asked.
        by: who worded it; they are not asked.
        at: when (aware).
    """
    if not position.summary:
        return
    for member in _members(holders_by_position(position.dispute)[position.pk]):
        tell(
            member=member, kind="summary_worded", subject_key=f"dispute:{position.dispute_id}", by=by, at=at,
            title=_("Is this a fair summary of your side?"), text=position.summary,
            url=reverse("summary_fair", args=[position.dispute_id, position.pk]),
            unique_key=f"summary_worded/position:{position.pk}/{at.isoformat()}",
        )  # fmt: skip


def _members(keys):
    return Member.objects.filter(pk__in=keys, is_active=True).order_by("pk")
