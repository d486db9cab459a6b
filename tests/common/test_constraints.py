"""Constraints that several apps build."""

import itertools

import pytest
from django.db.models import IntegerField, Value

from common.constraints import exactly_one_of, one_of


@pytest.mark.django_db
@pytest.mark.parametrize("names", [("article", "comment"), ("article", "comment", "source")])
def test_exactly_one_of_holds_for_one_set_field_only(names):
    condition = exactly_one_of(*names, name="x").condition
    cases = list(itertools.product([None, 1], repeat=len(names)))

    allowed = [
        case
        for case in cases
        if condition.check({name: Value(key, IntegerField()) for name, key in zip(names, case, strict=True)})
    ]

    assert allowed == [case for case in cases if case.count(1) == 1]


@pytest.mark.django_db
def test_one_of_holds_for_the_listed_values_only():
    condition = one_of("status", ["open", "ruled"], name="x").condition

    allowed = [value for value in ["open", "ruled", "", "Open", "gone"] if condition.check({"status": value})]

    assert allowed == ["open", "ruled"]


def test_constraints_carry_their_name():
    assert [exactly_one_of("a", "b", name="one").name, one_of("a", ["b"], name="other").name] == ["one", "other"]
