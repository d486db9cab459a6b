"""Staff write what stands between the sides of a dispute."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from claims import actions
from claims.actions.words import WORDED
from claims.forms.words import WordsForm
from claims.models import Dispute
from claims.permissions import can_triage
from claims.views.triage import get_or_post, triager


@get_or_post
@triager
def dispute_words(request, pk):
    """Word what both sides agree on, and what a reader asks their clinician."""
    dispute = get_object_or_404(Dispute, pk=pk)
    if not can_triage(request.user, dispute):
        raise PermissionDenied
    initial = {"agreed": dispute.agreed, "ask_clinician": dispute.ask_clinician}
    form = WordsForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.word_dispute(dispute=dispute, by=request.user, at=timezone.now(), **form.cleaned_data)
        except actions.NotOpen:
            form.add_error(None, _("This dispute is neither open nor ruled, so its words stay as they are."))
        else:
            messages.success(request, _("Saved. Readers see these words now."))
            return redirect(dispute)
    context = {"form": form, "dispute": dispute, "is_worded": dispute.status in WORDED}
    return TemplateResponse(request, "claims/dispute_words.html", context)
