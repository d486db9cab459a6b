"""Counts that a page reads instead of rows: they are always as many as there are."""

from django.db import transaction
from django.db.models import Count, Max, Q

from comments.models import Comment, Endorsement, HelpfulMark, Question
from comments.threading import DIGITS, after, root_of


def hold_thread(comment: Comment) -> None:
    """Lock the root of a thread, where its counts stand; before the comment itself and before the discussion.

    Args:
        comment: any of the thread.
    """
    list(Comment.objects.select_for_update(no_key=True).filter(pk=root_of(comment.path)).values_list("pk"))


def recount(comment: Comment) -> None:
    """Count again what hangs on the root of a comment: for every verb that lets words appear or go.

    A question says besides how many answers it has and when somebody last wrote; an accepted answer that is not public
    any more is accepted no longer.

    Args:
        comment: any of the thread, saved as it is now; hold_thread has locked its root.
    """
    root, path = root_of(comment.path), comment.path[:DIGITS]
    below = Comment.objects.filter(
        discussion=comment.discussion_id, path__gt=path, path__lt=after(path), status=Comment.Status.PUBLISHED
    )
    found = below.aggregate(replies=Count("pk"), answers=Count("pk", filter=Q(parent=root)), last=Max("created_at"))
    Comment.objects.filter(pk=root).update(reply_count=found["replies"])
    if question := Question.objects.filter(pk=root).select_related("comment").first():
        question.answer_count = found["answers"]
        question.active_at = found["last"] or question.comment.created_at
        question.save(update_fields=["answer_count", "active_at"])
        if comment.status != Comment.Status.PUBLISHED:
            Question.objects.filter(accepted=comment).update(accepted=None, accepted_at=None)


def recount_marks(comment: Comment) -> None:
    """Count again how many found a comment helpful, and how many professionals endorse it.

    Args:
        comment: a locked row; it gets the counts too.
    """
    comment.helpful_count = HelpfulMark.objects.filter(comment=comment).count()
    comment.endorsement_count = Endorsement.objects.filter(comment=comment).count()
    comment.save(update_fields=["helpful_count", "endorsement_count"])


@transaction.atomic
def repair_counts(*, comment_id: int) -> None:
    """Set the counts of a comment, and of the thread that it begins, to what there is.

    Args:
        comment_id: the comment.
    """
    comment = Comment.objects.select_for_update(no_key=True).get(pk=comment_id)
    recount_marks(comment)
    if comment.parent_id is None:
        recount(comment)
