"""Which comments have a place on a page, and where something can be posted."""

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from comments.models import Comment, Discussion, readable_by
from comments.threading import BEHIND, ids_of


def is_open(discussion: Discussion, *, in_reply_to: Comment | None = None) -> bool:
    """Tell whether something can be posted: in a discussion, or in answer to a comment in it.

    Closed are a discussion, a thread or a question that a moderator closed, the discussion of an article that is not
    public, and what hangs on words that are not public.
    """
    article = discussion.article
    if discussion.is_closed or (article and article.status != "published"):
        return False
    if in_reply_to is None:
        return True
    closed = Q(is_locked=True) | Q(question__closed_at__isnull=False)
    locked = Comment.objects.filter(closed, pk__in=ids_of(in_reply_to.path))
    return in_reply_to.status == Comment.Status.PUBLISHED and not locked.exists()


def standing(discussion: Discussion, member):
    """Comments that have a place on the page for this member.

    They are the readable ones, the notes of removed ones, and whatever these hang on: words that somebody answered
    may go, the answers do not.
    """
    stays = readable_by(member) | Q(status=Comment.Status.REMOVED)
    end = Concat(OuterRef("path"), Value(BEHIND))
    below = Comment.objects.filter(stays, discussion=discussion, path__gt=OuterRef("path"), path__lt=end)
    return discussion.comments.filter(stays | Exists(below))
