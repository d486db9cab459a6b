"""Send the daily and weekly mails that are due, and all that waits in the outbox; for a timer, beside the worker."""

from django.core.management.base import BaseCommand

from notifications.jobs import drain_outbox, send_digests


class Command(BaseCommand):
    """Send the mails that are due; run twice, it sends none."""

    help = __doc__

    def handle(self, **options):
        """Print how many digests were made and how many mails were sent."""
        made, sent = send_digests.call(), drain_outbox.call()
        self.stdout.write(f"{made} digests made, {sent} mails sent")
