"""Offsets as browsers count them, against a model that counts character by character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.offsets import from_utf16
from tests.properties import steady

BONE = "\U0001f9b4"  # two UTF-16 code units


def _model(text, offset):
    """Walk the text as a browser does: two steps for a character beyond the basic plane, one for any other."""
    steps = 0
    for place, char in enumerate(text):
        steps += 2 if ord(char) > 0xFFFF else 1
        if steps > offset:
            return place
    return len(text)


@pytest.mark.parametrize(
    ("text", "offset", "expected"),
    [
        ("abc", 0, 0),
        ("abc", 2, 2),
        ("abc", 3, 3),
        ("abc", 9, 3),
        ("abc", -1, 0),
        ("", 5, 0),
        (f"a{BONE}b", 1, 1),
        (f"a{BONE}b", 2, 1),  # within the pair
        (f"a{BONE}b", 3, 2),
        (f"a{BONE}b", 4, 3),
        ("e\u0301", 1, 1),  # a combining accent is a character of its own
    ],
)
def test_from_utf16_of(text, offset, expected):
    assert from_utf16(text, offset) == expected


MIXED = st.text(st.one_of(st.characters(min_codepoint=0x10000), st.sampled_from("ab \u00e9\u2014\uffff\ufeff")))


@steady
@given(MIXED, st.integers(0, 60))
def test_from_utf16_equals_counting_character_by_character(text, offset):
    assert from_utf16(text, offset) == _model(text, offset)


@steady
@given(MIXED)
def test_from_utf16_finds_every_character(text):
    units = [len(text[:place].encode("utf-16-le")) // 2 for place in range(len(text) + 1)]

    assert [from_utf16(text, offset) for offset in units] == list(range(len(text) + 1))
