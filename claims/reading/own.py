"""What a member finds of the disputes in their download."""

from django.utils.translation import gettext as _

from accounts.sections import Section, rows_of
from claims.models import Evidence, FairMark, Quotation, Report, Response, ResponseVersion


def own_sections(member) -> list[Section]:
    """Return a member's reports, sources, answers and marks of fairness.

    Args:
        member: who reads it.
    """
    answers = [
        {
            "question": row.dispute.question, "text": row.text, "written_at": row.created_at,
            "edited_at": row.edited_at, "removed_because": row.removed_reason,
            "earlier": rows_of(ResponseVersion.objects.filter(response=row).order_by("number"), "text", "written_at"),
        }
        for row in Response.objects.filter(member=member).select_related("dispute").order_by("pk")
    ]  # fmt: skip
    brought = Evidence.objects.filter(added_by=member).order_by("pk")
    quoted = Quotation.objects.filter(comment__author=member).order_by("pk")
    fair = FairMark.objects.filter(member=member).order_by("pk")
    return [
        Section("reports", _("Statements you questioned"), [_report(row) for row in _reports(member)]),
        Section(
            "evidence",
            _("Sources you brought"),
            rows_of(brought, "added_at", "role", "note", title="source__title", doi="source__doi", url="source__url"),
        ),
        Section("quotes", _("Passages you quoted"), rows_of(quoted, in_comment="comment", words="appearance__exact")),
        Section("dispute_answers", _("Your answers in disputes"), answers),
        Section("fair_marks", _("Summaries you found fair"), rows_of(fair, "marked_at", "summary")),
    ]


def _reports(member):
    rows = Report.objects.filter(reporter=member).select_related("appearance", "against", "dispute", "source")
    people = ("population", "stated_population", "against_population")
    return rows.prefetch_related(*(f"{name}__values" for name in people)).order_by("pk")


def _report(row):
    return {
        "sent_at": row.created_at, "passage": row.appearance.exact, "against": row.against and row.against.exact,
        "reason": row.get_reason_display(), "why": row.why, "why_another": row.why_another,
        "what_is_new": row.what_is_new, "source": row.source and row.source.link,
        "a_worry_for": _people(row.population), "the_passage_holds_for": _people(row.stated_population),
        "the_other_holds_for": _people(row.against_population), "status": row.get_status_display(),
        "dispute": row.dispute.question,
    }  # fmt: skip


def _people(population):
    return [value.name for value in population.values.all()] if population else []
