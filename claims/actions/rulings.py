"""An editor ends a dispute."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Revision
from audit.actions import record
from claims.actions.anchors import AnchorsUnplaced, place_anchors, touched_resolutions, unplaced
from claims.actions.disputes import articles_of, locked, tell_reporters
from claims.actions.reports import population_of, touch_marks
from claims.models import Dispute, Ruling, RulingAnchor
from claims.permissions import can_confirm_anchor, can_rule
from claims.reading import questioned_words


class NotYours(Exception):
    """Nobody rules on a dispute about their own words or their own report."""


@transaction.atomic
def rule_dispute(
    *, dispute: Dispute, outcome: str, summary: str, reasoning: str, values, revision: Revision | None,
    no_change_because: str, by, at: datetime, seconded_by=None, placements=(),
) -> Ruling:  # fmt: skip
    """Rule on an open dispute and send its reporters the fix receipt.

    Args:
        dispute: in *open*.
        outcome: a Ruling.Outcome.
        summary: in plain words, at most 1,500 characters.
        reasoning: at most 6,000 characters.
        values: FacetValue rows: for whom, when it is right for some.
        revision: the revision that carries the change; None when nothing changes.
        no_change_because: why not, when there is no revision.
        by: an editor who is not its author.
        at: when (aware).
        seconded_by: another editor, where safety is at stake.
        placements: see place_anchors: where the marks stand that the revision touched.

    Returns:
        The new ruling.

    Raises:
        NotYours: `by` wrote a statement in it or reported it.
        AnchorsUnplaced: the revision touched anchors that nobody has placed.
        ValueError: both or neither of revision and no_change_because, a revision of another article, no population
            for an outcome that is right for some, or an anchor that somebody has placed already.
        common.transitions.InvalidTransition: the dispute is not open.
    """
    dispute = locked(dispute)
    if not can_rule(by, dispute):
        raise NotYours
    if bool(revision) == bool(no_change_because.strip()):
        raise ValueError("name the revision that changes the text, or say why none does")
    if revision and revision.article_id not in articles_of(dispute):
        raise ValueError("the revision belongs to another article")
    values = list(values)
    if outcome == Ruling.Outcome.QUALIFIED and not values:
        raise ValueError("say for whom it is right")
    if not all(can_confirm_anchor(by, resolution.appearance.dispute) for resolution, _passage in placements):
        raise NotYours
    place_anchors(placements=placements, by=by, at=at)
    if revision and (waiting := list(unplaced(revision))):
        raise AnchorsUnplaced(waiting)
    dispute.move_to(Dispute.Status.RULED, by=by, at=at)
    ruling = Ruling.objects.create(
        dispute=dispute, outcome=outcome, summary=summary, reasoning=reasoning, revision=revision,
        no_change_because=no_change_because.strip(), population=population_of(values) if values else None,
        ruled_by=by, seconded_by=seconded_by, ruled_at=at, published_at=at,
    )  # fmt: skip
    Ruling.objects.in_force().filter(dispute=dispute).exclude(pk=ruling.pk).update(superseded_by=ruling)
    words = _anchors(ruling)
    dispute.cautions.filter(lifted_at=None).update(lifted_at=at)
    for article_id in sorted(articles_of(dispute)):
        touch_marks(article_id)
    record(
        actor=by, verb="rule_dispute", subject=dispute, at=at, public_note=summary, after={"outcome": outcome},
        revision=revision.number if revision else None,
    )  # fmt: skip
    found = ruling.get_outcome_display().capitalize()
    tell_reporters(
        dispute, kind="receipt", title=_("Settled: %(question)s") % {"question": dispute.question}, at=at, by=by,
        text=f"{found}. {summary}\n\n{words}", url=reverse("dispute_receipt", args=[dispute.pk]),
    )  # fmt: skip
    return ruling


def _anchors(ruling):
    """Freeze where each touched anchor stands, and return the words before and after for the receipt."""
    if not ruling.revision:
        return _("The words stay as they are: %(why)s") % {"why": ruling.no_change_because}
    lines = []
    for resolution in touched_resolutions(ruling.revision):
        before, placed = resolution.appearance.sentences, resolution.replaced_by
        after = placed.sentences if placed else ""
        RulingAnchor.objects.create(
            ruling=ruling, appearance=resolution.appearance, before=before, after=after, placed_at=placed
        )
        if resolution.appearance.dispute_id == ruling.dispute_id:
            now = after or _("(these words are gone)")
            lines.append(_("Before: %(before)s\nNow: %(now)s") % {"before": before, "now": now})
    return "\n\n".join(dict.fromkeys(lines)) or _stand(ruling.dispute)


def _stand(dispute):
    """Say which words were questioned, where the revision changed others."""
    return _("The words that were questioned stand: %(words)s") % {"words": questioned_words(dispute)}
