"""Who may decide a case, and what there is to decide: never about one's own post, or about staff above one."""

from accounts.models import FORMER_ID, Restriction
from accounts.permissions import restriction_on
from claims.models import Dispute
from claims.permissions import is_party
from comments.models import Comment, Discussion
from comments.threading import root_of
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


def can_judge(member, case: Case) -> bool:
    """Tell whether the member may decide this case: nothing below their own article or in their own dispute.

    It asks more of the database than can_decide, which a list asks for each of its rows.
    """
    here = case.comment.discussion if case.comment_id else None
    return can_decide(member, case) and not (here and is_concerned(member, here))


def can_lock(member, comment: Comment) -> bool:
    """Tell whether the member may close or open this thread: none they began or wrote in here, nor where concerned."""
    own = Comment.objects.filter(pk__in=[comment.pk, root_of(comment.path)], author=member)
    return can_moderate(member) and not own.exists() and not is_concerned(member, comment.discussion)


def can_manage(member, discussion: Discussion) -> bool:
    """Tell whether the member may close or slow a discussion: not below their own article, nor in their own dispute.

    Their own is an article with them in its byline; to have prepared its text is no bar.
    """
    return can_moderate(member) and not is_concerned(member, discussion)


def can_give_notice(member, discussion: Discussion) -> bool:
    """Tell whether the member may speak for the staff above a discussion: moderators and editors, not in their own."""
    is_staff = member.has_perm("moderation.review_case") or member.has_perm("articles.edit_article")
    is_free = restriction_on(member, Restriction.Ability.ALL) is None
    return is_staff and is_free and not is_concerned(member, discussion)


def is_concerned(member, discussion: Discussion) -> bool:
    """Tell whether a discussion is below an article with the member in its byline, or in a dispute of theirs."""
    if discussion.article_id:
        return discussion.article.authors.filter(member=member).exists()
    dispute = Dispute.objects.filter(discussion=discussion).first()
    return dispute is not None and is_party(member, dispute)


def verbs_for(case: Case) -> tuple[str, ...]:
    """Return what can be decided about this case, as its subject stands."""
    verbs = BY_STATUS[case.comment.status] if case.comment_id else ABOUT_A_MEMBER
    if subject_member(case).pk == FORMER_ID:  # nobody is there to be warned
        return tuple(verb for verb in verbs if verb not in (Verb.WARN, Verb.SUSPEND))
    return verbs
