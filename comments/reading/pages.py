"""Which threads stand on a page, and how the pages before and behind it are named."""

from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from comments.models import Comment, Discussion, HelpfulMark
from comments.paging import COUNTED, Asked, Place, asked_in
from comments.reading.standing import standing
from comments.threading import BEHIND, root_of


def asked_for(request) -> Asked:
    """Return the order and the page that an address asks for.

    Raises:
        BadRequest: they are none that a page can have.
    """
    try:
        return asked_in(request.GET)
    except ValueError:
        raise BadRequest from None


NAMES = ("pk", "path", "rank", "reply_count", "total", "upto", "has_featured", "newest")


class Root(NamedTuple):
    """What is read of the root of a thread."""

    pk: int
    path: str
    rank: int  # its count, in a counted order
    replies: int
    total: int | None  # how many comments of the discussion the member can read
    upto: int  # in a counted order, the last mark or comment that the counts know
    has_featured: bool  # the discussion
    newest: int  # comment of the discussion; 0 for visitors


@dataclass
class RootPage:
    """The threads of one page, and the ends of the pages beside it; None where there is none."""

    roots: list[Root]
    previous: Place | None = None
    next: Place | None = None

    @property
    def newest(self) -> int:
        """The newest comment of the discussion."""
        return next((root.newest for root in self.roots), 0)

    @property
    def total(self) -> int:
        """How many comments of the discussion the member can read."""
        return next((root.total for root in self.roots), 0) or 0


def root_page(discussion: Discussion, member, asked: Asked) -> RootPage:
    """Read which threads stand on a page: one query; one more where the page has gone, and for an old address.

    Args:
        discussion: which.
        member: who reads.
        asked: the order and the page. A page that is not there any more gives the first one.
    """
    size, found = settings.COMMENTS_PER_PAGE, None
    if asked.before:
        found = _before(discussion, member, asked, size)
    elif asked.after:
        found = _from(_behind(_ranked(discussion, member, asked), asked)[: size + 1], asked, size, is_first=False)
    elif asked.page > 1:
        found = _numbered(discussion, member, asked, size)
    if found and found.roots:
        return found
    asked = Asked(asked.order)
    return _from(_ranked(discussion, member, asked)[: size + 1], asked, size, is_first=True)


def place_of_page(comment: Comment, *, member, order: str) -> Place | None:
    """Return behind which thread the page begins on which a comment stands for this member; None for the first page."""
    asked, size = Asked(order), settings.COMMENTS_PER_PAGE
    rows = _ranked(comment.discussion, member, asked)
    root = rows.filter(pk=root_of(comment.path)).first()
    if root is None:
        return None
    before = _behind(rows, Asked(order, before=_place(Root(*root), asked))).count()
    return _place(Root(*rows[before // size * size - 1]), asked) if before >= size else None


def _from(rows, asked, size, *, is_first):
    """Cut a page off the rows that were read: one more than it has, if there are."""
    rows = [Root(*row) for row in rows]
    shown = rows[:size]
    ends = [_place(root, asked) for root in (*shown[:1], *shown[-1:])]
    return RootPage(shown, None if is_first else ends and ends[0], ends[-1] if len(rows) > size else None)


def _before(discussion, member, asked, size):
    """Read the page that ends before a thread; the first page where there are not enough for a whole one."""
    rows = _behind(_ranked(discussion, member, asked), asked)
    rows = [Root(*row) for row in rows.reverse()[: size + 1]]
    if len(rows) <= size:
        return None
    shown = rows[size - 1 :: -1]
    return RootPage(shown, _place(shown[0], asked), _place(shown[-1], asked))


def _numbered(discussion, member, asked, size):
    """Read the page that an old address means; the last threads where it is beyond them."""
    rows, start = _ranked(discussion, member, asked), (asked.page - 1) * size
    found = _from(rows[start : start + size + 1], asked, size, is_first=False)
    if found.roots:
        return found
    last = [Root(*row) for row in rows.reverse()[: size + 1]]
    shown = last[:size][::-1]
    return RootPage(shown, _place(shown[0], asked) if len(last) > size else None)


def _place(root, asked):
    begun = asked.after or asked.before
    return Place(root.pk, root.rank, begun.upto if begun else root.upto)


def _ranked(discussion, member, asked):
    """Return the roots that stand on the pages for this member, in an order."""
    words = discussion.comments.visible_to(member).order_by().values("discussion").annotate(n=Count("pk")).values("n")
    nothing = Value(0, output_field=IntegerField())
    rank, upto = nothing, nothing
    newest = _last(discussion.comments) if member.is_authenticated else nothing
    order = ("-pk",) if asked.order == "newest" else ("pk",)
    if asked.order in COUNTED:
        rank, upto = _count(asked), _last(HelpfulMark.objects if asked.order == "helpful" else discussion.comments)
        order = ("-rank", "pk")
    featured = Exists(discussion.comments.filter(featured_at__isnull=False))
    rows = standing(discussion, member).filter(parent=None)
    rows = rows.annotate(rank=rank, total=Subquery(words), upto=upto, has_featured=featured, newest=newest)
    return rows.order_by(*order).values_list(*NAMES)


def _count(asked):
    """Return the count of a root as it was when the reading began."""
    begun, count = asked.after or asked.before, F(COUNTED[asked.order])
    if begun is None:
        return count
    if asked.order == "helpful":
        since = HelpfulMark.objects.filter(comment=OuterRef("pk"), pk__gt=begun.upto).order_by().values("comment")
    else:
        below = Q(path__gt=OuterRef("path"), path__lt=Concat(OuterRef("path"), Value(BEHIND)))
        since = Comment.objects.filter(
            below, discussion=OuterRef("discussion"), pk__gt=begun.upto, status=Comment.Status.PUBLISHED
        ).order_by().values("discussion")  # fmt: skip
    return count - Coalesce(Subquery(since.annotate(n=Count("pk")).values("n")), 0)


def _last(rows):
    """Return the key of the newest of these."""
    return Coalesce(Subquery(rows.order_by("-pk").values("pk")[:1]), 0)


def _behind(rows, asked):
    """Return the rows behind a thread, or before it."""
    here, is_after = asked.after or asked.before, bool(asked.after)
    if asked.order not in COUNTED:
        return rows.filter(pk__gt=here.pk) if is_after != (asked.order == "newest") else rows.filter(pk__lt=here.pk)
    if is_after:
        return rows.filter(Q(rank__lt=here.count) | Q(rank=here.count, pk__gt=here.pk))
    return rows.filter(Q(rank__gt=here.count) | Q(rank=here.count, pk__lt=here.pk))
