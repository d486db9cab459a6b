"""Accounts younger than a dispute are shown apart and counted nowhere."""

from datetime import timedelta

import pytest

from claims.permissions import is_younger
from tests.claims.scenes import dispute, report
from tests.factories import NOON, MemberFactory

SECOND = timedelta(seconds=1)


@pytest.mark.django_db
@pytest.mark.parametrize(("joined", "expected"), [(-SECOND, False), (timedelta(0), False), (SECOND, True)])
def test_account_is_younger_when_it_joined_after_the_dispute_was_opened(joined, expected):
    row = dispute(at=NOON)

    assert is_younger(MemberFactory(at=NOON + joined), row) is expected


@pytest.mark.django_db
def test_no_account_is_younger_than_a_dispute_that_nobody_has_opened():
    row = report(at=NOON).dispute

    assert is_younger(MemberFactory(at=NOON + SECOND), row) is False
