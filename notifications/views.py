"""What a member was told, and how they want to be told; stopping a mail needs no sign-in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Member
from notifications import actions, reading
from notifications.emails import read_stop_token, stop_words
from notifications.forms import ToldForm
from notifications.models import Notice, Subscription
from notifications.paces import Matter

get_or_post = require_http_methods(["GET", "POST"])


@require_safe
def notice_list(request):
    """List what one was told, the newest first."""
    before, show = request.GET.get("before"), request.GET.get("show", "all")
    if show not in ("all", "unread") or (before is not None and not _is_key(before)):
        raise BadRequest
    page = reading.notice_page(request.user, before=before and int(before), unread_only=show == "unread")
    context = {"page": page, "show": show, "is_first": before is None}
    return TemplateResponse(request, "notifications/notice_list.html", context)


@require_POST
def notice_open(request, pk):
    """Mark one's own notice as read and go where it leads, or stay in the list."""
    notice = get_object_or_404(Notice.objects.shown(), pk=pk, member=request.user)
    actions.mark_read(notice=notice, at=timezone.now())
    return redirect("notice_list") if "stay" in request.POST else redirect(notice.url)


@require_POST
def notice_read_all(request):
    """Mark all notices as read, up to the newest that the page showed."""
    up_to = request.POST.get("up_to", "")
    if not _is_key(up_to):
        raise BadRequest
    actions.mark_all_read(member=request.user, up_to=int(up_to), at=timezone.now())
    messages.success(request, _("All is marked as read."))
    return redirect("notice_list")


@get_or_post
def notice_settings(request):
    """Choose how one is told of each matter, and whether one follows what one writes in."""
    at_first = reading.preferences_of(request.user)
    initial = at_first | {"follows": reading.follows_by_writing(request.user)}
    form = ToldForm(request.POST or None, initial=initial)
    if not form.is_valid():
        return TemplateResponse(request, "notifications/notice_settings.html", {"form": form})
    for matter in Matter.values:
        if form.cleaned_data[matter] != at_first[matter]:
            actions.set_pace(member=request.user, matter=matter, pace=form.cleaned_data[matter])
    actions.set_follows_by_writing(member=request.user, follows=form.cleaned_data["follows"])
    messages.success(request, _("Your choices are saved."))
    return redirect("notice_settings")


@require_POST
def subscription_stop(request, pk):
    """Stop following something, from the list of what one follows."""
    row = get_object_or_404(Subscription, pk=pk, member=request.user)
    actions.unfollow(member=request.user, subject_key=row.subject_key)
    messages.success(request, _("You follow this no longer."))
    return redirect("following")


@csrf_exempt  # the signed token says whose mails of what; mail programs send the form from elsewhere (RFC 8058)
@login_not_required
@get_or_post
def mail_stop(request, token):
    """Stop one sort of mail for the member whom the token names; a GET only asks, as scanners of mail follow links."""
    whose = read_stop_token(token)
    member = whose and Member.objects.filter(pk=whose[0]).first()
    if not member:
        raise Http404
    if request.method == "POST":
        actions.stop_mails(member=member, what=whose[1])
    context = {"what": stop_words(whose[1]), "is_done": request.method == "POST"}
    return TemplateResponse(request, "notifications/mail_stop.html", context)


def _is_key(text):
    return text.isascii() and text.isdecimal() and len(text) <= 18
