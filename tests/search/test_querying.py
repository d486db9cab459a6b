"""What was typed, read as words; snippets that are safe; words that were meant. All pure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.querying import STOP_WORDS, alike_of, asked_of, replaced, says, stem, words_of
from search.snippets import BEGIN, END, marked, plain
from search.suggesting import nearest, reach

SLR = [("slr",), ("straight", "leg", "raise"), ("leg", "lift")]


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("Walking", [[("walking",)]]),
        ("the leg of a dog", [[("leg",)], [("dog",)]]),
        ("to be or not to be", [[(word,)] for word in ("to", "be", "or", "not", "to", "be")]),
        ('"out of date" now', [[("out", "of", "date")], [("now",)]]),
        ("half-hour, façade", [[("half",)], [("hour",)], [("facade",)]]),
        ("SLR at home", [[("slr",), ("straight", "leg", "raise"), ("leg", "lift")], [("home",)]]),
        ("leg lifts", [[("leg", "lifts"), ("slr",), ("straight", "leg", "raise"), ("leg", "lift")]]),
        ('an open "quote', [[("open",)], [("quote",)]]),
        ('"" ** --', []),
        ("x" * 41, []),
    ],
)  # fmt: skip
def test_typed_words_are_read(typed, groups):
    assert [list(group) for group in asked_of(typed, [SLR]).groups] == groups


@pytest.mark.parametrize(
    ("typed", "is_begun"), [("walk", True), ("walk ", False), ('"walk"', False), ("walk the", False), ("", False)]
)
def test_last_word_may_be_typed_in_part(typed, is_begun):
    assert asked_of(typed).is_begun == is_begun


def test_long_text_is_read_as_its_first_telling_words():
    asked = alike_of(" ".join(f"word{number} the" for number in range(60)))

    assert (len(asked.groups), asked.is_any, asked.groups[0]) == (40, True, (("word0",),))


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("walk", "Walking is good.", True),
        ("walks", "He walked.", True),
        ("jogging", "Jog on grass.", True),
        ("bone", "For bones.", True),
        ("studies", "A study.", True),
        ("wal", "Walking is good.", True),
        ("wal good", "Walking is good.", True),
        ("alk", "Walking is good.", False),
        ('"good walking"', "Walking is good.", False),
        ('"is good"', "Walking is good.", True),
        ("slr", "Lift with a straight leg raise.", True),
        ("slr", "A leg raise.", False),
    ],
)
def test_text_says_what_is_looked_for(words, text, expected):
    assert says(asked_of(words, [SLR]), text) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [("walking", "walk"), ("exercises", "exercis"), ("exercise", "exercis"), ("running", "run"), ("bed", "bed"),
     ("pressing", "press"), ("bones", "bon"), ("bone", "bon"), ("diabetes", "diabet"), ("is", "is")],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(word, expected):
    assert stem(word) == expected


@given(st.text())
def test_any_text_is_read_and_every_word_is_letters_and_figures(text):
    for asked in (asked_of(text, [SLR]), alike_of(text, [SLR])):
        phrases = [phrase for group in asked.groups for phrase in group]
        assert all(word and (word.isalnum() and len(word) <= 40) for phrase in phrases for word in phrase)
        assert not asked.is_begun or len(asked.groups[-1]) >= 1
        assert isinstance(says(asked, text), bool) if asked else True


@given(st.text())
def test_words_read_twice_stay_the_same(text):
    once = words_of(text)
    assert words_of(" ".join(once)) == once


@given(st.text(alphabet=st.sampled_from("<>&\"' ab" + BEGIN + END)))
def test_snippet_holds_no_tag_but_mark(text):
    html = marked(text)

    assert html.replace("<mark>", "").replace("</mark>", "").count("<") == 0
    assert (BEGIN in html, END in html) == (False, False)
    assert {BEGIN, END} & set(plain(text)) == set()


def test_lines_of_a_snippet_are_kept_apart():
    assert marked(f"A heading\n{BEGIN}Walk{END}\nIt helps.\nAs you go") == (
        "A heading · <mark>Walk</mark> · It helps. As you go"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("exersise", "exercise"), ("neuropthy", "neuropathy"), ("waking", "walking"), ("wlaking", "walking"),
        ("osteporosis", "osteoporosis"), ("boen", "bone"), ("cat", None), ("zebra", None), ("bons", "bone"),
    ],
)  # fmt: skip
def test_word_that_was_meant(typed, meant):
    words = [("exercise", 9), ("neuropathy", 2), ("walking", 5), ("osteoporosis", 7), ("bone", 9), ("car", 3)]

    assert nearest(typed, words) == meant


def test_of_two_near_words_the_nearer_then_the_more_frequent_is_meant():
    assert nearest("waling", [("walking", 1), ("waiting", 99)]) == "walking"
    assert nearest("bonee", [("boned", 1), ("bones", 8)]) == "bones"


@given(st.text(min_size=1), st.text(min_size=1))
def test_what_was_meant_is_within_reach(word, other):
    assert nearest(word, [(other, 1)]) in (None, other)
    assert nearest(word, [(word, 1)]) is None
    assert 0 <= reach(word) <= 2


def test_words_are_mended_where_they_stand():
    assert replaced('Is "Exersise" (exersise) good?', {"exersise": "exercise"}) == 'Is "exercise" (exercise) good?'


def test_small_words_are_folded():
    assert all(words_of(word) == [word] for word in STOP_WORDS)
