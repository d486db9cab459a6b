"""Sentences of a text, as code-point offsets. Pure."""

import re

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s|$)|\n")  # possessive: a run of signs is looked at once
_NEXT = re.compile(r"\s*(\S?)")
_SHORT = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|etc|e\.g|i\.e|approx|no|fig|al|cf)|\b[A-Z])\.$", re.IGNORECASE)

LONGEST_SHORT = 8  # "approx." and the sign before it


def split(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, white space around it left out.

    Args:
        text: plain text of one block.
    """
    found, start = [], 0
    for stop in _END.finditer(text):
        tail = text[max(start, stop.end() - LONGEST_SHORT) : stop.end()]
        if stop.group(0) == "." and _SHORT.search(tail):
            continue
        if stop.group(0) != "\n" and _NEXT.match(text, stop.end()).group(1).islower():
            continue  # an abbreviation that the list does not know: a sentence does not begin with a small letter
        _add(found, text, start, stop.end())
        start = stop.end()
    _add(found, text, start, len(text))
    return found


def _add(found, text, start, end):
    piece = text[start:end]
    if piece.strip():
        lead = len(piece) - len(piece.lstrip())
        found.append((start + lead, start + len(piece.rstrip())))


def to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a selection to whole words: a mouse often leaves out a letter.

    Args:
        text: plain text of one block.
        start: first code point of the selection.
        end: one past its last code point.
    """
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def widen(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the whole sentences that a quote touches.

    Args:
        text: plain text of one block.
        start: first code point of the quote.
        end: one past its last code point.

    Raises:
        ValueError: the quote is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no quote at {start}-{end} in a text of {len(text)}")
    touched = [(a, b) for a, b in split(text) if a < end and b > start]
    if not touched:
        raise ValueError("the quote is only white space")
    return touched[0][0], touched[-1][1]
