"""What readers see of disputes: marks and notes of an article, badges, and the page of a dispute."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Revision
from claims.marking import Mark
from claims.models import Appearance, Caution, Dispute, FacetValue, Position, Resolution, Ruling

MARKED = (Dispute.Status.OPEN, Dispute.Status.RULED)


@dataclass(frozen=True)
class Badge:
    """A state in a word, a tone and a shape."""

    label: str
    tone: str
    icon: str


def badge_of(dispute: Dispute, outcome: str = "") -> Badge:
    """Return the badge of a dispute.

    Args:
        dispute: any.
        outcome: the Ruling.Outcome in force, when it is ruled.
    """
    if dispute.status == Dispute.Status.RULED:
        return {
            Ruling.Outcome.STANDS: Badge(_("Still right"), "settled", "settled"),
            Ruling.Outcome.CORRECTED: Badge(_("Corrected"), "settled", "settled"),
            Ruling.Outcome.QUALIFIED: Badge(_("Right for some"), "qualified", "qualified"),
            Ruling.Outcome.REMOVED: Badge(_("Advice removed"), "slate", "none"),
            Ruling.Outcome.UNSETTLED: Badge(_("Experts disagree"), "slate", "conflict"),
        }[outcome]
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
    caution: Caution | None = None
    summary: str = ""


@dataclass
class ArticleMarksView:
    """The marks of one revision."""

    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[Note]] = field(default_factory=lambda: defaultdict(list))
    strip: list[tuple[Badge, int, str]] = field(default_factory=list)
    wording_changed: int = 0


def notes_of(dispute_ids, at) -> dict[int, Note]:
    """Return the note of each of these disputes: two queries, or three where some are ruled."""
    rows = Dispute.objects.filter(pk__in=dispute_ids, status__in=MARKED).annotate(position_count=Count("positions"))
    disputes = {row.pk: row for row in rows}
    ruled = Ruling.objects.filter(dispute__in=disputes, superseded_by=None).values_list("dispute", "outcome", "summary")
    rulings = {pk: (outcome, summary) for pk, outcome, summary in ruled}
    cautions = {row.dispute_id: row for row in Caution.objects.in_force(at).filter(dispute__in=disputes)}
    return {
        pk: Note(
            row, badge_of(row, rulings.get(pk, ("", ""))[0]), row.position_count, cautions.get(pk),
            rulings.get(pk, ("", ""))[1] if row.status == Dispute.Status.RULED else "",
        )
        for pk, row in disputes.items()
    }  # fmt: skip


def marks_for(revision: Revision) -> ArticleMarksView:
    """Read the marks of a revision: four queries, however many disputes there are.

    Args:
        revision: the one that is shown.
    """
    rows = list(
        Resolution.objects.filter(revision=revision, appearance__dispute__status__in=MARKED)
        .select_related("appearance")
        .order_by("pk")
    )
    view = ArticleMarksView()
    notes = notes_of({row.appearance.dispute_id for row in rows}, timezone.now()) if rows else {}
    noted: set[tuple[str, int]] = set()
    for row in rows:
        pk = row.appearance.dispute_id
        if row.state not in Resolution.CERTAIN:
            view.wording_changed += row.confirmed_at is None
            continue
        view.marks[row.block_key].append(Mark(row.start, row.end, pk, notes[pk].badge.tone))
        if (row.block_key, pk) not in noted:
            noted.add((row.block_key, pk))
            view.notes[row.block_key].append(notes[pk])
    shown = {pk for _, pk in noted}
    counts: dict[str, tuple[Badge, int, str]] = {}
    for pk, note in notes.items():
        href = f"#m-{pk}" if pk in shown else note.dispute.get_absolute_url()
        _badge, count, first = counts.get(note.badge.label, (note.badge, 0, href))
        counts[note.badge.label] = (note.badge, count + 1, first)
    view.strip = list(counts.values())
    return view


def marks_for_comments(discussion_id: int) -> dict[int, list[Note]]:
    """Return the notes of disputed comments of one discussion, by comment."""
    rows = (
        Appearance.objects.filter(comment__discussion=discussion_id, dispute__status__in=MARKED)
        .order_by("pk")
        .values_list("comment", "dispute")
    )
    pairs = list(dict.fromkeys(rows))
    notes = notes_of({dispute for _, dispute in pairs}, timezone.now()) if pairs else {}
    found = defaultdict(list)
    for comment, dispute in pairs:
        found[comment].append(notes[dispute])
    return found


@dataclass
class PositionView:
    """One side as the dispute page shows it."""

    position: Position
    claims: list
    appearances: list[Appearance]
    evidence: list


def positions_of(dispute: Dispute) -> list[PositionView]:
    """Read the sides of a dispute with all that stands beside them, in a constant number of queries."""
    rows = dispute.positions.order_by("order").prefetch_related(
        "claims__population__values__facet", "evidence__source", "evidence__added_by"
    )
    quotes = defaultdict(list)
    for row in dispute.appearances.select_related("article", "revision", "comment__author").order_by("pk"):
        if row.sentences not in [other.sentences for other in quotes[row.claim_id]]:
            quotes[row.claim_id].append(row)
    return [
        PositionView(
            row,
            claims := list(row.claims.all()),
            [quote for claim in claims for quote in quotes[claim.pk]],
            list(row.evidence.all()),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Cell:
    """What a side says for some people."""

    label: str
    tone: str
    icon: str


CELLS = {
    "recommends": ("settled", "yes"),
    "against": ("unsafe", "no"),
    "depends": ("qualified", "qualified"),
    "effect": ("settled", "yes"),
    "no_effect": ("unsafe", "no"),
}


def for_whom(positions: list[PositionView]) -> list[tuple[FacetValue, list[Cell]]]:
    """Return the for-whom table: a row for each group that a side names, a cell for each side.

    A side that states nothing of a group's facet speaks to everyone; one that names other groups says nothing here.
    """
    named: dict[int, FacetValue] = {}
    for view in positions:
        for claim in view.claims:
            named |= {value.pk: value for value in claim.population.values.all()}
    rows = sorted(named.values(), key=lambda value: (value.facet.position, value.position, value.pk))
    return [(value, [_cell(view, value) for view in positions]) for value in rows]


def _cell(view, value):
    for claim in view.claims:
        stated = [other for other in claim.population.values.all() if other.facet_id == value.facet_id]
        if not stated or value.pk in {other.pk for other in stated}:
            tone, icon = CELLS[claim.stance]
            return Cell(claim.get_stance_display().capitalize(), tone, icon)
    return Cell(_("Nothing said"), "none", "none")


def waiting_for_staff():
    """Disputes that wait for triage or a ruling, the oldest first."""
    return Dispute.objects.filter(Q(status=Dispute.Status.REPORTED) | Q(status=Dispute.Status.OPEN)).order_by(
        "reported_at", "pk"
    )
