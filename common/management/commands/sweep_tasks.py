"""Take up tasks that a killed worker left or that broke; for a timer, beside the worker."""

from django.core.management.base import BaseCommand

from common.jobs import take_up_tasks


class Command(BaseCommand):
    """Let tasks run again that a killed worker left or that broke; run twice, it takes up none."""

    help = __doc__

    def handle(self, **options):
        """Print how many run again."""
        self.stdout.write(f"{take_up_tasks()} taken up")
