"""One middleware: staff without a second factor are sent to enrol."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.permissions import is_staff_member

OPEN_PATHS = ("/accounts/", "/static/", "/healthz", "/policy/")


class StaffMfaMiddleware:
    """Staff use nothing but their account pages until they have a second factor."""

    def __init__(self, get_response):
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request):
        """Send staff without a second factor to the page that sets one up."""
        if self.must_enrol(request):
            messages.info(request, _("Your account can do things for the site, so it needs a second step to sign in."))
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    def must_enrol(self, request) -> bool:
        """Tell whether this request has to wait for a second factor."""
        if not settings.STAFF_MFA_REQUIRED or request.path.startswith(OPEN_PATHS):
            return False
        member = request.user
        return is_staff_member(member) and not is_mfa_enabled(member)
