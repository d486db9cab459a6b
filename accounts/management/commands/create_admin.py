"""Make a publisher's first admin and print a one-time link that sets the password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions
from accounts.models import Member


class Command(BaseCommand):
    """Make the member if needed, give them the role Admin, print the link."""

    help = __doc__

    def add_arguments(self, parser):
        """Add the address and the public name."""
        parser.add_argument("email")
        parser.add_argument("--name", default="First publisher", help="the public name of a new member")

    @transaction.atomic
    def handle(self, *, email, name, **options):
        """Print the link; signing in with the new password leads on to the second factor."""
        try:
            validate_email(email)
            member = Member.objects.filter(email__iexact=email).first() or actions.create_member(
                email=email, public_name=name, password=None, at=timezone.now(), confirmed=True
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        actions.push_roles()
        actions.set_role(member=member, group_name="Admin")
        key = f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"
        path = reverse(
            "account_reset_password_from_key", kwargs=dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))
        )
        self.stdout.write(f"Open this link once, within three days: {settings.SITE_URL}{path}")
        self.stdout.write("It sets the password. After signing in, the site asks for a second step.")
