"""One page of a discussion, in a constant number of queries."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import BadRequest
from django.utils import timezone

from accounts.models import Credential
from comments.models import Comment, Discussion
from comments.threading import INDENTED, after, ids_of

GONE = (Comment.Status.REMOVED, Comment.Status.DELETED)
ORDERS = ("oldest", "newest")


def asked_for(request) -> tuple[str, int]:
    """Return the order and the page that an address asks for.

    Raises:
        BadRequest: neither is one that a page can have.
    """
    page, order = request.GET.get("page", "1"), request.GET.get("order", "oldest")
    if not (page.isascii() and page.isdecimal()) or len(page) > 6 or order not in ORDERS:
        raise BadRequest
    return order, int(page)


@dataclass
class Node:
    """A comment as a page shows it."""

    comment: Comment
    readable: bool
    credential: Credential | None = None
    replies: list["Node"] = field(default_factory=list)
    says_in_reply_to: bool = False

    @property
    def gone(self) -> str:
        """The status word of a tombstone; empty for words that can be read."""
        return "" if self.readable else self.comment.status


@dataclass
class ThreadPage:
    """Some threads of a discussion."""

    nodes: list[Node]
    number: int
    pages: int
    total: int
    order: str

    @property
    def page_range(self):
        """The numbers of all pages."""
        return range(1, self.pages + 1)


def shown(discussion: Discussion, member):
    """Comments of a discussion that stand on its page for this member: readable ones and tombstones."""
    rows = discussion.comments.all()
    return rows.filter(pk__in=rows.visible_to(member).values("pk")) | rows.filter(status__in=GONE)


def thread_page(discussion: Discussion, *, member, order: str = "oldest", page: int = 1) -> ThreadPage:
    """Read one page of threads.

    Args:
        discussion: which.
        member: who reads; a Member or AnonymousUser.
        order: "oldest" or "newest" root first.
        page: from 1; beyond the last gives the last.

    Returns:
        The page: three queries, whatever its length.
    """
    size = settings.COMMENTS_PER_PAGE
    roots = list(shown(discussion, member).filter(parent=None).order_by("pk").values_list("pk", "path"))
    if order == "newest":
        roots.reverse()
    pages = max(1, -(-len(roots) // size))
    page = min(max(page, 1), pages)
    chosen = roots[(page - 1) * size : page * size]
    nodes = _nodes(discussion, member, chosen)
    total = discussion.comments.visible_to(member).count()
    return ThreadPage(nodes=nodes, number=page, pages=pages, total=total, order=order)


def page_of(comment: Comment, *, member) -> int:
    """Return the number of the page, oldest first, on which a comment stands for this member."""
    root = ids_of(comment.path)[0]
    before = shown(comment.discussion, member).filter(parent=None, pk__lt=root).count()
    return before // settings.COMMENTS_PER_PAGE + 1


def _nodes(discussion, member, roots):
    if not roots:
        return []
    paths = [path for _, path in roots]
    rows = (
        shown(discussion, member)
        .filter(path__gte=min(paths), path__lt=after(max(paths)))
        .select_related("author", "in_reply_to__author")
        .order_by("path")
    )
    rows = list(rows)
    badges = credentials({row.author_id for row in rows})
    staff = member.is_authenticated and member.has_perm("comments.read_unpublished")
    made: dict[int, Node] = {}
    for row in rows:
        node = Node(row, readable=row.status not in GONE or bool(staff and row.status == Comment.Status.REMOVED))
        node.credential = badges.get(row.author_id)
        made[row.pk] = node
        home = _home(row, made)
        if home:
            home.replies.append(node)
            node.says_in_reply_to = row.depth >= INDENTED
    return [node for pk, _ in roots if _prune(node := made[pk])]


def _home(row, made):
    """Return the node under which a reply is drawn: its parent, or deeper than four levels the ancestor at that depth."""  # noqa: E501
    ancestors = ids_of(row.path)[:-1][:INDENTED]
    return next((made[pk] for pk in reversed(ancestors) if pk in made), None)


def _prune(node):
    """Keep a tombstone of a deleted comment only where replies stand under it."""
    node.replies = [reply for reply in node.replies if _prune(reply)]
    return node.readable or node.comment.status == Comment.Status.REMOVED or bool(node.replies)


def credentials(member_ids) -> dict[int, Credential]:
    """Return the valid credential of each of these members who has one: one query."""
    rows = Credential.objects.valid(timezone.now()).filter(member__in=member_ids).select_related("checked_by")
    return {row.member_id: row for row in rows}
