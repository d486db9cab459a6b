"""What a member can be told of, how fast, and when a digest is due. Pure: no database, no clock."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Matter(TextChoices):
    """What notices are about, as members choose it on their settings."""

    REPLIES = "replies", _("replies to what I wrote")
    ANSWERS = "answers", _("answers to my questions")
    MENTIONS = "mentions", _("somebody names me")
    FOLLOWED = "followed", _("new comments where I follow")
    ARTICLES = "articles", _("new and changed articles that I follow")
    DISPUTES = "disputes", _("disputes and rulings")
    DECISIONS = "decisions", _("what became of my flags")
    CREDENTIALS = "credentials", _("my professional licence")


class Pace(TextChoices):
    """How a member is told by mail; every notice stands in the site too."""

    AT_ONCE = "once", _("by mail at once")
    DAILY = "daily", _("in one mail a day")
    WEEKLY = "weekly", _("in one mail a week")
    SITE = "site", _("only on the site")


DIGESTS = (Pace.DAILY, Pace.WEEKLY)
AT_FIRST = dict.fromkeys(Matter, Pace.AT_ONCE) | {
    Matter.FOLLOWED: Pace.DAILY,
    Matter.ARTICLES: Pace.DAILY,
}
ABOUT_ONESELF = frozenset(
    {
        "comment_moved",
        "comment_put_back",
        "decision",
        "deletion_asked",
        "deletion_taken_back",
        "export_ready",
        "question_closed",
        "question_merged",
        "question_reopened",
        "response_removed",
        "restriction_lifted",
    }
)
MATTERS = {
    "reply": Matter.REPLIES,
    "answer": Matter.ANSWERS,
    "mention": Matter.MENTIONS,
    "comment": Matter.FOLLOWED,
    "question_news": Matter.FOLLOWED,
    "article_new": Matter.ARTICLES,
    "article_changed": Matter.ARTICLES,
    "flag_outcome": Matter.DECISIONS,
}


def matter_of(kind: str) -> Matter | None:
    """Return what a kind of notice belongs to; None for what is about oneself, which always goes at once.

    Args:
        kind: of a notice, such as "reply"; one that is not listed is about a licence, or else about a dispute.
    """
    if kind in ABOUT_ONESELF:
        return None
    return MATTERS.get(kind) or (Matter.CREDENTIALS if kind.startswith("credential") else Matter.DISPUTES)


def digest_after(pace: str, at: datetime, *, zone: ZoneInfo, hour: int) -> datetime:
    """Return when the next digest is due: every day, or every Monday, at the same hour of the clock.

    Args:
        pace: Pace.DAILY or Pace.WEEKLY.
        at: the time from which to look (aware); the digest is later than this.
        zone: whose clock.
        hour: 0 to 23.
    """
    here = at.astimezone(zone)
    day = here.date()
    for ahead in range(9):
        due = datetime.combine(day + timedelta(days=ahead), time(hour), tzinfo=zone)
        is_day = pace == Pace.DAILY or due.weekday() == 0
        if is_day and due.astimezone(ZoneInfo("UTC")) > at:
            return due
    raise AssertionError("a week has a Monday")


def digest_before(pace: str, at: datetime, *, zone: ZoneInfo, hour: int) -> datetime:
    """Return when the last digest was due, at this time or earlier; see digest_after."""
    due = digest_after(pace, at - timedelta(days=9), zone=zone, hour=hour)
    while (following := digest_after(pace, due, zone=zone, hour=hour)) <= at:
        due = following
    return due
