"""Short ways to merge, join, undo and split, and a picture of where everything belongs."""

import uuid
from datetime import timedelta

from claims.actions import join_open_dispute, join_report, merge_dispute, unmerge_dispute
from claims.models import Appearance, Dispute, Report
from notifications.actions import followers_of
from tests.claims.scenes import WALKING, article_of, block_of
from tests.factories import NOON, MemberFactory


def state():
    """Return where every report and passage belongs, and how every dispute stands."""
    return {
        "disputes": list(
            Dispute.objects.order_by("pk").values_list("status", "merged_into", "status_before_merge", "is_safety")
        ),
        "reports": list(Report.objects.order_by("pk").values_list("dispute", "status", "joined_from")),
        "passages": list(
            Appearance.objects.order_by("pk").values_list("dispute", "claim", "joined_from", "claim_before")
        ),
        "followers": [
            [member.pk for member in followers_of(f"dispute:{pk}")]
            for pk in Dispute.objects.order_by("pk").values_list("pk", flat=True)
        ],
    }


def merge(dispute, into, **fields):
    return merge_dispute(dispute=dispute, into=into, by=fields.get("by") or MemberFactory(), at=NOON)


def join(dispute, into):
    return join_report(dispute=dispute, into=into, by=MemberFactory(), at=NOON)


def undo(dispute):
    return unmerge_dispute(dispute=dispute, by=MemberFactory(), at=NOON + timedelta(days=1))


def straight_into(row, *, words=WALKING, reporter=None, reason="unsafe", **fields):
    """Report words of an open dispute as a reader does who joins it."""
    target = block_of(article_of(row), words)
    start = target.text.index(words)
    return join_open_dispute(
        dispute=row, reporter=reporter or MemberFactory(), target=target, start=start, end=start + len(words),
        reason=reason, why="It hurt my knee.", submission_key=uuid.uuid4(), at=NOON, **fields,
    )  # fmt: skip


def fresh(row):
    return Dispute.objects.get(pk=row.pk)
