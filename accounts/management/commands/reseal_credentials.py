"""Seal every licence number anew with the first of CREDENTIAL_KEYS, so that the older keys can be taken away."""

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import reseal_numbers


class Command(BaseCommand):
    """Seal every licence number anew with the first key; exit with an error where no key can read one."""

    help = __doc__

    def handle(self, **options):
        """Print how many were sealed; an unreadable one stays as it is."""
        sealed, unreadable = reseal_numbers()
        self.stdout.write(f"{sealed} numbers are sealed with the first key")
        if unreadable:
            raise CommandError(f"{unreadable} numbers cannot be read with any of CREDENTIAL_KEYS; keep the older keys")
