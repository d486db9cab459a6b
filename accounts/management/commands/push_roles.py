"""Make the groups Moderator, Editor and Admin hold our permissions."""

from django.core.management.base import BaseCommand

from accounts.actions import push_roles


class Command(BaseCommand):
    """Add what is missing and take nothing away, unless --prune is given."""

    help = __doc__

    def add_arguments(self, parser):
        """Add --prune."""
        parser.add_argument("--prune", action="store_true", help="also take away what our list does not name")

    def handle(self, *, prune, **options):
        """Print how many permissions each group was given."""
        for name, added in push_roles(prune=prune).items():
            self.stdout.write(f"{name}: {added} added")
