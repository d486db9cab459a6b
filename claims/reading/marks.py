"""What readers see of disputes in a text: marks, notes, badges."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Revision
from claims.marking import Mark
from claims.models import Appearance, Caution, Dispute, Resolution, Ruling

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
    outcome: str = ""
    summary: str = ""


@dataclass
class ArticleMarksView:
    """The marks of one revision."""

    marks: dict[str, list[Mark]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[Note]] = field(default_factory=lambda: defaultdict(list))
    strip: list[tuple[Badge, str, str]] = field(default_factory=list)
    wording_changed: int = 0


def notes_of(dispute_ids, at) -> dict[int, Note]:
    """Return the note of each of these disputes: two queries, or three where some are ruled."""
    rows = Dispute.objects.filter(pk__in=dispute_ids, status__in=MARKED).annotate(position_count=Count("positions"))
    disputes = {row.pk: row for row in rows}
    ruled = Ruling.objects.filter(dispute__in=disputes, superseded_by=None).values_list("dispute", "outcome", "summary")
    rulings = {pk: (outcome, summary) for pk, outcome, summary in ruled}
    cautions = {row.dispute_id: row for row in Caution.objects.in_force(at).filter(dispute__in=disputes)}
    notes = {}
    for pk, row in disputes.items():
        outcome, summary = rulings.get(pk, ("", "")) if row.status == Dispute.Status.RULED else ("", "")
        notes[pk] = Note(row, badge_of(row, outcome), row.position_count, cautions.get(pk), outcome, summary)
    return notes


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
    noted: list[tuple[str, int]] = []
    for row in rows:
        pk = row.appearance.dispute_id
        if row.state not in Resolution.CERTAIN:
            view.wording_changed += row.confirmed_at is None
            continue
        view.marks[row.block_key].append(Mark(row.start, row.end, pk, **vars(notes[pk].badge)))
        if (row.block_key, pk) not in noted:
            noted.append((row.block_key, pk))
            view.notes[row.block_key].append(notes[pk])
    view.strip = _strip(notes, {pk: key for key, pk in reversed(noted)})
    return view


def _strip(notes, first_block):
    """Return (badge, words, link) for each state: to the first marked passage, or to the page of a dispute without."""
    by_label: dict[str, list[Note]] = defaultdict(list)
    for note in notes.values():
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
