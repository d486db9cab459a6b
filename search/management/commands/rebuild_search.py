"""Index anew everything that is public, drop what is not, and count the words; the site may run meanwhile."""

from django.core.management.base import BaseCommand

from search.actions import count_words, drop
from search.consequences import SOURCES, source_of
from search.documents import key_of
from search.engines import engine
from search.jobs import index_now
from search.models import SearchDocument

WIDTH = 30  # of the bar
EVERY = 200  # things between two lines where nobody watches


class Command(BaseCommand):
    """Each thing is indexed in a transaction of its own, as the worker does it, so nothing has to stop for it."""

    help = __doc__

    def handle(self, **options):
        """Go through each source in the order of its keys, then through what is in the index."""
        indexed = sum(self._index(source) for source in SOURCES)
        dropped = self._sweep()
        words = count_words()
        engine().forget()
        self.stdout.write(f"{indexed} things indexed, {dropped} dropped, {words} words")

    def _index(self, source):
        keys = list(source.keys())
        return sum(index_now(subject_key=key_of(source.name, pk)) for pk in self._watched(keys, source.name))

    def _sweep(self):
        """Look again at what was in the index before: what is public no more goes."""
        keys = list(SearchDocument.objects.order_by("pk").values_list("subject_key", flat=True))
        public = {key_of(source.name, pk) for source in SOURCES for pk in source.keys()}  # noqa: SIM118 - no dict
        stale = [key for key in keys if key not in public]
        return sum(self._drop(key) for key in self._watched(stale, "to drop"))

    def _drop(self, key):
        return not index_now(subject_key=key) if source_of(key) else drop(key)

    def _watched(self, keys, name):
        """Hand the keys on, and draw on stderr how far it is: one bar on a terminal, else a line now and then."""
        total, is_terminal = len(keys), self.stderr.isatty()
        for number, key in enumerate(keys, start=1):
            yield key
            if is_terminal:
                done = WIDTH * number // total
                bar = "#" * done + "." * (WIDTH - done)
                self.stderr.write(f"\r{name:>8} [{bar}] {number} of {total}", ending="\n" if number == total else "")
            elif number % EVERY == 0 or number == total:
                self.stderr.write(f"{name}: {number} of {total}")
