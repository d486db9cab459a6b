"""What becomes of flags, cases and decisions when somebody leaves; what is kept for staff until nobody can appeal."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q

from accounts.models import FORMER_ID, Member, Restriction
from audit.actions import purge_words
from comments.actions import empty_comment
from comments.models import Comment
from moderation.models import Case, Decision, Flag


def kept_for_staff(comments: list[int], at: datetime) -> set[int]:
    """Return which of these comments wait for a decision, or were judged so lately that their author can still appeal.

    Args:
        comments: their keys.
        at: when (aware).
    """
    cases = Case.objects.filter(comment__in=comments)
    return set(cases.exclude(pk__in=settled(cases, at)).values_list("comment", flat=True))


def settled(cases, at: datetime):
    """Return the cases among these about which nobody can appeal any more.

    Open ones that nobody has decided count from the day they were opened, so that nothing is kept for ever.

    Args:
        cases: a QuerySet.
        at: when (aware).
    """
    before = at - timedelta(days=settings.APPEAL_DAYS)
    last = cases.annotate(last_at=Max("decisions__decided_at"))
    return last.filter(Q(last_at__lte=before) | Q(last_at=None, opened_at__lte=before)).values("pk")


def leave_moderation(*, member: Member, former: Member, mode: str, at: datetime) -> None:
    """Take a member out of the review desk: as one who flagged, and as one who was judged.

    Args:
        member: who leaves; their row is locked.
        former: who stands in their place.
        mode: a Member.Leaving.
        at: when (aware).
    """
    unjudged = Case.objects.filter(member=member, status=Case.Status.OPEN)
    purge_cases(unjudged)
    unjudged.delete()
    flags = Flag.objects.filter(reporter=member)
    if mode == Member.Leaving.REMOVE:
        flags.update(note="")
    flags.update(reporter=former)
    sanctions = Decision.objects.filter(restriction__member=member).values("restriction")
    Restriction.objects.filter(pk__in=list(sanctions.values_list("restriction", flat=True))).update(
        member=former, reason=""
    )
    about = Case.objects.filter(Q(member=member) | Q(comment__author=member))
    purge_cases(about.filter(pk__in=settled(about, at)))
    own = Comment.objects.filter(author=member).values_list("pk", flat=True)
    purge_words(subjects=[f"member:{member.pk}", *(f"comment:{pk}" for pk in own)])


def purge_cases(cases) -> None:
    """Empty the words of these cases: statements, notes, flags and what the log says in words.

    Args:
        cases: a QuerySet.
    """
    keys = list(cases.values_list("pk", flat=True))
    Comment.objects.filter(pk__in=Case.objects.filter(pk__in=keys).values("comment")).update(status_reason="")
    Decision.objects.filter(case__in=keys).update(statement="", private_note="")
    Flag.objects.filter(case__in=keys).update(note="")
    purge_words(cases=keys)


@transaction.atomic
def release_kept(*, at: datetime) -> int:
    """Empty what was kept for staff about somebody who has left, once nobody can appeal any more.

    Args:
        at: when (aware).

    Returns:
        How many posts were emptied.
    """
    about = Case.objects.filter(Q(member=FORMER_ID) | Q(comment__author=FORMER_ID))
    has_words = Q(decisions__statement__gt="") | Q(decisions__private_note__gt="") | Q(flags__note__gt="")
    purge_cases(about.filter(has_words, pk__in=settled(about, at)).distinct())
    deleted = Comment.objects.filter(author=FORMER_ID, status=Comment.Status.DELETED).exclude(body="")
    rows = list(deleted.order_by("pk").select_for_update(no_key=True))
    kept = kept_for_staff([row.pk for row in rows], at)
    due = [row for row in rows if row.pk not in kept]
    for row in due:
        empty_comment(row)
    return len(due)
