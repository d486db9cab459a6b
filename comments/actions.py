"""What can be done with comments."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.permissions import premoderated
from articles.models import Article
from comments import consequences
from comments.models import Comment, CommentRevision, Discussion
from comments.threading import DEEPEST, depth_of, path_of
from common.markdown import render_comment


class DiscussionClosed(Exception):
    """Nobody can post here now."""


def discussion_of(article: Article) -> Discussion:
    """Return the discussion of an article; make it the first time."""
    return Discussion.objects.get_or_create(article=article)[0]


def open_discussion() -> Discussion:
    """Make a discussion for something above this app (a dispute), which points at it."""
    return Discussion.objects.create()


def post_comment(
    *, discussion: Discussion, author, body: str, submission_key: UUID, at: datetime, kind="", title="", parent=None
) -> Comment:
    """Post a comment, once for each submission key: the same form sent again returns what the first made.

    Args:
        discussion: where.
        author: the member; the caller has checked can_post.
        body: Markdown, at most 10,000 characters.
        submission_key: the random key of the form.
        at: when (aware).
        kind: a Comment.Kind, for a root.
        title: of a question, at most 160 characters.
        parent: the comment replied to, in the same discussion.

    Raises:
        DiscussionClosed: the discussion or the thread is closed.
        common.markdown.MarkdownTooLarge: the body cannot be read.
    """
    body_html = render_comment(body)
    sent = Comment.objects.filter(author=author, submission_key=submission_key)
    if earlier := sent.first():
        return earlier
    try:
        with transaction.atomic():
            return _insert(discussion, author, body, body_html, submission_key, at, kind, title, parent)
    except IntegrityError:
        if earlier := sent.first():
            return earlier
        raise


def _insert(discussion, author, body, body_html, submission_key, at, kind, title, parent):
    discussion = Discussion.objects.select_for_update().get(pk=discussion.pk)
    in_reply_to = parent and Comment.objects.get(pk=parent.pk, discussion=discussion)
    if not discussion.is_open or (in_reply_to and in_reply_to.is_locked):
        raise DiscussionClosed
    hangs_on = in_reply_to
    if hangs_on and hangs_on.depth >= DEEPEST - 1:
        hangs_on = hangs_on.parent
    rule = _screen(author, body if in_reply_to else f"{title}\n{body}")
    comment = Comment.objects.create(
        discussion=discussion,
        parent=hangs_on,
        in_reply_to=in_reply_to,
        author=author,
        kind="" if in_reply_to else kind or Comment.Kind.REMARK,
        title="" if in_reply_to else title,
        body=body,
        body_html=body_html,
        status=Comment.Status.HELD if rule else Comment.Status.PUBLISHED,
        created_at=at,
        submission_key=submission_key,
    )
    comment.path = path_of(comment.pk, hangs_on.path if hangs_on else "")
    comment.depth = depth_of(comment.path)
    comment.save(update_fields=["path", "depth"])
    _keep_revision(comment, at)
    _changed(comment, "held" if rule else "posted", at, rule)
    return comment


@transaction.atomic
def edit_comment(*, comment: Comment, body: str, by, at: datetime) -> Comment:
    """Change the words of a comment; what it said before is kept.

    Args:
        comment: one that its author may edit (can_edit).
        body: the new Markdown.
        by: its author.
        at: when (aware).

    Raises:
        common.markdown.MarkdownTooLarge: the body cannot be read.
        DiscussionClosed: it came under review, or went, meanwhile.
    """
    body_html = render_comment(body)
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    if comment.is_under_review or comment.status not in (Comment.Status.PUBLISHED, Comment.Status.HELD):
        raise DiscussionClosed
    if body == comment.body:
        return comment
    rule = _screen(by, body)
    comment.body, comment.body_html, comment.edited_at = body, body_html, at
    comment.revision += 1
    if rule:
        comment.status = Comment.Status.HELD
    comment.save(update_fields=["body", "body_html", "edited_at", "revision", "status"])
    _keep_revision(comment, at)
    _changed(comment, "held" if rule else "edited", at, rule)
    return comment


@transaction.atomic
def delete_comment(*, comment: Comment, by, at: datetime) -> Comment:
    """Take back one's words: a tombstone stays, and so do the replies.

    Raises:
        common.transitions.InvalidTransition: it is not there to be deleted.
    """
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    comment.move_to(Comment.Status.DELETED)
    _changed(comment, "deleted", at, "")
    return comment


def touch(discussion_id: int) -> None:
    """Let caches know that the discussion reads differently now."""
    Discussion.objects.filter(pk=discussion_id).update(version=F("version") + 1)


def _screen(author, body):
    if premoderated(author):
        return "premoderated"
    return next((rule for screen in consequences.SCREENS if (rule := screen(author, body))), "")


def _keep_revision(comment, at):
    CommentRevision.objects.create(
        comment=comment, number=comment.revision, body=comment.body, body_html=comment.body_html, created_at=at
    )


def _changed(comment, verb, at, rule):
    touch(comment.discussion_id)
    for consequence in consequences.ON_CHANGED:
        consequence(comment=comment, verb=verb, at=at, rule=rule)
