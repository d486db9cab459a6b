"""How a member wants to be told."""

from django.db import transaction

from common import jobs
from notifications.models import Notice, OutboxMail, Preference, QuietWriter
from notifications.paces import DIGESTS, Pace
from notifications.reading import digest_matters


@transaction.atomic
def set_pace(*, member, matter: str, pace: str) -> None:
    """Say how a member wants to be told of a matter; what waits for a mail follows.

    Args:
        member: who.
        matter: a Matter.
        pace: a Pace.
    """
    Preference.objects.update_or_create(member=member, matter=matter, defaults={"pace": pace})
    if pace == Pace.AT_ONCE:
        return  # what waits for a digest still goes with it
    waiting = OutboxMail.objects.filter(  # one that was tried may be leaving just now
        member=member, matter=matter, state=OutboxMail.State.WAITING, attempts=0
    )
    unsent = Notice.objects.filter(member=member, unique_key__in=waiting.values("unique_key"))
    unsent.update(pace=pace)
    waiting.delete()
    Notice.objects.unread().filter(member=member, matter=matter, pace__in=DIGESTS).update(pace=pace)
    if pace in DIGESTS:
        jobs.enqueue("notifications.jobs.send_digests")


@transaction.atomic
def stop_mails(*, member, what: str) -> None:
    """Send a member no more mails of one sort; the site still tells them.

    Args:
        member: who.
        what: a Matter, or Pace.DAILY or Pace.WEEKLY for all that goes into that digest.
    """
    for matter in digest_matters(member, Pace(what)) if what in DIGESTS else [what]:
        set_pace(member=member, matter=matter, pace=Pace.SITE)


def set_follows_by_writing(*, member, follows: bool) -> None:
    """Say whether a member follows by themselves what they write in.

    Args:
        member: who.
        follows: True, as it is at first.
    """
    if follows:
        QuietWriter.objects.filter(member=member).delete()
    else:
        QuietWriter.objects.get_or_create(member=member)
