"""A question with its answers, best first, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper

from accounts.models import Credential, Member
from articles.models import Source
from comments.answers import Answer, in_order
from comments.models import Comment, Endorsement, Question, readable_by
from comments.permissions import can_accept, can_delete, can_endorse
from comments.reading.people import credentials
from comments.reading.standing import is_open, standing
from comments.reading.threads import Node, branches
from comments.threading import ids_of
from notifications.reading import is_followed

SHOWN = (
    "comment__author", "comment__discussion__article", "comment__discussion__topic", "closed_by",
    "duplicate_of__comment", "answered_by__article",
)  # fmt: skip

SOURCE = ("title", "venue", "year", "doi", "url", "address", "kind")  # what is shown of a source


@dataclass(frozen=True)
class Endorsed:
    """Who stands behind an answer: with the licence that is valid now, or with the one that has run out."""

    member: Member
    credential: Credential
    is_valid: bool


@dataclass
class AnswerView:
    """An answer as its question's page shows it to a member, and what they can do with it."""

    node: Node
    question: Question
    source: Source | None = None
    endorsements: list[Endorsed] = field(default_factory=list)
    may_accept: bool = False
    may_endorse: bool = False
    has_endorsed: bool = False

    @property
    def comment(self) -> Comment:
        """The answer's words."""
        return self.node.comment

    @property
    def is_accepted(self) -> bool:
        """Whoever asked has accepted it."""
        return self.node.comment.pk == self.question.accepted_id


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
    """Read a question and one page of its answers: eight queries, however many there are.

    Args:
        pk: the key of its root comment.
        member: who reads; a Member or AnonymousUser.
        page: from 1; beyond the last gives the last.

    Raises:
        Question.DoesNotExist: there is none, or it has no place on a page for this member.
    """
    question, is_readable = question_for(pk, member)
    answers = _answers(question, member)
    given, valid = _endorsements(answers, question, member)
    ranked = _ranked(answers, given, question)
    size = settings.COMMENTS_PER_PAGE
    pages = max(1, -(-len(ranked) // size))
    page = min(max(page, 1), pages)
    can_answer = is_open(question.comment.discussion, in_reply_to=question.comment)
    paths = [row.path for row in ranked[(page - 1) * size : page * size]]
    nodes = branches(question.comment.discussion, member, paths, is_closed=not can_answer)
    sources = {row.pk: row.source for row in answers}
    shown = [
        _view(AnswerView(node, question, sources[node.comment.pk], given[node.comment.pk]), member, valid)
        for node in nodes
    ]
    total = sum(row.is_readable for row in answers)
    node = _root(question, is_readable, valid.get(question.comment.author_id), member)
    return QuestionView(question, node, shown, page, pages, total, can_answer)


def _view(answer, member, valid):
    """Add what the member can do with an answer."""
    row = answer.comment
    row.parent = answer.question.comment
    answer.has_endorsed = any(given.member.pk == member.pk for given in answer.endorsements)
    answer.may_accept = can_accept(member, row)
    answer.may_endorse = can_endorse(member, row, is_professional=member.pk in valid) and not answer.has_endorsed
    return answer


def question_for(pk: int, member) -> tuple[Question, bool]:
    """Return a question that has a place on a page for this member, and whether they may read its words; two queries.

    Args:
        pk: the key of its root comment.
        member: who reads; a Member or AnonymousUser.

    Raises:
        Question.DoesNotExist: there is none, or not for this member.
    """
    questions = Question.objects.select_related(*SHOWN).annotate(is_followed=is_followed(member, "thread"))
    question = questions.get(pk=pk)
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
    answers = _answers(question, member)
    given, _valid = _endorsements(answers, question, member)
    ranked = _ranked(answers, given, question)
    places = [number for number, row in enumerate(ranked) if row.pk == branch]
    return places[0] // settings.COMMENTS_PER_PAGE + 1 if places else 1


def _root(question, is_readable, credential, member):
    """Return the question itself; a reply to it is an answer, which has a form of its own."""
    row = question.comment
    node = Node(row, is_readable, credential, is_closed=True)
    node.is_own, node.may_change = row.author_id == member.pk, can_delete(member, row)
    node.is_followed = bool(question.is_followed)
    return node


def _answers(question, member):
    """Read what the order of the answers depends on, and their sources: one query."""
    rows = standing(question.comment.discussion, member).filter(parent=question.pk)
    rows = rows.annotate(is_readable=_readable(member)).select_related("source")
    named = [f"source__{name}" for name in SOURCE]
    return list(rows.only("discussion", "path", "created_at", "helpful_count", "parent", "source", *named))


def _endorsements(answers, question, member):
    """Return who endorses each answer, the oldest first, and the valid licences of all concerned: two queries.

    An endorsement counts while whoever gave it has a valid licence: their present one, if they have renewed it.
    """
    rows = Endorsement.objects.filter(comment__parent=question.pk).select_related("member", "credential").order_by("pk")
    rows = list(rows) if answers else []
    valid = credentials({row.member_id for row in rows} | {question.comment.author_id, member.pk})
    return given_to(rows, valid), valid


def given_to(rows, valid) -> dict[int, list[Endorsed]]:
    """Return endorsements by the key of the answer, each with the licence that speaks for it now.

    Args:
        rows: Endorsement rows with their member and credential, the oldest first.
        valid: the valid licence of each member who has one, by key.
    """
    found = defaultdict(list)
    for row in rows:
        now = valid.get(row.member_id)
        found[row.comment_id].append(Endorsed(row.member, now or row.credential, now is not None))
    return found


def _ranked(answers, given, question):
    """Return the answers, best first."""
    by_key = {row.pk: row for row in answers}
    scores = [
        Answer(row.pk, row.created_at, sum(each.is_valid for each in given[row.pk]), row.helpful_count)
        for row in answers
    ]
    return [by_key[row.pk] for row in in_order(scores, question.accepted_id)]


def _readable(member):
    return ExpressionWrapper(readable_by(member), output_field=BooleanField())
