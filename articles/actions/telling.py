"""Who is told that an article went live: whoever follows it, and of a new one whoever follows its topics."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Revision
from notifications.actions import followers_of, tell_all


@transaction.atomic
def tell_about_revision(*, revision_id: int, at: datetime) -> int:
    """Tell of a revision, each member once; run twice, it tells nobody again.

    The article is locked, so that one which is withdrawn at the same moment is not told of afterwards.

    Args:
        revision_id: its key; one that is not live any more, or mends a typing error, is told to nobody.
        at: when (aware).

    Returns:
        How many were told. As many queries for many followers as for one.
    """
    held = Article.objects.select_for_update(no_key=True)
    article = held.filter(withdrawn_at__isnull=True, current_revision=revision_id).first()
    if not article:
        return 0
    revision = Revision.objects.select_related("published_by").get(pk=revision_id)
    if revision.kind == Revision.Kind.TYPO:
        return 0
    what = {
        "subject_key": f"article:{article.pk}", "thread_key": f"article:{article.pk}", "at": at,
        "url": article.get_absolute_url(), "by": revision.published_by, "unique_key": f"revision:{revision.pk}",
    }  # fmt: skip
    if revision.number > 1:
        title = _("An article that you follow has changed: %(title)s") % {"title": revision.title}
        text = _("What changed: %(reason)s") % {"reason": revision.reason}
        followers = followers_of(f"article:{article.pk}")
        return tell_all(members=followers, kind="article_changed", title=title, text=text, **what)
    topics = [f"topic:{pk}" for pk in article.topics.order_by("pk").values_list("pk", flat=True)]
    title = _("A new article: %(title)s") % {"title": revision.title}
    return tell_all(members=followers_of(*topics), kind="article_new", title=title, text=revision.standfirst, **what)
