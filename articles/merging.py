"""Three-way merge of Markdown by paragraphs: pure."""

from dataclasses import dataclass
from difflib import SequenceMatcher

MINE, BETWEEN, THEIRS = "<<<<<<< yours", "=======", ">>>>>>> saved meanwhile"


@dataclass(frozen=True)
class Merged:
    """A proposal for one text out of two; `conflicts` counts places that both changed differently."""

    text: str
    conflicts: int


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Merge two texts that come from one base.

    Args:
        base: what both began with.
        mine: the text that could not be saved.
        theirs: the text that was saved first.

    Returns:
        A text that holds every change of both. Where both changed the same lines, both versions stand one after the
        other between lines of <<<<<<<, ======= and >>>>>>>.
    """
    a, x, y = base.split("\n"), mine.split("\n"), theirs.split("\n")
    stable = _stable(a, x, y)
    out, conflicts, last = [], 0, (0, 0, 0)
    for i, j, k in [*stable, (len(a), len(x), len(y))]:
        piece, clash = _join(a[last[0] : i], x[last[1] : j], y[last[2] : k])
        out += piece
        conflicts += clash
        if i < len(a):
            out.append(a[i])
        last = (i + 1, j + 1, k + 1)
    return Merged("\n".join(out), conflicts)


def pick(base: str, mine: str, theirs: str) -> str:
    """Merge two short texts as wholes: the one that was changed; mine, where both were."""
    return theirs if mine == base else mine


def has_conflict(text: str) -> bool:
    """Tell whether a text still holds the lines that merge() puts around two versions."""
    return any(line.startswith((MINE, THEIRS)) for line in text.split("\n"))


def _stable(a, x, y):
    """Return the lines that both texts kept, as (index in a, in x, in y)."""
    in_x, in_y = _kept(a, x), _kept(a, y)
    return [(i, in_x[i], in_y[i]) for i in range(len(a)) if i in in_x and i in in_y]


def _kept(a, b):
    blocks = SequenceMatcher(None, a, b).get_matching_blocks()  # in a long text, a blank line alone is no hold
    return {i + n: j + n for i, j, size in blocks for n in range(size)}


def _join(base, mine, theirs):
    if mine == theirs or theirs == base:
        return mine, 0
    if mine == base:
        return theirs, 0
    return [MINE, *mine, BETWEEN, *theirs, THEIRS], 1
