"""Whatever an editor types, a mark stays only on the same sentences under the same lines: from Markdown to the mark."""

from functools import cache

from hypothesis import assume, given
from hypothesis import strategies as st

from articles.blocks import parse
from articles.matching import match
from claims.anchoring import make_selector, normalise, resolve
from claims.sentences import split, widen
from pages.demo import texts
from tests.claims.edits import blocks_of, sentences
from tests.properties import steady

CERTAIN = ("exact", "moved")
INNER = "press the heels down"
NESTED = f"""Some people have thin bones. If your bones are thin:

::: dont Not for you
- lie on the floor

  When your back hurts:

  - {INNER}
  - hold your breath
- fold forward
:::
"""
GOVERNING = ("If your bones are thin:", "::: dont Not for you", "lie on the floor", "When your back hurts:")
SIGNS = [". ", "\n", "\n\n", "- ", "  - ", "> ", "::: do\n", ":::\n", "*", "?"]
WORDS = ["not ", "never ", "20 ", "mg", "do", "dont", "", *SIGNS]
TYPED = st.one_of(st.sampled_from(WORDS), st.text(max_size=4))


@cache
def _marks():
    """Return every (article, sentence) that can be marked without markup in it."""
    return sorted({*sentences(), (NESTED, INNER)})


@cache
def _before(source):
    leaves = parse(source).leaves
    return blocks_of(leaves, [f"old{number}" for number in range(len(leaves))])


def _published(source, after):
    """Return the blocks of the text after, with the keys that publication gives them."""
    leaves = parse(after).leaves
    fresh = iter(range(10_000))
    old = [(block.key, block.text) for block in _before(source)]
    return blocks_of(leaves, match(old, [leaf.text for leaf in leaves], new_key=lambda: f"new{next(fresh)}"))


@st.composite
def _marked(draw, marks=_marks):
    """A text, a sentence in it, and the selector of some words of the sentence."""
    source, words = draw(st.sampled_from(marks()))
    block = next(block for block in _before(source) if words in block.text)
    first = block.text.index(words)
    start = draw(st.integers(first, first + len(words) - 1))
    end = draw(st.integers(start + 1, first + len(words)))
    assume(block.text[start:end].strip())
    return source, words, make_selector(block, start, end)


@st.composite
def _changed(draw, text):
    """Take something out of a text, put something in, or both."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 12)))
    return text[:start] + draw(TYPED) + text[end:]


def _find(source, selector, blocks):
    return resolve(selector, blocks, stood=selector.block_key, before=_before(source))


def _governs(block):
    return block.container, normalise(block.lead_in), normalise(block.parent_item)


@steady
@given(_marked(), st.data())
def test_after_any_edit_anywhere_a_mark_that_stays_reads_the_same_under_the_same_lines(mark, data):
    source, _words, selector = mark
    near = data.draw(st.booleans())  # half of the edits begin close to the words
    place = max(0, source.index(_words) - 40) if near else data.draw(st.integers(0, len(source)))
    piece = source[place : place + 120]
    after = source[:place] + data.draw(_changed(piece)) + source[place + 120 :]

    blocks = _published(source, after)
    found = _find(source, selector, blocks)

    if found.state in CERTAIN:
        block = next(block for block in blocks if block.key == found.block_key)
        first, last = widen(block.text, found.start, found.end)
        assert normalise(block.text[first:last]) == normalise(selector.sentences)
        assert _governs(block) == (selector.container, normalise(selector.lead_in), normalise(selector.parent_item))


@steady
@given(_marked(), st.data())
def test_any_change_inside_the_quoted_sentence_takes_the_mark_off(mark, data):
    source, words, selector = mark
    edited = data.draw(_changed(words))
    after = source.replace(words, edited)

    blocks = _published(source, after)
    runs = [normalise(block.text[a:b]) for block in blocks for a, b in split(block.text)]
    assume(normalise(words) not in runs)  # a sentence put beside it, or markup, is no change inside it

    assert _find(source, selector, blocks).state not in CERTAIN


@steady
@given(_marked(lambda: [(NESTED, INNER)]), st.sampled_from(GOVERNING), st.data())
def test_any_change_of_what_governs_the_sentence_takes_the_mark_off(mark, line, data):
    source, words, selector = mark
    was = next(block for block in _before(source) if block.text == words)
    after = source.replace(line, data.draw(_changed(line)), 1)

    blocks = _published(source, after)
    there = [block for block in blocks if normalise(words) in normalise(block.text)]
    assume(all(_governs(block) != _governs(was) for block in there))

    assert _find(source, selector, blocks).state not in CERTAIN


@steady
@given(st.sampled_from(("", "do", "warning", "clinician", "steps")), _marked(lambda: [(NESTED, INNER)]))
def test_another_box_takes_the_mark_off(box, mark):
    source, _words, selector = mark
    after = source.replace("::: dont Not for you", f"::: {box}" if box else "").replace(":::\n", ":::\n" if box else "")

    assert _find(source, selector, _published(source, after)).state not in CERTAIN


def test_the_nested_item_is_governed_by_every_line_above_it():
    block = next(block for block in _before(NESTED) if block.text == INNER)

    assert (block.container, block.lead_in, block.parent_item) == (
        "dont", "If your bones are thin:\nWhen your back hurts:", "lie on the floor",
    )  # fmt: skip
    assert texts.read("exercise") in {source for source, _words in _marks()}
