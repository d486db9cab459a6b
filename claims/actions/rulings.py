"""An editor signs a ruling: published at once, or proposed to a second editor where safety is at stake."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Revision
from audit.actions import record
from claims.actions.anchors import place_anchors
from claims.actions.disputes import articles_of, locked
from claims.actions.publishing import check_gate, check_placed, publish_ruling, tell_editors
from claims.actions.reports import population_of
from claims.models import Dispute, Evidence, Ruling, RulingEvidence
from claims.permissions import can_confirm_anchor, can_rule
from claims.reading import changes_words, needs_second
from common import transitions


class NotYours(Exception):
    """Nobody rules on a dispute about their own words, their own report, or a side they hold."""


class NeedsSecond(Exception):
    """Safety is at stake: the ruling has to be proposed, and seconded by another editor."""


class WaitsForSecond(Exception):
    """Another ruling on the dispute waits for a second editor already."""


class WordsUntouched(ValueError):
    """The revision does not change the words in question."""


class EvidenceLeftOut(Exception):
    """The ruling says nothing about some of the evidence: it was added meanwhile."""


@dataclass(frozen=True)
class Finding:
    """What an editor finds, whole: nothing of it is edited once it is signed.

    `outcome` is a Ruling.Outcome; `values` are FacetValue rows, for whom the statement holds from now on; `weighed` has
    (Evidence, RulingEvidence.Role, why) for each source of the dispute, the last for those that are set aside;
    `interests` are what its editor declares, empty for none; `waiver` says why it does not wait until both sides find
    their summaries fair; `placements` say where the marks stand that the revision touched: see place_anchors.
    """

    outcome: str
    summary: str
    revision: Revision | None = None
    no_change_because: str = ""
    reasoning: str = ""
    values: Sequence = ()
    weighed: Sequence[tuple[Evidence, str, str]] = ()
    interests: str = ""
    waiver: str = ""
    placements: Sequence = ()


@transaction.atomic
def rule_dispute(*, dispute: Dispute, finding: Finding, by, at: datetime) -> Ruling:
    """Rule on an open dispute where no second editor is needed, and send its reporters and followers the receipt.

    Args:
        dispute: in *open*.
        finding: what is found.
        by: an editor who is party to it in no way.
        at: when (aware).

    Returns:
        The new ruling, published.

    Raises:
        NeedsSecond: safety is at stake: see propose_ruling.
        NotYours: `by` wrote a statement in it, reported it, or holds a side of it.
        WaitsForSecond: another ruling was proposed already.
        AnchorsUnplaced: the revision touched anchors that nobody has placed.
        GateShut: the sides have not found their summaries fair, and the time for it, or the waiver, is missing.
        EvidenceLeftOut: some of its evidence is neither weighed nor set aside.
        WordsUntouched: the revision does not change a block in which its words stood.
        ValueError: both or neither of revision and no_change_because, a revision of another article, no population
            for an outcome that is right for some, or an anchor that somebody has placed already.
        common.transitions.InvalidTransition: the dispute is not open.
    """
    dispute = locked(dispute)
    if needs_second(dispute, finding.revision):
        raise NeedsSecond
    ruling = _sign(dispute, finding, by, at)
    publish_ruling(dispute, ruling, at=at)
    record(
        actor=by, verb="rule_dispute", subject=dispute, at=at, public_note=ruling.summary, private_note=ruling.waiver,
        after=_logged(ruling), revision=ruling.revision.number if ruling.revision else None,
    )  # fmt: skip
    return ruling


@transaction.atomic
def propose_ruling(*, dispute: Dispute, finding: Finding, by, at: datetime) -> Ruling:
    """Sign a ruling where safety is at stake; another editor seconds it, and until then editors alone see it.

    Args:
        dispute: in *open*.
        finding: what is found. Its placements are made at once: where a mark stands is no part of what is found.
        by: an editor who is party to it in no way.
        at: when (aware).

    Returns:
        The ruling, proposed.

    Raises:
        ValueError: no second editor is needed: see rule_dispute, which also says what else is raised.
    """
    dispute = locked(dispute)
    if not needs_second(dispute, finding.revision):
        raise ValueError("safety is not at stake: rule at once")
    ruling = _sign(dispute, finding, by, at)
    record(
        actor=by, verb="propose_ruling", subject=dispute, at=at, private_note=ruling.summary, after=_logged(ruling),
        revision=ruling.revision.number if ruling.revision else None,
    )  # fmt: skip
    tell_editors(
        ruling, by=by, at=at, title=_("A ruling waits for a second editor"), text=dispute.question,
        url=reverse("ruling_detail", args=[ruling.pk]),
    )  # fmt: skip
    return ruling


def _logged(ruling):
    return {"ruling": ruling.pk, "outcome": ruling.outcome, "waived": bool(ruling.waiver)}


def _sign(dispute, finding, by, at):
    """Check everything that a ruling needs, and write it down as proposed."""
    transitions.check(dispute, Dispute.Status.RULED)
    if not can_rule(by, dispute) or not _may_place(by, finding):
        raise NotYours
    if dispute.rulings.filter(status=Ruling.Status.PROPOSED).exists():
        raise WaitsForSecond
    _check_words(dispute, finding)
    if {row.pk for row, _role, _why in finding.weighed} != _evidence_of(dispute):
        raise EvidenceLeftOut
    check_gate(dispute, finding.waiver, at)
    scope_before = _scope_of(dispute)
    place_anchors(placements=finding.placements, by=by, at=at)
    check_placed(finding.revision)
    ruling = Ruling.objects.create(
        dispute=dispute, status=Ruling.Status.PROPOSED, outcome=finding.outcome, summary=finding.summary,
        reasoning=finding.reasoning, interests=finding.interests.strip(), revision=finding.revision,
        no_change_because=finding.no_change_because.strip(), waiver=finding.waiver.strip(), ruled_by=by, ruled_at=at,
        scope_before=scope_before, population=population_of(list(finding.values)) if finding.values else None,
    )  # fmt: skip
    weighed = [
        RulingEvidence(ruling=ruling, position_id=row.position_id, source_id=row.source_id, role=role, because=why)
        for row, role, why in finding.weighed
    ]
    RulingEvidence.objects.bulk_create(weighed)
    return ruling


def _may_place(by, finding):
    return all(can_confirm_anchor(by, row.appearance.dispute) for row, _passage in finding.placements)


def _check_words(dispute, finding):
    revision = finding.revision
    if bool(revision) == bool(finding.no_change_because.strip()):
        raise ValueError("name the revision that changes the text, or say why none does")
    if revision and revision.article_id not in articles_of(dispute):
        raise ValueError("the revision belongs to another article")
    if revision and not changes_words(revision, dispute):
        raise WordsUntouched("the revision does not change the words in question")
    if finding.outcome == Ruling.Outcome.QUALIFIED and not finding.values:
        raise ValueError("say for whom it is right")


def _evidence_of(dispute):
    return set(Evidence.objects.filter(position__dispute=dispute).values_list("pk", flat=True))


def _scope_of(dispute):
    """Freeze for whom the doubted claim holds before the ruling; None where no claim was stated."""
    first = dispute.positions.order_by("order").first()
    claim = first and first.claims.order_by("pk").first()
    return population_of(list(claim.population.values.all())) if claim else None
