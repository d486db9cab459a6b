"""Numbers of licences are sealed: whoever has the database alone reads nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.sealing import Secret, Unreadable, reseal, seal, unseal

OLD, NEW, OTHER = "o" * 50, "n" * 50, "x" * 50


@given(st.text(max_size=60))
def test_seal_is_undone_by_unseal_alone(number):
    token = seal(number, [NEW])

    assert unseal(token, [NEW]) == number
    assert (token == "") == (number == "")
    assert len(number) < 4 or number not in token


def test_seal_says_something_else_each_time():
    assert seal("RN 5", [NEW]) != seal("RN 5", [NEW])


def test_unseal_with_another_key_is_refused():
    with pytest.raises(Unreadable):
        unseal(seal("RN 5", [OLD]), [NEW, OTHER])


def test_unseal_of_a_changed_token_is_refused():
    token = seal("RN 5", [NEW])
    with pytest.raises(Unreadable):
        unseal(token[:-4] + "AAA=", [NEW])


def test_reseal_takes_the_first_key():
    token = reseal(seal("RN 5", [OLD]), [NEW, OLD])

    assert unseal(token, [NEW]) == "RN 5"
    with pytest.raises(Unreadable):
        unseal(token, [OLD])


def test_what_was_unsealed_is_shown_by_a_page_and_by_no_report():
    number = unseal(seal("RN 5", [NEW]), [NEW])

    assert (f"{number}", repr(number), repr({"number": number})) == ("RN 5", "<secret>", "{'number': <secret>}")
    assert type(unseal("", [NEW])) is Secret
