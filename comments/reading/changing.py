"""Whether the words of a comment can be changed without a trace."""

from datetime import datetime, timedelta

from django.conf import settings

from comments import consequences
from comments.models import Comment, Question


def free_until(comment: Comment) -> datetime:
    """Return until when its author may change a comment freely, as long as nothing rests on its words."""
    return comment.created_at + timedelta(minutes=settings.EDIT_FREE_MINUTES)


def is_free(comment: Comment, at: datetime) -> bool:
    """Tell whether new words may take the place of the old ones without a mark and a public history.

    They may for EDIT_FREE_MINUTES, unless somebody else has answered the comment, found it helpful, endorsed, accepted,
    flagged, quoted or questioned it meanwhile: whoever did meant the words that stood there.

    Args:
        comment: as it stands now.
        at: now (aware).
    """
    if at >= free_until(comment) or comment.helpful_count or comment.endorsement_count:
        return False
    is_answered = Comment.objects.filter(in_reply_to=comment).exclude(author=comment.author_id).exists()
    is_accepted = Question.objects.filter(accepted=comment).exists()
    return not (is_answered or is_accepted or any(rests(comment) for rests in consequences.RESTING))
