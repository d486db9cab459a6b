"""Editors look at what relied on words that a revision changed."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from claims import actions
from claims.forms.ripples import LookForm
from claims.reading import changed_passages, waiting_ripples

MOST = 60
placer = permission_required("claims.confirm_anchor", raise_exception=True)


@require_safe
@placer
def ripple_list(request):
    """List what relied on changed words, by the passage that changed, until somebody has looked at each."""
    waiting = waiting_ripples(request.user)
    passages = changed_passages(waiting[:MOST], request.user)
    rows = [(passage, _with_forms(passage)) for passage in passages]
    context = {"passages": rows, "count": waiting.count(), "most": MOST}
    return TemplateResponse(request, "claims/ripple_list.html", context)


def _with_forms(passage):
    return [(row, None if row.is_own else LookForm(ripple=row.ripple)) for row in passage.relied]


@require_http_methods(["GET", "POST"])
@placer
def ripple_look(request, pk):
    """Say that one has looked at one of them, and what one found."""
    waiting = waiting_ripples(request.user).filter(pk=pk)
    ripple = waiting.first()
    if ripple is None:
        messages.info(request, _("Nothing waits there: a colleague has looked at it, or its words are gone."))
        return redirect("ripple_list")
    form = LookForm(request.POST or None, ripple=ripple)
    if form.is_valid():
        try:
            actions.look_at_ripple(ripple=ripple, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NotForYou as refused:
            raise PermissionDenied from refused
        except ValueError:
            messages.info(request, _("A colleague has looked at it just before."))
        else:
            messages.success(request, _("Noted: you have looked at it."))
        return redirect("ripple_list")
    [passage] = changed_passages(waiting, request.user)
    context = {"passage": passage, "row": passage.relied[0], "form": None if passage.relied[0].is_own else form}
    return TemplateResponse(request, "claims/ripple_look.html", context)
