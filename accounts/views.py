"""The account pages that allauth does not bring."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts import actions
from accounts.forms import RenameForm


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
