"""Staff make a comment a question of its own, or a question a comment, and take that back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from audit.actions import record
from comments.actions.closing import CannotKeep, NotTheirs
from comments.actions.counting import recount
from comments.actions.posting import touch
from comments.models import Comment, Discussion, Move, Question
from comments.permissions import can_move
from comments.searching import follow_branch
from comments.threading import DEEPEST, after, depth_of, path_of, root_of
from notifications.actions import follow, followers_of, tell

TRIES = 3  # a reply that comes in while the branch is locked makes it start anew
QUESTION = Comment.Kind.QUESTION


class _Grown(Exception):
    """Somebody replied in the branch before its discussion was held."""


def make_question(*, comment: Comment, title: str, reason: str, by, at: datetime) -> Question:
    """Make a comment a question of its own, with all that hangs on it; a line stays where a reply stood.

    Args:
        comment: a published one that is no question.
        title: the question in one line, at most 160 characters.
        reason: for its author and the question's page, at most 500 characters.
        by: a moderator or editor who did not write it.
        at: when (aware).

    Returns:
        The new question.

    Raises:
        NotTheirs: they wrote it, or may not move comments.
        CannotKeep: it is a question, is not public, or was moved before and not put back.
    """
    return _tried(_make_question, comment=comment, title=title, reason=reason, by=by, at=at)


def put_back(*, move: Move, reason: str, by, at: datetime) -> Comment:
    """Undo a move: the comment stands where it stood, with what it was; what was posted below it comes along.

    Args:
        move: one in force.
        reason: for its author and the log, at most 500 characters.
        by: a moderator or editor who did not write it.
        at: when (aware).

    Returns:
        The comment.

    Raises:
        NotTheirs: they wrote it, or may not move comments.
        CannotKeep: it was put back already, or what came since is in the way: `str` of it says what.
    """
    return _tried(_put_back, comment=move.comment, move=move, reason=reason, by=by, at=at)


def make_comment(*, question: Question, reason: str, by, at: datetime) -> Comment:
    """Let a question be a remark in its discussion: it has no page of its own any more, and its title stays.

    Args:
        question: an open one to which no other leads, without an accepted answer.
        reason: for its author and the log, at most 500 characters.
        by: a moderator or editor who did not ask it.
        at: when (aware).

    Returns:
        The comment.

    Raises:
        NotTheirs: they asked it, or may not move questions.
        CannotKeep: it is closed, another leads to it, an answer is accepted, or it is a comment that was moved: put
            that one back instead.
    """
    return _tried(_make_comment, comment=question.comment, reason=reason, by=by, at=at)


def _tried(verb, *, comment, **fields):
    for _time in range(TRIES):
        try:
            with transaction.atomic():
                return verb(comment=_locked(comment, fields["by"]), **fields)
        except _Grown:
            continue
    raise CannotKeep(_("Others are writing here just now. Try it again in a moment."))


def _locked(comment, by):
    """Lock a comment with its branch and its root, then the discussion; nothing is posted or edited meanwhile."""
    comment = Comment.objects.get(pk=comment.pk)
    held = _lock_rows(comment)
    Discussion.objects.select_for_update().get(pk=comment.discussion_id)
    now = Comment.objects.select_related("author", "discussion__article").get(pk=comment.pk)
    if now.path != comment.path or not set(_branch(now).values_list("pk", flat=True)) <= held:
        raise _Grown
    if not can_move(by, now):
        raise NotTheirs
    return now


def _lock_rows(comment):
    rows = Comment.objects.select_for_update(no_key=True).order_by("pk")
    return set((rows.filter(pk=root_of(comment.path)) | rows.filter(_within(comment))).values_list("pk", flat=True))


def _within(comment):
    return Q(discussion=comment.discussion_id, path__gte=comment.path, path__lt=after(comment.path))


def _branch(comment):
    """Return a comment with all that hangs on it."""
    return Comment.objects.filter(_within(comment))


def _make_question(*, comment, title, reason, by, at):
    moved = Move.objects.filter(comment=comment, undone_at=None)
    if Question.objects.filter(pk=comment.pk).exists() or comment.status != Comment.Status.PUBLISHED or moved.exists():
        raise CannotKeep(_("This comment is a question already, is not public, or was moved before."))
    if Question.objects.filter(accepted=comment).exists():
        raise CannotKeep(_("It is an accepted answer, so it stays where it is."))
    move = Move.objects.create(
        comment=comment, from_discussion_id=comment.discussion_id, from_parent_id=comment.parent_id,
        from_in_reply_to_id=comment.in_reply_to_id, from_kind=comment.kind, from_title=comment.title,
        from_basis=comment.basis, from_source_id=comment.source_id, reason=reason, moved_by=by, moved_at=at,
    )  # fmt: skip
    former, root = comment.path, root_of(comment.path)
    comment.parent, comment.in_reply_to, comment.basis, comment.source = None, None, "", None
    comment.kind, comment.title = QUESTION, title
    _hang(comment, "")
    question = Question.objects.create(comment=comment, active_at=comment.created_at)
    _follow_on(comment, root, at)
    _recounted(comment, root)
    after = {"discussion": comment.discussion_id, "from": former}
    record(actor=by, verb="make_question", subject=comment, at=at, public_note=reason, after=after)
    text = _("Readers find it on a page of its own now, and can answer it there.")
    heading = _("Your comment was made a question: %(title)s") % {"title": title}
    _tell(comment, move, kind="comment_moved", title=heading, text=text, url=question.get_absolute_url(), at=at, by=by)
    return Question.objects.select_related("comment").get(pk=question.pk)


def _put_back(*, comment, move, reason, by, at):
    move = Move.objects.select_for_update(of=("self",)).select_related("from_parent").get(pk=move.pk)
    if move.undone_at:
        raise CannotKeep(_("It was put back already."))
    if comment.status == Comment.Status.DELETED:
        raise CannotKeep(_("Its author has deleted it."))
    if move.from_kind == QUESTION:
        comment.kind = QUESTION
        comment.save(update_fields=["kind"])
        Question.objects.create(comment=comment, active_at=comment.created_at)
    else:
        _drop_question(comment)
        parent = move.from_parent
        _check_depth(comment, parent)
        comment.parent, comment.in_reply_to_id = parent, move.from_in_reply_to_id
        comment.kind, comment.title = move.from_kind, move.from_title
        comment.basis, comment.source_id = move.from_basis, move.from_source_id
        _hang(comment, parent.path if parent else "")
    Move.objects.filter(pk=move.pk).update(undone_at=at)
    _recounted(comment, comment.pk)
    record(actor=by, verb="put_back", subject=comment, at=at, public_note=reason, before={"move": move.pk})
    _tell(
        comment, move, kind="comment_put_back", title=_("Your comment stands where you wrote it again"), text=reason,
        url=comment.get_absolute_url(), at=at, by=by,
    )  # fmt: skip
    return comment


def _make_comment(*, comment, reason, by, at):
    if Move.objects.filter(comment=comment, undone_at=None).exists():
        raise CannotKeep(_("It was a comment before: put it back instead."))
    _drop_question(comment)
    move = Move.objects.create(
        comment=comment, from_discussion_id=comment.discussion_id, from_kind=QUESTION, from_title=comment.title,
        reason=reason, moved_by=by, moved_at=at,
    )  # fmt: skip
    comment.kind = Comment.Kind.REMARK
    comment.save(update_fields=["kind"])
    _recounted(comment, comment.pk)
    record(actor=by, verb="make_comment", subject=comment, at=at, public_note=reason, after={"move": move.pk})
    title = _("Your question was made a comment: %(title)s") % {"title": comment.title}
    _tell(comment, move, kind="comment_moved", title=title, text="", url=comment.get_absolute_url(), at=at, by=by)
    return comment


def _drop_question(comment):
    """Let a comment be a question no longer, unless something rests on its being one."""
    question = Question.objects.select_for_update(of=("self",)).filter(pk=comment.pk).first()
    if question is None:
        raise CannotKeep(_("This is no question any more."))
    if question.closed_at:
        raise CannotKeep(_("The question is closed. Open it first."))
    if question.accepted_id:
        raise CannotKeep(_("Its asker has accepted an answer, so it stays a question."))
    if Question.objects.filter(duplicate_of=question).exists():
        raise CannotKeep(_("Other questions have joined it. Separate them first."))
    question.delete()


def _check_depth(comment, parent):
    """Refuse a place below which the branch would be deeper than a thread can be."""
    if parent is None:
        return
    depths = _branch(comment).order_by("-depth").values_list("depth", flat=True)
    if parent.depth + 1 + depths[0] - comment.depth >= DEEPEST:
        raise CannotKeep(_("So many replies hang on it that it does not fit below its former place."))


def _hang(comment, parent_path):
    """Give a comment its new path, and all that hangs on it too: two queries."""
    former, path = comment.path, path_of(comment.pk, parent_path)
    step = depth_of(path) - depth_of(former)
    below = _branch(comment).exclude(pk=comment.pk)
    below.update(path=Concat(Value(path), Substr("path", len(former) + 1)), depth=F("depth") + step)
    comment.path, comment.depth = path, depth_of(path)
    comment.save(
        update_fields=["path", "depth", "parent", "in_reply_to", "kind", "title", "basis", "source"]
    )  # fmt: skip


def _follow_on(comment, root, at):
    """Let those who wrote in the branch, and follow the thread that it leaves, follow it where it is now."""
    writers = set(_branch(comment).values_list("author", flat=True))
    for member in followers_of(f"thread:{root}"):
        if member.pk in writers and comment.pk != root:
            follow(member=member, subject_key=f"thread:{comment.pk}", at=at)


def _recounted(comment, root):
    """Count the thread that it left, and the one in which it stands."""
    for pk in sorted({root, root_of(comment.path), comment.pk}):
        recount(Comment.objects.get(pk=pk))
    follow_branch(comment)
    touch(comment.discussion_id)


def _tell(comment, move, *, kind, title, text, url, at, by):
    words = "\n\n".join(filter(None, [text, move.reason if kind == "comment_moved" else ""]))
    tell(
        member=comment.author, kind=kind, subject_key=f"comment:{comment.pk}", title=title, text=words, url=url, at=at,
        by=by, unique_key=f"{kind}/{move.pk}",
    )  # fmt: skip
