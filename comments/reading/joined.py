"""Questions that were asked before: where each leads, and what was answered to those that lead to one."""

from dataclasses import dataclass, field

from django.db.models import Q

from comments.models import Comment, Endorsement, Move, Question
from comments.permissions import can_delete
from comments.reading.people import credentials
from comments.reading.questions import AnswerView, given_to
from comments.reading.threads import Node

MOST = 20  # answers of joined questions on one page; all of them stand on the pages of these questions


@dataclass
class Joined:
    """A question that leads to another one, with its answers as the other page shows them."""

    question: Question
    answers: list[AnswerView] = field(default_factory=list)
    hidden: int = 0  # answers that stand on its own page alone

    @property
    def nodes(self) -> list[Node]:
        """Its answers, to be drawn."""
        return [answer.node for answer in self.answers]

    @property
    def address(self) -> str:
        """Its own page, which leads nowhere else."""
        return f"{self.question.get_absolute_url()}?alone=1"


def leads_to(question: Question) -> Question | None:
    """Return the question to which one leads in the end; None where it leads nowhere. One query a step.

    Args:
        question: any.
    """
    end, seen = question, {question.pk}
    while end.duplicate_of_id and end.duplicate_of_id not in seen:
        end = Question.objects.select_related("comment").get(pk=end.duplicate_of_id)
        seen.add(end.pk)
    return end if end.pk != question.pk else None


def joined_to(question: Question, member) -> list[Joined]:
    """Return the public questions that lead to one, the oldest first; three queries, and one more for each step.

    Args:
        question: one that leads nowhere itself.
        member: who reads.
    """
    found, step = {}, [question.pk]
    while step:
        rows = Question.objects.filter(duplicate_of__in=step, comment__discussion__article__withdrawn_at=None)
        rows = rows.exclude(pk__in=[*found, question.pk])
        step = []
        for row in rows.select_related("comment__author").order_by("pk"):
            found[row.pk] = row
            step.append(row.pk)
    shown = {pk: Joined(row) for pk, row in sorted(found.items()) if row.comment.status == Comment.Status.PUBLISHED}
    if shown:
        _answer(shown, member)
    return list(shown.values())


def _answer(shown, member):
    """Put the answers below their questions: the most helpful of them all, the others are counted."""
    rows = Comment.objects.visible_to(member).filter(parent__in=shown, status=Comment.Status.PUBLISHED)
    rows = list(
        rows.order_by("-endorsement_count", "-helpful_count", "pk").select_related("author", "source")[:MOST]
    )  # fmt: skip
    given = list(
        Endorsement.objects.filter(comment__in=rows).select_related("member", "credential").order_by("pk")
    )  # fmt: skip
    valid = credentials({row.author_id for row in rows} | {row.member_id for row in given})
    endorsed = given_to(given, valid)
    for row in rows:
        node = Node(row, readable=True, credential=valid.get(row.author_id), is_closed=True)
        node.is_own, node.may_change = row.author_id == member.pk, can_delete(member, row)
        joined = shown[row.parent_id]
        joined.answers.append(AnswerView(node, joined.question, row.source, endorsed[row.pk]))
    for joined in shown.values():
        joined.answers.sort(key=lambda view: not view.is_accepted)
        joined.hidden = max(0, joined.question.answer_count - len(joined.answers))


def others_like(question: Question, most: int) -> list[Question]:
    """Return public questions that another one may repeat: of its discussion first, then the newest; one query.

    Args:
        question: which.
        most: how many.
    """
    rows = Question.objects.filter(comment__status=Comment.Status.PUBLISHED, duplicate_of=None).exclude(pk=question.pk)
    place = question.comment.discussion
    if place.article_id or place.topic_id:
        rows = rows.filter(Q(comment__discussion__article__isnull=False) | Q(comment__discussion__topic__isnull=False))
        rows = rows.filter(Q(comment__discussion__article=None) | Q(comment__discussion__article__withdrawn_at=None))
    else:
        rows = rows.filter(comment__discussion=place)
    return list(rows.select_related("comment").order_by("-pk")[:most])


def move_of(comment_id: int) -> Move | None:
    """Return how a comment came to be what it is, while that has not been taken back.

    Args:
        comment_id: its key.
    """
    rows = Move.objects.select_related("from_parent__author", "moved_by")
    return rows.filter(comment=comment_id, undone_at=None).first()


def was_question(comment_id: int) -> bool:
    """Tell whether a comment was a question once, so that its page leads somewhere.

    Args:
        comment_id: its key.
    """
    return Move.objects.filter(comment=comment_id).exists()


def moved_below(nodes: list[Node]) -> dict[int, list[Move]]:
    """Return what was moved away from below the comments of a page; no query where that is nothing.

    Args:
        nodes: of comments.reading.
    """
    found, waiting = [], list(nodes)
    while waiting:
        node = waiting.pop()
        found += [node.comment.pk] if getattr(node.comment, "has_moved", False) else []
        waiting += node.replies
    return moved_from(found) if found else {}


def moved_from(comments: list[int]) -> dict[int, list[Move]]:
    """Return the replies to these comments that are questions of their own now, and can be read; one query.

    Args:
        comments: keys.
    """
    rows = Move.objects.filter(
        from_parent__in=comments, undone_at=None, comment__status=Comment.Status.PUBLISHED
    ).select_related("comment__question", "comment__author")  # fmt: skip
    found: dict[int, list[Move]] = {}
    for row in rows.order_by("pk"):
        found.setdefault(row.from_parent_id, []).append(row)
    return found
