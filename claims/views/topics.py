"""What is claimed within a topic, and what stands against what."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles.models import Topic
from claims.reading import MOST_DRAWN, claims_of_topic, families, kinds_in_words, rows_and_drawing

PER_PAGE = 20
FIT, ORIGINAL = "fit", 100
ZOOMS = (50, 75, ORIGINAL, 150, 200)  # per cent


@login_not_required
@require_safe
def topic_claims(request, slug):
    """List the claims of a topic, and draw the first of them with what stands against what."""
    topic = get_object_or_404(Topic, slug=slug)
    tree = families()
    keys = claims_of_topic(topic, tree)
    page = Paginator(keys, PER_PAGE).get_page(request.GET.get("page"))
    drawn = list(keys[:MOST_DRAWN]) if page.number == 1 else []
    rows, drawing = rows_and_drawing(list(page.object_list), drawn, tree)
    context = {
        "topic": topic, "page": page, "rows": rows, "drawing": drawing, "kinds": kinds_in_words(),
        "most_drawn": MOST_DRAWN,
    }  # fmt: skip
    return TemplateResponse(request, "claims/topic_claims.html", context | _zoom(request, drawing))


def _zoom(request, drawing):
    """Return how large the drawing is shown, and the next smaller and larger size."""
    asked = request.GET.get("zoom", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 5 else ORIGINAL
    size = min(ZOOMS, key=lambda zoom: abs(zoom - number))
    place = ZOOMS.index(size)
    return {
        "is_fit": asked == FIT,
        "zoom": size,
        "shown_width": drawing.graph.width * size // 100 if drawing else 0,
        "smaller": ZOOMS[place - 1] if place else None,
        "larger": ZOOMS[place + 1] if place + 1 < len(ZOOMS) else None,
    }
