"""What pages read of the claims floor."""

from claims.reading.alike import Alike, alike_to
from claims.reading.anchors import blocks_of, find_in, recompute, selector_of, unsettled_appearances
from claims.reading.annotations import annotations_of, marks_version
from claims.reading.changes import TOOK_SAFETY, changes_words, needs_second
from claims.reading.claim_pages import (
    candidates_to_merge,
    groups_of,
    history_of,
    is_following,
    others_about,
)
from claims.reading.corrections import log_of, logged
from claims.reading.counting import Readers, readers_of
from claims.reading.courses import courses_of, figure_targets
from claims.reading.dataset import public_rows
from claims.reading.dissolved import Dissolved, dissolve_passages, dissolve_report, dissolved_in
from claims.reading.drawing import Drawing, drawing_of
from claims.reading.evidence import Brought, Weighed, leads_of, studied_by, weighed_of
from claims.reading.facets import facets_in_order, is_stated
from claims.reading.families import families, public_appearances
from claims.reading.filters import asked, docket_row, docket_rows, late_ones, speeds
from claims.reading.fits import (
    Misfit,
    articles_without_people,
    bare_references,
    decided_fits,
    misfits,
    references_of,
    references_to_look_at,
    studies_without_people,
)
from claims.reading.graph import MOST_DRAWN, claims_of_topic, kinds_in_words, rows_and_drawing
from claims.reading.linked import linked_dispute, linked_marks, publisher
from claims.reading.marks import (
    ArticleMarksView,
    Badge,
    Note,
    badge_of,
    badge_of_outcome,
    docket,
    marks_for,
)
from claims.reading.mentions import (
    disputed_passages,
    disputed_words,
    notes_on_comments,
    quotes_comment,
    with_badges,
)
from claims.reading.merged import merged_here, moved_to, parts_of, way_up
from claims.reading.news import News, latest_changes, latest_rulings_and_corrections
from claims.reading.overdue import RULE as SAFETY_RULE
from claims.reading.overdue import due_for_caution, next_caution_at
from claims.reading.own import own_sections
from claims.reading.passages import Outside, plain_text_of
from claims.reading.populations import people_in_words, scope_of, values_of
from claims.reading.queues import (
    Passage,
    anchors_to_place,
    most_alike,
    one_each,
    passages_of,
    revisions_since,
    touched_by,
    waiting_for_staff,
)
from claims.reading.quoting import Quoted, changed_quotations, quotations_on, shown_quote
from claims.reading.register import (
    STATES,
    ClaimEntry,
    Wanted,
    asked_of_register,
    entries_of,
    in_order,
    in_register,
    state_badge,
)
from claims.reading.reopening import has_changed_since, knows_document
from claims.reading.ripples import changed_passages, waiting_ripples
from claims.reading.rulings import brought_since, proposed_rulings, shown_whole, words_of_proposal
from claims.reading.sides import (
    QUOTED,
    caution_of,
    for_whom,
    hear,
    in_turn,
    latest_corrections,
    next_step_of,
    places_of,
    positions_of,
    questioned_words,
    quote_of,
    quotes_of,
    readable_anchors,
    ruling_of,
    sources_of,
)
from claims.reading.targets import Waiting, due_at, waiting_of, waits_since
from claims.reading.things import (
    TakenName,
    names_of_things,
    taken_name,
    thing_named_in,
    things_named_in,
    things_with_counts,
)
from claims.reading.timeline import Event, timeline_of
from claims.reading.told import claims_seen, disputes_seen
from claims.reading.touching import touched_statements
from claims.reading.voices import Voice, Voices, counted_marks, gate_of, holders_of, voices_of, wordings_of

__all__ = [
    "MOST_DRAWN",
    "QUOTED",
    "SAFETY_RULE",
    "STATES",
    "TOOK_SAFETY",
    "Alike",
    "ArticleMarksView",
    "Badge",
    "Brought",
    "ClaimEntry",
    "Dissolved",
    "Drawing",
    "Event",
    "Misfit",
    "News",
    "Note",
    "Outside",
    "Passage",
    "Quoted",
    "Readers",
    "TakenName",
    "Voice",
    "Voices",
    "Waiting",
    "Wanted",
    "Weighed",
    "alike_to",
    "anchors_to_place",
    "annotations_of",
    "articles_without_people",
    "asked",
    "asked_of_register",
    "badge_of",
    "badge_of_outcome",
    "bare_references",
    "blocks_of",
    "brought_since",
    "candidates_to_merge",
    "caution_of",
    "changed_passages",
    "changed_quotations",
    "changes_words",
    "claims_of_topic",
    "claims_seen",
    "counted_marks",
    "courses_of",
    "decided_fits",
    "disputed_passages",
    "disputed_words",
    "disputes_seen",
    "dissolve_passages",
    "dissolve_report",
    "dissolved_in",
    "docket",
    "docket_row",
    "docket_rows",
    "drawing_of",
    "due_at",
    "due_for_caution",
    "entries_of",
    "facets_in_order",
    "families",
    "figure_targets",
    "find_in",
    "for_whom",
    "gate_of",
    "groups_of",
    "has_changed_since",
    "hear",
    "history_of",
    "holders_of",
    "in_order",
    "in_register",
    "in_turn",
    "is_following",
    "is_stated",
    "kinds_in_words",
    "knows_document",
    "late_ones",
    "latest_changes",
    "latest_corrections",
    "latest_rulings_and_corrections",
    "leads_of",
    "linked_dispute",
    "linked_marks",
    "log_of",
    "logged",
    "marks_for",
    "marks_version",
    "merged_here",
    "misfits",
    "most_alike",
    "moved_to",
    "names_of_things",
    "needs_second",
    "next_caution_at",
    "next_step_of",
    "notes_on_comments",
    "one_each",
    "others_about",
    "own_sections",
    "parts_of",
    "passages_of",
    "people_in_words",
    "places_of",
    "plain_text_of",
    "positions_of",
    "proposed_rulings",
    "public_appearances",
    "public_rows",
    "publisher",
    "questioned_words",
    "quotations_on",
    "quote_of",
    "quotes_comment",
    "quotes_of",
    "readable_anchors",
    "readers_of",
    "recompute",
    "references_of",
    "references_to_look_at",
    "revisions_since",
    "rows_and_drawing",
    "ruling_of",
    "scope_of",
    "selector_of",
    "shown_quote",
    "shown_whole",
    "sources_of",
    "speeds",
    "state_badge",
    "studied_by",
    "studies_without_people",
    "taken_name",
    "thing_named_in",
    "things_named_in",
    "things_with_counts",
    "timeline_of",
    "touched_by",
    "touched_statements",
    "unsettled_appearances",
    "values_of",
    "voices_of",
    "waiting_for_staff",
    "waiting_of",
    "waiting_ripples",
    "waits_since",
    "way_up",
    "weighed_of",
    "with_badges",
    "wordings_of",
    "words_of_proposal",
]
