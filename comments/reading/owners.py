"""What a discussion belongs to, and what members may read of comments that they were told of."""

from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comments import consequences
from comments.consequences import Owner
from comments.models import Comment
from common.html import plain_text

EXCERPT = 300


def owners_of(discussions, member=None) -> dict[int, Owner]:
    """Return what these discussions belong to, by key, of those that may be seen; a query for each kind above.

    Args:
        discussions: rows with their article and topic.
        member: who looks; None for what everybody sees.
    """
    owners, others = {}, []
    for row in discussions:
        if row.article_id:
            if row.article.status == "published":
                owners[row.pk] = Owner(f"article:{row.article_id}", row.article.title)
        elif row.topic_id:
            owners[row.pk] = Owner(f"topic:{row.topic_id}", row.topic.name)
        else:
            others.append(row.pk)
    for read in consequences.OWNERS if others else ():
        owners |= read(others, member)
    return owners


def words_of_comments(member, keys) -> dict[int, str]:
    """Return who says what in these comments, by key, of those that are public now, or the member's own.

    Args:
        member: who was told of them.
        keys: their keys.
    """
    is_told = Q(status=Comment.Status.PUBLISHED) | Q(author=member)  # staff too read only what is public in a mail
    rows = Comment.objects.visible_to(member).filter(is_told, pk__in=keys)
    rows = list(rows.select_related("author", "discussion__article", "discussion__topic"))
    seen = owners_of({row.discussion_id: row.discussion for row in rows}.values(), member)
    return {row.pk: _says(row) for row in rows if row.discussion_id in seen}


def _says(comment):
    words = " ".join(plain_text(comment.body_html.replace("<", " <")).split())
    return _("%(name)s writes: %(words)s") % {
        "name": comment.author.public_name,
        "words": Truncator(words).chars(EXCERPT),
    }
