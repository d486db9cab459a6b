"""One middleware: staff without a second factor are sent to enrol."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from accounts.permissions import is_staff_member

OPEN_PATHS = ("/static/", "/healthz", "/policy/")
OPEN_NAMES = {  # what it takes to enrol and to leave; all of it allauth's
    "account_change_password",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_set_password",
    "account_signup",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_authenticate",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_index",
    "mfa_list_webauthn",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "usersessions_list",
}


class StaffMfaMiddleware:
    """Staff use nothing but the pages of signing in and out until they have a second factor."""

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
        return is_staff_member(member) and not is_open(request) and not is_mfa_enabled(member)


def is_open(request) -> bool:
    """Tell whether the address is one that staff need to enrol or to leave."""
    try:
        return resolve(request.path_info).view_name in OPEN_NAMES
    except Resolver404:
        return False
