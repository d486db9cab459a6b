"""A reader joins an open dispute instead of beginning another: no act of staff, and nothing that only staff may do."""

from datetime import datetime
from uuid import UUID

from articles.models import Block
from claims.actions.budgets import spend_report
from claims.actions.disputes import locked, touch_articles
from claims.actions.reports import (
    AlikeHasMoved,
    add_appearance,
    hold_present,
    quote_against,
    send_once,
    watch_safety,
    write_report,
)
from claims.models import Dispute, Report
from claims.permissions import is_younger
from claims.reading.alike import marked_for, meets
from comments.models import Comment


def join_open_dispute(
    *, dispute: Dispute, reporter, target: Block | Comment, start: int, end: int, reason: str, why: str,
    submission_key: UUID, at: datetime, values=(), source_url: str = "", against=None, stated_values=(),
    against_values=(),
) -> Report:  # fmt: skip
    """Join an open dispute with a doubt of one's own; the same form sent again returns what the first made.

    A mark stands in public only where a moderator has let one stand: the passage becomes a passage of the dispute
    where its sentences are marked for it already; otherwise staff read it with the report, and nobody else does.

    Args:
        dispute: which.
        reporter: the member; the caller has checked can_report.
        target: a Block of the live revision, or a Comment.
        start: first code point of the passage in the target's plain text.
        end: one past the last.
        reason: a Report.Reason.
        why: in the reporter's words, at most 3,000 characters.
        submission_key: the random key of the form.
        at: when (aware).
        values: FacetValue rows: for whom it is a worry.
        source_url: a web address or DOI that bears on it, or empty.
        against: what it contradicts, required for that reason: (target, start, end) of a passage, or an Outside.
        stated_values: for whom the passage holds, as the reporter reads it.
        against_values: for whom the other one holds, as the reporter reads it.

    Returns:
        The report, part of the dispute.

    Raises:
        AlikeHasMoved: the dispute is not open any more, the passage does not meet it, or they are part of it already.
        ValueError: the passage is empty or outside its text, or its words have changed since they were read.
        claims.actions.budgets.OverBudget: they have sent as many reports as a day allows.
    """

    def make():
        row = locked(dispute)
        if row.status != Dispute.Status.OPEN or not meets(row, target, start, end) or _is_part(reporter, row):
            raise AlikeHasMoved
        hold_present(target)
        spend_report(reporter, at)
        marked = marked_for(row, target, start, end)
        claim = marked.appearance.claim if marked else None
        appearance = add_appearance(
            target, start, end, dispute=row if marked else None, claim=claim, by=reporter, at=at
        )
        report = write_report(
            dispute=row, appearance=appearance, against=quote_against(against, dispute=None, by=reporter, at=at),
            reporter=reporter, reason=reason, why=why, at=at, values=values, source_url=source_url,
            stated_values=stated_values, against_values=against_values, submission_key=submission_key,
            status=Report.Status.JOINED, alike=row,
        )  # fmt: skip
        if reason == Report.Reason.UNSAFE and not is_younger(reporter, row):
            row.is_safety = True
            row.save(update_fields=["is_safety"])
            watch_safety(row)
        touch_articles(row)
        return report

    return send_once(reporter, submission_key, make)


def _is_part(member, dispute):
    return dispute.reports.filter(reporter=member).exclude(status=Report.Status.RETRACTED).exists()
