"""Editors at the same moment: no claim stands under itself, no name belongs to two things."""

import pytest

from audit.actions import broken_links
from claims.actions import (
    CannotMerge,
    NameTaken,
    add_thing,
    merge_claims,
    quote_passage,
    register_claim,
    split_claim,
    undo_split,
)
from claims.models import Claim, Thing
from claims.reading import families
from tests.claims.scenes import WALKING, block_of
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6
SAID = {"thing": None, "stance": "effect", "values": []}


def _claims(by, *names):
    return [register_claim(statement=f"Claim {name}.", **SAID, by=by, at=NOON) for name in names]


def _merge(claim, into, by):
    return lambda: merge_claims(claim=claim, into=into, by=by, at=NOON).pk


def test_claims_merged_into_each_other_at_once():
    by = MemberFactory()
    for _time in range(TIMES):
        a, b = _claims(by, "a", "b")

        results = together([_merge(a, b, by), _merge(b, a, by)], refusals=(CannotMerge,))

        assert results.count(CannotMerge) == 1
    assert (Claim.objects.filter(merged_into=None).count(), broken_links()) == (TIMES, [])


def test_claims_merged_in_a_ring_at_once():
    by = MemberFactory()
    for _time in range(TIMES):
        a, b, c = _claims(by, "a", "b", "c")

        together([_merge(a, b, by), _merge(b, c, by), _merge(c, a, by)], refusals=(CannotMerge,))

        tree = families()
        assert len({tree.root_of(claim.pk) for claim in (a, b, c)} & {a.pk, b.pk, c.pk}) >= 1
        assert Claim.objects.filter(pk__in=[a.pk, b.pk, c.pk], merged_into=None).count() >= 1


def test_split_undone_while_its_origin_is_merged_into_it():
    by, article = MemberFactory(), ArticleFactory()
    block = block_of(article, WALKING)
    for _time in range(TIMES):
        [claim] = _claims(by, "a")
        rows = [quote_passage(claim=claim, target=block, start=0, end=7, by=by, at=NOON) for _ in range(2)]
        new = split_claim(claim=claim, appearances=rows[1:], statement="Part.", **SAID, by=by, at=NOON)

        results = together(
            [lambda n=new: undo_split(claim=n, by=by, at=NOON).pk, _merge(claim, new, by)],
            refusals=(CannotMerge, ValueError),
        )

        assert sorted(isinstance(result, type) for result in results) == [False, True]
        assert Claim.objects.filter(pk__in=[claim.pk, new.pk], merged_into=None).count() == 1


def test_one_name_given_to_two_things_at_once():
    by = MemberFactory()
    add_thing(name="Walking", kind="exercise", synonyms=[], by=by, at=NOON)  # the rows that editors wait for
    for number in range(TIMES):

        def add(name, number=number):
            return add_thing(name=f"{name} {number} x", kind="food", synonyms=[f"same {number}"], by=by, at=NOON).pk

        results = together([lambda: add("Milk"), lambda: add("Tofu")], refusals=(NameTaken,))

        assert results.count(NameTaken) == 1
    assert Thing.objects.count() == 1 + TIMES
