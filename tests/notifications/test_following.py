"""Followers of things, and what becomes of them when things are merged and come apart again."""

import pytest

from notifications.actions import carry_followers, follow, followers_of, return_followers, unfollow
from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db


def _names(*keys):
    return [member.public_name for member in followers_of(*keys)]


def _follow(name, *keys):
    member = MemberFactory(public_name=name)
    for key in keys:
        follow(member=member, subject_key=key, at=NOON)
    return member


def test_following_twice_is_following_once_and_stopping_ends_it():
    anna = _follow("Anna", "x:1", "x:1", "x:2")
    _follow("Benn", "x:2")
    twice = _names("x:1")

    unfollow(member=anna, subject_key="x:1")

    assert (twice, _names("x:1"), _names("x:2")) == (["Anna"], [], ["Anna", "Benn"])


def test_followers_of_several_things_are_named_once():
    _follow("Anna", "x:1", "x:2")
    _follow("Benn", "x:2")
    _follow("Cleo", "x:3")

    assert _names("x:1", "x:2") == ["Anna", "Benn"]


def test_carried_followers_return_by_every_step_that_they_were_carried_on():
    _follow("Anna", "x:1")
    _follow("Benn", "x:1", "x:2")
    _follow("Cleo", "x:2")
    for source, target in (("x:1", "x:2"), ("x:2", "x:3"), ("x:3", "x:4")):
        carry_followers(source=source, target=target, at=NOON)
    carried = [_names(f"x:{number}") for number in (1, 2, 3, 4)]

    return_followers(source="x:1", target="x:2")

    assert carried == [["Anna", "Benn"], ["Benn", "Cleo", "Anna"], ["Benn", "Cleo", "Anna"], ["Benn", "Cleo", "Anna"]]
    assert [_names(f"x:{number}") for number in (1, 2, 3, 4)] == [
        ["Anna", "Benn"], ["Benn", "Cleo"], ["Benn", "Cleo"], ["Benn", "Cleo"],
    ]  # fmt: skip
