"""Marks as overlays on a block's HTML: never stored, laid on when a page is made. Pure."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from common.html import CITE

_PIECES = re.compile(rf"{CITE.pattern}|<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|[<&]", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """A marked passage: code-point offsets in the block's plain text, its dispute and its tone."""

    start: int
    end: int
    dispute_id: int
    tone: str


def overlay(source: str, marks: Sequence[Mark]) -> str:
    """Lay marks over a leaf's HTML.

    Args:
        source: cleaned HTML of one leaf.
        marks: passages of its plain text; they may overlap.

    Returns:
        The HTML with <mark> spans cut at every tag border and wherever a mark begins or ends; each span names all its
        disputes, and the first span of a dispute carries the id "m-<dispute>".
    """
    writer = _Writer(marks)
    for found in _PIECES.finditer(source):
        writer.put(found.group(0))
    return writer.finish()


class _Writer:
    """Copies HTML piece by piece and opens and closes marks on the way."""

    def __init__(self, marks):
        self.marks, self.out = sorted(marks, key=lambda mark: (mark.start, mark.dispute_id)), []
        self.position, self.open, self.named = 0, (), set()

    def put(self, piece):
        if piece.startswith("<") and len(piece) > 1:
            self.switch(())
            self.out.append(piece)
            return
        wanted = tuple(mark for mark in self.marks if mark.start <= self.position < mark.end)
        self.switch(wanted)
        self.out.append(piece)
        self.position += len(html.unescape(piece))

    def switch(self, wanted):
        if wanted == self.open:
            return
        if self.open:
            self.out.append("</mark>")
        if wanted:
            self.out.append(self.opening(wanted))
        self.open = wanted

    def opening(self, marks):
        ids = sorted({mark.dispute_id for mark in marks})
        new = [pk for pk in ids if pk not in self.named]
        self.named.update(ids)
        anchor = f' id="m-{new[0]}"' if new else ""
        return f'<mark class="claim is-{marks[0].tone}"{anchor} data-disputes="{" ".join(map(str, ids))}">'

    def finish(self):
        self.switch(())
        return "".join(self.out)
