"""Who is told of a comment: whom it answers or names, and who follows its thread or what the discussion belongs to."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import Member, Mute
from accounts.permissions import muted_by
from comments.models import Comment
from comments.places import places_of
from comments.threading import root_of
from common import jobs
from common.html import plain_text
from notifications.actions import follow_by_writing, followers_of, retract, tell_all

EXCERPT = 300


def thread_key(comment: Comment) -> str:
    """Return the key under which a comment's thread is followed, be it a question or not.

    Args:
        comment: any of the thread.
    """
    return f"thread:{root_of(comment.path)}"


def announce(comment: Comment) -> None:
    """Let the worker tell of a comment that everybody can read from now on.

    Args:
        comment: which.
    """
    jobs.enqueue("comments.jobs.tell_about_comment", comment_id=comment.pk)


def take_back(comment: Comment) -> None:
    """Take back what was told of a comment that is not public any more.

    Args:
        comment: which, locked.
    """
    retract(subject_key=f"comment:{comment.pk}")


def follow_own(comment: Comment, *, at: datetime) -> None:
    """Let the author of a comment follow its thread, unless they want to choose for themselves.

    Args:
        comment: just written.
        at: when (aware).
    """
    follow_by_writing(member=comment.author, subject_key=thread_key(comment), at=at)


@transaction.atomic
def tell_about(*, comment_id: int, at: datetime) -> int:
    """Tell of a comment, each member once and in the words that fit them best; run twice, it tells nobody again.

    The comment is locked, so that one which is removed at the same moment is not told of afterwards.

    Args:
        comment_id: its key; one that is not public, or has gone, is told to nobody.
        at: when (aware).

    Returns:
        How many were told. As many queries for many followers as for one.
    """
    found = _public(comment_id, at)
    if found is None:
        return 0
    comment, place, what, deaf = found
    answered, thread, count = comment.in_reply_to, thread_key(comment), 0
    if answered and answered.author.is_active and answered.author_id not in deaf:
        is_answer = answered.depth == 0 and answered.kind == Comment.Kind.QUESTION
        title = _("An answer to your question: %(name)s") if is_answer else _("A reply to you: %(name)s")
        kind = "answer" if is_answer else "reply"
        count += tell_all(members=[answered.author], kind=kind, title=title % {"name": place.title}, **what)
    count += _tell_named(comment, place, what, deaf)
    followers = followers_of(thread) if answered else followers_of(thread, place.key)
    followers = [member for member in followers if member.pk not in deaf]
    title = _("New in a discussion that you follow: %(name)s") % {"name": place.title}
    return count + tell_all(members=followers, kind="comment", title=title, **what)


@transaction.atomic
def tell_mentioned(*, comment_id: int, at: datetime) -> int:
    """Tell the members whom a comment names by now, and nobody who was told of it before.

    Args:
        comment_id: its key; of one that is not public, or has gone, nobody hears.
        at: when (aware).

    Returns:
        How many were told.
    """
    found = _public(comment_id, at)
    return _tell_named(*found) if found else 0


def _public(comment_id, at):
    """Return a public comment, locked, its place, what is told of it, and who has muted its author; or None."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).filter(pk=comment_id)
    rows = rows.filter(status=Comment.Status.PUBLISHED).select_related("author", "in_reply_to__author")
    comment = rows.first()
    place = comment and places_of([comment.discussion_id]).get(comment.discussion_id)
    if not place:
        return None
    what = {
        "subject_key": f"comment:{comment.pk}", "thread_key": thread_key(comment), "text": "",
        "url": comment.get_absolute_url(), "at": at, "by": comment.author, "unique_key": f"comment:{comment.pk}",
        "subject": _("Discussion: %(name)s") % {"name": place.title},
    }  # fmt: skip
    return comment, place, what, set(Mute.objects.filter(muted=comment.author).values_list("member", flat=True))


def _tell_named(comment, place, what, deaf):
    """Tell those whom a comment names, unless they have muted its author."""
    rows = Member.objects.filter(is_active=True, pk__in=comment.mentions.values("member")).exclude(pk__in=deaf)
    title = _("You are named in a discussion: %(name)s") % {"name": place.title}
    return tell_all(members=rows.order_by("pk"), kind="mention", title=title, **what)


def words_of_comments(member, keys) -> dict[int, str]:
    """Return who says what in these comments, by key, of those that are public now, or the member's own.

    Args:
        member: who was told of them; staff too read in a mail only what is public, and nobody whom they have muted.
        keys: their keys.
    """
    is_told = Q(status=Comment.Status.PUBLISHED) | Q(author=member)
    rows = Comment.objects.visible_to(member).filter(is_told, pk__in=keys).exclude(author__in=muted_by(member))
    rows = list(rows.select_related("author"))
    places = places_of({row.discussion_id for row in rows})
    return {row.pk: _says(row) for row in rows if row.discussion_id in places}


def _says(comment):
    words = " ".join(plain_text(comment.body_html.replace("<", " <")).split())
    return _("%(name)s writes: %(words)s") % {
        "name": comment.author.public_name,
        "words": Truncator(words).chars(EXCERPT),
    }
