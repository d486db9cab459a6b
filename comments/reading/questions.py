"""A question with its answers, best first, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper

from accounts.models import Credential, Member
from comments.answers import Answer, in_order
from comments.models import Comment, Endorsement, Question, readable_by
from comments.permissions import can_delete
from comments.reading.threads import Node, branches, credentials, is_open, standing
from comments.threading import ids_of

SHOWN = (
    "comment__author", "comment__discussion__article", "comment__discussion__topic", "closed_by",
    "duplicate_of__comment", "answered_by__article",
)  # fmt: skip


@dataclass(frozen=True)
class Endorsed:
    """Who stands behind an answer: with the licence that is valid now, or with the one that has run out."""

    member: Member
    credential: Credential
    is_valid: bool


@dataclass
class AnswerView:
    """An answer as its question's page shows it."""

    node: Node
    is_accepted: bool
    endorsements: list[Endorsed] = field(default_factory=list)

    @property
    def comment(self) -> Comment:
        """The answer's words."""
        return self.node.comment


@dataclass
class QuestionView:
    """A question, and one page of its answers; `total` counts those that this member can read."""

    question: Question
    node: Node
    answers: list[AnswerView]
    number: int
    pages: int
    total: int
    can_answer: bool

    @property
    def page_range(self):
        """The numbers of all pages."""
        return range(1, self.pages + 1)

    @property
    def top(self) -> list[Node]:
        """The question itself, to be drawn."""
        return [self.node]

    @property
    def below(self) -> list[Node]:
        """The answers of this page, to be drawn."""
        return [answer.node for answer in self.answers]


def question_view(pk: int, *, member, page: int = 1) -> QuestionView:
    """Read a question and one page of its answers: nine queries, however many there are.

    Args:
        pk: the key of its root comment.
        member: who reads; a Member or AnonymousUser.
        page: from 1; beyond the last gives the last.

    Raises:
        Question.DoesNotExist: there is none, or it has no place on a page for this member.
    """
    question, is_readable = question_for(pk, member)
    ranked, endorsed = _ranked(question, member)
    size = settings.COMMENTS_PER_PAGE
    pages = max(1, -(-len(ranked) // size))
    page = min(max(page, 1), pages)
    can_answer = is_open(question.comment.discussion, in_reply_to=question.comment)
    paths = [path for path, _is_readable in ranked[(page - 1) * size : page * size]]
    nodes = branches(question.comment.discussion, member, paths, is_closed=not can_answer)
    answers = [AnswerView(node, node.comment.pk == question.accepted_id, endorsed[node.comment.pk]) for node in nodes]
    total = sum(is_readable for _path, is_readable in ranked)
    node = _root(question, is_readable, member)
    return QuestionView(question, node, answers, page, pages, total, can_answer)


def question_for(pk: int, member) -> tuple[Question, bool]:
    """Return a question that has a place on a page for this member, and whether they may read its words; two queries.

    Args:
        pk: the key of its root comment.
        member: who reads; a Member or AnonymousUser.

    Raises:
        Question.DoesNotExist: there is none, or not for this member.
    """
    question = Question.objects.select_related(*SHOWN).get(pk=pk)
    rows = standing(question.comment.discussion, member).filter(pk=pk)
    readable = rows.annotate(is_readable=_readable(member)).values_list("is_readable", flat=True).first()
    if readable is None:
        raise Question.DoesNotExist
    return question, readable


def page_of_answer(question: Question, comment: Comment, *, member) -> int:
    """Return the number of the page of a question on which a comment stands, as an answer or below one.

    Args:
        question: its thread's.
        comment: below the root; the root itself stands on every page.
        member: who reads; a Member or AnonymousUser.
    """
    branch = ids_of(comment.path)[:2][-1]
    ranked, _endorsed = _ranked(question, member)
    places = [number for number, (path, _is_readable) in enumerate(ranked) if ids_of(path)[-1] == branch]
    return places[0] // settings.COMMENTS_PER_PAGE + 1 if places else 1


def _root(question, is_readable, member):
    """Return the question itself; a reply to it is an answer, which has a form of its own."""
    row = question.comment
    node = Node(row, is_readable, credentials([row.author_id]).get(row.author_id), is_closed=True)
    node.is_own, node.may_change = row.author_id == member.pk, can_delete(member, row)
    return node


def _ranked(question, member):
    """Return (path, whether it can be read) of the answers, best first, and who endorses each."""
    rows = standing(question.comment.discussion, member).filter(parent=question.pk).annotate(
        is_readable=_readable(member)
    )  # fmt: skip
    found = {
        pk: (path, is_readable, at, helpful)
        for pk, path, is_readable, at, helpful in rows.values_list(
            "pk", "path", "is_readable", "created_at", "helpful_count"
        )
    }
    endorsed = endorsements_of(found)
    answers = [
        Answer(pk, at, sum(row.is_valid for row in endorsed[pk]), helpful)
        for pk, (_path, _is_readable, at, helpful) in found.items()
    ]
    return [found[row.pk][:2] for row in in_order(answers, question.accepted_id)], endorsed


def endorsements_of(answers) -> dict[int, list[Endorsed]]:
    """Return who endorses each of these answers, the oldest first; two queries at most.

    An endorsement counts while whoever gave it has a valid licence: their present one, if they have renewed it.

    Args:
        answers: their keys.
    """
    rows = Endorsement.objects.filter(comment__in=list(answers)).select_related("member", "credential").order_by("pk")
    valid = credentials({row.member_id for row in rows}) if rows else {}
    found = defaultdict(list)
    for row in rows:
        now = valid.get(row.member_id)
        found[row.comment_id].append(Endorsed(row.member, now or row.credential, now is not None))
    return found


def _readable(member):
    return ExpressionWrapper(readable_by(member), output_field=BooleanField())
