"""A status moves only as NEXT lists it; every model's moves are tried."""

import itertools

import pytest
from django.apps import apps

from common.transitions import InvalidTransition, check

MOVING = [model for model in apps.get_models() if hasattr(model, "NEXT")]


@pytest.mark.parametrize("model", MOVING, ids=lambda model: model._meta.label)
def test_check_allows_what_next_lists_and_nothing_else(model):
    states = [str(value) for value in model.Status.values]
    allowed = set()

    for old, new in itertools.product(states, states):
        try:
            check(model(status=old), new)
        except InvalidTransition:
            continue
        allowed.add((old, new))

    assert allowed == {(str(old), str(new)) for old, following in model.NEXT.items() for new in following}


def test_check_says_which_row_and_which_move():
    model = apps.get_model("claims.Dispute")

    with pytest.raises(InvalidTransition) as refused:
        check(model(pk=7, status="retracted"), "open")

    assert str(refused.value) == "dispute 7: retracted -> open"


def test_next_of_disputes_is_the_one_of_the_product():
    following = apps.get_model("claims.Dispute").NEXT

    assert {str(old): {str(new) for new in news} for old, news in following.items()} == {
        "reported": {"open", "dismissed", "merged", "retracted"},
        "open": {"ruled", "dismissed", "merged"},
        "ruled": {"open"},
        "dismissed": {"open"},
        "merged": {"reported", "open"},
    }
