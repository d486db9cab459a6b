"""The dissolver's first answer, in words for the reporter and the moderator. It never says who is right."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from claims.dissolving import (
    AGREE,
    DISAGREE,
    IN_PART,
    OLDER_VERSION,
    OTHER_PEOPLE,
    OTHER_THINGS,
    SAME_DOCUMENT,
    SCOPE_MISSING,
    Statement,
    Verdict,
    dissolve,
)
from claims.models import Appearance, Dispute, Facet, FacetValue, Report, Thing
from claims.reading.passages import Outside
from claims.reading.populations import deciding_codes
from claims.reading.stating import Stated, scope_in, scope_of_values, stated_by, stated_in, stated_outside, statement_of

MOST_DISSOLVED = 3  # of one dispute
LOADED = ("source", "comment", "claim", "article")


@dataclass(frozen=True)
class Dissolved:
    """What two passages that are put against each other may come to."""

    kind: str  # see claims.dissolving
    label: str
    words: str
    facet: str = ""  # the code of the facet that sets them apart, or has to be asked
    link: str = ""  # the address of the document that they share
    unstated: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())  # deciding facets, per side


def dissolve_passages(passage, against, *, values=(), stated_values=(), against_values=()) -> Dissolved:
    """Ask why a passage and the one put against it differ; return the first answer.

    Args:
        passage: (target, start, end): a Block of the live revision or a Comment, and code points in its plain text.
        against: the same, or an Outside.
        values: FacetValue rows: for whom the reporter worries.
        stated_values: for whom the passage holds, as the reporter reads it.
        against_values: for whom the other one holds, as the reporter reads it.
    """
    other = stated_outside(against) if isinstance(against, Outside) else stated_in(*against)
    said = [scope_of_values(rows) for rows in (stated_values, against_values, values)]
    return _dissolved(stated_in(*passage), other, said)


def dissolve_report(report: Report) -> Dissolved | None:
    """Ask why the two passages of a report differ; None where it puts none against its own.

    Args:
        report: any.
    """
    rows = Appearance.objects.select_related(*LOADED).in_bulk([report.appearance_id, report.against_id or 0])
    if report.against_id not in rows:
        return None
    populations = (report.stated_population, report.against_population, report.population)
    said = [scope_in(population) for population in populations]
    return _dissolved(stated_by(rows[report.appearance_id]), stated_by(rows[report.against_id]), said)


def dissolved_in(dispute: Dispute) -> dict[int, Dissolved]:
    """Return the answers about the first reports of a dispute that put two passages against each other, by report.

    Args:
        dispute: any.
    """
    rows = dispute.reports.filter(against__isnull=False).exclude(status=Report.Status.RETRACTED).order_by("pk")
    return {report.pk: dissolve_report(report) for report in rows[:MOST_DISSOLVED]}


def _dissolved(a: Stated, b: Stated, said):
    """Compare two passages; the doubt speaks for the people that the reporter worries about, where nobody says more."""
    of_passage, of_other, of_doubt = said
    first, second = statement_of(a, [of_passage]), statement_of(b, [of_other, of_doubt])
    deciding = deciding_codes()
    verdict = dissolve(first, second, deciding=deciding)
    unstated = tuple(frozenset(facet for facet in deciding if not side.scope.get(facet)) for side in (a, b))
    label, words = _told(verdict, first, second)
    link = "" if verdict.document.startswith("source:") else verdict.document
    return Dissolved(verdict.kind, label, words, verdict.facet, link, unstated)


def _told(verdict: Verdict, first: Statement, second: Statement) -> tuple[str, str]:
    """Return the answer in a few words and in a sentence."""
    if verdict.kind == OTHER_THINGS:
        names = {"first": _things(first.things), "second": _things(second.things)}
        return _("Different things"), _("One is about: %(first)s. The other is about: %(second)s.") % names
    if verdict.kind in (OTHER_PEOPLE, SCOPE_MISSING):
        return _told_of_people(verdict, first, second)
    return {
        SAME_DOCUMENT: (
            _("One and the same document"),
            _("Both lead to one and the same document, so it cannot be counted as two sources."),
        ),
        OLDER_VERSION: (
            _("An older version of the same document"),
            _("One leads to a document, the other to a newer version of it. The newer one may have put it right."),
        ),
        AGREE: (_("They agree"), _("As they are on record, both say the same about it.")),
        IN_PART: (_("They differ in part"), _("One says that it depends on something that the other leaves open.")),
        DISAGREE: (
            _("They seem to contradict each other"),
            _("Nothing on record takes the difference away. Who is right is for the editors to find out."),
        ),
    }[verdict.kind]


def _told_of_people(verdict, first, second):
    facet = Facet.objects.get(code=verdict.facet)
    one, other = (_people(side.scope.get(verdict.facet, ())) for side in (first, second))
    if verdict.kind == OTHER_PEOPLE:
        words = _("One holds for: %(one)s. The other holds for: %(other)s.") % {"one": one, "other": other}
        return _("Different people: %(facet)s") % {"facet": facet}, words
    label = _("Scope missing: %(facet)s") % {"facet": facet}
    if not one and not other:
        return label, _("Neither says for whom it holds. Until somebody does, nobody can tell whether they differ.")
    words = _("Only one of them says for whom it holds (%(people)s). Until the other does, nobody can tell.")
    return label, words % {"people": one or other}


def _people(codes):
    names = FacetValue.objects.filter(code__in=codes).order_by("position", "pk").values_list("name", flat=True)
    return ", ".join(names)


def _things(keys):
    return ", ".join(Thing.objects.filter(pk__in=keys).order_by("name").values_list("name", flat=True))
