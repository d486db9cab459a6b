"""Things that rely on a passage, and a revision that changes it."""

from claims.models import Appearance, Ripple
from tests.claims.scenes import JUMPING, WALKING, article_of, dispute, publish, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

BODY = f"{WALKING} Rest on Sundays.\n\nSwimming is kind to joints.\n\n::: dont\n- {JUMPING}\n:::\n"
MOST = "Walking is good for most bones."
SAID = "Walking made my bones stronger."


def walking():
    """Question words about walking in an article that has more to say, and open the dispute."""
    return dispute(article=ArticleFactory(body=BODY), words=WALKING, question="Is walking good?")


def claimed(claim, **place):
    """Say that a claim is made at a place."""
    selector = {"exact": SAID, "sentences": SAID, "start": 0, "end": len(SAID)}
    return Appearance.objects.create(claim=claim, created_by=MemberFactory(), created_at=NOON, **selector | place)


def said_below(article, **fields):
    """Post a comment that says SAID."""
    return CommentFactory(article=article, body=SAID, **fields)


def in_comment(claim, comment, **fields):
    """Say that a comment makes a claim."""
    return claimed(claim, comment=comment, comment_revision=comment.revision, **fields)


def in_article(claim, article, words):
    """Say that words of an article make a claim, without a dispute about them."""
    quoted = report(article=article, words=words).appearance
    Appearance.objects.filter(pk=quoted.pk).update(claim=claim, dispute=None)
    return quoted


def touch(row):
    """Publish other words, and return what relied on the old ones."""
    revision = publish(article_of(row), WALKING, MOST)
    return list(Ripple.objects.filter(resolution__revision=revision).order_by("pk"))
