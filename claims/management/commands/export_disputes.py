"""Write the public disputes as JSON Lines, without personal data: one dispute a line, the oldest first."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from claims.reading import public_rows


class Command(BaseCommand):
    """Write the public disputes as JSON Lines, without personal data; docs/disputes.schema.json describes a line."""

    help = __doc__

    def add_arguments(self, parser):
        """Add --output; without it the lines go to standard output."""
        parser.add_argument("--output", metavar="FILE", type=Path, help="write to this file, all of it or nothing")

    def handle(self, *, output, **options):
        """Write the same bytes whenever nothing has changed."""
        if output is None:
            for line in _lines():
                self.stdout.write(line, ending="")
            return
        try:
            count = _write(output)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stderr.write(f"{count} disputes written to {output}")


def _write(output):
    """Write beside the file first, so that nobody reads half of it; return how many lines it has."""
    beside, count = output.with_name(f"{output.name}.part"), 0
    with beside.open("w", encoding="utf-8", newline="\n") as file:
        for line in _lines():
            file.write(line)
            count += 1
    beside.replace(output)
    return count


def _lines():
    for row in public_rows():
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
