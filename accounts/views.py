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
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.forms import CredentialForm, LeavingForm, RenameForm, RolesForm
from accounts.models import Credential, DataExport, Member
from accounts.permissions import can_apply
from accounts.reading import credentials_of
from common.transitions import InvalidTransition

PER_PAGE = 50
LONGEST_KEY = 18  # digits


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


@require_safe
def credential_own(request):
    """Show a member where their licences stand, and how to apply."""
    rows, now = credentials_of(request.user), timezone.now()
    context = {
        "waiting": [row for row in rows if row.is_waiting],
        "valid": [row for row in rows if row.is_valid(now)],
        "past": [row for row in rows if not row.is_waiting and not row.is_valid(now)],
        "may_apply": can_apply(request.user),
    }
    return TemplateResponse(request, "account/credential_own.html", context)


@sensitive_post_parameters("credential_number")
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def credential_apply(request):
    """Ask the moderators to check a licence."""
    if not can_apply(request.user):
        raise PermissionDenied
    form = CredentialForm(request.POST or None, initial=_former(request))
    if form.is_valid():
        said = form.cleaned_data
        number = said.pop("credential_number")
        try:
            actions.apply_for_credential(member=request.user, number=number, at=timezone.now(), **said)
        except ValidationError as error:
            messages.info(request, error.messages[0])
        else:
            messages.success(request, _("Sent. A moderator looks your licence up, and you are told the answer."))
        return redirect("credential_own")
    return TemplateResponse(request, "account/credential_apply.html", {"form": form})


def _former(request):
    """Return what a renewal says again: the kind, country and register of the member's last licence; no number."""
    row = request.user.credentials.standing().order_by("pk").last()
    return {"kind": row.kind, "country": row.country, "register_url": row.register_url} if row else {}


@require_http_methods(["GET", "POST"])
def credential_withdraw(request, pk):
    """Ask, then take back one's own application or lay down one's own badge."""
    row = get_object_or_404(Credential, pk=pk, member=request.user, ending="")
    if request.method == "POST":
        try:
            actions.withdraw_credential(credential=row, by=request.user, at=timezone.now())
        except InvalidTransition:
            messages.info(request, _("It had ended already."))
        else:
            messages.success(request, _("Done. The number is emptied."))
        return redirect("credential_own")
    return TemplateResponse(request, "account/credential_withdraw.html", {"credential": row})


@require_safe
def muted_list(request):
    """Show a member whom they have muted, the latest first, by keyset."""
    before = request.GET.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) <= LONGEST_KEY):
        raise Http404
    mutes = request.user.mutes.select_related("muted").order_by("-pk")
    rows = list(mutes.filter(**({"pk__lt": int(before)} if before else {}))[: PER_PAGE + 1])
    context = {"mutes": rows[:PER_PAGE], "older": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None}
    return TemplateResponse(request, "account/muted_list.html", context)


@require_POST
def member_mute(request, slug):
    """Fold away what a member writes, for whoever asks."""
    muted = get_object_or_404(Member, slug=slug, is_active=True)
    actions.mute_member(member=request.user, muted=muted, at=timezone.now())
    text = _("You have muted %(name)s: their comments are folded away for you. They are not told.")
    messages.success(request, text % {"name": muted.public_name})
    return redirect(muted)


@require_POST
def member_unmute(request, slug):
    """Show what a member writes again."""
    muted = get_object_or_404(Member, slug=slug)
    actions.unmute_member(member=request.user, muted=muted)
    messages.success(request, _("You read %(name)s again.") % {"name": muted.public_name})
    return redirect("muted_list" if "list" in request.POST else muted)
