"""How django-allauth meets our members."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import announce, confirm_by_code, drop_unconfirmed, put_name
from accounts.models import Member

WAY_BACK = "way_back"  # in the session: where a reader was before they made an account


class AccountAdapter(DefaultAccountAdapter):
    """Fills our fields where allauth makes or changes a member, and says errors in our words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "duplicate_email": _("This is your address already. Type the new one."),
        "email_password_mismatch": _(
            "The e-mail address or the password is not right. Check both, or have a code sent to you by e-mail."
        ),
        "enter_current_password": _("This is not your password now. Type the one you signed in with."),
        "incorrect_code": _("This code is not right. Look at the newest mail, and type the code as it stands there."),
        "incorrect_password": _("This is not your password. Try again."),
        "too_many_login_attempts": _("Too many tries that did not work. Wait five minutes, then try again."),
        "rate_limited": _("That was too often in a short time. Wait a minute, then try again."),
    }

    def save_user(self, request, user, form, commit=True):
        """Give a new member a public name and a date before the row is written."""
        user.joined_at = timezone.now()
        put_name(user, form.cleaned_data["public_name"])
        return super().save_user(request, user, form, commit)

    def respond_email_verification_sent(self, request, user):
        """Keep the way back to where the reader was: the link in the mail does not know it."""
        if way_back := get_next_redirect_url(request):
            request.session[WAY_BACK] = way_back
        return super().respond_email_verification_sent(request, user)

    def get_login_redirect_url(self, request):
        """Go back to where the reader was before they made an account, if this is the first time they sign in."""
        return request.session.pop(WAY_BACK, None) or super().get_login_redirect_url(request)

    def get_email_verification_redirect_url(self, email_address):
        """Show a member the address they have changed to; everybody else signs in."""
        return reverse("account_email" if self.request.user.is_authenticated else "account_login")

    def confirm_email(self, request, email_address):
        """Note the confirmation; after a change of address, end every other session."""
        drop_unconfirmed(email=email_address.email, besides=email_address.user_id)
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            member = Member.objects.get(pk=email_address.user_id)
            if member.email_confirmed_at:
                self.end_other_sessions(request, member)
            Member.objects.filter(pk=member.pk).update(email_confirmed_at=timezone.now())
            announce(member)
        return confirmed

    def login(self, request, user):
        """Sign in; whose address is not confirmed yet proves by a code that it is theirs, and then owns the account."""
        if user.email_confirmed_at is None:
            if not self.has_typed_a_code(request, user):
                messages.info(request, _("Your address is not confirmed yet. Have a code sent to it to sign in."))
                raise ImmediateHttpResponse(redirect("account_request_login_code"))
            confirm_by_code(member=user, at=timezone.now())
            self.end_other_sessions(request, user)
            text = _("A password from before does not count any more. Choose a new one, or sign in by code again.")
            messages.info(request, text)
        super().login(request, user)

    def has_typed_a_code(self, request, user) -> bool:
        """Tell whether the member has just typed the code that was sent to the address of the account."""
        records = get_authentication_records(request, user)
        return any(record["method"] == "code" and record.get("email") == user.email for record in records)

    def end_other_sessions(self, request, member):
        """Sign the member out everywhere but here."""
        here = request.session.session_key if request else None
        for session in UserSession.objects.filter(user=member).exclude(session_key=here):
            session.end()

    def get_reauthentication_methods(self, user):
        """Name the ways to show that it is oneself as the other pages name them."""
        names = {
            "reauthenticate": _("Type my password"),
            "mfa_reauthenticate": _("Type a code of the app"),
            "mfa_reauthenticate:webauthn": _("Use a passkey"),
        }
        return [way | {"description": names[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def is_reauthentication_required(self, *, app, **kwargs):
        """Do not ask again, for the second step, for a password that was typed to sign in a moment ago."""
        if app == "allauth.mfa" and self.has_just_signed_in():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def has_just_signed_in(self) -> bool:
        """Tell whether the member proved within the last minutes who they are, not only that they read their mail."""
        since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
        records = get_authentication_records(self.request, self.request.user)
        return any(record["method"] in ("password", "mfa") and record["at"] > since for record in records)
