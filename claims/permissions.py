"""Who may do what on the claims floor. Nobody decides about their own report or their own article."""

from django.db.models import Q

from accounts.permissions import can_question
from articles.models import Block
from claims.models import Appearance, Dispute, Report


def can_report(member) -> bool:
    """Every reader who is not restricted."""
    return can_question(member)


def is_party(member, dispute: Dispute) -> bool:
    """Tell whether the member reported the dispute or wrote a sentence in it."""
    reports = Report.objects.filter(dispute=dispute)
    return reports.filter(reporter=member).exists() or wrote_statement(member, dispute)


def is_younger(member, dispute: Dispute) -> bool:
    """Tell whether the account is younger than the dispute: its reports and marks are shown apart, counted nowhere."""
    return dispute.opened_at is not None and member.joined_at > dispute.opened_at


def wrote_statement(member, dispute: Dispute) -> bool:
    """Tell whether the member is the author of a statement in dispute, on either side.

    That is who stands in the byline, who wrote the comment, and who published the sentence first. To have prepared a
    later revision is no bar.
    """
    quoted = Q(pk__in=dispute.reports.values("appearance")) | Q(pk__in=dispute.reports.values("against"))
    rows = Appearance.objects.filter(quoted)
    is_author = rows.filter(Q(article__authors__member=member) | Q(comment__author=member)).exists()
    return is_author or any(_published_first(row) == member.pk for row in rows.filter(article__isnull=False))


def _published_first(quoted):
    """Return the key of the editor who first published the sentences in their block."""
    blocks = Block.objects.filter(
        revision__article=quoted.article_id, key=quoted.block_key, text__contains=quoted.sentences
    )
    return blocks.order_by("revision__number").values_list("revision__published_by", flat=True).first()


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
