"""Quotes of somebody who leaves: which words are theirs, and which line names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.names import name_key
from comments.quoting import empty_quotes, plain, rename_mentioned, rename_quoted, rename_slugs, said_in
from tests.properties import steady

MARK = " [gone]"
SAID = ["I walk **every day** before breakfast.\n\nIt helps me a lot.", "Yes."]
ANNA = {name_key("Anna Berg"), name_key("Anna")}
LINES = st.text(st.sampled_from("ab >*\n:@é"), max_size=60)


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ("> I walk every day\n\nMe too.", f">{MARK}\n\nMe too."),
        (">I *walk* every   day before\n> breakfast.\nlazy", f">{MARK}\nlazy"),
        ("> > walk every day\n>\n> So do I.", f">>{MARK}\n>\n> So do I."),
        ("> I walk every day before breakfast.\n>\n> It helps me a lot.", f">{MARK}\n>\n>{MARK}"),
        ("> Yes.", f">{MARK}"),
        ("> every day", "> every day"),
        ("> walk every day with a dog", "> walk every day with a dog"),
        ("I walk every day before breakfast.", "I walk every day before breakfast."),
        ("> ", "> "),
        ("", ""),
    ],
)
def test_quoted_words_of_theirs_are_emptied(body, becomes):
    assert empty_quotes(body, said=said_in(SAID), mark=MARK) == becomes


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ("Anna wrote:\n> x", "X wrote:\n> x"),
        ("**anna  berg** wrote:\n\n> x", "**X** wrote:\n\n> x"),
        ("> Anna wrote:\n>> x", "> X wrote:\n>> x"),
        ("Àпna wrote:\n> x", "Àпna wrote:\n> x"),
        ("Änna wrote:\n> x", "X wrote:\n> x"),
        ("Annabel wrote:\n> x", "Annabel wrote:\n> x"),
        ("Anna wrote this:\n\nx", "Anna wrote this:\n\nx"),
        ("Anna is right.\n> x", "Anna is right.\n> x"),
        ("[Anna](/members/anna/) wrote:\n> x", "[X](/members/X/) wrote:\n> x"),
    ],
)
def test_name_is_changed_where_it_names_a_quote(body, becomes):
    assert rename_quoted(body, keys=ANNA, to="X") == becomes


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ("@Anna Berg and @anna, see Anna", "X and X, see Anna"),
        ("@Annabel or x@Bert", "@Annabel or x@Bert"),
        ("@Anna-Berg", "X"),
    ],
)
def test_name_is_changed_where_it_is_mentioned(body, becomes):
    assert rename_mentioned(body, keys=ANNA, to="X") == becomes


@steady
@given(LINES)
def test_text_that_has_nothing_of_theirs_stays_byte_for_byte(body):
    assert empty_quotes(body, said=said_in(["zzz zzz zzz"]), mark=MARK) == body
    assert rename_quoted(body, keys=ANNA, to="X") == body
    assert rename_mentioned(body, keys=ANNA, to="X") == body
    assert rename_slugs(body, slugs=["zzz"], to="X") == body


@steady
@given(st.lists(st.sampled_from(["> ", ">>", "a", "abc", "@abc", " abc:", "\n", " "]), max_size=40).map("".join))
def test_shortest_signs_make_no_text_longer(body):
    said, keys = said_in(["a", "abc"]), {name_key("abc")}

    assert len(empty_quotes(body, said=said, mark="…")) <= len(body)
    assert len(rename_quoted(body, keys=keys, to="…")) <= len(body)
    assert len(rename_mentioned(body, keys=keys, to="…")) <= len(body)
    assert len(rename_slugs(body, slugs=["abc"], to="…")) <= len(body)


@steady
@given(st.lists(st.text(st.sampled_from("ab c"), min_size=1, max_size=20), max_size=5))
def test_emptied_text_quotes_nothing_of_theirs_any_more(said):
    body = "\n\n".join(f"> {text}" for text in said)

    once = empty_quotes(body, said=said_in(said), mark=MARK)

    assert empty_quotes(once, said=said_in(said), mark=MARK) == once
    assert [line for line in once.split("\n") if plain(line) and line != f">{MARK}"] == []
