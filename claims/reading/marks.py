"""What readers see of disputes in a text: marks, notes, badges."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, DateTimeField, F, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Revision
from claims.marking import Mark, overlay
from claims.models import Appearance, Caution, Dispute, Position, Resolution, Ripple, Ruling

MARKED = (Dispute.Status.OPEN, Dispute.Status.RULED)
RIPPLE = "ripple"  # no state of an anchor: a comment relied on words that have changed
REPORTED = Dispute.Status.REPORTED


@dataclass(frozen=True)
class Badge:
    """A state in a word, a tone and a shape."""

    label: str
    tone: str
    icon: str


def badge_of_outcome(outcome: str) -> Badge:
    """Return the badge of what a ruling found.

    Args:
        outcome: a Ruling.Outcome.
    """
    return {
        Ruling.Outcome.STANDS: Badge(_("Still right"), "settled", "settled"),
        Ruling.Outcome.CORRECTED: Badge(_("Corrected"), "settled", "settled"),
        Ruling.Outcome.QUALIFIED: Badge(_("Right for some"), "qualified", "qualified"),
        Ruling.Outcome.REMOVED: Badge(_("Advice removed"), "slate", "none"),
        Ruling.Outcome.UNSETTLED: Badge(_("Experts disagree"), "slate", "conflict"),
    }[outcome]


def badge_of(dispute: Dispute, outcome: str = "") -> Badge:
    """Return the badge of a dispute.

    Args:
        dispute: any.
        outcome: the Ruling.Outcome in force, when it is ruled.
    """
    if dispute.status == Dispute.Status.RULED:
        return badge_of_outcome(outcome)
    if dispute.status == Dispute.Status.OPEN:
        is_conflict = dispute.kind == Dispute.Kind.CONFLICT
        return (
            Badge(_("Conflicting advice"), "conflict", "conflict")
            if is_conflict
            else Badge(_("Disputed"), "open", "open")
        )
    return Badge(dispute.get_status_display().capitalize(), "slate", "clock")


@dataclass
class Note:
    """What stands in the margin beside a marked statement."""

    dispute: Dispute
    badge: Badge
    position_count: int
    caution: str = ""
    outcome: str = ""
    summary: str = ""


@dataclass
class ArticleMarksView:
    """The marks of one revision, and the marks and notes of disputed comments below it, by comment.

    `cautions` and `comment_cautions` hold what stands at passages whose dispute nobody else can see: a neutral sentence
    without a mark, a question or a link.
    """

    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[Note]] = field(default_factory=lambda: defaultdict(list))
    strip: list[tuple[Badge, str, str]] = field(default_factory=list)
    wording_changed: int = 0
    comment_notes: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))
    comment_marks: dict[int, list[tuple[int, Mark]]] = field(default_factory=lambda: defaultdict(list))
    comment_ripples: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))  # relied on changed words
    cautions: dict[str, str] = field(default_factory=dict)
    comment_cautions: dict[int, str] = field(default_factory=dict)

    def below(self, nodes) -> dict:
        """Return what comments/_comment.html is told about the comments of a page: marks, notes, ripples, cautions.

        Args:
            nodes: see html_of.
        """
        return {
            "comment_html": self.html_of(nodes),
            "comment_notes": self.comment_notes,
            "comment_ripples": self.comment_ripples,
            "comment_cautions": self.comment_cautions,
        }

    def html_of(self, nodes) -> dict[int, str]:
        """Lay marks over the comments of a page; return the HTML of those that have some, by comment.

        Args:
            nodes: of comments.reading.thread_page. Words that were edited since they were questioned have no mark.
        """
        found = {}
        for node in nodes:
            comment = node.comment
            marks = [mark for number, mark in self.comment_marks.get(comment.pk, ()) if number == comment.revision]
            if node.readable and marks:
                laid = overlay(comment.body_html, marks, key=f"c{comment.pk}")
                found[comment.pk] = mark_safe(laid)  # noqa: S308 - common/html.py cleaned it when it was stored
            found |= self.html_of(node.replies)
        return found


def notes_of(dispute_ids, at) -> dict[int, Note]:
    """Return the note of each of these disputes that marks its words: one query."""
    return {row.pk: _note(row) for row in _annotated(dispute_ids, at) if row.status in MARKED}


def _annotated(dispute_ids, at):
    ruling = Ruling.objects.in_force().filter(dispute=OuterRef("pk")).order_by("-pk")
    caution = Caution.objects.in_force(at).filter(dispute=OuterRef("pk")).order_by("-pk")
    sides = Position.objects.filter(dispute=OuterRef("pk")).order_by().values("dispute")
    return Dispute.objects.filter(pk__in=dispute_ids, status__in=[*MARKED, REPORTED]).annotate(
        position_count=Subquery(sides.annotate(n=Count("pk")).values("n")),
        outcome=Subquery(ruling.values("outcome")[:1]),
        summary=Subquery(ruling.values("summary")[:1]),
        caution=Subquery(caution.values("text")[:1]),
    )


def _note(row):
    is_ruled = row.status == Dispute.Status.RULED
    outcome, summary = (row.outcome, row.summary) if is_ruled else ("", "")
    return Note(row, badge_of(row, outcome), row.position_count, row.caution or "", outcome, summary)


class _Row(NamedTuple):
    dispute: int
    comment: int | None
    comment_revision: int | None
    state: str
    block_key: str
    start: int
    end: int
    confirmed_at: datetime | None


def _rows(revision, discussion_id, at):
    """Read where disputed words stand, in a text and in the comments below it: one query.

    Words that say the opposite of what is disputed wear no mark while it is open: nobody disputed them.
    """
    cautioned = Caution.objects.in_force(at).filter(dispute__status=REPORTED).values("dispute")
    turned = Q(appearance__is_opposite=True, state__in=Resolution.CERTAIN) | Q(relation=Resolution.Relation.OPPOSITE)
    shown = Resolution.objects.exclude(turned, appearance__dispute__status__in=[Dispute.Status.OPEN, REPORTED])
    in_text = shown.filter(
        Q(appearance__dispute__status__in=MARKED) | Q(appearance__dispute__in=cautioned), revision=revision
    ).values_list(
        "appearance__dispute",
        "appearance__comment",
        "appearance__comment_revision",
        "state",
        "block_key",
        "start",
        "end",
        "confirmed_at",
    )
    if discussion_id is None:
        return [_Row(*row) for row in in_text.order_by("appearance__dispute", "pk")]
    never = Value(None, output_field=DateTimeField())
    in_comments = Appearance.objects.filter(
        Q(dispute__status__in=MARKED) | Q(dispute__in=cautioned), comment__discussion=discussion_id
    ).values_list("dispute", "comment", "comment_revision", Value(""), "block_key", "start", "end", never)
    relied = _relied(discussion_id).values_list(
        "resolution__appearance__dispute", "appearance__comment", "appearance__comment_revision", Value(RIPPLE),
        "appearance__block_key", "appearance__start", "appearance__end", never,
    )  # fmt: skip
    rows = in_text.union(in_comments, relied, all=True)
    return sorted((_Row(*row) for row in rows), key=lambda row: row.dispute)


def _relied(discussion_id):
    """Return what comments of a discussion relied on that has changed, where nothing of it is only reported."""
    public = Q(appearance__dispute__isnull=True) | Q(appearance__dispute__status__in=MARKED)
    return Ripple.objects.filter(
        public, looked_at=None, resolution__appearance__dispute__status__in=MARKED,
        appearance__comment__discussion=discussion_id,
        appearance__comment_revision=F("appearance__comment__revision"),
    )  # fmt: skip


def marks_for(revision: Revision | None, discussion_id: int | None = None) -> ArticleMarksView:
    """Read the marks of a revision, and of the comments below it: two queries, however many disputes there are.

    Args:
        revision: the one that is shown; None on a page without a text of its own.
        discussion_id: the discussion that is shown, if one is.
    """
    now = timezone.now()
    rows = _rows(revision, discussion_id, now)
    found = _annotated({row.dispute for row in rows}, now) if rows else []
    notes = {row.pk: _note(row) for row in found if row.status in MARKED}
    private = {row.pk: row.caution for row in found if row.status == REPORTED and row.caution}
    view = ArticleMarksView()
    first_block: dict[int, str] = {}
    for row in rows:
        if row.dispute in notes:
            _mark(view, row, notes[row.dispute], first_block)
        elif row.dispute in private:
            _caution(view, row, private[row.dispute])
    in_text = {row.dispute for row in rows if not row.comment}
    view.strip = _strip([note for pk, note in notes.items() if pk in in_text], first_block)
    return view


def _mark(view, row, note, first_block):
    """Lay a mark on words in dispute, and its note beside them."""
    mark = Mark(row.start, row.end, row.dispute, **vars(note.badge))
    if row.state == RIPPLE:
        if note not in view.comment_ripples[row.comment]:
            view.comment_ripples[row.comment].append(note)
    elif row.comment:
        view.comment_marks[row.comment].append((row.comment_revision, mark))
        if note not in view.comment_notes[row.comment]:
            view.comment_notes[row.comment].append(note)
    elif row.state not in Resolution.CERTAIN:
        view.wording_changed += row.confirmed_at is None
    else:
        view.marks[row.block_key].append(mark)
        if note not in view.notes[row.block_key]:
            view.notes[row.block_key].append(note)
        first_block.setdefault(row.dispute, row.block_key)


def _caution(view, row, text):
    """Put up the sentence alone: nothing tells readers about a dispute that only staff and its reporters can see."""
    if row.comment:
        view.comment_cautions[row.comment] = text
    elif row.state in Resolution.CERTAIN:
        view.cautions[row.block_key] = text


def docket(most: int) -> list[Note]:
    """Return the disputes to look at first: the newest open ones, then those that were ruled last; three queries.

    Args:
        most: how many.
    """
    opened = Dispute.objects.filter(status=Dispute.Status.OPEN).order_by("-opened_at", "-pk")
    ruled = Dispute.objects.filter(status=Dispute.Status.RULED).order_by("-decided_at", "-pk")
    keys = [*opened.values_list("pk", flat=True)[:most], *ruled.values_list("pk", flat=True)[:most]][:most]
    notes = notes_of(keys, timezone.now())
    return [notes[key] for key in keys]


def _strip(notes, first_block):
    """Return (badge, words, link) for each state: to the first marked passage, or to the page of a dispute without."""
    by_label: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        by_label[note.badge.label].append(note)
    rows = []
    for same in by_label.values():
        shown = next((note for note in same if note.dispute.pk in first_block), None)
        place = shown and f"#m-{shown.dispute.pk}-{first_block[shown.dispute.pk]}"
        rows.append((same[0].badge, _counted(same[0], len(same)), place or same[0].dispute.get_absolute_url()))
    return rows


def _counted(note, count):
    """Say in words how many statements are in a state."""
    key = note.dispute.kind if note.dispute.status == Dispute.Status.OPEN else note.outcome
    words = {
        Dispute.Kind.DOUBT: ngettext("%(n)s statement is disputed", "%(n)s statements are disputed", count),
        Dispute.Kind.CONFLICT: ngettext("%(n)s conflicts with other advice", "%(n)s conflict with other advice", count),
        Ruling.Outcome.STANDS: ngettext("%(n)s was questioned and stands", "%(n)s were questioned and stand", count),
        Ruling.Outcome.CORRECTED: ngettext("%(n)s was corrected", "%(n)s were corrected", count),
        Ruling.Outcome.QUALIFIED: ngettext("%(n)s is right for some people", "%(n)s are right for some people", count),
        Ruling.Outcome.REMOVED: ngettext("%(n)s was taken out", "%(n)s were taken out", count),
        Ruling.Outcome.UNSETTLED: ngettext("Experts disagree on %(n)s", "Experts disagree on %(n)s", count),
    }
    return words[key] % {"n": count}
