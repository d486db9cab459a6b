"""What a member follows, put together from several apps."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import Article, Topic
from claims.models import Claim, Dispute
from claims.reading import claims_seen, disputes_seen, families
from comments.models import Comment
from comments.places import places_of
from notifications.models import Subscription

PER_PAGE = 25


@dataclass(frozen=True)
class Followed:
    """Something that a member follows; without an address where they may not see it at the moment."""

    row: Subscription
    what: str
    title: str = ""
    href: str = ""


@dataclass(frozen=True)
class FollowedPage:
    """Some of what a member follows; `after` is the key that the next page begins behind."""

    rows: list[Followed]
    after: int | None


def followed_page(member, *, before: int | None) -> FollowedPage:
    """Read a page of what a member follows: one query, and at most four for each kind of thing.

    Args:
        member: who.
        before: the key of the last row of the page before; None for the first page.
    """
    rows = Subscription.objects.filter(member=member)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PER_PAGE + 1])
    shown = found[:PER_PAGE]
    after = shown[-1].pk if len(found) > PER_PAGE else None
    return FollowedPage(_with_titles(member, shown), after)


def _with_titles(member, rows):
    keys: dict[str, set[int]] = {}
    for row in rows:
        kind, _colon, pk = row.subject_key.partition(":")
        keys.setdefault(kind, set()).add(int(pk))
    titles = {
        (kind, pk): title for kind, read in READERS.items() if kind in keys
        for pk, title in read(member, keys[kind]).items()
    }  # fmt: skip
    names = {
        "article": _("Article"), "thread": _("Thread"), "topic": _("Topic"), "dispute": _("Dispute"),
        "claim": _("Claim"),
    }  # fmt: skip
    return [_followed(row, names, titles) for row in rows]


def _followed(row, names, titles):
    kind, _colon, pk = row.subject_key.partition(":")
    return Followed(row, names.get(kind, ""), *titles.get((kind, int(pk)), ()))


def _articles(member, keys):
    rows = Article.objects.published().filter(pk__in=keys)
    return {row.pk: (row.title, row.get_absolute_url()) for row in rows}


def _topics(member, keys):
    return {row.pk: (row.name, row.get_absolute_url()) for row in Topic.objects.filter(pk__in=keys)}


def _threads(member, keys):
    rows = list(Comment.objects.visible_to(member).filter(pk__in=keys).select_related("author"))
    places = places_of({row.discussion_id for row in rows})
    return {
        row.pk: (_thread_title(row, places[row.discussion_id].title), row.get_absolute_url())
        for row in rows
        if row.discussion_id in places
    }


def _thread_title(root, name):
    if root.title:
        return root.title
    return _("What %(member)s began: %(name)s") % {"member": root.author.public_name, "name": name}


def _disputes(member, keys):
    rows = Dispute.objects.filter(pk__in=disputes_seen(member, keys))
    return {row.pk: (str(row), row.get_absolute_url()) for row in rows}


def _claims(member, keys):
    shown, tree = claims_seen(member, keys), families()
    roots = {row.pk: row for row in Claim.objects.filter(pk__in=[tree.root_of(key) for key in shown])}
    found = {key: roots[tree.root_of(key)] for key in shown}
    return {key: (row.statement, row.get_absolute_url()) for key, row in found.items()}


READERS = {"article": _articles, "topic": _topics, "thread": _threads, "dispute": _disputes, "claim": _claims}
