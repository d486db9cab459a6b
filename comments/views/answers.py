"""Buttons below an answer: accept it, endorse it, and take that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from comments import actions
from comments.models import Comment
from comments.permissions import can_accept, can_endorse
from comments.places import place_of
from comments.reading import credentials

GONE = gettext_lazy("This is not possible any more: the answer, or the question, has changed meanwhile.")


@require_POST
def answer_accept(request, pk):
    """Accept an answer, instead of another one if need be."""
    answer = _answer_to_own(request, pk)
    return _say(request, answer, _("Accepted. It stands first now."), actions.accept_answer, at=timezone.now())


@require_POST
def answer_unaccept(request, pk):
    """Accept an answer no longer."""
    answer = _answer_to_own(request, pk)
    return _say(request, answer, _("You accept this answer no longer."), actions.take_back_acceptance)


@require_POST
def answer_endorse(request, pk):
    """Stand behind an answer as a professional."""
    answer = _answer(request, pk)
    if not can_endorse(request.user, answer, is_professional=bool(credentials([request.user.pk]))):
        raise PermissionDenied
    text = _("Endorsed. Your name and your checked licence stand below this answer.")
    return _say(request, answer, text, actions.endorse_answer, at=timezone.now())


@require_POST
def answer_unendorse(request, pk):
    """Stand behind an answer no longer."""
    text = _("Your name does not stand below this answer any more.")
    return _say(request, _answer(request, pk), text, actions.take_back_endorsement)


def _answer_to_own(request, pk):
    answer = _answer(request, pk)
    if not can_accept(request.user, answer):
        raise PermissionDenied
    return answer


def _answer(request, pk):
    """Return a direct reply to a question, on a page that is public, whose words this member may read."""
    rows = Comment.objects.visible_to(request.user).select_related("parent", "discussion__article", "discussion__topic")
    answer = get_object_or_404(rows, pk=pk)
    place_of(answer.discussion)
    if answer.parent is None or answer.parent.kind != Comment.Kind.QUESTION:
        raise Http404
    return answer


def _say(request, answer, text, verb, **more):
    """Do it, say at the answer what came of it, and go there."""
    here = f"comment-{answer.pk}"
    try:
        verb(answer=answer, by=request.user, **more)
    except actions.NotPossible:
        messages.error(request, GONE, extra_tags=here)
    else:
        messages.success(request, text, extra_tags=here)
    return redirect(answer)
