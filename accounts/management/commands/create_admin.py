"""Make a publisher's first admin and print a one-time link that sets the password."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from accounts import actions


class Command(BaseCommand):
    """Make the member if needed, give them the role Admin, print the link."""

    help = __doc__

    def add_arguments(self, parser):
        """Add the address and the public name."""
        parser.add_argument("email")
        parser.add_argument("--name", default="First publisher", help="the public name of a new member")

    def handle(self, *, email, name, **options):
        """Print the link; signing in with the new password leads on to the second factor."""
        try:
            validate_email(email)
            member = actions.make_admin(email=email, public_name=name, at=timezone.now())
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        key = f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"
        path = reverse(
            "account_reset_password_from_key", kwargs=dict(zip(("uidb36", "key"), key.split("-", 1), strict=True))
        )
        self.stdout.write(f"Open this link once, within three days: {settings.SITE_URL}{path}")
        self.stdout.write("It sets the password. After signing in, the site asks for a second step.")
