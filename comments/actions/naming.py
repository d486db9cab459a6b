"""Members whom a comment names with @."""

from datetime import datetime

from comments.models import Comment, Mention
from common import jobs


def keep_mentions(comment: Comment, members: tuple[int, ...], *, at: datetime, is_edit: bool = False) -> None:
    """Note whom a comment names, in the transaction that published or changed it; the worker tells them.

    Only published words name anybody: of others no row is kept, and no row of an author who names themselves.

    Args:
        comment: as it stands now.
        members: keys of those it names.
        at: when (aware).
        is_edit: its words were changed; else telling of the comment tells them too.
    """
    is_public = comment.status == Comment.Status.PUBLISHED
    named = {pk for pk in members if pk != comment.author_id} if is_public else set()
    if comment.revision > 1 or not is_public:
        Mention.objects.filter(comment=comment).exclude(member__in=named).delete()
    if named:
        rows = [Mention(comment=comment, member_id=pk, created_at=at) for pk in sorted(named)]
        Mention.objects.bulk_create(rows, ignore_conflicts=True)
        if is_edit:
            jobs.enqueue("comments.jobs.tell_mentioned", comment_id=comment.pk)
