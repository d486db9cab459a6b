"""Editors keep the register: claims, and the passages where each is made."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Block, Source
from audit.actions import record
from claims.actions.following import tell_claim_followers
from claims.actions.reports import add_appearance, population_of
from claims.models import Appearance, Claim, Dispute, FacetValue, Position, Resolution, Thing
from claims.searching import follow_claims
from comments.models import Comment


def locked_claims(*claims: Claim) -> list[Claim]:
    """Return these claims' rows, locked for this transaction; their disputes first, each kind in one order.

    Args:
        *claims: one or more.
    """
    keys = [claim.pk for claim in claims]
    disputes = Position.objects.filter(claims__in=keys).values("dispute")
    list(Dispute.objects.filter(pk__in=disputes).select_for_update(no_key=True).order_by("pk"))
    rows = {row.pk: row for row in Claim.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return [rows[key] for key in keys]


def said_by(claim: Claim) -> dict:
    """Return what the log keeps of a claim.

    Args:
        claim: any.
    """
    return {
        "statement": claim.statement, "thing": claim.thing_id, "stance": claim.stance,
        "for_whom": sorted(claim.population.values.values_list("code", flat=True)),
    }  # fmt: skip


@transaction.atomic
def register_claim(
    *, statement: str, thing: Thing | None, stance: str, values: list[FacetValue], by, at: datetime
) -> Claim:
    """Put a statement into the register; readers find it there once a passage of it is quoted.

    Args:
        statement: canonical, in the editors' words, at most 400 characters.
        thing: what it is about; None for not stated.
        stance: a Claim.Stance.
        values: FacetValue rows; none means "not stated".
        by: an editor.
        at: when (aware).

    Returns:
        The new claim.
    """
    people = population_of(list(values))
    claim = Claim.objects.create(statement=statement, thing=thing, stance=stance, population=people)
    record(actor=by, verb="register_claim", subject=claim, at=at, after=said_by(claim))
    return claim


@transaction.atomic
def edit_claim(
    *, claim: Claim, statement: str, thing: Thing | None, stance: str, values: list[FacetValue], by, at: datetime
) -> Claim:
    """Word a claim anew, and say what it is about, what it says and for whom.

    Args:
        claim: one that stands for itself.
        statement: canonical, in the editors' words, at most 400 characters.
        thing: what it is about; None for not stated.
        stance: a Claim.Stance.
        values: FacetValue rows; none means "not stated".
        by: an editor; the caller has checked can_keep.
        at: when (aware).

    Returns:
        The claim as it is now.

    Raises:
        ValueError: it was merged into another one.
    """
    [claim] = locked_claims(claim)
    if claim.merged_into_id:
        raise ValueError("it was merged: the other claim is the one to word")
    before = said_by(claim)
    claim.statement, claim.thing, claim.stance = statement, thing, stance
    claim.save(update_fields=["statement", "thing", "stance"])
    claim.population.values.set(values)
    after = said_by(claim)
    if after != before:
        follow_claims(Claim.objects.filter(pk=claim.pk))
        record(actor=by, verb="edit_claim", subject=claim, at=at, before=before, after=after)
        tell_claim_followers(
            claim, kind="claim_edited", title=_("A statement you follow was worded anew"), text=statement, at=at, by=by
        )
    return claim


@transaction.atomic
def quote_passage(*, claim: Claim, target: Block | Comment, start: int, end: int, by, at: datetime) -> Appearance:
    """Say that a passage of an article, a comment or an answer makes a claim.

    Args:
        claim: one that stands for itself.
        target: a block of the live revision, or a comment.
        start: first code point of the passage in the target's plain text.
        end: one past the last.
        by: an editor.
        at: when (aware).

    Returns:
        The new appearance, of no dispute.

    Raises:
        ValueError: the claim was merged into another one, or the passage is empty or outside the text.
    """
    [claim] = _standing(claim)
    appearance = add_appearance(target, start, end, dispute=None, claim=claim, by=by, at=at)
    follow_claims(Claim.objects.filter(pk=claim.pk))
    record(actor=by, verb="quote_passage", subject=claim, at=at, after={"appearance": appearance.pk})
    return appearance


@transaction.atomic
def quote_source(*, claim: Claim, source: Source, words: str, by, at: datetime) -> Appearance:
    """Say that a source elsewhere makes a claim, in which words.

    Args:
        claim: one that stands for itself.
        source: the record of the page or paper.
        words: as they stand there, at most 1,000 characters.
        by: an editor.
        at: when (aware).

    Returns:
        The new appearance, of no dispute.

    Raises:
        ValueError: the claim was merged into another one, or there are no words.
    """
    [claim] = _standing(claim)
    if not words.strip():
        raise ValueError("no words to quote")
    appearance = Appearance.objects.create(
        claim=claim, source=source, exact=words, sentences=words, end=len(words), created_by=by, created_at=at
    )
    follow_claims(Claim.objects.filter(pk=claim.pk))
    record(actor=by, verb="quote_source", subject=claim, at=at, after={"appearance": appearance.pk})
    return appearance


@transaction.atomic
def drop_quote(*, appearance: Appearance, by, at: datetime) -> None:
    """Take a passage out of the register that an editor put there by mistake.

    Args:
        appearance: of no dispute.
        by: an editor.
        at: when (aware).

    Raises:
        ValueError: it belongs to a dispute, or an editor placed a mark there.
    """
    appearance = Appearance.objects.select_for_update().get(pk=appearance.pk)
    is_placed = Resolution.objects.filter(replaced_by=appearance).exists()
    if appearance.dispute_id or appearance.claim is None or is_placed:
        raise ValueError("a passage of a dispute stays with it, and so does one that a mark was placed on")
    key = appearance.pk
    appearance.delete()
    follow_claims(Claim.objects.filter(pk=appearance.claim_id))
    record(actor=by, verb="drop_quote", subject=appearance.claim, at=at, before={"appearance": key})


def _standing(claim):
    rows = locked_claims(claim)
    if rows[0].merged_into_id:
        raise ValueError("it was merged: the other claim is the one to quote")
    return rows
