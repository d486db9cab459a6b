"""Staff open and dismiss disputes, and publish a dismissal that teaches."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audit.actions import record
from claims.actions.asking import ask_holders
from claims.actions.carrying import adopt
from claims.actions.following import followers_of_dispute
from claims.actions.reports import population_of, touch_marks
from claims.models import Appearance, Claim, Dispute, Evidence, Position, Report
from claims.reading import thing_named_in
from claims.searching import follow_dispute
from comments.actions import open_discussion
from common.transitions import InvalidTransition
from notifications.actions import tell


def articles_of(dispute: Dispute) -> set[int]:
    """Return the keys of the articles whose passages a dispute is about.

    Args:
        dispute: any.
    """
    return set(dispute.appearances.filter(article__isnull=False).values_list("article_id", flat=True))


def locked(dispute: Dispute) -> Dispute:
    """Return the dispute's row, locked for this transaction.

    Without its key: whoever writes a row that names it, such as where a report came from, does not have to wait.

    Args:
        dispute: any.
    """
    return Dispute.objects.select_for_update(no_key=True).get(pk=dispute.pk)


def tell_reporters(
    dispute: Dispute, *, kind: str, title: str, text: str, at: datetime, by, url: str = "", to_followers: str = ""
) -> None:
    """Tell everybody whose report belongs to the dispute, then who follows it or one of its claims; each once.

    Args:
        dispute: whose reporters; those who took their report back are left out, and followers who may not see it.
        kind: what sort of thing, such as "receipt".
        title: one line; 200 characters stay.
        text: what the mail and the notice say.
        at: when (aware); the same kind at the same time is told once.
        by: who caused it; they are not told.
        url: the path that it leads to; the page of the dispute if empty.
        to_followers: the title for followers, where `title` speaks to whoever reported it.
    """
    reports = dispute.reports.exclude(status=Report.Status.RETRACTED).select_related("reporter").order_by("pk")
    titles = dict.fromkeys(followers_of_dispute(dispute), to_followers or title)
    for member, line in (titles | {report.reporter: title for report in reports}).items():
        tell(
            member=member, kind=kind, subject_key=f"dispute:{dispute.pk}", title=line, text=text,
            url=url or dispute.get_absolute_url(), at=at, by=by, unique_key=f"{kind}/dispute:{dispute.pk}/{at.isoformat()}",  # noqa: E501
        )  # fmt: skip


@transaction.atomic
def open_dispute(
    *, dispute: Dispute, question: str, positions: list[tuple[str, str]], by, at: datetime, stances=()
) -> Dispute:
    """Open a reported dispute for everyone, under a neutral question.

    Args:
        dispute: in *reported*.
        question: neutral, at most 200 characters.
        positions: (name, neutral summary) of each side, the doubted statement first; two or more.
        by: a moderator or editor; the caller has checked can_triage.
        at: when (aware).
        stances: a Claim.Stance of the first two positions; none reads them off the report.

    Returns:
        The dispute, open.

    Raises:
        ValueError: no question, or fewer than two positions.
        common.transitions.InvalidTransition: it is not waiting any more.
    """
    if not question.strip() or len(positions) < 2:
        raise ValueError("a dispute needs a question and two positions")
    dispute = locked(dispute)
    if dispute.status != Dispute.Status.REPORTED:  # an ended one is opened again, a merged one stands by itself again
        raise InvalidTransition(f"dispute {dispute.pk}: {dispute.status} -> open")
    dispute.question, dispute.slug = question.strip(), slugify(question)[:80]
    dispute.move_to(Dispute.Status.OPEN, by=by, at=at)
    dispute.discussion = dispute.discussion or open_discussion()
    dispute.save(update_fields=["discussion"])
    rows = [
        Position(dispute=dispute, order=order, name=name, summary=text, summary_at=at)
        for order, (name, text) in enumerate(positions)
    ]
    Position.objects.bulk_create(rows)
    reports = dispute.reports.exclude(status=Report.Status.RETRACTED).select_related("appearance", "against")
    report = reports.order_by("pk").first()
    _first_claims(dispute, report, stances or _stances_of(report))
    adopt(list(dispute.appearances.filter(claim=None).order_by("pk")), dispute)
    for row in dispute.reports.filter(status=Report.Status.WAITING):
        row.move_to(Report.Status.JOINED)
    touch_articles(dispute)
    follow_dispute(dispute)
    record(actor=by, verb="open_dispute", subject=dispute, at=at, after={"question": dispute.question})
    tell_reporters(
        dispute, kind="dispute_opened", title=_("Your question is open"), at=at, by=by,
        to_followers=_("A question that you follow is open"),
        text=_(
            "The statement you questioned is now a dispute: %(question)s You can answer once, and say whether the "
            "summary of your side is fair."
        ) % {"question": dispute.question},
    )  # fmt: skip
    ask_holders(dispute, by=by, at=at)
    return dispute


def _first_claims(dispute, report, stances):
    """Give the first position the doubted statement, the second what is said against it."""
    first, second = dispute.positions.order_by("order")[:2]
    doubted = _claim(first, report.appearance, stance=stances[0], values=[])
    if report.against:
        _claim(second, report.against, stance=stances[1], values=[])
    else:
        people = population_of(list(report.population.values.all()))
        second.claims.create(
            statement=second.name, thing=doubted.thing, stance=stances[1], population=people
        )  # a doubt is about what the doubted words are about
    if report.source_id:
        Evidence.objects.create(
            position=second, source_id=report.source_id, added_by=report.reporter, added_at=report.created_at
        )


def _stances_of(report):
    """Read stances off the boxes and the reason, where nobody has chosen them."""
    doubt = Claim.Stance.AGAINST if report.reason == Report.Reason.UNSAFE else Claim.Stance.DEPENDS
    return _stance_of(report.appearance), _stance_of(report.against) if report.against else doubt


def _stance_of(appearance: Appearance) -> str:
    return Claim.Stance.AGAINST if appearance.container.endswith("dont") else Claim.Stance.RECOMMENDS


def _claim(position, appearance, *, stance, values):
    """Give a side the claim that these words make.

    A comment's words may be deleted by their author, the claim stays: there the position's name is the statement.
    """
    statement = position.name if appearance.comment_id else appearance.sentences[:400]
    thing = thing_named_in(appearance.sentences)
    claim = position.claims.create(statement=statement, thing=thing, stance=stance, population=population_of(values))
    appearance.claim = claim
    appearance.save(update_fields=["claim"])
    return claim


@transaction.atomic
def dismiss_dispute(*, dispute: Dispute, code: str, reason: str, publish: bool, by, at: datetime) -> Dispute:
    """End a dispute without a ruling, on form only; its reporters are sent the reason.

    Args:
        dispute: reported or open. From *open* it stays public with its reason.
        code: duplicate, not_a_statement, same_source, abusive.
        reason: sent to the reporters, at most 2,000 characters.
        publish: show its page to everyone because it teaches; the caller has checked that `by` is an editor.
        by: a moderator or editor.
        at: when (aware).

    Returns:
        The dispute, dismissed.

    Raises:
        common.transitions.InvalidTransition: it has ended already.
    """
    dispute = locked(dispute)
    was_open = dispute.status == Dispute.Status.OPEN
    dispute.dismissal_code, dispute.dismissal_reason = code, reason
    dispute.is_dismissal_public = was_open or publish
    dispute.move_to(Dispute.Status.DISMISSED, by=by, at=at)
    lift_cautions(dispute, at)
    for report in dispute.reports.filter(status=Report.Status.WAITING):
        report.move_to(Report.Status.DISMISSED)
    touch_articles(dispute)
    follow_dispute(dispute)
    record(actor=by, verb="dismiss_dispute", subject=dispute, at=at, reason_code=code, public_note=reason)
    if publish and not was_open:
        record(actor=by, verb="publish_dismissal", subject=dispute, at=at)
    tell_reporters(
        dispute, kind="report_dismissed", title=_("Your question was closed"), text=reason, at=at, by=by,
        to_followers=_("A question that you follow was closed"),
    )  # fmt: skip
    return dispute


@transaction.atomic
def publish_dismissal(*, dispute: Dispute, question: str, by, at: datetime) -> Dispute:
    """Show a dismissal to everyone, because others can learn from it, under a neutral question.

    Args:
        dispute: dismissed, seen by staff and reporters only.
        question: neutral, at most 200 characters.
        by: an editor; the caller has checked can_rule.
        at: when (aware).

    Returns:
        The dispute, its page public.

    Raises:
        ValueError: no question, or it is not dismissed, or public already.
    """
    dispute = locked(dispute)
    if dispute.status != Dispute.Status.DISMISSED or dispute.is_dismissal_public or not question.strip():
        raise ValueError("only a private dismissal can be published, under a question")
    dispute.question, dispute.slug = question.strip(), slugify(question)[:80]
    dispute.is_dismissal_public = True
    dispute.save(update_fields=["question", "slug", "is_dismissal_public"])
    follow_dispute(dispute, is_back=True)
    after = {"question": dispute.question}
    record(actor=by, verb="publish_dismissal", subject=dispute, at=at, after=after)
    return dispute


def lift_cautions(dispute: Dispute, at: datetime) -> int:
    """Take down whatever caution stands.

    Args:
        dispute: any.
        at: when (aware).
    """
    return dispute.cautions.filter(lifted_at=None).update(lifted_at=at)


def touch_articles(dispute: Dispute) -> None:
    """Let caches know that the marks of this dispute changed.

    Args:
        dispute: any.
    """
    for article_id in sorted(articles_of(dispute)):
        touch_marks(article_id)
