"""Whether the counts that pages read are as many as there are rows."""

from typing import NamedTuple

from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat

from comments.models import Comment, Endorsement, HelpfulMark, Question
from comments.threading import BEHIND


class WrongCount(NamedTuple):
    """A count that is not what it should be."""

    comment: int
    name: str
    kept: int
    true: int


def wrong_counts() -> list[WrongCount]:
    """Compare every count with the rows that it counts: one query for each kind of count."""
    end = Concat(OuterRef("path"), Value(BEHIND))
    published = Comment.objects.filter(status=Comment.Status.PUBLISHED)
    below = published.filter(discussion=OuterRef("discussion"), path__gt=OuterRef("path"), path__lt=end)
    roots, comments = Comment.objects.filter(parent=None), Comment.objects.all()
    return [
        *_wrong(comments, "helpful_count", HelpfulMark.objects.filter(comment=OuterRef("pk")), "comment"),
        *_wrong(comments, "endorsement_count", Endorsement.objects.filter(comment=OuterRef("pk")), "comment"),
        *_wrong(roots, "reply_count", below, "discussion"),
        *_wrong(Question.objects.all(), "answer_count", published.filter(parent=OuterRef("pk")), "parent"),
    ]


def _wrong(rows, name, counted, group):
    """Return the rows whose count is not how many of the others there are."""
    number = counted.order_by().values(group).annotate(n=Count("pk")).values("n")
    rows = rows.annotate(true=Coalesce(Subquery(number), 0)).filter(~Q(true=F(name))).order_by("pk")
    return [WrongCount(pk, name, kept, true) for pk, kept, true in rows.values_list("pk", name, "true")]
