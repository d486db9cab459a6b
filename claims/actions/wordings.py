"""What new words say, compared with those they stand for: the same claim, a narrower one, or the opposite."""

from claims.actions.reports import population_of
from claims.models import Appearance, Claim, Position, Resolution
from claims.reading import families
from claims.searching import follow_claims

SAME, NARROWER, OPPOSITE = (Resolution.Relation[name] for name in ("SAME", "NARROWER", "OPPOSITE"))
TURNED = {
    Claim.Stance.RECOMMENDS: Claim.Stance.AGAINST,
    Claim.Stance.AGAINST: Claim.Stance.RECOMMENDS,
    Claim.Stance.EFFECT: Claim.Stance.NO_EFFECT,
    Claim.Stance.NO_EFFECT: Claim.Stance.EFFECT,
    Claim.Stance.DEPENDS: Claim.Stance.DEPENDS,
}


def state_claim(placed: Appearance, *, instead_of: Appearance, relation: str, values: list) -> None:
    """Give words that an editor has placed their claim.

    Args:
        placed: the new words.
        instead_of: the old ones; while their dispute is only reported they may have no claim yet.
        relation: SAME keeps the claim; NARROWER makes one for fewer people, on the side that held the old one;
            OPPOSITE makes one of the opposite stance, on no side.
        values: FacetValue rows: for whom, when it is narrower.

    Raises:
        ValueError: another relation, or narrower words without people or without a claim that they narrow.
    """
    old = instead_of.claim
    if relation not in (SAME, NARROWER, OPPOSITE):
        raise ValueError("say what the new words say")
    if relation == NARROWER and not (old and values):
        raise ValueError("narrower words need a claim that they narrow, and say for whom they hold")
    placed.claim = old
    placed.is_opposite = instead_of.is_opposite != (relation == OPPOSITE)  # the opposite of the opposite is the claim
    if old and relation == NARROWER:
        placed.claim = _claim(placed, old, stance=old.stance, values=values, split_from=old)
        tree = families()
        same = tree.members_of(tree.root_of(old.pk))
        for position in Position.objects.filter(dispute=placed.dispute_id, claims__in=same).distinct():
            position.claims.add(placed.claim)
    elif old and relation == OPPOSITE:
        placed.claim = _claim(placed, old, stance=TURNED[old.stance], values=list(old.population.values.all()))
    placed.save(update_fields=["claim", "is_opposite"])
    follow_claims(Claim.objects.filter(pk=placed.claim_id))


def _claim(placed, old, *, values, **fields):
    statement = placed.sentences[:400]
    return Claim.objects.create(statement=statement, thing=old.thing, population=population_of(values), **fields)
