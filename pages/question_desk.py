"""The desk of those who keep the questions: what waits for them, put together from several apps."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import BadRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from claims.reading import changed_quotations, shown_quote
from comments.permissions import can_keep
from comments.reading import personal, questions_in, unanswered
from pages.public import questions_in_public

PER_PAGE = 20
UNANSWERED, PERSONAL, CHANGED = "unanswered", "clinician", "changed"
TABS = {
    UNANSWERED: gettext_lazy("Without an answer"),
    PERSONAL: gettext_lazy("For a clinician?"),
    CHANGED: gettext_lazy("Relied passage changed"),
}


@require_safe
@permission_required("comments.keep_questions", raise_exception=True)
def question_desk(request):
    """List what waits among the questions, the longest first, with a count on each tab."""
    show, behind = request.GET.get("show", UNANSWERED), request.GET.get("after", "0")
    if show not in TABS or not (behind.isascii() and behind.isdecimal() and len(behind) < 19):
        raise BadRequest
    lists = lists_of_desk()
    rows = list(lists[show].filter(pk__gt=int(behind))[: PER_PAGE + 1])
    page = rows[:PER_PAGE]
    context = {
        "show": show, "tabs": [(name, words, lists[name].count()) for name, words in TABS.items()],
        "questions": [] if show == CHANGED else [(row, can_keep(request.user, row)) for row in page],
        "quotes": [shown_quote(row) for row in page] if show == CHANGED else [],
        "next": page[-1].pk if len(rows) > PER_PAGE else None, "is_first": behind == "0",
    }  # fmt: skip
    return TemplateResponse(request, "pages/question_desk.html", context)


def waiting_questions() -> int:
    """Return how much waits on the tabs that ask for somebody: unanswered questions, and passages that changed."""
    lists = lists_of_desk()
    return lists[UNANSWERED].count() + lists[CHANGED].count()


def lists_of_desk() -> dict:
    """Return what each tab lists, in the order of its keys."""
    also = ("comment__author", "comment__discussion__article", "comment__discussion__topic")
    asked = questions_in(questions_in_public()).select_related(*also)
    return {UNANSWERED: unanswered(asked), PERSONAL: personal(asked), CHANGED: changed_quotations()}
