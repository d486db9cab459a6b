"""Tell professionals that their badge will lapse soon or has lapsed; for a timer, beside the worker."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.actions import tell_lapses


class Command(BaseCommand):
    """Tell each professional once before the badge lapses, and once when it has; run twice, it tells nobody twice."""

    help = __doc__

    def handle(self, **options):
        """Print how many were told."""
        self.stdout.write(f"{tell_lapses(at=timezone.now())} were told")
