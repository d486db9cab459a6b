"""What a member typed and has not sent: kept for a form, dropped when it is sent or thrown away."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from comments.models import Comment, Draft
from common import jobs

MOST_DRAFTS = 50  # of one member
MOST_CHARS = 20_000  # of one field: words that are too long to be posted are kept too, and can be shortened


class DraftTooLong(Exception):
    """One of the fields has more than MOST_CHARS characters."""


@transaction.atomic
def save_draft(*, member, place: str, values: dict[str, str], at: datetime, key=None) -> Draft | None:
    """Keep what a form holds, in the place of what was kept of it before; of many drafts the oldest go.

    Args:
        member: who types.
        place: names the form, at most 200 characters.
        values: by field; without a word in them, nothing is kept.
        at: when (aware).
        key: the form's submission key; words that were posted with it are kept no longer.

    Returns:
        The draft, or None where there is nothing to keep.

    Raises:
        DraftTooLong: a field is longer than can be kept.
    """
    if any(len(value) > MOST_CHARS for value in values.values()):
        raise DraftTooLong
    was_posted = key is not None and Comment.objects.filter(author=member, submission_key=key).exists()
    if was_posted or not any(values.get(name, "").strip() for name in ("body", "title")):
        discard_draft(member=member, place=place)
        return None
    kept = {name: value for name, value in values.items() if value}
    row, is_new = Draft.objects.update_or_create(member=member, place=place, defaults={"values": kept, "saved_at": at})
    if is_new:
        jobs.enqueue("comments.jobs.drop_old_drafts")
    own = Draft.objects.filter(member=member).order_by("-saved_at", "-pk").values_list("pk", flat=True)
    Draft.objects.filter(pk__in=list(own[MOST_DRAFTS:])).delete()
    return row


def discard_draft(*, member, place: str) -> None:
    """Throw away what was kept of a form.

    Args:
        member: whose.
        place: names the form.
    """
    Draft.objects.filter(member=member, place=place).delete()


def drop_old_drafts(*, at: datetime) -> int:
    """Delete the drafts that nobody came back to within DRAFT_DAYS.

    Args:
        at: now (aware).

    Returns:
        How many went.
    """
    return Draft.objects.filter(saved_at__lt=at - timedelta(days=settings.DRAFT_DAYS)).delete()[0]
