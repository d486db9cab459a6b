"""A reader doubts a statement."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from articles.actions import find_or_add_source
from articles.models import Article, Block
from claims.actions.budgets import spend_report
from claims.anchoring import make_selector
from claims.consequences import ON_REPEATED
from claims.models import Appearance, ArticleMarks, Dispute, FacetValue, Population, Report, Resolution
from claims.reading.counting import is_third_like_settled
from claims.reading.passages import Outside, plain_text_of
from comments.models import Comment
from common import jobs
from notifications.actions import follow_by_writing


@dataclass(frozen=True)
class CommentText:
    """A comment as anchoring reads it: one block without context."""

    text: str
    key: str = ""
    container: str = ""
    lead_in: str = ""
    parent_item: str = ""


def add_appearance(
    target: Block | Comment, start: int, end: int, *, dispute: Dispute | None, by, at: datetime, claim=None
) -> Appearance:
    """Quote a passage of an article's block or of a comment.

    Args:
        target: where.
        start: first code point in plain_text_of(target).
        end: one past the last.
        dispute: what it is quoted for; None where only staff read it.
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


class AlikeHasMoved(Exception):
    """The dispute that the report was weighed against is not what it was: closed, ruled, opened again or joined."""


def report_statement(
    *, reporter, target, start: int, end: int, reason: str, why: str, submission_key: UUID, at: datetime,
    values=(), source_url: str = "", against=None, stated_values=(), against_values=(), alike: Dispute | None = None,
    why_another: str = "", what_is_new: str = "",
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
        against: what it contradicts, required for that reason: (target, start, end) of a passage, or an Outside.
        stated_values: for whom the passage holds, as the reporter reads it.
        against_values: for whom the other one holds, as the reporter reads it.
        alike: the dispute, open or ruled, that the site offered instead.
        why_another: why it is another matter than `alike`, which is open.
        what_is_new: since `alike` was ruled; the third such report within 30 days goes to review.

    Returns:
        The report, waiting, of a new dispute in *reported*.

    Raises:
        ValueError: a passage is empty or outside its text, or its words have changed since they were read.
        AlikeHasMoved: `alike` is neither open with why_another nor ruled with what_is_new.
        claims.actions.budgets.OverBudget: they have sent as many reports as a day allows.
    """

    def make():
        answers = _answers_still(alike, why_another, what_is_new) if alike else {}
        hold_present(target)
        spend_report(reporter, at)
        is_conflict = reason == Report.Reason.CONTRADICTS_ADVICE
        dispute = Dispute.objects.create(
            reported_at=at,
            kind=Dispute.Kind.CONFLICT if is_conflict else Dispute.Kind.DOUBT,
            is_safety=reason == Report.Reason.UNSAFE,
        )
        watch_safety(dispute)
        is_repeated = bool(answers.get("what_is_new")) and is_third_like_settled(reporter, at)
        report = write_report(
            dispute=dispute, appearance=add_appearance(target, start, end, dispute=dispute, by=reporter, at=at),
            against=quote_against(against, dispute=dispute, by=reporter, at=at), reporter=reporter, reason=reason,
            why=why, submission_key=submission_key, at=at, values=values, source_url=source_url,
            stated_values=stated_values, against_values=against_values, needs_review=is_repeated, **answers,
        )  # fmt: skip
        if is_repeated:
            for follow in ON_REPEATED:
                follow(report=report, at=at)
        return report

    return send_once(reporter, submission_key, make)


def send_once(reporter, submission_key: UUID, make: Callable[[], Report]) -> Report:
    """Make a report in a transaction, unless this form has made one already.

    Args:
        reporter: whose form.
        submission_key: the random key of the form.
        make: writes the report.
    """
    sent = Report.objects.filter(reporter=reporter, submission_key=submission_key)
    if earlier := sent.first():
        return earlier
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        if earlier := sent.first():
            return earlier
        raise


def write_report(
    *, reporter, at: datetime, values=(), source_url: str = "", stated_values=(), against_values=(), **fields
) -> Report:
    """Store a report with the populations and the source that it names; its reporter follows the dispute.

    Args:
        reporter: the member, unless they want to choose for themselves what they follow.
        at: when (aware).
        values: FacetValue rows: for whom it is a worry.
        source_url: a web address or DOI that bears on it, or empty.
        stated_values: for whom the passage holds, as the reporter reads it.
        against_values: for whom the other one holds, as the reporter reads it.
        **fields: the other columns of Report.
    """
    follow_by_writing(member=reporter, subject_key=f"dispute:{fields['dispute'].pk}", at=at)
    return Report.objects.create(
        reporter=reporter,
        created_at=at,
        population=population_of(list(values)),
        stated_population=population_of(list(stated_values)) if stated_values else None,
        against_population=population_of(list(against_values)) if against_values else None,
        source=find_or_add_source(url=source_url, by=reporter, at=at) if source_url else None,
        **fields,
    )


def _answers_still(alike, why_another, what_is_new):
    """Hold the dispute that was offered still; return the answer to what it is, and refuse one to what it was."""
    status = Dispute.objects.select_for_update(no_key=True).get(pk=alike.pk).status
    if status == Dispute.Status.OPEN and why_another.strip():
        return {"alike": alike, "why_another": why_another}
    if status == Dispute.Status.RULED and what_is_new.strip():
        return {"alike": alike, "what_is_new": what_is_new}
    raise AlikeHasMoved


def quote_against(against, *, dispute: Dispute | None, by, at: datetime) -> Appearance | None:
    """Quote what a report puts against its passage, if it does.

    Args:
        against: (target, start, end) of a passage, an Outside, or None.
        dispute: what it is quoted for; None where only staff read it.
        by: who quotes it.
        at: when (aware).
    """
    if isinstance(against, Outside):
        source = find_or_add_source(url=against.address, by=by, at=at)
        words = {"exact": against.words, "sentences": against.words, "end": len(against.words)}
        return Appearance.objects.create(dispute=dispute, source=source, created_by=by, created_at=at, **words)
    return add_appearance(*against, dispute=dispute, by=by, at=at) if against else None


def hold_present(target: Block | Comment) -> None:
    """Hold a text still for this transaction, and refuse words that are not the present ones any more.

    Args:
        target: a block of a revision, or a comment.

    Raises:
        ValueError: the article has gone on, or the comment was edited or is not public.
    """
    if isinstance(target, Block):
        article = Article.objects.select_for_update().get(pk=target.revision.article_id)
        is_present = article.current_revision_id == target.revision_id
    else:
        rows = Comment.objects.select_for_update(no_key=True).filter(pk=target.pk, revision=target.revision)
        is_present = rows.filter(status=Comment.Status.PUBLISHED).exists()
    if not is_present:
        raise ValueError("the words have changed since they were read")


def watch_safety(dispute: Dispute) -> None:
    """Let the worker look when a dispute about safety will be past its target; see claims/jobs.py.

    Args:
        dispute: any; nothing happens where no safety is at stake.
    """
    if dispute.is_safety:
        jobs.enqueue("claims.jobs.put_up_due_cautions")
