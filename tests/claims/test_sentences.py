"""Where a sentence begins and ends, and how a quote is widened to whole ones."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.sentences import split, to_words, widen
from tests.properties import steady


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("  ", [], id="white space"),
        pytest.param("Walk daily", ["Walk daily"], id="no full stop"),
        pytest.param("Walk daily. Lift slowly.", ["Walk daily.", "Lift slowly."], id="two"),
        pytest.param(" Walk.  Lift! ", ["Walk.", "Lift!"], id="white space around"),
        pytest.param("Safe? No. Stop!", ["Safe?", "No. Stop!"], id="'no.' may be a number"),
        pytest.param("Walk… Lift.", ["Walk…", "Lift."], id="ellipsis"),
        pytest.param("Never… lift this.", ["Never… lift this."], id="ellipsis within a sentence"),
        pytest.param("He said “Lift.” Then he left.", ["He said “Lift.”", "Then he left."], id="closing quote"),
        pytest.param("(Do not lift.) Walk.", ["(Do not lift.)", "Walk."], id="closing bracket"),
        pytest.param("Avoid it, e.g. Jumping. Walk.", ["Avoid it, e.g. Jumping.", "Walk."], id="e.g."),
        pytest.param("Ask Dr. Smith. Walk.", ["Ask Dr. Smith.", "Walk."], id="title"),
        pytest.param("Ask J. Smith. Walk.", ["Ask J. Smith.", "Walk."], id="initial"),
        pytest.param("Lift approx. 5 kg. Walk.", ["Lift approx. 5 kg.", "Walk."], id="approx."),
        pytest.param(
            "Not above the max. load. Walk.", ["Not above the max. load.", "Walk."], id="unknown abbreviation"
        ),
        pytest.param("Lift 2.5 kg. Walk.", ["Lift 2.5 kg.", "Walk."], id="decimal point"),
        pytest.param("See example.org. Walk.", ["See example.org.", "Walk."], id="address"),
        pytest.param("I walk\nI lift", ["I walk", "I lift"], id="paragraphs of a comment"),
        pytest.param("Bones \U0001f9b4. Walk.", ["Bones \U0001f9b4.", "Walk."], id="beyond the basic plane"),
    ],
)
def test_split_of(text, sentences):
    assert [text[start:end] for start, end in split(text)] == sentences


@pytest.mark.parametrize(
    ("quote", "sentences"),
    [
        ("lift", "Never lift alone."),
        ("Never lift alone.", "Never lift alone."),
        ("alone. Walk", "Never lift alone. Walk on grass."),
        (" Walk", "Walk on grass."),
        ("k", "Walk on grass."),
    ],
)
def test_widen_of(quote, sentences):
    text = "Rest. Never lift alone. Walk on grass. Rest."
    start = text.index(quote)

    first, last = widen(text, start, start + len(quote))

    assert text[first:last] == sentences


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (2, 2, "no quote at 2-2"),
        (3, 2, "no quote at 3-2"),
        (-1, 2, "no quote at -1-2"),
        (0, 12, "no quote at 0-12"),
        (5, 6, "only white space"),
    ],
)
def test_widen_of_no_quote_is_refused(start, end, message):
    with pytest.raises(ValueError, match=message):
        widen("Walk. Lift.", start, end)


TEXTS = st.lists(
    st.sampled_from(
        ["Lift", "walk", "e.g", "Dr", ".", "!", "…", " ", "  ", '"', ")", "\n", "5", "\u00ad", "\U0001f9b4"]
    )
).map("".join)


@steady
@given(TEXTS)
def test_sentences_are_in_order_and_leave_out_white_space_only(text):
    spans = split(text)

    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    between = [text[end:start] for end, start in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""
    assert [text[a:b] for a, b in spans] == [text[a:b].strip() for a, b in spans if text[a:b].strip()]


@steady
@given(TEXTS, st.data())
def test_widened_quote_holds_its_words_and_begins_and_ends_with_sentences(text, data):
    assume(text.strip())
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())

    first, last = widen(text, start, end)

    assert text[start:end].strip() in text[first:last]
    assert (first, last) == (
        max(a for a, _b in split(text) if a <= first),
        min(b for _a, b in split(text) if b >= last),
    )


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (1, 8, "Walk daily"),
        (0, 4, "Walk"),
        (5, 9, "daily"),
        (3, 6, "Walk daily"),
        (10, 11, "."),
        (0, 11, "Walk daily."),
    ],
)
def test_selection_is_widened_to_whole_words(start, end, words):
    text = "Walk daily."

    assert text[slice(*to_words(text, start, end))] == words
