"""Which claims are one after merges."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.merging import Families
from tests.properties import steady


@pytest.mark.parametrize(
    ("merged", "roots", "members"),
    [
        pytest.param({}, {1: 1}, {1: [1]}, id="no merges"),
        pytest.param({2: 1}, {1: 1, 2: 1}, {1: [1, 2]}, id="one"),
        pytest.param({3: 2, 2: 1}, {1: 1, 2: 1, 3: 1}, {1: [1, 2, 3]}, id="a merge into a merged one"),
        pytest.param({1: 3, 2: 3, 5: 4}, {1: 3, 2: 3, 3: 3, 5: 4}, {3: [3, 1, 2], 4: [4, 5]}, id="two families"),
    ],
)
def test_families(merged, roots, members):
    tree = Families(merged)

    assert {key: tree.root_of(key) for key in roots} == roots
    assert {key: tree.members_of(key) for key in members} == members


def test_way_of_a_claim_to_the_one_that_stands_for_it():
    tree = Families({3: 2, 2: 1})

    assert [tree.merged_to(key) for key in (3, 2, 1)] == [[2, 1], [1], []]


FORESTS = st.dictionaries(st.integers(2, 30), st.integers(1, 29), max_size=20).map(
    lambda rows: {key: into for key, into in rows.items() if into < key}
)


@steady
@given(FORESTS)
def test_every_claim_is_in_one_family_whose_root_stands_for_itself(merged):
    tree = Families(merged)
    roots = {tree.root_of(key) for key in range(1, 31)}
    found = [key for root in sorted(roots) for key in tree.members_of(root)]

    assert sorted(found) == sorted(set(range(1, 31)))
    assert all(tree.root_of(root) == root and root not in merged for root in roots)
    assert tree.members_of_all(roots) == {key: tree.root_of(key) for key in range(1, 31)}


@steady
@given(FORESTS, st.data())
def test_undoing_a_merge_gives_back_the_family_as_it_was(merged, data):
    roots = sorted(set(range(1, 31)) - set(merged))
    claim, into = data.draw(st.permutations(roots))[:2] if len(roots) > 1 else (None, None)
    if claim is None:
        return
    before = Families(merged)

    joined = Families(merged | {claim: into})

    assert sorted(joined.members_of(into)) == sorted(before.members_of(into) + before.members_of(claim))
    assert Families({key: to for key, to in (merged | {claim: into}).items() if key != claim}).members_of(
        claim
    ) == before.members_of(claim)


def test_ring_that_cannot_be_made_ends_all_the_same():
    tree = Families({1: 2, 2: 1})

    assert (tree.root_of(1) in (1, 2), len(tree.merged_to(1))) == (True, 3)
