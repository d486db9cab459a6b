"""Check the hash chain of the audit log."""

from django.core.management.base import BaseCommand, CommandError

from audit.actions import broken_links


class Command(BaseCommand):
    """Exit with an error that names every broken entry."""

    help = __doc__

    def handle(self, **options):
        """Walk the chain from its first entry."""
        if wrong := broken_links():
            raise CommandError(f"the chain is broken at entries {', '.join(map(str, wrong))}")
        self.stdout.write("the chain is whole")
