"""What can be done with statements in question."""

from claims.actions.anchors import (
    AnchorsUnplaced,
    mark_gone,
    place_anchor,
    place_anchors,
    rebuild_resolutions,
    resolve_anchors,
    touched_resolutions,
)
from claims.actions.budgets import OverBudget, check_reports
from claims.actions.cautions import lift_caution, put_up_cautions, set_caution
from claims.actions.claims import drop_quote, edit_claim, quote_passage, quote_source, register_claim
from claims.actions.disputes import dismiss_dispute, open_dispute, publish_dismissal
from claims.actions.evidence import AlreadySo, restore_evidence, set_aside_evidence
from claims.actions.facets import (
    InUse,
    WiderThanItself,
    add_facet,
    add_value,
    delete_facet,
    delete_value,
    edit_facet,
    edit_value,
)
from claims.actions.families import CannotMerge, is_undone_split, merge_claims, split_claim, undo_merge, undo_split
from claims.actions.following import key_of
from claims.actions.joining import join_open_dispute
from claims.actions.leaving import leave_disputes
from claims.actions.merging import CannotMove, join_report, merge_dispute, split_report, unmerge_dispute, why_not_split
from claims.actions.people import (
    AlreadyDecided,
    decide_citation_fit,
    set_article_people,
    set_studied_people,
    take_back_citation_fit,
)
from claims.actions.positions import NotOpen, add_evidence, add_position, edit_position
from claims.actions.publishing import GateShut
from claims.actions.quoting import (
    ChangedAgain,
    NotTheirQuote,
    follow_quotes,
    look_at_quotation,
    post_quotation,
)
from claims.actions.reopening import NewEvidence, NothingNew, reopen_dispute
from claims.actions.reports import AlikeHasMoved, plain_text_of, report_statement
from claims.actions.retracting import retract_report
from claims.actions.ripples import NotForYou, look_at_ripple
from claims.actions.rulings import (
    EvidenceLeftOut,
    Finding,
    NeedsSecond,
    NotYours,
    WaitsForSecond,
    WordsUntouched,
    propose_ruling,
    rule_dispute,
)
from claims.actions.seconding import decline_ruling, second_ruling, withdraw_ruling
from claims.actions.things import NameTaken, add_thing, edit_thing
from claims.actions.voices import (
    NotTheirs,
    Reworded,
    mark_fair,
    remove_response,
    sides_of,
    unmark_fair,
    write_response,
)
from claims.actions.words import word_dispute

__all__ = [
    "AlikeHasMoved",
    "AlreadyDecided",
    "AlreadySo",
    "AnchorsUnplaced",
    "CannotMerge",
    "CannotMove",
    "ChangedAgain",
    "EvidenceLeftOut",
    "Finding",
    "GateShut",
    "InUse",
    "NameTaken",
    "NeedsSecond",
    "NewEvidence",
    "NotForYou",
    "NotOpen",
    "NotTheirQuote",
    "NotTheirs",
    "NotYours",
    "NothingNew",
    "OverBudget",
    "Reworded",
    "WaitsForSecond",
    "WiderThanItself",
    "WordsUntouched",
    "add_evidence",
    "add_facet",
    "add_position",
    "add_thing",
    "add_value",
    "check_reports",
    "decide_citation_fit",
    "decline_ruling",
    "delete_facet",
    "delete_value",
    "dismiss_dispute",
    "drop_quote",
    "edit_claim",
    "edit_facet",
    "edit_position",
    "edit_thing",
    "edit_value",
    "follow_quotes",
    "is_undone_split",
    "join_open_dispute",
    "join_report",
    "key_of",
    "leave_disputes",
    "lift_caution",
    "look_at_quotation",
    "look_at_ripple",
    "mark_fair",
    "mark_gone",
    "merge_claims",
    "merge_dispute",
    "open_dispute",
    "place_anchor",
    "place_anchors",
    "plain_text_of",
    "post_quotation",
    "propose_ruling",
    "publish_dismissal",
    "put_up_cautions",
    "quote_passage",
    "quote_source",
    "rebuild_resolutions",
    "register_claim",
    "remove_response",
    "reopen_dispute",
    "report_statement",
    "resolve_anchors",
    "restore_evidence",
    "retract_report",
    "rule_dispute",
    "second_ruling",
    "set_article_people",
    "set_aside_evidence",
    "set_caution",
    "set_studied_people",
    "sides_of",
    "split_claim",
    "split_report",
    "take_back_citation_fit",
    "touched_resolutions",
    "undo_merge",
    "undo_split",
    "unmark_fair",
    "unmerge_dispute",
    "why_not_split",
    "withdraw_ruling",
    "word_dispute",
    "write_response",
]
