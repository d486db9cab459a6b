"""Find every anchor anew, from the frozen quotes and the revisions in order, and compare with what is stored."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles.models import Article
from claims.actions import rebuild_resolutions
from claims.reading import recompute

EVERY = 50  # articles between two lines about how far it is


class Command(BaseCommand):
    """List each row that is missing or wrong, and exit with an error if there is one.

    A line is: article, revision, appearance, what is stored, what it should be; a tab between them.
    """

    help = __doc__

    def add_arguments(self, parser):
        """Add --rebuild."""
        parser.add_argument(
            "--rebuild", action="store_true", help="write the rows; what an editor has confirmed is only listed"
        )

    def handle(self, *, rebuild, **options):
        """Check one article after the other."""
        articles = Article.objects.filter(current_revision__isnull=False).order_by("pk")
        total, wrong, written = articles.count(), 0, 0
        for number, article in enumerate(articles.iterator(), start=1):
            faults = [row for row in recompute(article) if not row.is_right]
            for row in faults:
                self.stdout.write("\t".join((article.slug, str(row.revision.number), *_told(row))))
            wrong += len(faults)
            written += rebuild_resolutions(article=article, at=timezone.now()) if rebuild and faults else 0
            if number % EVERY == 0 or number == total:
                self.stderr.write(f"{number} of {total} articles")
        if wrong > written:
            raise CommandError(f"{wrong} rows were not as they should be, {written} were written")
        self.stdout.write(f"{written} rows were written" if written else "every anchor stands where it should")


def _told(row):
    """Return the appearance, the stored row and the right one in words."""
    stored = _place(row.stored) + (" (confirmed)" if row.stored.confirmed_at else "") if row.stored else "missing"
    return str(row.appearance.pk), stored, _place(row.found)


def _place(found):
    return f"{found.state} {found.block_key}:{found.start}-{found.end}" if found.block_key else found.state
