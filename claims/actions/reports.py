"""A reader doubts a statement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from articles.actions import find_or_add_source
from articles.models import Article, Block
from claims.anchoring import make_selector
from claims.models import Appearance, ArticleMarks, Dispute, FacetValue, Population, Report, Resolution
from comments.models import Comment
from common.html import plain_text


@dataclass(frozen=True)
class CommentText:
    """A comment as anchoring reads it: one block without context."""

    text: str
    key: str = ""
    container: str = ""
    lead_in: str = ""
    parent_item: str = ""


def plain_text_of(target: Block | Comment) -> str:
    """Return the plain text in which a passage's offsets are counted.

    Args:
        target: a block of a revision, or a comment.
    """
    return target.text if isinstance(target, Block) else plain_text(target.body_html)


def add_appearance(
    target: Block | Comment, start: int, end: int, *, dispute: Dispute, by, at: datetime, claim=None
) -> Appearance:
    """Quote a passage of an article's block or of a comment.

    Args:
        target: where.
        start: first code point in plain_text_of(target).
        end: one past the last.
        dispute: what it is quoted for.
        by: who quotes it.
        at: when (aware).
        claim: the claim it states, when that is known.

    Returns:
        The new appearance; in an article it stands where it was quoted.

    Raises:
        ValueError: the passage is empty or outside the text.
    """
    said = {"dispute": dispute, "claim": claim, "created_by": by, "created_at": at}
    if isinstance(target, Comment):
        selector = make_selector(CommentText(plain_text_of(target)), start, end)
        return Appearance.objects.create(**vars(selector), **said, comment=target, comment_revision=target.revision)
    selector = make_selector(target, start, end)
    revision = target.revision
    appearance = Appearance.objects.create(**vars(selector), **said, article_id=revision.article_id, revision=revision)
    Resolution.objects.create(
        appearance=appearance,
        revision=revision,
        state=Resolution.State.EXACT,
        block_key=target.key,
        start=start,
        end=end,
    )
    return appearance


def population_of(values: list[FacetValue]) -> Population:
    """Store a set of facet values as a population.

    Args:
        values: FacetValue rows; none means "not stated".

    Returns:
        The new population.
    """
    population = Population.objects.create()
    population.values.set(values)
    return population


def touch_marks(article_id: int | None) -> None:
    """Let caches know that the marks of an article have changed.

    Args:
        article_id: the article's key; None does nothing.
    """
    if article_id:
        marks, is_new = ArticleMarks.objects.select_for_update().get_or_create(article_id=article_id)
        if not is_new:
            marks.version += 1
            marks.save(update_fields=["version"])


def report_statement(
    *, reporter, target, start: int, end: int, reason: str, why: str, submission_key: UUID, at: datetime,
    values=(), source_url: str = "", against=None,
) -> Report:  # fmt: skip
    """Report a doubt about a passage; the same form sent again returns what the first made.

    Args:
        reporter: the member; the caller has checked can_report.
        target: a Block of the live revision, or a Comment.
        start: first code point of the passage in the target's plain text.
        end: one past the last.
        reason: a Report.Reason.
        why: in the reporter's words, at most 3,000 characters.
        submission_key: the random key of the form.
        at: when (aware).
        values: FacetValue rows: for whom it is a worry.
        source_url: a web address or DOI that bears on it, or empty.
        against: (target, start, end) of the passage that it contradicts; required for that reason.

    Returns:
        The report, waiting, of a new dispute in *reported*.

    Raises:
        ValueError: a passage is empty or outside its text, or its words have changed since they were read.
    """
    sent = Report.objects.filter(reporter=reporter, submission_key=submission_key)
    if earlier := sent.first():
        return earlier
    try:
        with transaction.atomic():
            _check_present(target)
            is_conflict = reason == Report.Reason.CONTRADICTS_ADVICE
            dispute = Dispute.objects.create(
                reported_at=at,
                kind=Dispute.Kind.CONFLICT if is_conflict else Dispute.Kind.DOUBT,
                is_safety=reason == Report.Reason.UNSAFE,
            )
            return Report.objects.create(
                dispute=dispute,
                reporter=reporter,
                appearance=add_appearance(target, start, end, dispute=dispute, by=reporter, at=at),
                against=add_appearance(*against, dispute=dispute, by=reporter, at=at) if against else None,
                reason=reason,
                why=why,
                population=population_of(list(values)),
                source=find_or_add_source(url=source_url, by=reporter, at=at) if source_url else None,
                created_at=at,
                submission_key=submission_key,
            )
    except IntegrityError:
        if earlier := sent.first():
            return earlier
        raise


def _check_present(target):
    """Hold the text still, and refuse words that are not the present ones any more."""
    if isinstance(target, Block):
        article = Article.objects.select_for_update().get(pk=target.revision.article_id)
        is_present = article.current_revision_id == target.revision_id
    else:
        rows = Comment.objects.select_for_update(no_key=True).filter(pk=target.pk, revision=target.revision)
        is_present = rows.filter(status=Comment.Status.PUBLISHED).exists()
    if not is_present:
        raise ValueError("the words have changed since they were read")


@transaction.atomic
def retract_report(*, report: Report, at: datetime) -> Report:
    """Take one's report back; a dispute that nobody else doubts and nobody opened ends with it.

    Args:
        report: waiting, or part of a dispute; the caller has checked that it is one's own.
        at: when (aware).

    Returns:
        The report, taken back.

    Raises:
        common.transitions.InvalidTransition: it was decided already.
    """
    reports = Dispute.objects.filter(reports=report.pk)
    dispute = reports.select_for_update(of=("self",)).get()  # the dispute first, as every other verb does
    report = Report.objects.select_for_update().get(pk=report.pk)
    report.move_to(Report.Status.RETRACTED)
    others = dispute.reports.exclude(status=Report.Status.RETRACTED)
    if dispute.status == Dispute.Status.REPORTED and not others.exists():
        dispute.move_to(Dispute.Status.RETRACTED, at=at)
    return report
