"""What can be done with statements in question."""

from claims.actions.anchors import AnchorsUnplaced, mark_gone, place_anchor, resolve_anchors, touched_resolutions
from claims.actions.disputes import (
    add_evidence,
    dismiss_dispute,
    join_report,
    lift_caution,
    open_dispute,
    reopen_dispute,
    set_caution,
)
from claims.actions.reports import plain_text_of, report_statement, retract_report
from claims.actions.rulings import NotYours, rule_dispute

__all__ = [
    "AnchorsUnplaced",
    "NotYours",
    "add_evidence",
    "dismiss_dispute",
    "join_report",
    "lift_caution",
    "mark_gone",
    "open_dispute",
    "place_anchor",
    "plain_text_of",
    "reopen_dispute",
    "report_statement",
    "resolve_anchors",
    "retract_report",
    "rule_dispute",
    "set_caution",
    "touched_resolutions",
]
