"""What becomes of the articles when one of those who worked on them leaves: they stay, for they are the publisher's."""

from datetime import datetime

from accounts.models import Member
from articles.models import Article


def leave_articles(*, member: Member, former: Member, mode: str, at: datetime) -> None:
    """Let go of the random keys of a member's forms, so that the articles of two who left can stand side by side.

    Args:
        member: who leaves.
        former: not looked at: the keys are handed over with those of every app.
        mode: not looked at: what was written for the site stays.
        at: when; not looked at.
    """
    Article.objects.filter(created_by=member).update(submission_key=None)
