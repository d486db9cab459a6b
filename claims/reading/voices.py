"""What the people behind the sides of a dispute say: their answers, and whether they find the summaries fair."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db.models import F, Q

from accounts.models import Member, Restriction
from articles.diffs import word_diff
from claims.gating import Gate, Side, gate, wording_key
from claims.models import Dispute, FairMark, Position, Response
from claims.permissions import authors_of, can_answer, holders_by_position, is_younger

MOST_WORDINGS = 30


def holders_of(position: Position) -> list[Member]:
    """Return the members who hold a side, in the order in which they joined; six queries at most.

    Args:
        position: of any dispute.
    """
    held = holders_by_position(position.dispute)
    return list(Member.objects.filter(pk__in=held[position.pk], is_active=True).order_by("joined_at", "pk"))


def counted_marks(dispute: Dispute, at: datetime) -> dict[int, set[int]]:
    """Return whose marks count, as keys of members by the key of the position; one query.

    A mark counts for the wording that it was given for, from a member who is not restricted and whose account is not
    younger than the dispute. That its member still holds the side is for the caller to see.

    Args:
        dispute: one that was opened.
        at: when (aware).
    """
    refused = Restriction.objects.in_force(at).filter(
        effect=Restriction.Effect.REFUSED, ability__in=[Restriction.Ability.QUESTION, Restriction.Ability.ALL]
    )
    rows = FairMark.objects.filter(
        position__dispute=dispute, summary=F("position__summary"), member__is_active=True,
        member__joined_at__lte=dispute.opened_at,
    ).exclude(Q(summary="") | Q(member__in=refused.values("member")))  # fmt: skip
    marks: dict[int, set[int]] = defaultdict(set)
    for position, member in rows.values_list("position", "member"):
        marks[position].add(member)
    return marks


def gate_of(dispute: Dispute, at: datetime) -> Gate:
    """Tell whether a ruling on a dispute may be published; seven queries at most.

    Args:
        dispute: one that was opened.
        at: when (aware).
    """
    marks = counted_marks(dispute, at)
    held = holders_by_position(dispute) if marks else {}
    return _gate(dispute.positions.order_by("order"), marks, held, at)


def _gate(positions, marks, held, at):
    fair = {key for key, members in marks.items() if members & held.get(key, set())}
    sides = [Side(bool(row.summary), row.summary_at, row.pk in fair) for row in positions]
    return gate(sides, at=at, days=settings.FAIR_SUMMARY_DAYS)


@dataclass
class Voice:
    """The people of one side: what they answered, and what they say of its summary."""

    responses: list[Response] = field(default_factory=list)
    is_fair: bool = False
    has_marked: bool = False  # the one who looks
    may_mark: bool = False
    wording: str = ""


@dataclass
class Voices:
    """The people of all sides, by the key of the position; the author's own answers; what the one who looks may do."""

    of: dict[int, Voice]
    author: list[Response]
    gate: Gate | None = None
    may_respond: bool = False
    own: Response | None = None


def voices_of(dispute: Dispute, member, at: datetime, positions=None) -> Voices:
    """Read what the people behind the sides say, for a page; the number of queries is the same however many there are.

    Args:
        dispute: any that was opened.
        member: who looks: a Member or AnonymousUser.
        at: when (aware).
        positions: of the dispute, in order, where they have been read already.
    """
    voices = Voices(of=defaultdict(Voice), author=[])
    for response in dispute.responses.select_related("member").order_by("created_at", "pk"):
        response.is_younger = is_younger(response.member, dispute)
        side = voices.of[response.position_id].responses if response.position_id else voices.author
        side.append(response)
        if response.member_id == member.pk:
            voices.own = response
    if dispute.status == Dispute.Status.OPEN:
        rows = list(dispute.positions.order_by("order")) if positions is None else positions
        _look_at_summaries(voices, dispute, rows, member, at)
    return voices


def _look_at_summaries(voices, dispute, positions, member, at):
    """Fill in who finds which summary fair, and what the one who looks may still say."""
    marks, may = counted_marks(dispute, at), member.is_authenticated and can_answer(member)
    held = holders_by_position(dispute) if marks or may else {row.pk: set() for row in positions}
    voices.gate = _gate(positions, marks, held, at)
    marked = {key for key, members in marks.items() if member.pk in members}
    for row in positions:
        voice = voices.of[row.pk]
        voice.is_fair, voice.has_marked = bool(marks[row.pk] & held[row.pk]), row.pk in marked
        voice.wording = wording_key(row.summary)
        is_theirs = may and member.pk in held[row.pk] and not is_younger(member, dispute)
        voice.may_mark = is_theirs and bool(row.summary) and marked <= {row.pk}
    if may and not (voices.own and voices.own.removed_at):
        holds = any(member.pk in holders for holders in held.values())
        voices.may_respond = holds or member.pk in authors_of(dispute)


@dataclass(frozen=True)
class Wording:
    """What an answer said at a time, and what that changed."""

    at: datetime
    text: str
    changes: list[tuple[str, str]]  # words, against the wording before; of the first, none


def wordings_of(response: Response) -> list[Wording]:
    """Return the wordings of an answer, the latest first; one query.

    Args:
        response: any; of one that was worded anew more often, the latest MOST_WORDINGS and the one before.
    """
    latest = list(response.versions.order_by("-number")[:MOST_WORDINGS])[::-1]
    texts = [(row.written_at, row.text) for row in latest]
    texts.append((response.edited_at or response.created_at, response.text))
    before = [None, *(text for _at, text in texts)]
    rows = [
        Wording(at, text, [] if old is None else word_diff(old, text))
        for (at, text), old in zip(texts, before, strict=False)
    ]
    return rows[::-1]
