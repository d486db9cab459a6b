"""Delete the accounts, the downloads and the kept words whose day has come; for a timer, beside the worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.jobs import tend


class Command(BaseCommand):
    """Delete what is due; run twice, the second finds nothing."""

    help = __doc__

    def handle(self, **options):
        """Print how many accounts were deleted."""
        self.stdout.write(f"{tend(at=timezone.now())} accounts deleted")
