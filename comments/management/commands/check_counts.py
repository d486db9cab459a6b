"""Compare the counts of helpful marks, endorsements, replies and answers with what there is."""

from django.core.management.base import BaseCommand, CommandError

from comments.actions import repair_counts
from comments.reading import wrong_counts


class Command(BaseCommand):
    """Say which counts are wrong; end with an error where some are and nobody asked for a repair."""

    help = "Compare the counts of helpful marks, endorsements, replies and answers with the rows that they count."

    def add_arguments(self, parser):
        """Take --repair."""
        parser.add_argument("--repair", action="store_true", help="set wrong counts to what there is")

    def handle(self, *args, repair, **options):
        """Compare, say, repair."""
        wrong = wrong_counts()
        for row in wrong:
            self.stdout.write(f"comment {row.comment}: {row.name} says {row.kept}, and there are {row.true}")
        if not wrong:
            self.stdout.write("All counts are true.")
        elif repair:
            for pk in sorted({row.comment for row in wrong}):
                repair_counts(comment_id=pk)
            self.stdout.write(f"{len(wrong)} repaired.")
        else:
            raise CommandError(f"{len(wrong)} counts are wrong; --repair sets them right.")
