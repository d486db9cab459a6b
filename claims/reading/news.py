"""What is new: disputes whose status changed last, and words that were corrected last. For feeds."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from claims.models import Dispute, Ruling, RulingAnchor
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
    """Return the rulings in force and the corrections of articles, the newest first; three queries.

    A correction that a ruling carries is told once, with the ruling.

    Args:
        most: how many.
    """
    rulings = Ruling.objects.in_force().filter(dispute__status=Dispute.Status.RULED).select_related("dispute")
    rows = list(rulings.order_by("-published_at", "-pk")[:most])
    swapped = _swapped(rows)
    carried = rulings.filter(revision__isnull=False)
    corrections = Revision.objects.filter(
        kind__in=[Revision.Kind.CORRECTION, Revision.Kind.SAFETY], article__in=Article.objects.published()
    ).exclude(pk__in=carried.values("revision"))
    revisions = corrections.select_related("article").order_by("-published_at", "-pk")[:most]
    found = [_ruled(row, swapped[row.pk]) for row in rows] + [_corrected(row) for row in revisions]
    return sorted(found, key=lambda news: (news.changed_at, news.key), reverse=True)[:most]


def _swapped(rulings):
    """Read the words of each dispute before and after its ruling, where the article can still be read."""
    rows = RulingAnchor.objects.filter(
        ruling__in=rulings, appearance__dispute=F("ruling__dispute"), ruling__revision__article__withdrawn_at=None
    )
    words = defaultdict(dict)
    for row in rows.order_by("pk"):
        words[row.ruling_id][(row.before, row.after)] = None
    return words


def _ruled(ruling, swapped):
    words = [ruling.summary, *(f"“{before}” → {_now(after)}" for before, after in swapped)]
    at = ruling.published_at
    return News(
        f"rulings/{ruling.pk}", _day(at), at, at, ruling.outcome,
        badge_of(ruling.dispute, ruling.outcome).label, ruling.dispute.question, "\n\n".join(words),
        reverse("dispute_receipt", args=[ruling.dispute_id]),
    )  # fmt: skip


def _corrected(revision):
    path = reverse("article_diff", args=[revision.article.slug, revision.number - 1, revision.number])
    at = revision.published_at
    return News(
        f"revisions/{revision.pk}", _day(at), at, at, revision.kind,
        revision.get_kind_display().capitalize(), revision.article.title, revision.reason, path,
    )  # fmt: skip


def _now(after):
    return f"“{after}”" if after else _("taken out")


def _day(at):
    return at.astimezone(UTC).date()
