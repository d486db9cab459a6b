"""Load the demo content: articles, a discussion, five disputes and the accounts to try them with."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.actions import push_roles
from accounts.models import Member
from pages.demo import conduct, discussion, disputes, people, reading, references, things
from pages.demo.timeline import Stage, play


class Command(BaseCommand):
    """Load the demo content once; a second run changes nothing and prints the accounts again."""

    help = __doc__

    def add_arguments(self, parser):
        """Add --force, for a site that runs with DEBUG off."""
        parser.add_argument("--force", action="store_true", help="load it although DEBUG is off")

    def handle(self, *, force, **options):
        """Load everything in one transaction, so that half a demo can never be left behind."""
        if not (settings.DEBUG or force):
            raise CommandError("DEBUG is off: these accounts have a known password. Use --force if you mean it.")
        with transaction.atomic():
            if not Member.objects.filter(email="admin@example.org").exists():
                load(timezone.now())
        self.stdout.write("Demo accounts:")
        for login, name, role in people.ACCOUNTS:
            self.stdout.write(f"  {login}@example.org".ljust(28) + f"{name} ({role or 'reader'})")
        self.stdout.write(f"password: {people.PASSWORD}")


def load(now, *, until=0):
    """Load the demo through the site's own actions.

    Args:
        now: the time of loading; everything is dated in the months before it.
        until: how many days before the loading the last acts fall.
    """
    push_roles()
    stage = Stage()
    rooms = (people, reading, references, things, discussion, conduct, disputes)
    play([story for room in rooms for story in room.stories(stage)], now, until=until)
