"""What else relied on words that a revision changed: noted when it goes live, until a person has looked at each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from articles.models import Revision
from audit.actions import record
from claims.actions.reports import touch_marks
from claims.models import Appearance, Dispute, Report, Resolution, Ripple
from claims.permissions import can_look_at
from claims.reading import families
from comments.models import Comment

LIVE = (Dispute.Status.REPORTED, Dispute.Status.OPEN, Dispute.Status.RULED)
NO_WORDS = (Comment.Status.REMOVED, Comment.Status.DELETED)
ENDED = (Report.Status.RETRACTED, Report.Status.DISMISSED)


class NotForYou(Exception):
    """Nobody looks, for the site, at what relied on a passage where the words are their own."""


def note_ripples(*, previous: Revision, touched: Iterable[tuple[Resolution, Resolution]]) -> set[int]:
    """Note what relied on each passage that a revision touched; a constant number of queries.

    Args:
        previous: the revision before.
        touched: (row in the revision before, row in the new one) of each anchor that stood for certain and does not
            any more; appearances and their disputes are loaded.

    Returns:
        The keys of the articles below which a comment relied on the words.
    """
    rows = [pair for pair in touched if pair[1].appearance.dispute and pair[1].appearance.dispute.status in LIVE]
    if not rows:
        return set()
    first: dict[tuple, Resolution] = {}
    serves: dict[int, Resolution] = {}  # an appearance's key: the row that stands for all who quoted the same sentences
    blocks: dict[str, Resolution] = {}  # the first passage that was touched in each
    for before, now in rows:
        quoted = now.appearance
        key = (quoted.dispute_id, quoted.block_key, quoted.sentences)
        blocks.setdefault(before.block_key, now)
        serves[quoted.pk] = first.setdefault(key, now)
    noted: dict[tuple, Ripple] = {}
    articles = _of_claims(noted, list(first.values()), serves) | _of_reports(noted, serves)
    _of_disputes(noted, previous, blocks)
    Ripple.objects.bulk_create(noted.values())
    return articles


def _of_claims(noted, rows, serves):
    """Note where else the same claims are made: in comments, live articles and outside sources."""
    by_root: dict[int, list[Resolution]] = defaultdict(list)
    tree = families()
    for row in rows:
        if row.appearance.claim_id:
            by_root[tree.root_of(row.appearance.claim_id)].append(row)
    of_family = tree.members_of_all(by_root)
    live = Resolution.objects.filter(
        appearance=OuterRef("pk"), revision=OuterRef("article__current_revision"), state__in=Resolution.CERTAIN
    )
    place = Q(source__isnull=False) | Q(comment__isnull=False) & ~Q(comment__status__in=NO_WORDS)
    place |= Q(Exists(live), article__withdrawn_at=None)
    found = Appearance.objects.filter(place, claim__in=of_family).exclude(pk__in=serves)
    articles = set()
    for other in found.annotate(below=F("comment__discussion__article")).order_by("pk"):
        for row in by_root[of_family[other.claim_id]]:
            _note(noted, row, other)
        articles |= {other.below} - {None}
    return articles


def _of_reports(noted, serves):
    """Note the comments that a reader put against the passage, or the passage against them."""
    reports = Report.objects.filter(Q(appearance__in=serves) | Q(against__in=serves), against__isnull=False)
    articles = set()
    for report in reports.exclude(status__in=ENDED).select_related(
        "appearance__comment__discussion", "against__comment__discussion"
    ):
        for one, other in ((report.appearance, report.against), (report.against, report.appearance)):
            is_let_in = other.dispute_id is not None  # what a reader put there who joined is for staff alone
            if one.pk in serves and is_let_in and other.comment and other.comment.status not in NO_WORDS:
                _note(noted, serves[one.pk], other)
                articles |= {other.comment.discussion.article_id} - {None}
    return articles


def _of_disputes(noted, previous, blocks):
    """Note the other disputes about words of the same block, once for each block."""
    rows = Resolution.objects.filter(
        revision=previous, block_key__in=blocks, state__in=Resolution.CERTAIN, appearance__dispute__status__in=LIVE
    )
    for key, dispute in rows.order_by("appearance__dispute").values_list("block_key", "appearance__dispute").distinct():
        if blocks[key].appearance.dispute_id != dispute:
            noted[key, dispute] = Ripple(resolution=blocks[key], dispute_id=dispute)


def _note(noted, row, other):
    """Note an appearance once: a comment, a source or a passage that several people quoted is one thing to look at."""
    place = (other.comment_id, other.source_id, other.article_id, other.block_key, other.sentences)
    key = (row.pk, *(place[:1] if other.comment_id else place))
    noted.setdefault(key, Ripple(resolution=row, appearance=other))


@transaction.atomic
def look_at_ripple(*, ripple: Ripple, note: str, by, at: datetime) -> Ripple:
    """Say that a person has looked at what relied on changed words.

    Args:
        ripple: one that waits.
        note: what they found, at most 300 characters; may be empty.
        by: an editor; the words are not their own.
        at: when (aware).

    Returns:
        The ripple, looked at.

    Raises:
        NotForYou: the words, or the report, are their own.
        ValueError: somebody has looked at it already.
    """
    ripple = (
        Ripple.objects.select_for_update(of=("self",))
        .select_related("appearance__comment__discussion")
        .get(pk=ripple.pk)
    )
    if not can_look_at(by, ripple):
        raise NotForYou
    if ripple.looked_at:
        raise ValueError("somebody has looked at it already")
    ripple.looked_by, ripple.looked_at, ripple.note = by, at, note
    ripple.save(update_fields=["looked_by", "looked_at", "note"])
    comment = ripple.appearance and ripple.appearance.comment
    touch_marks(comment.discussion.article_id if comment else None)
    record(actor=by, verb="look_at_ripple", subject=ripple, at=at, private_note=note)
    return ripple
