"""What every test stands on."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase

from accounts.actions import push_roles, set_role
from audit import guard
from tests.factories import MemberFactory

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def _flush_with_the_log(flush):
    """Wrap Django's flush after a test that commits: only then may the append-only log be emptied."""

    def teardown(case):
        with guard.suspended(connections["default"]):
            flush(case)

    return teardown


TransactionTestCase._fixture_teardown = _flush_with_the_log(TransactionTestCase._fixture_teardown)


@pytest.fixture(autouse=True)
def _no_rows_lost(request):
    """Rows that migrations made (facets, policy rules) come back after a test that commits."""
    if "transactional_db" in request.fixturenames or "live_server" in request.fixturenames:
        request.getfixturevalue("django_db_serialized_rollback")


@pytest.fixture(autouse=True)
def _fresh_cache():
    """No count of one test is left for the next."""
    cache.clear()


@pytest.fixture
def noon():
    """A time that tests agree on."""
    return NOON


@pytest.fixture
def roles(db):
    """The groups Moderator, Editor and Admin with their permissions."""
    push_roles()


def _with_role(name):
    member = MemberFactory(public_name=name)
    set_role(member=member, group_name=name)
    return member


@pytest.fixture
def member(roles):
    """A reader with a confirmed address."""
    return MemberFactory(public_name="Reader")


@pytest.fixture
def moderator(roles):
    """A member of the group Moderator."""
    return _with_role("Moderator")


@pytest.fixture
def editor(roles):
    """A member of the group Editor."""
    return _with_role("Editor")


@pytest.fixture
def admin(roles):
    """A member of the group Admin."""
    return _with_role("Admin")
