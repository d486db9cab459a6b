"""A mark stays only on the words that were questioned: properties of anchoring, for any text and any edit."""

import unicodedata
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.anchoring import Resolved, make_selector, normalise, resolve
from claims.sentences import split, widen
from tests.properties import steady


@dataclass(frozen=True)
class Text:
    """A block as anchoring reads it."""

    key: str
    text: str
    container: str = ""
    lead_in: str = ""
    parent_item: str = ""


HOME = Text("home", "Rest. Lift heavy weights. Walk.", "do", "If you are weak:", "At home")


def _quote(block, words):
    start = block.text.index(words)
    return make_selector(block, start, start + len(words))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(HOME, id="unchanged"),
        pytest.param(replace(HOME, text="Lift heavy weights."), id="the other sentences gone"),
        pytest.param(replace(HOME, text="Rest. Lift  heavy\tweights. Walk."), id="white space"),
        pytest.param(
            replace(HOME, lead_in="If  you are weak:", parent_item="At\nhome"), id="white space in the context"
        ),
        pytest.param(replace(HOME, text="Rest. Lift heavy\u200b wei\u00adghts. Walk."), id="signs that nobody sees"),
    ],
)
def test_quote_is_exact_while_it_reads_the_same(after):
    state = resolve(_quote(HOME, "heavy weights"), [after], stood="home", before=[HOME])

    assert (state.state, normalise(after.text[state.start : state.end])) in [
        ("exact", "heavy weights"),
        ("exact", "Lift heavy weights."),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It's so.", "It\u2019s so."),
        ('"So."', "\u201cSo.\u201d"),
        ("5-10.", "5\u201310."),
        ("Caf\u00e9.", "Cafe\u0301."),
    ],
)
def test_typographic_forms_read_the_same(old, new):
    selector = make_selector(Text("home", old), 0, len(old))

    assert resolve(selector, [Text("home", new)]) == Resolved("exact", "home", 0, len(new))


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(replace(HOME, text="Rest. Lift light weights. Walk."), id="a word"),
        pytest.param(replace(HOME, text="Rest. Lift heavy weights? Walk."), id="a sign"),
        pytest.param(replace(HOME, text="Rest. lift heavy weights. Walk."), id="a capital"),
        pytest.param(replace(HOME, text="Rest. Never lift heavy weights. Walk."), id="a word before the quote"),
        pytest.param(replace(HOME, text="Rest. Lift heavy weights, not. Walk."), id="a word behind the quote"),
        pytest.param(replace(HOME, text="Rest. Lift. Heavy weights. Walk."), id="cut in two"),
        pytest.param(replace(HOME, text="Rest. Lift heavy. Walk."), id="shortened"),
        pytest.param(replace(HOME, text="Rest. Walk."), id="taken out"),
        pytest.param(replace(HOME, container="dont"), id="another box"),
        pytest.param(replace(HOME, lead_in="If you are strong:"), id="lead-in"),
        pytest.param(replace(HOME, parent_item="Never"), id="parent item"),
    ],
)
def test_quote_is_changed_when_it_or_its_context_reads_otherwise(after):
    assert resolve(_quote(HOME, "heavy weights"), [after], stood="home", before=[HOME]) == Resolved("changed")


OTHER = Text("other", "Swim.")
COPY = replace(HOME, key="copy", text="Lift heavy weights.")
GONE = replace(HOME, text="Rest. Walk.")


@pytest.mark.parametrize(
    ("before", "after", "state"),
    [
        pytest.param([HOME], [OTHER], "detached", id="block and words gone"),
        pytest.param([HOME], [OTHER, COPY], "moved", id="to a new block"),
        pytest.param([HOME], [GONE, COPY], "moved", id="out of a block that stays"),
        pytest.param([HOME], [HOME, COPY], "exact", id="a copy is put in"),
        pytest.param([HOME], [COPY, replace(COPY, key="third")], "ambiguous", id="to two places"),
        pytest.param([HOME], [replace(COPY, container="dont")], "changed", id="into another box"),
        pytest.param([HOME, COPY], [HOME, COPY], "exact", id="a copy stays"),
        pytest.param([HOME, COPY], [GONE, COPY], "changed", id="the copy is no place to go"),
        pytest.param([HOME, COPY], [COPY], "changed", id="nor when the block is gone"),
        pytest.param([HOME, COPY], [GONE, replace(COPY, text="Swim.")], "changed", id="both are gone"),
        pytest.param([HOME], [replace(HOME, text="Lift heavy weights. Lift heavy weights.")], "ambiguous", id="twice"),
    ],
)
def test_quote_after_an_edit_around_it(before, after, state):
    found = resolve(_quote(HOME, "heavy weights"), after, stood="home", before=before)

    assert found.state == state


def test_quote_said_twice_in_its_block_does_not_go_to_the_other_place():
    twice = Text("home", "Keep straight. Rest. Keep straight.")

    found = resolve(
        make_selector(twice, 0, 14), [Text("home", "Bend. Rest. Keep straight.")], stood="home", before=[twice]
    )

    assert found == Resolved("changed")


@pytest.mark.parametrize(
    ("after", "state"),
    [
        pytest.param([GONE, COPY], "changed", id="never moved without a human"),
        pytest.param([HOME], "exact", id="restored in its block"),
    ],
)
def test_quote_that_stood_nowhere_for_certain(after, state):
    assert resolve(_quote(HOME, "heavy weights"), after, stood="", before=[GONE]).state == state


def test_quote_that_has_moved_stays_moved_beside_a_new_copy():
    found = resolve(_quote(HOME, "heavy weights"), [COPY, replace(COPY, key="new")], stood="copy", before=[COPY])

    assert found == Resolved("moved", "copy", 5, 18)


@pytest.mark.parametrize(
    ("quote", "after", "shown"),
    [
        pytest.param("heavy", "Lift heavy, heavy weights.", None, id="changed"),
        pytest.param("heavy", "Now. Lift heavy weights.", "heavy", id="the same words"),
        pytest.param("heavy weights", "Lift heavy\u00a0weights.", "Lift heavy\u00a0weights.", id="written otherwise"),
    ],
)
def test_place_within_the_sentence(quote, after, shown):
    found = resolve(_quote(HOME, quote), [replace(HOME, text=after)])

    assert (after[found.start : found.end] or None) == shown


def test_quote_that_stands_twice_in_its_sentence_is_shown_as_the_sentence():
    block = Text("home", "Jump, then jump, then jump.")

    found = resolve(make_selector(block, 11, 15), [block])

    assert found == Resolved("exact", "home", 0, 27)


def test_selector_keeps_the_quote_and_what_governs_it():
    selector = _quote(HOME, "heavy")

    assert (selector.exact, selector.prefix, selector.suffix) == ("heavy", "Rest. Lift ", " weights. Walk.")
    assert (selector.start, selector.end, selector.sentences) == (11, 16, "Lift heavy weights.")
    assert (selector.container, selector.lead_in, selector.parent_item) == ("do", "If you are weak:", "At home")


WORDS = ["lift", "heavy", "light", "not", "weights", "e.g.", "Dr.", "5"]
SENTENCES = st.builds(
    lambda words, end: " ".join(words).capitalize() + end,
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    st.sampled_from([".", "!", "?", '."', "…", ""]),
)
CONTEXT = st.sampled_from(["", "Do:", "Do not:"])
BOXES = st.sampled_from(["", "do", "dont"])


@st.composite
def _articles(draw):
    """An article of a few blocks that may say the same thing more than once, and a quote in one of them."""
    texts = draw(st.lists(st.lists(SENTENCES, min_size=1, max_size=3).map(" ".join), min_size=1, max_size=4))
    blocks = [Text(f"k{n}", text, draw(BOXES), draw(CONTEXT), draw(CONTEXT)) for n, text in enumerate(texts)]
    home = draw(st.sampled_from(blocks))
    start = draw(st.integers(0, len(home.text) - 1))
    end = draw(st.integers(start + 1, len(home.text)))
    assume(home.text[start:end].strip())
    return blocks, home, make_selector(home, start, end)


@st.composite
def _edits(draw, text):
    """Put something in, take something out, or replace something."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 8)))
    put_in = draw(st.one_of(st.sampled_from(["not ", "never", ". ", " ", "\u00a0", "!", ""]), st.text(max_size=4)))
    return text[:start] + put_in + text[end:]


def _replaced(blocks, home, changed):
    return [changed if block is home else block for block in blocks]


def _count(selector, blocks):
    """Return how many runs of whole sentences read like the selector's, whatever stands around them."""
    told = []
    for block in blocks:
        runs = split(block.text)
        told += [normalise(block.text[a:b]) for n, (a, _) in enumerate(runs) for _, b in runs[n:]]
    return told.count(normalise(selector.sentences))


@steady
@given(_articles(), st.data())
def test_any_edit_within_the_sentences_takes_the_mark_off(article, data):
    blocks, home, selector = article
    first, last = widen(home.text, selector.start, selector.end)
    edited = data.draw(_edits(selector.sentences)).replace("\n", " ")
    assume(normalise(edited) != normalise(selector.sentences))
    changed = replace(home, text=home.text[:first] + edited + home.text[last:])
    assume(_count(selector, [changed]) < _count(selector, [home]))  # a sentence put before it is no edit within it

    found = resolve(selector, _replaced(blocks, home, changed), stood=home.key, before=blocks)

    assert found.state not in ("exact", "moved")


@steady
@given(_articles(), st.data())
def test_any_edit_of_what_governs_the_sentences_takes_the_mark_off(article, data):
    blocks, home, selector = article
    name = data.draw(st.sampled_from(["container", "lead_in", "parent_item"]))
    words = data.draw(st.one_of(_edits(getattr(home, name)), BOXES, CONTEXT))
    assume(normalise(words) != normalise(getattr(home, name)))

    found = resolve(selector, _replaced(blocks, home, replace(home, **{name: words})), stood=home.key, before=blocks)

    assert found.state not in ("exact", "moved")


@steady
@given(_articles())
def test_taking_out_its_block_never_puts_the_mark_on_another(article):
    blocks, home, selector = article

    found = resolve(selector, [block for block in blocks if block is not home], stood=home.key, before=blocks)

    assert found.state not in ("exact", "moved")


@steady
@given(_articles(), st.data())
def test_any_edit_elsewhere_leaves_the_mark_where_the_words_are(article, data):
    blocks, home, selector = article
    assume(_count(selector, blocks) == 1)
    kept = Text("", selector.sentences, home.container, home.lead_in, home.parent_item)
    around = data.draw(st.lists(st.sampled_from(["Swim.", "Rest now!"]), max_size=2))
    behind = data.draw(st.lists(st.sampled_from(["Swim.", "Rest now!"]), max_size=2))
    assume(not behind or selector.sentences[-1] in '.!?…"')
    text = " ".join([*around, selector.sentences, *behind])
    assume(_count(selector, [replace(kept, text=text)]) == 1)
    key = data.draw(st.sampled_from([home.key, "new"]))
    others = [replace(block, text="Swim. " + block.text) for block in blocks if block is not home]
    after = data.draw(st.permutations([*others, replace(kept, key=key, text=text)]))
    assume(_count(selector, after) == 1)

    found = resolve(selector, after, stood=home.key, before=blocks)

    assert (found.state, found.block_key) == ("exact" if key == home.key else "moved", key)
    shown = text[found.start : found.end]
    assert normalise(shown) in (normalise(selector.exact), normalise(selector.sentences))


@steady
@given(_articles())
def test_an_unchanged_article_keeps_its_mark_or_says_that_the_words_stand_twice_in_the_block(article):
    blocks, home, selector = article

    found = resolve(selector, blocks, stood=home.key, before=blocks)

    is_once = _count(selector, [home]) == 1
    assert (found.state, found.block_key) == (("exact", home.key) if is_once else ("ambiguous", ""))


@steady
@given(st.text())
def test_normalise_is_done_at_once(text):
    assert normalise(normalise(text)) == normalise(text)


@steady
@given(st.text(), st.sampled_from("abcXYZ0123\u0301\u00df!?.,;:%<>"), st.integers(0, 9))
def test_normalise_tells_every_letter_number_and_stop(text, char, place):
    place = min(place, len(text))
    was = text[place : place + 1]
    assume(was not in ("", char) and unicodedata.category(was)[0] in "LNS")

    assert (
        normalise(text[:place] + char + text[place + 1 :]) != normalise(text)
        or unicodedata.normalize("NFC", was) == char
    )
