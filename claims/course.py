"""The course of a dispute: every move of its status, the verb that makes it, and who may make it."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from claims.models import Dispute

Status = Dispute.Status
TRIAGE, RULE = "claims.triage_report", "claims.rule_dispute"
NOT_THEIRS = _("not about their own words or their own report")
BACK = _("where it came from; the other one has not ended")


@dataclass(frozen=True)
class Move:
    """How a dispute goes from one status to another."""

    verb: str  # the action
    permission: str  # what the site asks for; empty: its reporter does it
    rule: str  # what it needs besides


COURSE = {
    (Status.REPORTED, Status.OPEN): Move("open_dispute", TRIAGE, _("a neutral question and two positions")),
    (Status.REPORTED, Status.DISMISSED): Move("dismiss_dispute", TRIAGE, _("a reason of form, never of being wrong")),
    (Status.REPORTED, Status.MERGED): Move("join_report", TRIAGE, _("the other one is reported or open")),
    (Status.REPORTED, Status.RETRACTED): Move("retract_report", "", _("nobody else's report is part of it")),
    (Status.OPEN, Status.RULED): Move("rule_dispute", RULE, _("a revision, or why nothing changes")),
    (Status.OPEN, Status.DISMISSED): Move("dismiss_dispute", TRIAGE, _("a reason of form, never of being wrong")),
    (Status.OPEN, Status.MERGED): Move("merge_dispute", TRIAGE, _("the other one is open; no ruling is proposed")),
    (Status.RULED, Status.OPEN): Move("reopen_dispute", TRIAGE, _("new evidence, or the passage has changed")),
    (Status.DISMISSED, Status.OPEN): Move(
        "reopen_dispute", TRIAGE, _("it was open before; new evidence, or the passage has changed")
    ),
    (Status.MERGED, Status.REPORTED): Move(
        "unmerge_dispute", TRIAGE, _("where it came from; the other one has not ended")
    ),
    (Status.MERGED, Status.OPEN): Move("unmerge_dispute", TRIAGE, _("where it came from; the other one has not ended")),
}
EVIDENCE, PASSAGE = "evidence", "passage"  # the two causes for which an ended dispute is opened again
