"""Who may decide a case: a moderator, never about their own post or about staff above them."""

from moderation.models import Case


def subject_member(case: Case):
    """Return the member whose conduct the case is about."""
    return case.member or case.comment.author


def can_decide(member, case: Case) -> bool:
    """Tell whether the member may decide this case."""
    about = subject_member(case)
    if not member.has_perm("moderation.review_case") or about.pk == member.pk:
        return False
    return member.is_staff or not about.is_staff
