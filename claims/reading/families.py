"""Merged claims, and the passages of claims that everybody may read."""

from django.db.models import Q, QuerySet

from articles.models import Article
from claims.merging import Families
from claims.models import Appearance, Claim, Dispute
from comments.models import Comment


def families() -> Families:
    """Return which claims were merged into which: one query."""
    return Families(Claim.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))


def with_family(matching: QuerySet[Claim], tree: Families) -> Q:
    """Return the condition for these claims and all that are one with one of them: one query, none without merges.

    Args:
        matching: claims.
        tree: see families.
    """
    merged = matching.filter(pk__in=tree.keys()).values_list("pk", flat=True)
    return Q(pk__in=matching.values("pk")) | Q(pk__in=set(tree.members_of_all({tree.root_of(key) for key in merged})))


def for_everybody() -> Q:
    """Return the condition for passages of a public dispute, or of none and where everybody can read them."""
    articles, source = Article.objects.published().values("pk"), Q(source__isnull=False)
    place = Q(comment__discussion__article__isnull=True) | Q(comment__discussion__article__in=articles)
    in_print = Q(article__in=articles) | source | Q(comment__status=Comment.Status.PUBLISHED) & place
    return Q(dispute__in=Dispute.objects.public().values("pk")) | Q(dispute__isnull=True) & in_print


def public_appearances():
    """Return the passages that state a claim and that everybody may read: see for_everybody."""
    return Appearance.objects.filter(for_everybody(), claim__isnull=False)
