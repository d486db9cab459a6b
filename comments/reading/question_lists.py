"""Lists of questions: narrowed, counted, and paged by the last row seen: none is lost while others are asked."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Credential
from articles.models import Article, Topic
from comments.models import Comment, Endorsement, Question

PER_PAGE = 20
SHOWS = ("all", "unanswered", "unsettled", "professionals")
NEWEST, ACTIVE = ORDERS = ("newest", "active")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MARK = re.compile(r"([0-9]{1,16})-([0-9]{1,18})")


@dataclass(frozen=True)
class Asked:
    """What a list of questions is asked for: by its address, and nothing else."""

    show: str = "all"
    topic: str = ""
    order: str = NEWEST
    before: str = ""  # the mark of the last row of the page before

    def query(self, **changes) -> str:
        """Return the end of an address that asks for the same with these changes, from its first page."""
        values = {"show": self.show, "topic": self.topic, "order": self.order} | changes
        usual = vars(Asked())
        return urlencode({name: value for name, value in values.items() if value != usual[name]})


@dataclass(frozen=True)
class Listed:
    """One page of a list; `older` is the mark to go on from, empty on the last page."""

    rows: list[Question]
    counts: dict[str, int]
    older: str


def asked_of(params) -> Asked:
    """Return what an address asks of a list; what no list can be asked for counts for nothing.

    Args:
        params: of the address, such as request.GET.
    """
    show, order, topic = params.get("show", ""), params.get("order", ""), params.get("topic", "")
    before = params.get("before", "")
    return Asked(
        show=show if show in SHOWS else "all",
        topic=topic if re.fullmatch(r"[-\w]{1,100}", topic) else "",
        order=order if order in ORDERS else NEWEST,
        before=before if _MARK.fullmatch(before) else "",
    )


def questions_in(places: Q) -> QuerySet:
    """Return the questions that everybody can read; not those that were asked before and lead to another.

    Args:
        places: the condition on a Question under which its discussion is public; the apps above know it.
    """
    return Question.objects.filter(places, comment__status=Comment.Status.PUBLISHED, duplicate_of=None)


def in_articles_and_topics() -> Q:
    """Return the condition on a Question that its discussion is that of a published article, or of a topic."""
    return Q(comment__discussion__article__in=Article.objects.published()) | Q(comment__discussion__topic__isnull=False)


def list_questions(questions: QuerySet, asked: Asked) -> Listed:
    """Read one page of a list: two queries, however many there are.

    Args:
        questions: that the list may show.
        asked: the filters, the order and the place.
    """
    rows = questions.annotate(is_professional=_by_professionals())
    if asked.topic:
        rows = rows.filter(_of_topic(asked.topic))
    counts = rows.aggregate(
        all=Count("pk"),
        unanswered=Count("pk", filter=Q(pk__in=Question.objects.unanswered().values("pk"))),
        unsettled=Count("pk", filter=Q(pk__in=Question.objects.unsettled().values("pk"))),
        professionals=Count("pk", filter=Q(is_professional=True)),
    )
    found = list(_after(_narrowed(rows, asked.show), asked)[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    older = _mark_of(page[-1], asked.order) if len(found) > PER_PAGE else ""
    return Listed(page, counts, older)


def topics_asked(questions: QuerySet) -> list[tuple[Topic, int]]:
    """Return the topics with their number of questions, by name; one query.

    Args:
        questions: that count.
    """
    of_topic = Q(comment__discussion__topic=OuterRef("pk")) | Q(comment__discussion__article__topics=OuterRef("pk"))
    counted = questions.filter(of_topic).order_by().annotate(one=Value(1)).values("one")
    number = Subquery(counted.annotate(n=Count("pk", distinct=True)).values("n"))
    rows = Topic.objects.annotate(question_count=Coalesce(number, 0)).order_by("name")
    return [(row, row.question_count) for row in rows]


def _of_topic(slug):
    articles = Article.objects.filter(topics__slug=slug)
    return Q(comment__discussion__topic__slug=slug) | Q(comment__discussion__article__in=articles)


def _narrowed(rows, show):
    if show == "professionals":
        return rows.filter(is_professional=True)
    if show in ("unanswered", "unsettled"):
        return getattr(rows, show)()
    return rows


def _by_professionals():
    """Tell whether somebody with a valid licence has answered, or endorsed an answer."""
    valid = Credential.objects.valid(timezone.now()).values("member")
    endorsed = Endorsement.objects.filter(comment=OuterRef("pk"), member__in=valid)
    answers = Comment.objects.filter(parent=OuterRef("pk"), status=Comment.Status.PUBLISHED)
    return Exists(answers.filter(Q(author__in=valid) | Exists(endorsed)))


def _after(rows, asked):
    rows = rows.select_related("comment__author", "comment__discussion__article", "comment__discussion__topic")
    at, pk = (int(number) for number in _MARK.fullmatch(asked.before).groups()) if asked.before else (None, None)
    if asked.order == NEWEST:
        return (rows.filter(pk__lt=pk) if pk is not None else rows).order_by("-pk")
    if pk is not None:
        at = _EPOCH + timedelta(microseconds=at)
        rows = rows.filter(Q(active_at__lt=at) | Q(active_at=at, pk__lt=pk))
    return rows.order_by("-active_at", "-pk")


def _mark_of(row, order):
    at = (row.active_at - _EPOCH) // timedelta(microseconds=1) if order == ACTIVE else 0
    return f"{at}-{row.pk}"
