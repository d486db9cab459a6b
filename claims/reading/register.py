"""The register: every claim that stands in public, by topic, thing and state. Merged claims stand under one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from articles.models import Article, Topic
from claims.merging import Families
from claims.models import Claim, Dispute, FacetValue, Position, Ruling, Thing
from claims.reading.families import public_appearances
from claims.reading.filters import Asked
from claims.reading.marks import Badge, badge_of
from claims.reading.sides import Cell, stance_cell

DISPUTED, CONFLICTING, NONE = "disputed", "conflicting", "none"
STATES = (DISPUTED, CONFLICTING, *Ruling.Outcome.values, NONE)
SIDES = Position.claims.through.objects


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for in the register; empty for everything."""

    topic: str = ""  # slug
    thing: str = ""  # slug
    state: str = ""  # one of STATES


def state_badge(state: str) -> Badge | None:
    """Return the badge of a state; none for NONE.

    Args:
        state: one of STATES.
    """
    if state == NONE:
        return None
    if state in (DISPUTED, CONFLICTING):
        kind = Dispute.Kind.DOUBT if state == DISPUTED else Dispute.Kind.CONFLICT
        return badge_of(Dispute(status=Dispute.Status.OPEN, kind=kind))
    return badge_of(Dispute(status=Dispute.Status.RULED), state)


def in_register(wanted: Wanted, tree: Families):
    """Return the claims of the register that stand for themselves; a query more for each thing that is wanted.

    Args:
        wanted: what to look for; a claim is found by what was merged into it too.
        tree: see families.
    """
    rows = Claim.objects.filter(merged_into__isnull=True).filter(_of_families(_public_claims(), tree))
    if wanted.topic:
        topic = Q(article__topics__slug=wanted.topic) | Q(comment__discussion__article__topics__slug=wanted.topic)
        said = Claim.objects.filter(pk__in=public_appearances().filter(topic).values("claim"))
        rows = rows.filter(_of_families(said, tree))
    if wanted.thing:
        rows = rows.filter(_of_families(Claim.objects.filter(thing__slug=wanted.thing), tree))
    if wanted.state == NONE:
        return rows.exclude(_of_families(_claims_of(_marking()), tree))
    if wanted.state:
        rows = rows.filter(_of_families(_claims_of(_in_state(wanted.state)), tree))
    return rows


def in_order(claims):
    """Order claims as the register lists them: by thing, those about nothing stated last, then as they read.

    Args:
        claims: a QuerySet.
    """
    return claims.order_by(F("thing__name").asc(nulls_last=True), "statement", "pk")


def _public_claims():
    in_dispute = SIDES.filter(position__dispute__in=Dispute.objects.public())
    said = public_appearances().values("claim")  # of no side too: words that an editor found to say the opposite
    return Claim.objects.filter(Q(pk__in=in_dispute.values("claim")) | Q(pk__in=said))


def _of_families(matching, tree):
    """Return the condition for claims of which a member of the family is among these."""
    merged = matching.filter(merged_into__isnull=False).values_list("pk", flat=True)
    return Q(pk__in=matching.values("pk")) | Q(pk__in={tree.root_of(key) for key in merged})


def _claims_of(disputes):
    return Claim.objects.filter(pk__in=SIDES.filter(position__dispute__in=disputes).values("claim"))


def _marking():
    return Dispute.objects.filter(status__in=(Dispute.Status.OPEN, Dispute.Status.RULED))


def _in_state(state):
    if state in (DISPUTED, CONFLICTING):
        kind = Dispute.Kind.DOUBT if state == DISPUTED else Dispute.Kind.CONFLICT
        return Dispute.objects.filter(status=Dispute.Status.OPEN, kind=kind)
    ruled = Ruling.objects.in_force().filter(outcome=state)
    return Dispute.objects.filter(status=Dispute.Status.RULED, pk__in=ruled.values("dispute"))


@dataclass
class ClaimEntry:
    """A claim as the register lists it, with what its family says where it says nothing itself."""

    claim: Claim
    thing: Thing | None
    disputes: list[tuple[Dispute, Badge]] = field(default_factory=list)

    @property
    def stance(self) -> Cell:
        """What it says about its thing, as a badge."""
        return stance_cell(self.claim)

    @property
    def people(self) -> list[FacetValue]:
        """For whom; empty for not stated."""
        return list(self.claim.population.values.all())


def entries_of(roots: list[int], tree: Families) -> list[ClaimEntry]:
    """Read claims as the register lists them, in this order: four queries, however many.

    Args:
        roots: keys of claims that stand for themselves.
        tree: see families.
    """
    of_family = tree.members_of_all(roots)
    rows = Claim.objects.filter(pk__in=of_family).select_related("thing", "population")
    claims = {row.pk: row for row in rows.prefetch_related("population__values").order_by("pk")}
    entries = {key: ClaimEntry(claims[key], claims[key].thing) for key in roots}
    for key, claim in claims.items():
        entry = entries[of_family[key]]
        entry.thing = entry.thing or claim.thing
    links = SIDES.filter(claim__in=of_family, position__dispute__in=Dispute.objects.public())
    pairs = sorted({(of_family[claim], pk) for claim, pk in links.values_list("claim", "position__dispute")})
    badged = badged_disputes({pk for _root, pk in pairs})
    for root, pk in pairs:
        entries[root].disputes.append(badged[pk])
    return list(entries.values())


def badged_disputes(keys) -> dict[int, tuple[Dispute, Badge]]:
    """Return public disputes with their badges, by their keys: one query.

    Args:
        keys: of disputes.
    """
    ruling = Ruling.objects.in_force().filter(dispute=OuterRef("pk")).order_by("-pk")
    rows = Dispute.objects.public().filter(pk__in=keys).annotate(outcome=Subquery(ruling.values("outcome")[:1]))
    return {row.pk: (row, badge_of(row, row.outcome or "")) for row in rows}


def asked_of_register(params: Mapping[str, str]) -> Asked:
    """Read the filters of an address of the register, and what can be chosen in each: two queries.

    Args:
        params: of the request; what no filter offers is left out.
    """
    badges = [(state, state_badge(state)) for state in STATES]
    topics = Topic.objects.filter(articles__in=Article.objects.published()).distinct().order_by("name", "pk")
    things = Thing.objects.filter(claims__in=_public_claims()).distinct().order_by("name", "pk")
    offered = {
        "state": (_("State"), [(key, badge.label if badge else _("Not in question")) for key, badge in badges]),
        "topic": (_("Topic"), list(topics.values_list("slug", "name"))),
        "thing": (_("What it is about"), list(things.values_list("slug", "name"))),
    }
    chosen = {name: params.get(name, "") for name in offered}
    options = {name: (label, [("", choices)] if choices else []) for name, (label, choices) in offered.items()}
    values = {name: value for name, value in chosen.items() if value in dict(offered[name][1])}
    return Asked(options, values)
