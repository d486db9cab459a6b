"""Who may do what on the claims floor. Nobody decides about their own report or their own article."""

from accounts.permissions import can_question
from claims.models import Dispute, Report


def can_report(member) -> bool:
    """Every reader who is not restricted."""
    return can_question(member)


def is_party(member, dispute: Dispute) -> bool:
    """Tell whether the member reported the dispute or wrote a sentence in it."""
    reports = Report.objects.filter(dispute=dispute)
    return reports.filter(reporter=member).exists() or wrote_statement(member, dispute)


def wrote_statement(member, dispute: Dispute) -> bool:
    """Tell whether the member is the author of a statement in dispute: linked to the byline, or its comment's author."""  # noqa: E501
    reports = Report.objects.filter(dispute=dispute)
    return (
        reports.filter(appearance__article__authors__member=member).exists()
        or reports.filter(appearance__comment__author=member).exists()
        or reports.filter(against__comment__author=member).exists()
    )


def can_triage(member, dispute: Dispute) -> bool:
    """Moderators and editors, on form only; not on their own report or their own words."""
    return member.has_perm("claims.triage_report") and not is_party(member, dispute)


def can_rule(member, dispute: Dispute) -> bool:
    """Editors who are neither the author of a statement in it nor its reporter."""
    return member.has_perm("claims.rule_dispute") and not is_party(member, dispute)


def can_confirm_anchor(member, dispute: Dispute) -> bool:
    """Editors, not on their own words or their own report."""
    return member.has_perm("claims.confirm_anchor") and not is_party(member, dispute)


def can_caution(member, dispute: Dispute) -> bool:
    """Editors, not about their own words or their own report."""
    return member.has_perm("claims.set_caution") and not is_party(member, dispute)
