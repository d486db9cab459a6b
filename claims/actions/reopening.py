"""An ended dispute is opened again: for new evidence, or because the passage has changed, and for nothing else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions import find_or_add_source
from audit.actions import record
from claims.actions.anchors import find_again
from claims.actions.disputes import locked, tell_reporters, touch_articles
from claims.actions.positions import add_evidence
from claims.actions.reports import watch_safety
from claims.course import EVIDENCE, PASSAGE
from claims.models import Dispute, Position
from claims.reading import has_changed_since, knows_document
from claims.searching import follow_dispute
from common.transitions import InvalidTransition


@dataclass(frozen=True)
class NewEvidence:
    """A source that nobody has brought to the dispute before."""

    source_url: str
    position: Position
    role: str  # an Evidence.Role
    note: str = ""


class NothingNew(ValueError):
    """The source stands beside a position already, or the passage reads as it did when the dispute ended."""


@transaction.atomic
def reopen_dispute(*, dispute: Dispute, reason: str, by, at: datetime, evidence: NewEvidence | None = None) -> Dispute:
    """Open a ruled or dismissed dispute again, for a source that is new to it, or because its passage has changed.

    Args:
        dispute: ruled or dismissed, and opened before.
        reason: sent to the reporters and kept in the log.
        by: a moderator or editor.
        at: when (aware).
        evidence: what is new; None claims that the passage has changed, and that is looked up.

    Returns:
        The dispute, open.

    Raises:
        NothingNew: the source is known to the dispute, or the passage has not changed since it ended.
        common.transitions.InvalidTransition: it has not ended, or was never open.
    """
    dispute = locked(dispute)
    if dispute.opened_at is None or dispute.status not in (Dispute.Status.RULED, Dispute.Status.DISMISSED):
        raise InvalidTransition(f"dispute {dispute.pk} has not ended, or was never open")
    ended_at = dispute.decided_at
    dispute.move_to(Dispute.Status.OPEN, by=by, at=at)
    find_again(dispute)
    if evidence is None and not has_changed_since(dispute, ended_at):
        raise NothingNew(_("The passage still reads as it did when this dispute ended."))
    if evidence and knows_document(dispute, evidence.source_url):
        raise NothingNew(_("This source stands in this dispute already, perhaps under another address."))
    added = _add(evidence, by, at) if evidence else None
    watch_safety(dispute)
    touch_articles(dispute)
    follow_dispute(dispute)
    cause = {"cause": EVIDENCE, "evidence": added.pk} if added else {"cause": PASSAGE}
    record(actor=by, verb="reopen_dispute", subject=dispute, at=at, public_note=reason, after=cause)
    tell_reporters(dispute, kind="dispute_reopened", title=_("A dispute is open again"), text=reason, at=at, by=by)
    return dispute


def _add(evidence, by, at):
    source = find_or_add_source(url=evidence.source_url, by=by, at=at)
    return add_evidence(position=evidence.position, source=source, role=evidence.role, note=evidence.note, by=by, at=at)
