"""How django-allauth meets our members."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts.actions import put_name
from accounts.models import Member


class AccountAdapter(DefaultAccountAdapter):
    """Fills our fields where allauth makes or changes a member."""

    def save_user(self, request, user, form, commit=True):
        """Give a new member a public name and a date before the row is written."""
        user.joined_at = timezone.now()
        put_name(user, form.cleaned_data["public_name"])
        return super().save_user(request, user, form, commit)

    def confirm_email(self, request, email_address):
        """Note the confirmation; after a change of address, end every other session."""
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            member = Member.objects.get(pk=email_address.user_id)
            if member.email_confirmed_at:
                self.end_other_sessions(request, member)
            Member.objects.filter(pk=member.pk).update(email_confirmed_at=timezone.now())
        return confirmed

    def set_password(self, user, password):
        """Store a new password; reset and change both come through here."""
        super().set_password(user, password)
        self.end_other_sessions(self.request, user)

    def end_other_sessions(self, request, member):
        """Sign the member out everywhere but here."""
        here = request.session.session_key if request else None
        for session in UserSession.objects.filter(user=member).exclude(session_key=here):
            session.end()
