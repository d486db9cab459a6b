"""Marks as overlays on a block's HTML: never stored, laid on when a page is made. Pure."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from common.html import CITE

_PIECES = re.compile(rf"{CITE.pattern}|<[^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);|[^<&]|[<&]", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """A marked passage: code-point offsets in the block's plain text, its dispute, and the badge of its state."""

    start: int
    end: int
    dispute_id: int
    tone: str
    label: str
    icon: str


def overlay(source: str, marks: Sequence[Mark], *, key: str) -> str:
    """Lay marks over a leaf's HTML.

    Args:
        source: cleaned HTML of one leaf.
        marks: passages of its plain text; they may overlap.
        key: of the block, for ids that are unique on a page.

    Returns:
        The HTML with <mark> spans cut at every tag border and wherever a mark begins or ends; each span names all its
        disputes. A badge stands after the last word of each passage (after the link, where that lies in one) and leads
        to the note "n-<dispute>-<key>". The first span of a dispute, or else its badge, has the id "m-<dispute>-<key>".
    """
    writer = _Writer(marks, key)
    for found in _PIECES.finditer(source):
        writer.put(found.group(0))
    return writer.finish()


class _Writer:
    """Copies HTML piece by piece and opens and closes marks on the way."""

    def __init__(self, marks, key):
        self.marks, self.key = sorted(marks, key=lambda mark: (mark.start, mark.dispute_id)), key
        self.out, self.position, self.open = [], 0, ()
        self.named, self.badged, self.waiting, self.is_in_link = set(), set(), [], False

    def put(self, piece):
        if piece.startswith("<") and len(piece) > 1:
            self.switch(())
            self.out.append(piece)
            self.is_in_link = piece.startswith("<a ") or (self.is_in_link and not piece.startswith("</a"))
            return
        wanted = tuple(mark for mark in self.marks if mark.start <= self.position < mark.end)
        self.switch(wanted)
        self.badges()
        self.out.append(piece)
        self.position += len(html.unescape(piece))

    def switch(self, wanted):
        if wanted == self.open:
            return
        if self.open:
            self.out.append("</mark>")
            self.waiting += [mark for mark in self.open if mark.end <= self.position]
        if wanted:
            self.badges()
            self.out.append(self.opening(wanted))
        self.open = wanted

    def opening(self, marks):
        ids = sorted({mark.dispute_id for mark in marks})
        new = [pk for pk in ids if pk not in self.named]
        anchor = self.name(new[0]) if new else ""
        return f'<mark class="claim is-{marks[0].tone}"{anchor} data-disputes="{" ".join(map(str, ids))}">'

    def name(self, pk):
        """Return the id of a dispute's place in the text, once: an element has one, a page has it once."""
        if pk in self.named:
            return ""
        self.named.add(pk)
        return f' id="m-{pk}-{self.key}"'

    def badges(self):
        """Put up the badges of passages that have ended, outside any link."""
        if self.is_in_link or self.open:
            return
        for mark in self.waiting:
            if mark.dispute_id not in self.badged:
                self.badged.add(mark.dispute_id)
                self.out.append(self.badge(mark))
        self.waiting = []

    def badge(self, mark):
        place = f'{self.name(mark.dispute_id)} href="#n-{mark.dispute_id}-{self.key}"'
        return (
            f' <a class="badge is-{mark.tone}"{place} data-aside>'
            f'<svg class="ico" aria-hidden="true"><use href="#i-{mark.icon}"/></svg>{html.escape(mark.label)}</a>'
        )

    def finish(self):
        self.switch(())
        self.badges()
        return "".join(self.out)
