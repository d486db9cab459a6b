"""Who may decide a case, and what there is to decide: never about one's own post, or about staff above one."""

from accounts.models import Restriction
from accounts.permissions import restriction_on
from comments.models import Comment
from moderation.models import Case, Decision

Verb = Decision.Verb
BY_STATUS = {
    Comment.Status.PUBLISHED: (Verb.KEEP, Verb.REMOVE, Verb.WARN, Verb.SUSPEND),
    Comment.Status.HELD: (Verb.PUBLISH, Verb.REMOVE, Verb.WARN, Verb.SUSPEND),
    Comment.Status.HIDDEN: (Verb.PUBLISH, Verb.REMOVE, Verb.WARN, Verb.SUSPEND),
    Comment.Status.REMOVED: (Verb.KEEP, Verb.RESTORE),
    Comment.Status.DELETED: (Verb.KEEP, Verb.WARN, Verb.SUSPEND),
}
ABOUT_A_MEMBER = (Verb.KEEP, Verb.WARN, Verb.SUSPEND)


def subject_member(case: Case):
    """Return the member whose conduct the case is about."""
    return case.member or case.comment.author


def can_moderate(member) -> bool:
    """Tell whether the member may act as a moderator: one who is suspended may not."""
    return member.has_perm("moderation.review_case") and restriction_on(member, Restriction.Ability.ALL) is None


def can_decide(member, case: Case) -> bool:
    """Tell whether the member may decide this case."""
    about = subject_member(case)
    if not can_moderate(member) or about.pk == member.pk:
        return False
    return member.is_staff or not about.is_staff


def verbs_for(case: Case) -> tuple[str, ...]:
    """Return what can be decided about this case, as its subject stands."""
    return BY_STATUS[case.comment.status] if case.comment_id else ABOUT_A_MEMBER
