"""Evidence is set aside with a reason, and brought back."""

from datetime import datetime

from django.db import transaction

from audit.actions import record
from claims.actions.disputes import locked
from claims.actions.positions import NotOpen
from claims.models import Dispute, Evidence


class AlreadySo(Exception):
    """Somebody has set it aside, or brought it back, just before."""


@transaction.atomic
def set_aside_evidence(*, evidence: Evidence, because: str, by, at: datetime) -> Evidence:
    """Set a source aside: it stays beside its position, apart and with the reason, and is not counted.

    Args:
        evidence: of an open dispute.
        because: shown to readers, at most 400 characters.
        by: a moderator or editor; the caller has checked can_weigh.
        at: when (aware).

    Returns:
        The evidence, set aside.

    Raises:
        NotOpen: the dispute has ended, so what was weighed stays as it was.
        AlreadySo: it is set aside already.
        ValueError: no reason.
    """
    if not because.strip():
        raise ValueError("say why it is set aside")
    evidence = _locked(evidence)
    if evidence.role == Evidence.Role.SET_ASIDE:
        raise AlreadySo
    evidence.brought_as, evidence.role = evidence.role, Evidence.Role.SET_ASIDE
    evidence.set_aside_by, evidence.set_aside_because = by, because.strip()
    return _log(evidence, "set_aside_evidence", by, at, public_note=evidence.set_aside_because)


@transaction.atomic
def restore_evidence(*, evidence: Evidence, by, at: datetime) -> Evidence:
    """Bring a source back that was set aside, as it was first brought: supporting or opposing.

    Args:
        evidence: of an open dispute.
        by: a moderator or editor; the caller has checked can_weigh.
        at: when (aware).

    Returns:
        The evidence, which counts again.

    Raises:
        NotOpen: the dispute has ended, so what was weighed stays as it was.
        AlreadySo: it is not set aside.
    """
    evidence = _locked(evidence)
    if evidence.role != Evidence.Role.SET_ASIDE:
        raise AlreadySo
    evidence.role, evidence.brought_as = evidence.brought_as, ""
    evidence.set_aside_by, evidence.set_aside_because = None, ""
    return _log(evidence, "restore_evidence", by, at)


def _locked(evidence):
    if locked(evidence.position.dispute).status != Dispute.Status.OPEN:
        raise NotOpen
    return Evidence.objects.select_for_update(of=("self",)).select_related("position__dispute").get(pk=evidence.pk)


def _log(evidence, verb, by, at, **words):
    evidence.save(update_fields=["role", "brought_as", "set_aside_by", "set_aside_because"])
    after = {"evidence": evidence.pk, "source": evidence.source_id, "role": evidence.role}
    record(actor=by, verb=verb, subject=evidence.position.dispute, at=at, after=after, **words)
    return evidence
