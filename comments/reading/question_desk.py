"""What waits for staff among the questions."""

from django.db.models import Q, QuerySet

# words in which people ask about their own body or medicine; staff look at each, nothing follows by itself
PERSONAL = (
    "my doctor", "my dose", "my medication", "my medicine", "my tablets", "my scan", "my t-score", "my fracture",
    "my pain", "my results", "should i stop", "should i take", "prescribed", " mg", "side effect",
    "i have been diagnosed",
)  # fmt: skip


def unanswered(questions: QuerySet) -> QuerySet:
    """Return the questions that wait for an answer, the longest first.

    Args:
        questions: that everybody can read.
    """
    return questions.filter(answer_count=0, close_reason="").order_by("pk")


def personal(questions: QuerySet) -> QuerySet:
    """Return the open questions that speak of their asker's own treatment: perhaps a clinician has to answer.

    Args:
        questions: that everybody can read.
    """
    said = Q()
    for words in PERSONAL:
        said |= Q(comment__body__icontains=words) | Q(comment__title__icontains=words)
    return questions.filter(said, close_reason="").order_by("pk")
