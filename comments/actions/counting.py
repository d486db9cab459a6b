"""What a question knows about the comments below it is counted anew whenever one of them changes."""

from django.db.models import Count, Max, Q

from comments.models import Comment, Question
from comments.threading import after, root_of


def recount(comment: Comment) -> None:
    """Let the question of a thread, if it has one, say how many answers there are, and when somebody last wrote.

    An accepted answer that is not public any more is accepted no longer. The caller holds the discussion's row.

    Args:
        comment: whose words came, went, or changed their status.
    """
    root = root_of(comment.path)
    if not (question := Question.objects.filter(pk=root).select_related("comment").first()):
        return
    asked = question.comment
    below = Comment.objects.filter(
        discussion=asked.discussion_id, path__gt=asked.path, path__lt=after(asked.path),
        status=Comment.Status.PUBLISHED,
    )  # fmt: skip
    counted = below.aggregate(answers=Count("pk", filter=Q(parent=root)), last=Max("created_at"))
    Question.objects.filter(pk=root).update(
        answer_count=counted["answers"], active_at=counted["last"] or asked.created_at
    )
    if comment.status != Comment.Status.PUBLISHED:
        Question.objects.filter(accepted=comment).update(accepted=None, accepted_at=None)
