"""The account pages that allauth does not bring."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import RenameForm, RolesForm
from accounts.models import Member


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
