"""Which texts tell others what to do, and which say what somebody did themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.instructing import tells_what_to_do
from tests.properties import steady


@pytest.mark.parametrize(
    "text",
    [
        "Take 1000 mg of calcium with your breakfast.",
        "You should stop lifting at once.",
        "I had the same. Do not jump!",
        "You really must see somebody about it",
        "Then, walk for half an hour.",
        "- Stand on one leg\n- Hold a chair",
        "1. Lie on your back",
        "People with thin bones ought to avoid it.",
        "10 repetitions, twice a day",
        "Don't bend forward from the waist.",
    ],
)
def test_instruction_is_found(text):
    assert tells_what_to_do(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I take 1000 mg of calcium with my breakfast.",
        "My doctor told me to stop lifting, and it helped.",
        "It went well for us: we walk 30 minutes every day.",
        "Walking helped. Nobody in our class has fallen.",
        "Take what with it? How many mg?",
        "I was told that jumping harms, and I stopped.",
        "The trial had 101 women in it.",
    ],
)
def test_experience_is_no_instruction(text):
    assert not tells_what_to_do(text)


@steady
@given(st.text())
def test_any_text_has_an_answer_and_one_more_order_makes_it_an_instruction(text):
    tells_what_to_do(text)

    assert tells_what_to_do(f"{text}\nTake 10 mg.")


def test_long_run_of_digits_takes_no_time():
    assert tells_what_to_do("1" * 10_000 + " " + "1.," * 3_000 + " and and and " * 300) is False
