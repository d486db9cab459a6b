"""A dispute with as much of everything as a test asks for, so that what a page reads of it can be counted."""

from datetime import timedelta

from articles.actions import find_or_add_source
from claims.actions import add_evidence, add_position, join_report, set_caution
from claims.models import Dispute, FacetValue
from tests.claims.scenes import WALKING, article_of, dispute, publish, reopen, report, rule
from tests.factories import NOON, MemberFactory


def add_sides(row, count):
    """Add sides until there are this many."""
    for number in range(row.positions.count(), count):
        values = FacetValue.objects.filter(code="osteopenia")
        add_position(
            dispute=row, name=f"Side {number}", summary="", stance="depends", values=values, by=MemberFactory(), at=NOON
        )


def grown(count, *, editor, **fields) -> Dispute:
    """Return a dispute that was ruled on so many times and once more.

    It has two sides and so many more, and so many joined reports, cautions, sources of each side and revisions that
    changed its words.

    Args:
        count: at least one, at most ten.
        editor: who rules; has nothing to do with it.
        **fields: of the first report, as `report` takes them.
    """
    row = dispute(words=WALKING, **fields)
    for number in range(count):
        at, words = NOON + timedelta(days=number), f"Walking is good for {number} bones."
        publish(article_of(row), WALKING if number == 0 else f"Walking is good for {number - 1} bones.", words, at=at)
        join_report(dispute=report(article=article_of(row), words=words).dispute, into=row, by=MemberFactory(), at=at)
        set_caution(dispute=row, text=f"Ask {number}.", expires_at=at + timedelta(days=99), by=editor, at=at)
        source = find_or_add_source(url=f"https://example.org/{row.pk}/{number}", by=editor, at=at)
        for position in row.positions.all():
            add_evidence(position=position, source=source, role="supports", note="", by=editor, at=at)
    add_sides(row, 2 + count)
    for number in range(count):
        rule(row, by=editor, at=NOON + timedelta(days=20 + number))
        reopen(row, reason="More.", by=editor, at=NOON + timedelta(days=20 + number))
    rule(row, by=editor, at=NOON + timedelta(days=40))
    return row
