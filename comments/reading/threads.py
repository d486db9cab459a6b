"""One page of a discussion, in a constant number of queries."""

from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat
from django.utils import timezone

from accounts.models import Credential
from accounts.permissions import by_muted
from comments import consequences
from comments.models import Comment, Discussion, Move, readable_by
from comments.permissions import can_delete
from comments.threading import BEHIND, INDENTED, after, ids_of
from notifications.reading import is_followed

ORDERS = ("oldest", "newest")
SHOWN = (
    "discussion_id", "parent_id", "in_reply_to_id", "path", "depth", "kind", "title", "body_html", "revision",
    "basis", "status", "status_reason", "removal_code", "is_locked", "is_under_review", "helpful_count", "reply_count",
    "created_at", "edited_at", "judged_at", "interest", "author__public_name", "author__slug",
)  # fmt: skip # what a page reads of a comment: a whole row takes twice as long


def asked_for(request) -> tuple[str, int]:
    """Return the order and the page that an address asks for.

    Raises:
        BadRequest: neither is one that a page can have.
    """
    page, order = request.GET.get("page", "1"), request.GET.get("order", "oldest")
    if not (page.isascii() and page.isdecimal()) or len(page) > 6 or order not in ORDERS:
        raise BadRequest
    return order, int(page)


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


@dataclass
class Node:
    """A comment as a page shows it: its words, or a note in their place."""

    comment: Comment
    readable: bool
    credential: Credential | None = None
    replies: list["Node"] = field(default_factory=list)
    in_reply_to: "Node | None" = None  # set where the indent does not show it
    is_closed: bool = False  # nobody can reply
    is_own: bool = False
    is_muted: bool = False  # its author is muted by whoever reads: the words are folded away
    may_change: bool = False
    is_followed: bool = False  # a root whose thread the reader follows

    @property
    def gone(self) -> str:
        """The status word of a tombstone; empty for words that can be read."""
        return "" if self.readable else self.comment.status

    @property
    def is_public(self) -> bool:
        """Everybody reads it."""
        return self.comment.status == Comment.Status.PUBLISHED


@dataclass
class ThreadPage:
    """Some threads of a discussion."""

    nodes: list[Node]
    number: int
    pages: int
    total: int
    order: str

    @property
    def readable(self) -> list[int]:
        """The keys of the comments whose words are shown, from all levels."""
        return readable_keys(self.nodes)

    @property
    def order_query(self) -> str:
        """What a permalink carries so that it opens the order that is being read."""
        return "" if self.order == "oldest" else f"?order={self.order}"

    @property
    def page_range(self):
        """The numbers of all pages."""
        return range(1, self.pages + 1)


def readable_keys(nodes: list[Node]) -> list[int]:
    """Return the keys of the comments whose words are shown, of these and of what stands below them.

    Args:
        nodes: the uppermost ones.
    """
    found, waiting = [], list(nodes)
    while waiting:
        node = waiting.pop()
        found += [node.comment.pk] if node.readable else []
        waiting += node.replies
    return found


def is_open(discussion: Discussion, *, in_reply_to: Comment | None = None) -> bool:
    """Tell whether something can be posted: in a discussion, or in answer to a comment in it.

    Closed are a discussion, a thread or a question that a moderator closed, the discussion of an article that is not
    public, and what hangs on words that are not public.
    """
    article = discussion.article
    if not discussion.is_open or (article and article.status != "published"):
        return False
    if in_reply_to is None:
        return True
    closed = Q(is_locked=True) | Q(question__closed_at__isnull=False)
    locked = Comment.objects.filter(closed, pk__in=ids_of(in_reply_to.path))
    return in_reply_to.status == Comment.Status.PUBLISHED and not locked.exists()


def standing(discussion: Discussion, member):
    """Comments that have a place on the page for this member.

    They are the readable ones, the notes of removed ones, and whatever these hang on: words that somebody answered
    may go, the answers do not.
    """
    stays = readable_by(member) | Q(status=Comment.Status.REMOVED)
    end = Concat(OuterRef("path"), Value(BEHIND))
    below = Comment.objects.filter(stays, discussion=discussion, path__gt=OuterRef("path"), path__lt=end)
    return discussion.comments.filter(stays | Exists(below))


def thread_page(discussion: Discussion, *, member, order: str = "oldest", page: int = 1) -> ThreadPage:
    """Read one page of threads.

    Args:
        discussion: which.
        member: who reads; a Member or AnonymousUser.
        order: "oldest" or "newest" root first.
        page: from 1; beyond the last gives the last.

    Returns:
        The page: three queries, whatever its length; one where nobody has written.
    """
    size = settings.COMMENTS_PER_PAGE
    words = discussion.comments.visible_to(member).order_by().values("discussion").annotate(n=Count("pk")).values("n")
    roots = _roots(discussion, member).annotate(total=Subquery(words)).order_by("pk").values_list("path", "total")
    paths, total = [path for path, _total in roots], next((total for _path, total in roots), 0) or 0
    if order == "newest":
        paths.reverse()
    pages = max(1, -(-len(paths) // size))
    page = min(max(page, 1), pages)
    nodes = branches(discussion, member, paths[(page - 1) * size : page * size])
    return ThreadPage(nodes=nodes, number=page, pages=pages, total=total, order=order)


def page_of(comment: Comment, *, member, order: str = "oldest") -> int:
    """Return the number of the page on which a comment stands for this member."""
    root = ids_of(comment.path)[0]
    side = {"pk__gt": root} if order == "newest" else {"pk__lt": root}
    return _roots(comment.discussion, member).filter(**side).count() // settings.COMMENTS_PER_PAGE + 1


def _roots(discussion, member):
    return standing(discussion, member).filter(parent=None)


def branches(discussion: Discussion, member, paths: list[str], *, is_closed: bool = False) -> list[Node]:
    """Read these comments, each with all that stands below it; two queries.

    Args:
        discussion: where they stand.
        member: who reads; a Member or AnonymousUser.
        paths: of comments of which none stands below another, in the order wanted.
        is_closed: nobody can reply to any of them.
    """
    if not paths:
        return []
    rows = list(
        standing(discussion, member)
        .filter(reduce(or_, (Q(path__gte=path, path__lt=after(path)) for path in paths)))
        .annotate(
            is_readable=ExpressionWrapper(readable_by(member), output_field=BooleanField()),
            is_by_muted=by_muted(member),
            is_followed=is_followed(member, "thread"),
            has_moved=Exists(Move.objects.filter(from_parent=OuterRef("pk"), undone_at=None)),
        )
        .select_related("author")
        .only(*SHOWN)
        .order_by("path")
    )
    badges = credentials({row.author_id for row in rows})
    made: dict[int, Node] = {}
    for row in rows:
        parent = made.get(row.parent_id)
        node = made[row.pk] = Node(row, row.is_readable, badges.get(row.author_id))
        node.is_closed = is_closed or row.is_locked or not discussion.is_open or bool(parent and parent.is_closed)
        node.is_followed = bool(row.is_followed) and parent is None
        node.is_own, node.may_change = row.author_id == member.pk, can_delete(member, row)
        node.is_muted = row.is_by_muted
        if parent:
            made[_home(row)].replies.append(node)
            node.in_reply_to = made.get(row.in_reply_to_id) if row.depth >= INDENTED else None
    tops = [ids_of(path)[-1] for path in paths]
    return [made[pk] for pk in tops if pk in made]  # one may have gone since its path was read


def node_of(comment: Comment, *, member) -> Node:
    """Return a comment by itself, as its author sees it right after posting; one query.

    Args:
        comment: theirs, with its discussion.
        member: its author.
    """
    badge = credentials([comment.author_id]).get(comment.author_id)
    node = Node(comment, readable=True, credential=badge, is_own=comment.author_id == member.pk)
    node.is_closed, node.may_change = not comment.discussion.is_open, can_delete(member, comment)
    return node


def _home(row):
    """Return the key of the comment under which a reply is drawn: its parent, but at most four levels in."""
    return ids_of(row.path)[:-1][:INDENTED][-1]


def credentials(member_ids) -> dict[int, Credential]:
    """Return the valid credential of each of these members who has one: one query."""
    rows = Credential.objects.valid(timezone.now()).filter(member__in=member_ids).defer("number_sealed")
    return {row.member_id: row for row in rows.order_by("expires_on", "pk")}  # of two, the one that lasts longer


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
