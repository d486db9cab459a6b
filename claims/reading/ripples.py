"""What relied on words that a revision changed, and waits until a person has looked at it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Revision
from claims.models import Dispute, Resolution, Ripple
from claims.permissions import own_ripples
from claims.reading.sides import QUOTED, Quote, quote_of
from comments.models import Comment

NO_WORDS = (Comment.Status.REMOVED, Comment.Status.DELETED)


@dataclass(frozen=True)
class Relied:
    """One thing that relied on a passage: what it is, its words or its question, and whether it is one's own."""

    ripple: Ripple
    kind: str
    quote: Quote | None
    is_own: bool


@dataclass(frozen=True)
class Changed:
    """A passage that a revision changed, and what relied on it."""

    resolution: Resolution
    relied: list[Relied]

    @property
    def revision(self) -> Revision:
        """The revision that changed it, with its article."""
        return self.resolution.revision


def waiting_ripples(member):
    """Return what nobody has looked at yet, the oldest first.

    Args:
        member: who looks; what belongs to disputes that they may not see is left out.
    """
    visible = Dispute.objects.visible_to(member).values("pk")
    rows = Ripple.objects.filter(looked_at=None, resolution__appearance__dispute__in=visible)
    rows = rows.filter(Q(dispute__isnull=True) | Q(dispute__in=visible))
    rows = rows.filter(Q(appearance__dispute__isnull=True) | Q(appearance__dispute__in=visible))
    return rows.exclude(appearance__comment__status__in=NO_WORDS).order_by("resolution__revision", "resolution", "pk")


def changed_passages(ripples, member) -> list[Changed]:
    """Group ripples by the passage that they relied on; a constant number of queries.

    Args:
        ripples: a QuerySet, sliced or not.
        member: who looks.
    """
    rows = ripples.select_related(
        "resolution__appearance__dispute", "resolution__replaced_by", "resolution__revision__article", "dispute",
        *(f"appearance__{name}" for name in QUOTED),
    )  # fmt: skip
    own, groups = own_ripples(member, rows), defaultdict(list)
    for row in rows:
        groups[row.resolution_id].append(_relied(row, own))
    return [Changed(relied[0].ripple.resolution, relied) for relied in groups.values()]


def _relied(row, own):
    quoted = row.appearance
    if quoted is None:
        return Relied(row, _("Another dispute about the same passage"), None, row.pk in own)
    if quoted.comment_id:
        kind = _("A comment")
    elif quoted.source_id:
        kind = _("An outside source")
    elif quoted.article_id == row.resolution.revision.article_id:
        kind = _("Another passage of this article")
    else:
        kind = _("Another article")
    return Relied(row, kind, quote_of(quoted), row.pk in own)
