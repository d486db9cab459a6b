"""Put up a caution at each passage whose safety report is past its target; for a timer, beside the worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from claims.actions import put_up_cautions


class Command(BaseCommand):
    """Put up a caution where a report about safety is past its target; run twice, it puts up none."""

    help = __doc__

    def handle(self, **options):
        """Print the dispute of each new caution."""
        for caution in put_up_cautions(at=timezone.now()):
            self.stdout.write(f"dispute {caution.dispute_id}: until {caution.expires_at:%Y-%m-%d}")
