"""What the first page shows, put together from several apps."""

from articles.models import Article
from claims.reading import docket, latest_corrections, marks_for, notes_on_comments
from comments.reading import questions_in
from pages.public import questions_in_public

FEW = 4


def home_context() -> dict:
    """Read the newest articles, what is in dispute, what waits for an answer and what was corrected."""
    articles = list(
        Article.objects.published()
        .newest()
        .select_related("current_revision")
        .prefetch_related("topics", "bylines__author")[: FEW + 1]
    )
    feature, questions = articles[0] if articles else None, list(_unanswered()[:FEW])
    return {
        "feature": feature,
        "strip": marks_for(feature.current_revision).strip if feature else [],
        "articles": articles[1:],
        "docket": docket(FEW),
        "questions": questions,
        "notes": notes_on_comments([question.pk for question in questions]),
        "corrections": latest_corrections(FEW),
    }


def _unanswered():
    """Questions in public that nobody has answered, the newest first."""
    rows = questions_in(questions_in_public()).unanswered()
    return rows.select_related("comment").order_by("-pk")
