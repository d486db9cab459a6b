"""One page of a discussion, or more of one thread, in a constant number of queries."""

from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise
from operator import or_

from django.conf import settings
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber, Substr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Member
from accounts.permissions import by_muted
from comments.models import Comment, Discussion, HelpfulMark, Move, readable_by
from comments.paging import COUNTED, Asked, Place
from comments.permissions import can_delete
from comments.reading.pages import root_page
from comments.reading.people import Badge, badge_columns, credentials
from comments.reading.standing import standing
from comments.threading import DIGITS, INDENTED, after, ids_of, root_of
from notifications.reading import is_followed

SHOWN = (
    "discussion_id", "parent_id", "in_reply_to_id", "path", "depth", "kind", "title", "body_html", "revision",
    "basis", "status", "status_reason", "removal_code", "is_locked", "is_under_review", "helpful_count", "reply_count",
    "featured_at", "created_at", "edited_at", "judged_at", "interest", "author_id",
)  # fmt: skip # what a page reads of a comment: whole rows take twice as long
MOST_NEW = 200


@dataclass
class Node:
    """A comment as a page shows it: its words, or a note in their place."""

    comment: Comment
    readable: bool
    credential: Badge | None = None
    replies: list["Node"] = field(default_factory=list)
    in_reply_to: "Node | None" = None  # set where the indent does not show it
    is_closed: bool = False  # nobody can reply
    is_own: bool = False
    is_muted: bool = False  # its author is muted by whoever reads: the words are folded away
    may_change: bool = False
    is_followed: bool = False  # a root whose thread the reader follows
    is_marked: bool = False  # the reader found it helpful
    is_new: bool = False  # since their last visit
    more: int = 0  # of a root: replies that are not on the page; they stand behind `last`
    last: int = 0
    before: int = 0  # of a root: replies that stand before those on the page

    @property
    def gone(self) -> str:
        """The status word of a tombstone; empty for words that can be read."""
        return "" if self.readable else self.comment.status

    @property
    def is_public(self) -> bool:
        """Everybody reads it."""
        return self.comment.status == Comment.Status.PUBLISHED

    @property
    def reply_count(self) -> int:
        """How many replies hang on it: those on the page, and of a root those that are not."""
        return sum(1 for _node in self.branch()) - 1 + self.more + self.before

    def branch(self):
        """Give the comment and all replies that are drawn below it, in the order of the page."""
        yield self
        for reply in self.replies:
            yield from reply.branch()


@dataclass
class ThreadPage:
    """Some threads of a discussion."""

    nodes: list[Node]
    total: int
    order: str
    previous: Place | None = None
    next: Place | None = None
    featured: list[Node] = field(default_factory=list)
    new: list[int] = field(default_factory=list)  # keys of what was written since the reader's last visit
    size: int = 0  # threads on a whole page
    newest: int = 0  # comment of the discussion; what the next visit begins behind

    @property
    def orders(self) -> list[tuple[str, str]]:
        """The orders that a reader can choose, with their names."""
        return [
            ("oldest", _("Oldest")), ("newest", _("Newest")), ("helpful", _("Most helpful")),
            ("discussed", _("Most replies")),
        ]  # fmt: skip

    @cached_property
    def shown(self) -> int:
        """How many replies the page shows."""
        return len(self.drawn) - len(self.nodes)

    @cached_property
    def drawn(self) -> set[int]:
        """The keys of all comments that the page shows."""
        return {node.comment.pk for root in self.nodes for node in root.branch()}

    @cached_property
    def next_new(self) -> dict[int, int]:
        """For each new comment the next one, in the order in which they were written, on whatever page it stands."""
        return dict(pairwise(self.new))

    def href_of(self, pk: int) -> str:
        """Return the way to a comment: on this page, or its permalink."""
        return f"#comment-{pk}" if pk in self.drawn else reverse("comment_detail", args=[pk]) + self.order_query

    @property
    def first_new_href(self) -> str:
        """The way to the first new comment; empty where nothing is new."""
        return self.href_of(self.new[0]) if self.new else ""

    @property
    def readable(self) -> list[int]:
        """The keys of the comments whose words are shown, from all levels."""
        return readable_keys(self.nodes)

    @property
    def order_query(self) -> str:
        """What a permalink carries so that it opens the order that is being read."""
        return "" if self.order == "oldest" else f"?order={self.order}"

    @property
    def first_query(self) -> str:
        """The address of the first page."""
        return f"?order={self.order}"

    @property
    def previous_query(self) -> str:
        """The address of the page before; empty where there is none."""
        return (self.previous and f"{self.first_query}&before={self.previous.token(self.order)}") or ""

    @property
    def next_query(self) -> str:
        """The address of the page behind; empty where there is none."""
        return (self.next and f"{self.first_query}&after={self.next.token(self.order)}") or ""


def readable_keys(nodes: list[Node]) -> list[int]:
    """Return the keys of the comments whose words are shown, of these and of what stands below them.

    Args:
        nodes: the uppermost ones.
    """
    return [node.comment.pk for top in nodes for node in top.branch() if node.readable]


def thread_page(discussion: Discussion, *, member, asked: Asked | None = None, since: int | None = None) -> ThreadPage:
    """Read one page of threads.

    Args:
        discussion: which.
        member: who reads; a Member or AnonymousUser.
        asked: the order and the page; None for the first page, the oldest first.
        since: the newest comment that there was at the member's last visit; None where that is not known.

    Returns:
        The page: two queries, whatever its length, one more with `since`; one where nobody has written.
    """
    asked = asked or Asked()
    found = root_page(discussion, member, asked)
    page = ThreadPage(
        [], found.total, asked.order, found.previous, found.next, size=settings.COMMENTS_PER_PAGE,
        newest=found.newest, new=new_comments(discussion, member, since),
    )  # fmt: skip
    if found.roots:
        paths = [root.path for root in found.roots]
        drawn = _Drawn(discussion, member, _rows_of(discussion, member, found.roots, asked.order), page.new)
        page.nodes = [drawn.nodes[pk] for pk in map(root_of, paths) if pk in drawn.nodes]  # one may have gone meanwhile
        page.featured = sorted(drawn.featured, key=lambda node: node.comment.featured_at, reverse=True)
    return page


def branches(discussion: Discussion, member, paths: list[str], *, is_closed: bool = False) -> list[Node]:
    """Read these comments, each with all that stands below it; one query.

    Args:
        discussion: where they stand.
        member: who reads; a Member or AnonymousUser.
        paths: of comments of which none stands below another, in the order wanted.
        is_closed: nobody can reply to any of them.
    """
    if not paths:
        return []
    wanted = reduce(or_, (Q(path__gte=path, path__lt=after(path)) for path in paths))
    rows = _for_page(standing(discussion, member).filter(wanted), member)
    nodes = _Drawn(discussion, member, rows, [], is_closed=is_closed).nodes
    tops = [ids_of(path)[-1] for path in paths]
    return [nodes[pk] for pk in tops if pk in nodes]  # one may have gone since its path was read


def more_of_thread(root: Comment, *, member, behind: Comment | None, since: int | None = None) -> ThreadPage:
    """Read more replies of a thread.

    Args:
        root: of the thread, with its discussion.
        member: who reads.
        behind: the reply behind which they stand; None for the first ones.
        since: see thread_page.

    Returns:
        A page with one node, the root, which has these replies; those whose parent is not among them hang on the root
        and say what they answer. `total` is how many stand before them. Two queries; one more with `since`.
    """
    size, start = settings.COMMENTS_PER_PAGE, behind.path if behind else root.path
    rows = standing(root.discussion, member).filter(path__gte=root.path, path__lt=after(root.path))
    before = rows.filter(path__gt=root.path, path__lte=start).count()
    rows = rows.filter(Q(pk=root.pk) | Q(path__gt=start)).annotate(of=Window(Count("pk")))
    page = ThreadPage([], before, "oldest", size=size, new=new_comments(root.discussion, member, since))
    drawn = _Drawn(root.discussion, member, list(_for_page(rows, member)[: size + 1]), page.new)
    page.nodes = [drawn.nodes[root.pk]] if root.pk in drawn.nodes else []
    for node in page.nodes:
        node.before = before
    return page


def new_comments(discussion: Discussion, member, since: int | None) -> list[int]:
    """Return what others wrote since a member's last visit, the oldest first, at most MOST_NEW: one query, or none.

    Args:
        discussion: which.
        member: who reads.
        since: the newest comment at that visit; None gives nothing.
    """
    if since is None:
        return []
    rows = discussion.comments.visible_to(member).filter(pk__gt=since, status=Comment.Status.PUBLISHED)
    return list(rows.exclude(author=member).order_by("pk").values_list("pk", flat=True)[:MOST_NEW])


def place_in_thread(comment: Comment, *, member) -> int | None:
    """Return behind which reply the page of its thread begins that shows a comment; None where the first ones do."""
    rows = standing(comment.discussion, member).filter(path__lt=comment.path)
    root_path = comment.path[:DIGITS]
    before = rows.filter(path__gt=root_path).order_by("path").values_list("pk", flat=True)
    count, size = before.count(), settings.COMMENTS_PER_PAGE
    if count < settings.REPLIES_SHOWN:
        return None
    start = (count - settings.REPLIES_SHOWN) // size * size + settings.REPLIES_SHOWN
    return before[start - 1]


def _rows_of(discussion, member, roots, order):
    """Read these threads, of a long one the root and its first replies only; and what is featured."""
    paths, root = [row.path for row in roots], Substr("path", 1, DIGITS)
    wanted, cut = Q(path__gte=min(paths), path__lt=after(max(paths))), Q()
    rows = standing(discussion, member)
    if order in COUNTED:  # they are scattered
        rows, wanted = rows.alias(root=root), wanted & Q(root__in=paths)
    if max(row.replies for row in roots) > settings.REPLIES_SHOWN:
        nth = Window(RowNumber(), partition_by=[root], order_by="path")
        rows = rows.annotate(nth=nth, of=Window(Count("pk"), partition_by=[root]))
        cut = Q(nth__lte=settings.REPLIES_SHOWN + 1)
    if roots[0].has_featured:
        featured = Q(featured_at__isnull=False, status=Comment.Status.PUBLISHED)
        wanted, cut = wanted | featured, cut and cut | featured
    return list(_for_page(rows.filter(wanted), member).filter(cut))


def _for_page(rows, member):
    """Add what a page says of each comment; to a visitor it says less, and they are most of the readers."""
    readable = ExpressionWrapper(readable_by(member), output_field=BooleanField())
    rows = rows.annotate(
        is_readable=readable, has_moved=Exists(Move.objects.filter(from_parent=OuterRef("pk"), undone_at=None)),
        author_name=F("author__public_name"), author_slug=F("author__slug"), **badge_columns(),
    )  # fmt: skip
    if member.is_authenticated:
        marked = Exists(HelpfulMark.objects.filter(comment=OuterRef("pk"), member=member.pk))
        rows = rows.annotate(is_marked=marked, is_by_muted=by_muted(member), is_followed=is_followed(member, "thread"))
    return rows.only(*SHOWN).order_by("path")


class _Drawn:
    """The rows of a page, made into trees."""

    def __init__(self, discussion, member, rows, new, *, is_closed=False):
        self._member, self._new, self._is_closed = member, set(new), is_closed or discussion.is_closed
        self._authors: dict[int, Member] = {}  # people write more than once: each is made once
        self.nodes: dict[int, Node] = {}
        self.featured: list[Node] = []
        for row in rows:
            self._add(row)

    def _add(self, row):
        if row.featured_at and row.status == Comment.Status.PUBLISHED:
            self.featured.append(self._node(row))
        if getattr(row, "nth", 0) > settings.REPLIES_SHOWN + 1:
            return  # featured, and behind the replies that the page shows
        root, node = self.nodes.get(root_of(row.path)), self._node(row)
        above = self.nodes.get(row.parent_id, root)
        node.is_closed = self._is_closed or row.is_locked or (above is not None and above.is_closed)
        self.nodes[row.pk] = node
        if row.depth == 0:
            node.more, node.is_followed = getattr(row, "of", 1) - 1, bool(getattr(row, "is_followed", False))
            return
        if root:
            root.more, root.last = max(root.more - 1, 0), row.pk
        if home := self.nodes.get(_home(row), root):
            home.replies.append(node)
            if row.depth >= INDENTED or (home is root and row.depth > 1):
                node.in_reply_to = self.nodes.get(row.in_reply_to_id)

    def _node(self, row):
        if row.author_id not in self._authors:
            known = (row.author_id, row.author_name, row.author_slug)
            self._authors[row.author_id] = Member.from_db(row._state.db, ("id", "public_name", "slug"), known)
        row.author = self._authors[row.author_id]
        return Node(
            row,
            row.is_readable,
            Badge(row.badge_kind, row.badge_until) if row.badge_until else None,
            is_own=row.author_id == self._member.pk,
            may_change=can_delete(self._member, row),
            is_muted=getattr(row, "is_by_muted", False),
            is_marked=getattr(row, "is_marked", False),
            is_new=row.pk in self._new,
        )


def node_of(comment: Comment, *, member) -> Node:
    """Return a comment by itself, as its author sees it right after posting; one query.

    Args:
        comment: theirs, with its discussion.
        member: its author.
    """
    badge = credentials([comment.author_id]).get(comment.author_id)
    node = Node(comment, readable=True, credential=badge, is_own=comment.author_id == member.pk)
    node.is_closed, node.may_change = comment.discussion.is_closed, can_delete(member, comment)
    return node


def _home(row):
    """Return the key of the comment under which a reply is drawn: its parent, but at most four levels in."""
    return ids_of(row.path)[:-1][:INDENTED][-1]
