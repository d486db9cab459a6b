"""Staff write what stands between the sides of a dispute."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from claims.actions.disputes import locked
from claims.actions.positions import NotOpen
from claims.models import Dispute
from claims.searching import follow_dispute

WORDED = (Dispute.Status.OPEN, Dispute.Status.RULED)


@transaction.atomic
def word_dispute(*, dispute: Dispute, agreed: str, ask_clinician: str, by, at: datetime) -> Dispute:
    """Write what both sides agree on, and what to ask a clinician; saving the same words again is no act.

    Args:
        dispute: open or ruled.
        agreed: at most 1,500 characters; empty says that nothing is agreed on yet.
        ask_clinician: one question a line, at most 1,500 characters.
        by: a moderator or editor; the caller has checked can_triage.
        at: when (aware).

    Returns:
        The dispute as it reads now.

    Raises:
        NotOpen: it is neither open nor ruled.
    """
    dispute = locked(dispute)
    if dispute.status not in WORDED:
        raise NotOpen
    words = {"agreed": agreed.strip(), "ask_clinician": ask_clinician.strip()}
    changed = sorted(name for name, text in words.items() if getattr(dispute, name) != text)
    if not changed:
        return dispute
    for name, text in words.items():
        setattr(dispute, name, text)
    dispute.save(update_fields=list(words))
    follow_dispute(dispute)
    note = "\n\n".join(text for text in words.values() if text)
    record(actor=by, verb="word_dispute", subject=dispute, at=at, public_note=note, after={"changed": changed})
    return dispute
