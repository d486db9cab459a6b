"""Which things a text names."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.models import Thing
from claims.naming import things_in, words_of
from claims.reading import things_named_in
from tests.properties import steady

NAMES = {
    "raise": ["Straight-leg raise", "SLR", "leg lift"],
    "jump": ["Jumping", "step jump"],
    "jack": ["Jumping jack"],
    "walk": ["farmer's walk", "Farmer’s carry"],
    "press": ["Bench press"],
    "berry": ["Blueberry"],
    "d": ["vitamin D3", "cholecalciferol"],
}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("Walk every day.", [], id="no name"),
        pytest.param("Try straight-leg raise today", ["raise"], id="a name"),
        pytest.param("STRAIGHT LEG RAISES are safe", ["raise"], id="capitals, a space, a plural"),
        pytest.param("straight‑leg raise", ["raise"], id="a hyphen that does not break"),
        pytest.param("straight – leg\nraise", ["raise"], id="a dash and a line break"),
        pytest.param("straight\u00adleg raise", [], id="a soft hyphen joins: that is one word"),
        pytest.param("ｓｌｒ", ["raise"], id="wide letters"),
        pytest.param("Do ten SLRs.", ["raise"], id="a plural of capitals"),
        pytest.param("the leg lift's use", ["raise"], id="a possessive"),
        pytest.param("leg lifting", [], id="only the beginning of a word"),
        pytest.param("a slrx", [], id="inside a word"),
        pytest.param("straight raise of the leg", [], id="the words in another order"),
        pytest.param("Jumping jacks at noon", ["jack"], id="the longer name uses its words up"),
        pytest.param("Jumping, then jumping jacks", ["jump", "jack"], id="the shorter one elsewhere"),
        pytest.param("jumping jack, or jumping", ["jack", "jump"], id="in the order of the text"),
        pytest.param("step jumps and jumping", ["jump"], id="two names of one thing"),
        pytest.param("a farmers walk", ["walk"], id="without the apostrophe"),
        pytest.param("Farmer's carries", ["walk"], id="a plural in -ies"),
        pytest.param("bench presses", ["press"], id="a plural in -es"),
        pytest.param("blueberries", ["berry"], id="berries"),
        pytest.param("vitamin D₃", ["d"], id="a small figure below"),
        pytest.param("vitamin D", [], id="part of a name"),
    ],
)
def test_things_in(text, things):
    assert things_in(text, NAMES) == things


def test_things_in_finds_both_that_share_a_name():
    assert things_in("a plank", {"a": ["plank"], "b": ["planks"], "c": ["planking"]}) == ["a", "b"]


def test_things_in_finds_nothing_by_a_name_without_words():
    assert things_in("a plank ...", {"a": ["", "...", "–"]}) == []


WORD = st.text(st.sampled_from("abdeghklmnoprstuwxyz"), min_size=3, max_size=7)
NAME = st.lists(WORD, min_size=1, max_size=3)
KNOWN = st.dictionaries(st.integers(0, 5), st.lists(NAME.map(" ".join), min_size=1, max_size=3), max_size=4)


@steady
@given(NAME, st.sampled_from([" ", "-", "‑", " – ", "\n", "  "]), st.sampled_from([str.upper, str.title, str.lower]))
def test_things_in_finds_a_name_however_it_is_set(words, gap, case):
    plural = [*words[:-1], f"{words[-1]}s"]
    for said in (words, plural):
        text = case(gap.join(said))
        if words[-1].endswith("s") and said is plural:
            continue  # "pass" and "passs": no plural of anything
        assert things_in(f"1. {text}, 2.", {"it": [" ".join(words)]}) == ["it"]


@steady
@given(NAME, WORD, WORD)
def test_things_in_finds_no_part_of_a_word(words, before, after):
    name = " ".join(words)
    longer = f"{before}{name}{after}"
    assume(words_of(name) != words_of(longer))
    assume(len(words) == 1)

    assert things_in(longer, {"it": [name]}) == []


@steady
@given(st.text(max_size=40), KNOWN)
def test_things_in_returns_known_things_once_whatever_the_order_of_their_names(text, names):
    found = things_in(text, names)

    assert len(found) == len(set(found))
    assert set(found) <= set(names)
    assert set(things_in(text, dict(reversed(names.items())))) == set(found)


@steady
@given(NAME, WORD)
def test_things_in_gives_the_words_to_the_longer_name(words, more):
    short, long = " ".join(words), " ".join([*words, more])

    assert things_in(f"{long}.", {"short": [short], "long": [long]}) == ["long"]
    assert things_in(f"{long}; {short}", {"short": [short], "long": [long]}) == ["long", "short"]


@steady
@given(st.text(max_size=60))
def test_words_of_any_text_hold_neither_space_nor_capital(text):
    for word in words_of(text):
        assert word.split() == [word]
        assert word == word.casefold()


@pytest.mark.django_db
def test_things_named_in_reads_names_and_synonyms(django_assert_num_queries):
    jump = Thing.objects.create(name="Jumping", slug="jumping", synonyms=["hop"])
    raise_ = Thing.objects.create(name="Straight-leg raise", slug="straight-leg-raise", synonyms=["SLR", "leg lift"])
    Thing.objects.create(name="Running", slug="running", synonyms=[])

    with django_assert_num_queries(1):
        found = things_named_in("Leg lifts are better than hops.")

    assert found == [raise_, jump]
