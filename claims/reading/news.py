"""What is new: disputes whose status changed last, and words that were corrected last. For feeds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from claims.models import Dispute, Ruling
from claims.reading.corrections import log_of, logged
from claims.reading.marks import badge_of


@dataclass(frozen=True)
class News:
    """Something that happened: its key and day never change, so that they can name it."""

    key: str
    named_on: date
    first_at: datetime
    changed_at: datetime
    state: str
    label: str
    subject: str
    words: str
    path: str


def latest_changes(most: int) -> list[News]:
    """Return the public disputes that were opened, ended or opened again last; one query.

    Args:
        most: how many.
    """
    ruling = Ruling.objects.in_force().filter(dispute=OuterRef("pk")).order_by("-pk")
    rows = Dispute.objects.public().annotate(
        outcome=Subquery(ruling.values("outcome")[:1]),
        found=Subquery(ruling.values("summary")[:1]),
        changed_at=Greatest(
            Coalesce("decided_at", "opened_at", "reported_at"),
            Coalesce("reopened_at", "reported_at"),
        ),
    )
    return [_change(row) for row in rows.order_by("-changed_at", "-pk")[:most]]


def _change(row):
    words = {
        Dispute.Status.OPEN: _("No ruling yet: any reader can bring a source for a side."),
        Dispute.Status.RULED: row.found,
        Dispute.Status.DISMISSED: row.dismissal_reason,
    }[row.status]
    return News(
        f"disputes/{row.pk}", _day(row.reported_at), row.opened_at or row.decided_at, row.changed_at, row.status,
        badge_of(row, row.outcome).label, row.question, words, row.get_absolute_url(),
    )  # fmt: skip


def latest_rulings_and_corrections(most: int) -> list[News]:
    """Return the newest entries of the public log: rulings, and corrections without one; five queries.

    Args:
        most: how many.
    """
    return [_ruled(row) if row.ruling else _corrected(row) for row in log_of(logged()[:most])]


def _ruled(row):
    ruling, is_in_force = row.ruling, not (row.is_superseded or row.is_open_again)
    dispute = ruling.dispute
    path = reverse("dispute_receipt", args=[dispute.pk]) if is_in_force else dispute.get_absolute_url()
    words = [ruling.summary, *(_swap(changes) for changes in row.changes)]
    return News(
        f"rulings/{ruling.pk}", _day(row.at), row.at, row.at, ruling.outcome,
        row.badge.label, dispute.question, "\n\n".join(words), path,
    )  # fmt: skip


def _corrected(row):
    revision = row.revision
    path = row.compare or revision.article.get_absolute_url()
    return News(
        f"revisions/{revision.pk}", _day(row.at), row.at, row.at, revision.kind,
        revision.get_kind_display().capitalize(), revision.title, revision.reason, path,
    )  # fmt: skip


def _swap(changes):
    """Write the words before and after in a line."""
    before = "".join(words for what, words in changes if what != "insert")
    after = "".join(words for what, words in changes if what != "delete")
    return f"“{before}” → {_now(after)}"


def _now(after):
    return f"“{after}”" if after else _("taken out")


def _day(at):
    return at.astimezone(UTC).date()
