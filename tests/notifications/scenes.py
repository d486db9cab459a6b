"""Members who were told something, and what they follow."""

from datetime import timedelta

from comments.actions import tell_about
from comments.models import Comment
from notifications.actions import follow, tell
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

PAST = NOON - timedelta(days=30)


def about_case(member, number=1, **more):
    """Tell a member of a decision about themselves."""
    return tell(
        member=member, kind="decision", subject_key=f"case:{number}", title=f"Decision {number}", text="It stays.",
        url="/me/", at=NOON, **more,
    )  # fmt: skip


def talk(*followers, words="I walk every day.", at=NOON, article=None):
    """Return a comment, told to members who follow its article."""
    article = article or ArticleFactory()
    for member in followers:
        follow(member=member, subject_key=f"article:{article.pk}", at=NOON)
    comment = CommentFactory(article=article, author=MemberFactory(), body=words)
    tell_about(comment_id=comment.pk, at=at)
    return comment


def told(member):
    """Return what a member is told in the site: (kind, title), the oldest first."""
    return list(Notice.objects.shown().filter(member=member).order_by("pk").values_list("kind", "title"))


def mailed(member):
    """Return the mails to a member that wait: (subject, unique key)."""
    waiting = OutboxMail.objects.filter(member=member, state=OutboxMail.State.WAITING)
    return list(waiting.order_by("pk").values_list("subject", flat=True))


def statuses():
    """Return the status of each comment."""
    return list(Comment.objects.order_by("pk").values_list("status", flat=True))
