"""What stands in public: which discussions everybody can read."""

from django.db.models import Q

from claims.models import Dispute
from comments.reading import in_articles_and_topics


def questions_in_public() -> Q:
    """Return the condition on a Question that its discussion is that of something public."""
    disputes = Dispute.objects.public().filter(discussion__isnull=False).values("discussion")
    return in_articles_and_topics() | Q(comment__discussion__in=disputes)
