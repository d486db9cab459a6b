"""Disputes that a reader who questions a passage is shown first: about the same words, or about the same thing."""

from dataclasses import dataclass

from django.db.models import Q

from articles.models import Block
from claims.models import Claim, Dispute, Report, Ruling
from claims.naming import things_in
from claims.reading.families import families, with_family
from claims.reading.marks import Badge, badge_of
from claims.reading.passages import Standing, plain_text_of, standing_at, words_about
from claims.reading.things import names_of_things
from claims.sentences import widen
from comments.models import Comment

MOST_OFFERED = 3
RANKS = [  # whether it is about the same words, and its status: the first that some dispute has is offered
    (True, Dispute.Status.OPEN),
    (True, Dispute.Status.RULED),
    (False, Dispute.Status.OPEN),
    (False, Dispute.Status.RULED),
]


@dataclass(frozen=True)
class Alike:
    """A dispute that is offered instead of a new one."""

    dispute: Dispute
    badge: Badge
    has_same_words: bool  # else it is about the same thing
    is_part: bool  # the reader questions it already
    ruling: Ruling | None = None  # the one in force, when it is ruled


def alike_to(target: Block | Comment, start: int, end: int, *, member) -> list[Alike]:
    """Return the public disputes to offer before a doubt about a passage is sent; none where nothing is alike.

    Args:
        target: a Block of the live revision, or a Comment.
        start: first code point of the passage in its plain text.
        end: one past the last.
        member: who questions it.

    Returns:
        At most MOST_OFFERED, all open or all ruled: about the same words before about the same thing, open before
        ruled; among these, the oldest open or the latest ruled.
    """
    matches = _matches(target, start, end)
    for rank in RANKS:
        if found := [row for row, has_same_words in matches if (has_same_words, row.status) == rank]:
            is_ruled = rank[1] == Dispute.Status.RULED
            return _shown(found[::-1] if is_ruled else found, rank[0], member)
    return []


def meets(dispute: Dispute, target: Block | Comment, start: int, end: int) -> bool:
    """Tell whether a passage overlaps the passages of a dispute, or is about a thing of its claims.

    Args:
        dispute: open, or ruled with a ruling in force.
        target: a Block of the live revision, or a Comment.
        start: first code point of the passage in its plain text.
        end: one past the last.
    """
    return any(row == dispute for row, _has_same_words in _matches(target, start, end))


def marked_for(dispute: Dispute, target: Block | Comment, start: int, end: int) -> Standing | None:
    """Return the passage of a dispute whose sentences hold all of these words, if one does.

    Args:
        dispute: any.
        target: a Block of the live revision, or a Comment.
        start: first code point of the words in its plain text.
        end: one past the last.
    """
    text = plain_text_of(target)
    for standing in standing_at(target, start, end):
        first, last = widen(text, standing.start, standing.end)
        if standing.appearance.dispute_id == dispute.pk and first <= start and end <= last:
            return standing
    return None


def _matches(target, start, end):
    """Return (dispute, whether it is about the same words), the oldest first: five queries at most."""
    same_words = {standing.appearance.dispute_id for standing in standing_at(target, start, end)} - {None}
    things = things_in(words_about(target, start, end), names_of_things())
    about = Claim.objects.filter(with_family(Claim.objects.filter(thing__in=things), families()))
    in_force = Ruling.objects.in_force().values("dispute")
    rows = Dispute.objects.filter(
        Q(status=Dispute.Status.OPEN) | Q(status=Dispute.Status.RULED, pk__in=in_force),
        Q(pk__in=same_words) | Q(positions__claims__in=about.values("pk")),
    )
    return [(row, row.pk in same_words) for row in rows.distinct().order_by("opened_at", "pk")]


def _shown(disputes, has_same_words, member):
    disputes = disputes[:MOST_OFFERED]
    rulings = {row.dispute_id: row for row in Ruling.objects.in_force().filter(dispute__in=disputes)}
    own = Report.objects.filter(reporter=member, dispute__in=disputes).exclude(status=Report.Status.RETRACTED)
    part_of = set(own.values_list("dispute", flat=True))
    return [
        Alike(
            row, badge_of(row, rulings[row.pk].outcome if row.status == Dispute.Status.RULED else ""), has_same_words,
            row.pk in part_of, rulings.get(row.pk) if row.status == Dispute.Status.RULED else None,
        )
        for row in disputes
    ]  # fmt: skip
