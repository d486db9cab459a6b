"""Editors merge and split claims, and undo it. Merging moves nothing: claims.merging reads who belongs to whom."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audit.actions import record
from claims.actions.claims import locked_claims, said_by
from claims.actions.following import key_of, tell_claim_followers
from claims.actions.reports import population_of
from claims.merging import Families
from claims.models import Appearance, Claim, FacetValue, Thing
from claims.reading import Wanted, families, in_register
from claims.searching import follow_claims
from notifications.actions import carry_followers, return_followers


class CannotMerge(Exception):
    """These claims can't be merged; the words say why, for an editor."""


@transaction.atomic
def merge_claims(*, claim: Claim, into: Claim, by, at: datetime) -> Claim:
    """Let one claim stand for another that says the same: its address leads there, its passages show there.

    Args:
        claim: one that stands for itself.
        into: another one, about the same thing if both say what they are about.
        by: an editor; the caller has checked can_keep of both.
        at: when (aware).

    Returns:
        The claim that stands for both.

    Raises:
        CannotMerge: they are one already, one was merged meanwhile, or they are about different things.
    """
    if claim.pk == into.pk:
        raise CannotMerge(_("These are one claim."))
    claim, into = locked_claims(claim, into)
    if claim.merged_into_id or into.merged_into_id:
        raise CannotMerge(_("One of them was merged into another claim already."))
    if len(things_of([claim, into], families())) > 1:
        raise CannotMerge(_("They are about different things."))
    claim.merged_into = into
    claim.save(update_fields=["merged_into"])
    _carry_up(claim.pk, families(), at)
    follow_claims(Claim.objects.filter(pk__in=[claim.pk, into.pk]))
    record(actor=by, verb="merge_claims", subject=into, at=at, after={"claim": claim.pk})
    title = _("A statement you follow was found to be the same as another")
    tell_claim_followers(into, kind="claim_merged", title=title, text=into.statement, at=at, by=by)
    return into


@transaction.atomic
def undo_merge(*, claim: Claim, by, at: datetime) -> Claim:
    """Let a merged claim stand for itself again, with all that was merged into it before.

    Args:
        claim: a merged one.
        by: an editor; the caller has checked can_keep.
        at: when (aware).

    Returns:
        The claim, on its own.

    Raises:
        ValueError: it stands for itself, or it is a split that was undone: then it is split once more.
    """
    [claim] = locked_claims(claim)
    if not claim.merged_into_id or is_undone_split(claim):
        raise ValueError("it was not merged")
    into, above = claim.merged_into, families().merged_to(claim.pk)
    claim.merged_into = None
    claim.save(update_fields=["merged_into"])
    return_followers(source=key_of(claim), target=key_of(into))
    tree = families()
    for key in above:  # who follows it for another reason as well, follows it still
        for member in Claim.objects.filter(merged_into=key).order_by("pk"):
            _carry_up(member.pk, tree, at)
    follow_claims(Claim.objects.filter(pk__in=[claim.pk, into.pk]))
    record(actor=by, verb="undo_merge", subject=into, at=at, before={"claim": claim.pk})
    return claim


def _carry_up(key: int, tree: Families, at) -> None:
    """Let the followers of a claim follow each one that stands for it, step by step, so that each can go back."""
    for above in tree.merged_to(key):
        carry_followers(source=f"claim:{key}", target=f"claim:{above}", at=at)
        key = above


@transaction.atomic
def split_claim(
    *, claim: Claim, appearances: list[Appearance], statement: str, stance: str, values: list[FacetValue],
    thing: Thing | None, by, at: datetime,
) -> Claim:  # fmt: skip
    """Make a claim of its own out of some passages of a claim that say something else.

    Args:
        claim: one that stands for itself.
        appearances: some of its own, but not all.
        statement: of the new claim, in the editors' words, at most 400 characters.
        stance: a Claim.Stance.
        values: FacetValue rows; none means "not stated".
        thing: what the new claim is about; None for not stated.
        by: an editor; the caller has checked can_keep.
        at: when (aware).

    Returns:
        The new claim. Both stand in the positions in which the one stood.

    Raises:
        ValueError: the claim was merged, or the passages are none of it, or all.
    """
    [claim] = locked_claims(claim)
    chosen = {row.pk for row in appearances}
    own = set(Appearance.objects.select_for_update().filter(claim=claim).values_list("pk", flat=True))
    if claim.merged_into_id or not chosen or not chosen < own:
        raise ValueError("choose some passages of a claim that stands for itself, and leave it one")
    new = Claim.objects.create(
        statement=statement, thing=thing, stance=stance, population=population_of(list(values)), split_from=claim
    )
    Appearance.objects.filter(pk__in=chosen).update(claim=new)
    for position in claim.positions.order_by("pk"):
        position.claims.add(new)
    carry_followers(source=key_of(claim), target=key_of(new), at=at)
    after = said_by(new) | {"claim": new.pk, "appearances": sorted(chosen)}
    follow_claims(Claim.objects.filter(pk__in=[claim.pk, new.pk]))
    record(actor=by, verb="split_claim", subject=claim, at=at, after=after)
    text = statement if in_register(Wanted(), families()).filter(pk=new.pk).exists() else claim.statement
    title = _("A statement you follow was found to be two")
    tell_claim_followers(claim, kind="claim_split", title=title, text=text, at=at, by=by)
    return new


@transaction.atomic
def undo_split(*, claim: Claim, by, at: datetime) -> Claim:
    """Give the passages of a split claim back to the one that it was split from; its address leads there from now on.

    Args:
        claim: the one that was split off.
        by: an editor; the caller has checked can_keep.
        at: when (aware).

    Returns:
        The claim that has the passages now.

    Raises:
        ValueError: it was not split off, or it does not stand for itself any more.
    """
    origin = claim.split_from
    if origin is None:
        raise ValueError("it was not split off")
    claim, origin = locked_claims(claim, origin)
    if claim.merged_into_id or families().root_of(origin.pk) == claim.pk:
        raise ValueError("it does not stand for itself, or stands for the other one")
    returned = sorted(claim.appearances.values_list("pk", flat=True))
    claim.appearances.update(claim=origin)
    claim.merged_into = origin
    claim.save(update_fields=["merged_into"])
    return_followers(source=key_of(origin), target=key_of(claim))
    _carry_up(claim.pk, families(), at)
    before = said_by(claim) | {"claim": claim.pk, "appearances": returned}
    follow_claims(Claim.objects.filter(pk__in=[claim.pk, origin.pk]))
    record(actor=by, verb="undo_split", subject=origin, at=at, before=before)
    return origin


def is_undone_split(claim: Claim) -> bool:
    """Tell whether a claim was split off and put back: it has no passages of its own any more.

    Args:
        claim: any.
    """
    is_back = claim.split_from_id is not None and claim.merged_into_id == claim.split_from_id
    return is_back and not claim.appearances.exists()


def things_of(claims: list[Claim], tree: Families) -> set[int]:
    """Return the keys of all things that claims are about, with what was merged into them.

    Args:
        claims: any that stand for themselves.
        tree: see claims.reading.families.
    """
    members = tree.members_of_all(claim.pk for claim in claims)
    rows = Claim.objects.filter(pk__in=members, thing__isnull=False)
    return set(rows.values_list("thing", flat=True))
