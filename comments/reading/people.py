"""What is known about those who write, and what is said elsewhere about what they wrote."""

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from accounts.models import Credential
from comments import consequences
from comments.models import Comment


class Badge(NamedTuple):
    """What a page says of an author whose licence was checked."""

    kind: str
    expires_on: date


def badge_columns() -> dict[str, Subquery]:
    """Return what a query of comments reads of the author's valid credential: badge_kind and badge_until."""
    valid = Credential.objects.valid(timezone.now()).filter(member=OuterRef("author"))
    last = valid.order_by("-expires_on", "-pk")  # of two, the one that lasts longer
    return {"badge_kind": Subquery(last.values("kind")[:1]), "badge_until": Subquery(last.values("expires_on")[:1])}


def credentials(member_ids) -> dict[int, Credential]:
    """Return the valid credential of each of these members who has one: one query."""
    rows = Credential.objects.valid(timezone.now()).filter(member__in=member_ids).defer("number_sealed")
    return {row.member_id: row for row in rows.order_by("expires_on", "pk")}  # of two, the one that lasts longer


def notes_on(comments: list[int]) -> dict[int, list]:
    """Return what higher apps say about these comments, by comment: that their words are in question, for one.

    Args:
        comments: their keys.
    """
    found: dict[int, list] = {}
    for read in consequences.NOTES:
        for comment, notes in read(comments).items():
            found.setdefault(comment, []).extend(notes)
    return found


def quotes_on(comments: list[int]) -> dict[int, list]:
    """Return what these comments quote, by comment.

    Args:
        comments: their keys; the caller has left out those whose words are not shown.
    """
    found: dict[int, list] = {}
    for read in consequences.QUOTES:
        for comment, quotes in read(comments).items():
            found.setdefault(comment, []).extend(quotes)
    return found


def revisions_for(comment: Comment, member):
    """Return what a comment said over time: for its author and moderators all, for others what was public."""
    sees_all = member.is_authenticated and (
        comment.author_id == member.pk or member.has_perm("comments.read_unpublished")
    )
    return comment.revisions.all() if sees_all else comment.revisions.filter(is_public=True)


def was_posted_as(comment: Comment, *, body: str, parent=None, title: str = "", **_other) -> bool:
    """Tell whether a comment, when it was posted, said just this in just this place."""
    first = comment.revisions.get(number=1)
    return (first.body, comment.title, comment.in_reply_to_id) == (body, title, parent.pk if parent else None)
