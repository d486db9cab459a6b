"""Where a quoted statement stands in a new revision. Pure.

A mark never follows changed wording without a human: an anchor is exact or moved only while its whole sentences and
what governs them (the list's lead-in, the box around it, the parent item) read the same. Unicode form, white space,
typographic quotes and dashes are equal; nothing else is. The quote is a W3C TextQuoteSelector
(https://www.w3.org/TR/annotation-model/#text-quote-selector, 2017) within one block.
"""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from claims.sentences import split, widen

CONTEXT_CHARS = 32
_EQUAL = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
        "\u200b": None,
    }
)


class BlockLike(Protocol):
    """What anchoring reads of a block."""

    key: str
    text: str
    container: str
    lead_in: str
    parent_item: str


@dataclass(frozen=True)
class Selector:
    """A quote with all that must stay the same around it."""

    block_key: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    sentences: str
    container: str
    lead_in: str
    parent_item: str


@dataclass(frozen=True)
class Resolved:
    """Where a selector stands now; without a place when state is changed, ambiguous or detached."""

    state: str
    block_key: str = ""
    start: int = 0
    end: int = 0


def normalise(text: str) -> str:
    """Return a text in the form in which two wordings are compared."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_EQUAL).split())


def make_selector(block: BlockLike, start: int, end: int) -> Selector:
    """Quote a passage of a block.

    Args:
        block: where.
        start: first code point in the block's plain text.
        end: one past the last.

    Raises:
        ValueError: the passage is empty or outside the text.
    """
    first, last = widen(block.text, start, end)
    return Selector(
        block_key=block.key,
        exact=block.text[start:end],
        prefix=block.text[max(0, start - CONTEXT_CHARS) : start],
        suffix=block.text[end : end + CONTEXT_CHARS],
        start=start,
        end=end,
        sentences=block.text[first:last],
        container=block.container,
        lead_in=block.lead_in,
        parent_item=block.parent_item,
    )


def resolve(
    selector: Selector, blocks: Sequence[BlockLike], *, stood: str | None = None, before: Sequence[BlockLike] = ()
) -> Resolved:
    """Find a selector's place among the blocks of a revision.

    Args:
        selector: the quote.
        blocks: every block of the revision, in order.
        stood: key of the block where the quote stood for certain in the revision before; empty when it stood nowhere
            for certain, so that only a human moves it; None when there is no revision before.
        before: every block of the revision before.

    Returns:
        exact (its own block holds it, once), moved (another block, the only one), ambiguous (more than one place),
        changed (its block is there with other words, or other context), or detached (the block is gone and so are the
        words). A place that said the same before, beside the quoted one, is neither exact nor moved.
    """
    found = [place for block in blocks for place in _places(selector, block)]
    fitting = [place for place in found if _same_context(selector, place[0])]
    copies = _copies(selector, before, stood)
    free = [place for place in fitting if place[0].key not in copies]
    for home in dict.fromkeys((stood or selector.block_key, selector.block_key)):
        at_home = [place for place in free if place[0].key == home]
        if len(at_home) == 1:
            return _at("exact" if home == selector.block_key else "moved", *at_home[0])
    if len(fitting) > 1:
        return Resolved("ambiguous")
    if free and stood != "":
        return _at("moved", *free[0])
    is_home_there = any(block.key == selector.block_key for block in blocks)
    return Resolved("changed" if found or is_home_there else "detached")


def reads_in(selector: Selector, block: BlockLike) -> bool:
    """Tell whether a block says the quoted sentences, whatever governs them there.

    Args:
        selector: the quote.
        block: any.
    """
    return any(True for _place in _places(selector, block))


def _copies(selector, before, stood):
    """Return the keys of blocks that said the same before: beside the quoted one, or twice. Nobody questioned those."""
    told = Counter(
        place[0].key for block in before if _same_context(selector, block) for place in _places(selector, block)
    )
    return {key for key, times in told.items() if key != stood or times > 1}


def _at(state, block, start, end):
    return Resolved(state, block.key, start, end)


def _same_context(selector, block):
    return (
        selector.container == block.container
        and normalise(selector.lead_in) == normalise(block.lead_in)
        and normalise(selector.parent_item) == normalise(block.parent_item)
    )


def _places(selector, block):
    """Yield (block, start, end) of each run of whole sentences that reads like the selector's."""
    wanted = normalise(selector.sentences)
    runs, words = _sentences(block.text)
    for first in range(len(runs)):
        read = ""
        for last in range(first, len(runs)):
            read = f"{read} {words[last]}".strip()
            if not wanted.startswith(read):
                break
            if read == wanted:
                yield (block, *_quote_within(selector, block.text, runs[first][0], runs[last][1]))


@lru_cache(maxsize=4096)  # the many quotes of an article are looked for in the same blocks
def _sentences(text):
    """Return where the sentences of a text stand, and how each reads."""
    runs = split(text)
    return runs, [normalise(text[begin:stop]) for begin, stop in runs]


def _quote_within(selector, text, begin, stop):
    """Return the offsets of the quote itself; the whole sentences where its place in them is not plain."""
    offset = selector.sentences.find(selector.exact)
    if text[begin:stop] == selector.sentences and offset >= 0 and selector.sentences.count(selector.exact) == 1:
        return begin + offset, begin + offset + len(selector.exact)
    at = text.find(selector.exact, begin, stop)
    if at >= 0 and text.find(selector.exact, at + 1, stop) < 0:
        return at, at + len(selector.exact)
    return begin, stop
