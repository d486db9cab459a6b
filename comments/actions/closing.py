"""Staff close a question with a reason, and open it again; a question that was asked before joins the earlier one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from audit.actions import record
from comments.actions.posting import touch
from comments.models import Comment, Discussion, Question
from comments.permissions import can_keep
from comments.places import places_of
from comments.searching import follow, follow_emptied
from notifications.actions import carry_followers, followers_of, return_followers, tell, tell_all

Reason = Question.CloseReason


class NotTheirs(Exception):
    """Nobody decides about a question that they asked themselves."""


class CannotKeep(Exception):
    """The question is not as it was: closed, opened or joined meanwhile; `str` of it says so to the reader."""


@transaction.atomic
def close_question(*, question: Question, reason: str, note: str, by, at: datetime, article=None) -> Question:
    """Close a question: it can be read, and nobody answers or comments on it any more.

    Args:
        question: an open one.
        reason: a Question.CloseReason; a question that was asked before is joined instead.
        note: for everybody, at most 500 characters; may be empty.
        by: a moderator or editor who did not ask it.
        at: when (aware).
        article: a published article whose live revision answers it, for that reason and no other.

    Returns:
        The question, closed.

    Raises:
        NotTheirs: they asked it, or may not close questions.
        CannotKeep: it is closed already, or the article is not published.
        ValueError: the reason is none, or the article does not go with it.
    """
    if reason not in Reason.values or reason == Reason.DUPLICATE or (reason == Reason.ARTICLE) != bool(article):
        raise ValueError(reason)
    revision = _live(article) if article else None
    [question] = _locked(by, question)
    if question.closed_at:
        raise CannotKeep(_("This question is closed already."))
    _close(question, by, at, close_reason=reason, close_note=note, answered_by=revision)
    after = {"reason": reason, "revision": revision and revision.pk}
    record(actor=by, verb="close_question", subject=question, at=at, public_note=note, after=after)
    title = _("A question was closed: %(title)s") % {"title": question.comment.title}
    _tell(question, kind="question_closed", title=title, text=closing_words(question), by=by, at=at)
    return question


@transaction.atomic
def reopen_question(*, question: Question, reason: str, by, at: datetime) -> Question:
    """Open a closed question again; one that joined another stands for itself again, and so do its followers.

    Args:
        question: a closed one.
        reason: for the log and the asker, at most 500 characters; may be empty.
        by: a moderator or editor who did not ask it.
        at: when (aware).

    Returns:
        The question, open.

    Raises:
        NotTheirs: they asked it, or may not open questions.
        CannotKeep: it is open.
    """
    [question] = _locked(by, question)
    if not question.closed_at:
        raise CannotKeep(_("This question is open already."))
    was, into = question.close_reason, question.duplicate_of_id
    _close(question, None, None, close_reason="", close_note="", duplicate_of=None, answered_by=None)
    if into:
        touch(Comment.objects.values_list("discussion", flat=True).get(pk=into))
        return_followers(source=f"thread:{question.pk}", target=f"thread:{into}")
    verb, before = ("unmerge_question" if into else "reopen_question"), {"reason": was, "into": into}
    record(actor=by, verb=verb, subject=question, at=at, public_note=reason, before=before)
    title = _("A question is open again: %(title)s") % {"title": question.comment.title}
    _tell(question, kind="question_reopened", title=title, text=reason, by=by, at=at)
    return question


@transaction.atomic
def merge_question(*, question: Question, into: Question, note: str, by, at: datetime) -> Question:
    """Let a question lead to one that was asked before: nothing is moved, and reopen_question undoes it.

    Args:
        question: an open one; questions that lead to it go on doing so.
        into: another one, which leads nowhere else.
        note: for everybody, at most 500 characters; may be empty.
        by: a moderator or editor who asked neither.
        at: when (aware).

    Returns:
        The question, closed as asked before.

    Raises:
        NotTheirs: they asked one of them, or may not merge questions.
        CannotKeep: the question is closed, both are one, or the other is not public or leads elsewhere itself.
    """
    if question.pk == into.pk:
        raise CannotKeep(_("A question cannot join itself."))
    rows = {row.pk: row for row in _locked(by, question, into)}
    question, into = rows[question.pk], rows[into.pk]
    if question.closed_at:
        raise CannotKeep(_("This question is closed already."))
    is_public = into.comment.status == Comment.Status.PUBLISHED and places_of([into.comment.discussion_id])
    if into.duplicate_of_id or not is_public:
        raise CannotKeep(_("The other question has joined one itself by now, or is not public."))
    _close(question, by, at, close_reason=Reason.DUPLICATE, close_note=note, duplicate_of=into)
    touch(into.comment.discussion_id)
    carry_followers(source=f"thread:{question.pk}", target=f"thread:{into.pk}", at=at)
    record(actor=by, verb="merge_question", subject=question, at=at, public_note=note, after={"into": into.pk})
    title = _("A question was asked before: %(title)s") % {"title": question.comment.title}
    _tell(question, kind="question_merged", title=title, text=closing_words(question), by=by, at=at, about=into)
    return question


def closing_words(question: Question) -> str:
    """Say in words why a question was closed, and what its asker can do now.

    Args:
        question: a closed one.
    """
    lines = {
        Reason.DUPLICATE: _("It was asked before. Its answers are shown with those of the earlier question."),
        Reason.CLINICIAN: _("It needs a clinician who knows you: readers here cannot judge it."),
        Reason.OFF_TOPIC: _("It is not about what this site is for."),
        Reason.UNCLEAR: _("It is not clear enough to answer. You can ask it anew in other words."),
        Reason.ARTICLE: _("The article answers it."),
    }
    return "\n\n".join(filter(None, [str(lines[question.close_reason]), question.close_note]))


def _live(article):
    """Hold an article still, and return its live revision."""
    row = Article.objects.select_for_update(of=("self",)).select_related("current_revision").get(pk=article.pk)
    if row.status != "published":
        raise CannotKeep(_("This article is not published any more."))
    return row.current_revision


def _locked(by, *questions):
    """Lock questions with their discussions, so that no answer comes in meanwhile; refuse one's own."""
    keys = sorted(row.pk for row in questions)
    places = Comment.objects.filter(pk__in=keys).values("discussion")
    list(Discussion.objects.select_for_update().filter(pk__in=places).order_by("pk").values_list("pk"))
    rows = Question.objects.select_for_update(of=("self",)).select_related("comment__author").filter(pk__in=keys)
    found = list(rows.order_by("pk"))
    if len(found) < len(keys):
        raise CannotKeep(_("This is no question any more."))
    if not all(can_keep(by, row) for row in found):
        raise NotTheirs
    return found


def _close(question, by, at, **fields):
    for name, value in {"closed_by": by, "closed_at": at, **fields}.items():
        setattr(question, name, value)
    question.save(update_fields=["closed_by", "closed_at", *fields])
    (follow_emptied if question.duplicate_of_id else follow)(question.comment)
    touch(question.comment.discussion_id)


def _tell(question, *, kind, title, text, by, at, about=None):
    """Tell the asker, whom it concerns, and the followers, as fast as they want to hear of what they follow."""
    asker = question.comment.author
    what = {
        "subject_key": f"comment:{question.pk}", "thread_key": f"thread:{question.pk}", "title": title, "text": text,
        "url": (about or question).get_absolute_url(), "at": at, "by": by,
        "unique_key": f"{kind}/{question.pk}/{at.isoformat()}",
    }  # fmt: skip
    tell(member=asker, kind=kind, **what)
    others = [member for member in followers_of(f"thread:{question.pk}") if member.pk != asker.pk]
    tell_all(members=others, kind="question_news", **what)
