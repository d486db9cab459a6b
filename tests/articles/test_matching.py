"""Which block of a new revision is which block of the old one."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.matching import RATIO, match, word_ratio
from tests.properties import steady


def _keys(old, new, former=None):
    """Match texts whose old keys are k0, k1, …; new ones are n0, n1, …"""
    numbers = count()
    pairs = [(f"k{place}", text) for place, text in enumerate(old)]
    return match(pairs, new, new_key=lambda: f"n{next(numbers)}", former=former)


TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("old", "new", "ratio"),
    [
        ("a b c", "a b c", 1.0),
        ("a b c", "d e f", 0.0),
        ("", "", 1.0),
        ("", "a", 0.0),
        ("a b c d", "a b c e", 0.75),
        ("a b", "b a", 0.5),
        ("a  b\tc", "a b c", 1.0),
    ],
)
def test_word_ratio_of(old, new, ratio):
    assert word_ratio(old, new) == ratio


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        pytest.param(["a", "b"], ["a", "b"], ["k0", "k1"], id="unchanged"),
        pytest.param(["a", "b"], ["a", "c", "b"], ["k0", "n0", "k1"], id="put in"),
        pytest.param(["a", "b", "c"], ["a", "c"], ["k0", "k2"], id="taken out"),
        pytest.param(["a", "b", "c"], ["c", "a", "b"], ["k2", "k0", "k1"], id="moved"),
        pytest.param(["a", "a", "b"], ["a", "b", "a"], ["k1", "k2", "n0"], id="longest run of equal texts"),
        pytest.param(["a b c", "a b c"], ["a b c"], ["k0"], id="one of two equal texts taken out"),
        pytest.param([], ["a"], ["n0"], id="first revision"),
        pytest.param(["a"], [], [], id="everything taken out"),
        pytest.param(["a b c d e"], ["a b c x y"], ["k0"], id="ratio just enough"),
        pytest.param(["a b c d e f g"], ["a b c d x y z"], ["n0"], id="ratio just too small"),
        pytest.param(["a b c", "a b d"], ["a b d x", "a b c x"], ["n0", "k0"], id="pairs do not cross"),
        pytest.param(["a b c d", "e f g h"], ["a b c x", "e f g x"], ["k0", "k1"], id="two changed side by side"),
        pytest.param(["a b c d"], ["a b c x", "a b c d"], ["n0", "k0"], id="equal text before similar text"),
        pytest.param([TEN], ["one two three", "four five six seven eight nine ten"], ["n0", "k0"], id="split late"),
        pytest.param([TEN], ["one two three four five six seven", "eight nine ten"], ["k0", "n0"], id="split early"),
        pytest.param(
            [TEN], ["one two", "three four five six", "seven eight nine ten"], ["n0", "k0", "n1"], id="split in three"
        ),
        pytest.param(["one two three", "four five six seven eight nine ten"], [TEN], ["k1"], id="merge, longer last"),
        pytest.param(["one two three four five six seven", "eight nine ten"], [TEN], ["k0"], id="merge, longer first"),
    ],
)
def test_match_of(old, new, keys):
    assert _keys(old, new) == keys


@pytest.mark.parametrize(
    ("old", "new", "former", "keys"),
    [
        pytest.param(["a"], ["a", "b"], {"b": "f"}, ["k0", "f"], id="restored"),
        pytest.param(["a"], ["b", "b"], {"b": "f"}, ["f", "n0"], id="restored twice: once with the key"),
        pytest.param(["a"], ["a"], {"a": "f"}, ["k0"], id="a live key goes before a former one"),
        pytest.param(["a"], ["a", "b"], {"b": "k0"}, ["k0", "n0"], id="a key in use is not given again"),
        pytest.param(["a"], ["c"], {"b": "f"}, ["n0"], id="another text's former key is not given"),
    ],
)
def test_match_of_restored_text(old, new, former, keys):
    assert _keys(old, new, former) == keys


TEXTS = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=6).map(" ".join), max_size=10)


@steady
@given(TEXTS, TEXTS, st.dictionaries(TEXTS.map(" ".join), st.sampled_from(["f0", "f1", "k0", "k1"])))
def test_keys_are_all_different_and_known_or_new(old, new, former):
    keys = _keys(old, new, former)

    news = [key for key in keys if key.startswith("n")]
    assert len(keys) == len(new)
    assert len(set(keys)) == len(keys)
    assert news == [f"n{number}" for number in range(len(news))]
    assert {key for key in keys if key[0] == "k"} <= {f"k{place}" for place in range(len(old))} | set(former.values())
    assert {key for key in keys if key[0] == "f"} <= set(former.values())


@steady
@given(TEXTS)
def test_unchanged_text_keeps_every_key(texts):
    assert _keys(texts, texts) == [f"k{place}" for place in range(len(texts))]


@steady
@given(TEXTS, TEXTS)
def test_key_goes_only_to_equal_or_similar_text_or_to_a_part(old, new):
    for key, text in zip(_keys(old, new), new, strict=True):
        if key.startswith("k"):
            was = old[int(key[1:])]
            assert word_ratio(was, text) >= RATIO or was in text or text in was


@steady
@given(st.lists(st.text("abc", min_size=1, max_size=3), min_size=1, max_size=8, unique=True), st.data())
def test_text_that_stands_once_keeps_its_key_wherever_it_goes(texts, data):
    order = data.draw(st.permutations(range(len(texts))))

    keys = _keys(texts, [texts[place] for place in order])

    assert keys == [f"k{place}" for place in order]


@steady
@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=4))
def test_text_that_was_taken_out_gets_its_key_back_when_nothing_live_is_like_it(old, later):
    """Each revision is matched with what the ones before left, as publishing does."""
    numbers = count()
    live, former, given_to = [], {}, {}
    for texts in [old, *later, old]:
        free = {text: key for text, key in former.items() if key not in {key for key, _ in live}}
        keys = match(live, texts, new_key=lambda: f"n{next(numbers)}", former=free)
        for key, text in zip(keys, texts, strict=True):
            alike = [
                was for was in given_to.get(key, []) if word_ratio(was, text) >= RATIO or was in text or text in was
            ]
            assert alike or key not in given_to
            given_to.setdefault(key, []).append(text)
        former |= {text: key for key, text in live}
        live = list(zip(keys, texts, strict=True))
    assert len({key for key, _ in live}) == len(live)
