"""The account pages that allauth does not bring."""

import time
from functools import wraps

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.forms import LeavingForm, RenameForm, RolesForm
from accounts.models import DataExport, Member


@require_http_methods(["GET", "POST"])
def member_rename(request):
    """Change one's public name."""
    form = RenameForm(request.POST or None, initial={"public_name": request.user.public_name})
    if form.is_valid():
        try:
            member = actions.rename_member(member=request.user, at=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error("public_name", error)
        else:
            messages.success(request, _("Your public name is now %(name)s.") % {"name": member.public_name})
            return redirect(member)
    return TemplateResponse(request, "account/member_rename.html", {"form": form})


@require_http_methods(["GET", "POST"])
@permission_required("accounts.change_member", raise_exception=True)
def member_roles(request, slug):
    """Say what a member may do for the site; never one's own account."""
    member = get_object_or_404(Member, slug=slug, is_active=True)
    if member == request.user:
        raise PermissionDenied
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": member.groups.values_list("name", flat=True)},
    )
    if form.is_valid():
        names = form.cleaned_data["roles"]
        try:
            actions.set_roles(member=member, group_names=names, by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error("roles", error)
        else:
            messages.success(request, _("Saved. It takes effect at once."))
            return redirect(member)
    return TemplateResponse(request, "account/member_roles.html", {"form": form, "member": member})


def asks_again(view):
    """Let in whoever has shown within the last minutes that it is they: by password, code or passkey.

    A member who has none of them, and signs in by codes sent by mail, has to have signed in within these minutes.
    """
    asking = reauthentication_required(view)

    @wraps(view)
    def checked(request, *args, **kwargs):
        if get_reauthentication_flows(request.user):
            return asking(request, *args, **kwargs)
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        if any(record["at"] > since for record in get_authentication_records(request, request.user)):
            return view(request, *args, **kwargs)
        return TemplateResponse(request, "account/sign_in_again.html", status=403)

    return checked


@require_http_methods(["GET", "POST"])
@asks_again
def data_download(request):
    """Say what a member can download about themselves; a POST has it made."""
    if request.method == "POST":
        actions.request_export(member=request.user, at=timezone.now())
        return redirect("data_download")
    now, export = timezone.now(), DataExport.objects.filter(member=request.user).first()
    if export and export.expires_at and export.expires_at <= now:
        export = None
    context = {
        "export": export, "days": settings.EXPORT_DAYS,
        "may_ask": export is None or now - export.requested_at >= actions.PAUSE,
    }  # fmt: skip
    return TemplateResponse(request, "account/data_download.html", context)


@require_safe
@asks_again
def data_file(request):
    """Send a member the file with everything about them."""
    export = get_object_or_404(DataExport, member=request.user, expires_at__gt=timezone.now())
    try:
        file = (settings.EXPORT_DIR / export.file_name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{settings.SITE_NAME}-{request.user.slug}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


@require_http_methods(["GET", "POST"])
@asks_again
def member_delete(request):
    """Say what goes, what stays and when; then plan the deletion of one's account."""
    form = LeavingForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "days": settings.DELETION_DAYS, "appeal_days": settings.APPEAL_DAYS}
    try:
        actions.check_no_role(request.user)
        if form.is_valid():
            actions.request_deletion(member=request.user, at=timezone.now(), **form.cleaned_data)
            return redirect("deletion_cancel")
    except actions.RolesFirst as refusal:
        context["refusal"] = refusal
    return TemplateResponse(request, "account/member_delete.html", context)


@require_http_methods(["GET", "POST"])
def deletion_cancel(request):
    """Say when the account goes; a POST takes it back."""
    if request.method == "POST":
        if actions.cancel_deletion(member=request.user, at=timezone.now()):
            messages.success(request, _("Your account stays. Nothing was deleted."))
        return redirect("me")
    return TemplateResponse(request, "account/deletion_cancel.html")
