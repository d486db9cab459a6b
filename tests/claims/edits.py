"""Edits of the demo articles, generated: what an editor does to a text, and what must become of a mark in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from articles.blocks import Leaf, parse
from articles.matching import match
from claims.anchoring import Resolved, Selector, make_selector, resolve
from claims.sentences import split
from pages.demo import texts

ARTICLES = ("exercise", "falls", "vitamin-d")
QUESTIONABLE = ("paragraph", "item")
UNITS = {"micrograms": "milligrams", "minutes": "hours", " year": " month", " week": " day", " day": " week"}
CURLY = str.maketrans({"'": "’", '"': "”", "-": "‐"})


@cache
def _leaves(source):
    return parse(source).leaves


@dataclass(frozen=True)
class Edit:
    """One edit: its kind, the text before and after, and the words that were marked."""

    kind: str
    before: str
    after: str
    words: str


@dataclass
class Block:
    """A leaf with its key."""

    key: str
    text: str
    container: str
    lead_in: str
    parent_item: str


def blocks_of(leaves: list[Leaf], keys: list[str]) -> list[Block]:
    """Give the leaves of a text their keys."""
    return [
        Block(key, leaf.text, leaf.container, leaf.lead_in, leaf.parent_item)
        for key, leaf in zip(keys, leaves, strict=True)
    ]


def outcome(edit: Edit) -> Resolved:
    """Mark the words in the text before, publish the text after, and look for them: as the site does."""
    old = _leaves(edit.before)
    old_blocks = blocks_of(old, [f"old{number}" for number in range(len(old))])
    fresh = iter(range(10_000))
    new = parse(edit.after).leaves
    pairs = [(block.key, block.text) for block in old_blocks]
    keys = match(pairs, [leaf.text for leaf in new], new_key=lambda: f"new{next(fresh)}")
    quoted = _selector(old_blocks, edit.words)
    return resolve(quoted, blocks_of(new, keys), stood=quoted.block_key, before=old_blocks)


def _selector(blocks, words) -> Selector:
    block = next(block for block in blocks if words in block.text)
    start = block.text.index(words)
    return make_selector(block, start, start + len(words))


def sentences() -> Iterator[tuple[str, str]]:
    """Yield (article, sentence) for each sentence that stands once, and without markup, in a demo article."""
    for name in ARTICLES:
        source = texts.read(name)
        for leaf in _leaves(source):
            for start, end in split(leaf.text) if leaf.kind in QUESTIONABLE else ():
                words = leaf.text[start:end]
                if source.count(words) == 1 and len(words.split()) > 3:
                    yield source, words


def _middle(words: str, put: str) -> str:
    """Put a word into the middle of a sentence."""
    parts = words.split(" ")
    return " ".join([*parts[: len(parts) // 2], put, *parts[len(parts) // 2 :]])


def changed_wording() -> Iterator[Edit]:
    """Edits that change what a sentence says: no mark may stay."""
    puts = {"negation": "not", "number": "20", "population": "over eighty", "safety word": "dangerously"}
    for source, words in sentences():
        for kind, put in puts.items():
            yield Edit(kind, source, source.replace(words, _middle(words, put)), words)
        similar = _middle(words, "always")
        yield Edit("deletion beside a similar sentence", source, source.replace(words, similar), words)
        half = " ".join(words.split(" ")[2:])
        yield Edit("not before the quote", source, source.replace(words, f"Not {words}"), half)
        for unit, other in UNITS.items():
            if unit in words:
                yield Edit("unit", source, source.replace(words, words.replace(unit, other)), words)
        yield Edit("deletion", source, source.replace(words, "Something else stands here now."), words)


def changed_context() -> Iterator[Edit]:
    """Edits that leave a sentence and change what governs it: no mark may stay."""
    source = texts.read("exercise")
    for leaf in _leaves(source):
        if leaf.kind != "item" or source.count(leaf.text) != 1:
            continue
        box = leaf.container
        other = {"do": "dont", "dont": "do", "warning": "do", "clinician": "dont", "steps": "dont"}[box]
        yield Edit("do and do not exchanged", source, source.replace(f"::: {box}\n", f"::: {other}\n"), leaf.text)
        yield Edit("box taken away", source, source.replace(f"::: {box}\n", "\n\n").replace("\n:::\n", "\n"), leaf.text)
        if leaf.lead_in and source.count(leaf.lead_in) == 1:
            turned = _middle(leaf.lead_in, "no longer")
            yield Edit("lead-in turned round", source, source.replace(leaf.lead_in, turned), leaf.text)


def only_elsewhere() -> Iterator[Edit]:
    """Edits outside a sentence, its lead-in and its box: the mark stays on the same words."""
    for source, words in sentences():
        leaf = next(leaf for leaf in _leaves(source) if words in leaf.text)
        yield Edit("typographic quotes", source, source.replace(words, words.translate(CURLY)), words)
        yield Edit("white space", source, source.replace(words, words.replace(" ", "  ")), words)
        yield Edit("another block", source, f"A new first paragraph.\n\n{source}\n\nA new last one.\n", words)
        if leaf.kind == "paragraph" and not leaf.container and leaf.text in source:
            others = [leaf.text[start:end] for start, end in split(leaf.text) if leaf.text[start:end] != words]
            for other in others[:1]:
                yield Edit("typo outside the quote", source, source.replace(other, f"{other[:-1]}, too."), words)
                yield Edit("split", source, source.replace(f" {words}", f"\n\n{words}"), words)
        if leaf.kind == "item" and "steps" not in leaf.container:
            yield Edit("list reordering", source, _first_item_last(source, leaf), words)
    yield from _moves()


def _first_item_last(source, leaf):
    """Move an item to the end of its list."""
    line = next(line for line in source.split("\n") if line.endswith(leaf.text))
    lines = source.split("\n")
    place = lines.index(line)
    end = next(number for number in range(place, len(lines)) if not lines[number].startswith("- "))
    return "\n".join([*lines[:place], *lines[place + 1 : end], line, *lines[end:]])


def _moves():
    """Move each paragraph to the end, and join it with the one behind it."""
    for source, words in sentences():
        pieces = source.rstrip().split("\n\n")
        place = next(number for number, piece in enumerate(pieces) if words in piece)
        own, following = pieces[place], pieces[place + 1] if place + 1 < len(pieces) else ""
        if not _is_paragraph(own):
            continue
        yield Edit("move", source, "\n\n".join([*pieces[:place], *pieces[place + 1 :], own]), words)
        if _is_paragraph(following):
            joined = [*pieces[:place], f"{own} {following}", *pieces[place + 2 :]]
            yield Edit("merge", source, "\n\n".join(joined), words)


def _is_paragraph(piece):
    return piece[:1].isalpha() or piece.startswith("**")
