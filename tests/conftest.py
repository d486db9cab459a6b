"""What every test stands on."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import TransactionTestCase
from django.utils.module_loading import import_string

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


SEEDED = {}  # rows that migrations made; not kept on the connection, which is another one in a browser's thread


def _flush_and_restore(flush):
    """Wrap Django's flush after a test that commits: it may empty the append-only log, and gives seed rows back."""

    def teardown(case):
        connection = connections["default"]
        case.serialized_rollback = True
        connection._test_serialized_contents = SEEDED["rows"]  # Django looks here before it seeds once more
        with import_string("audit.guard.suspended")(connection):
            flush(case)
            import_string("search.engines.engine")().empty()  # on SQLite a table that Django does not know
            connection.creation.deserialize_db_from_string(SEEDED["rows"])

    return teardown


TransactionTestCase._fixture_teardown = _flush_and_restore(TransactionTestCase._fixture_teardown)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Remember the rows that migrations made."""
    with django_db_blocker.unblock():
        SEEDED["rows"] = connections["default"].creation.serialize_db_to_string()


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
    import_string("accounts.actions.push_roles")()


def _with_role(name):
    member = import_string("tests.factories.MemberFactory")(
        public_name={"Moderator": "Maja", "Editor": "Ruth", "Admin": "Sam Okoro"}[name]
    )
    import_string("accounts.actions.set_role")(member=member, group_name=name)
    return member


@pytest.fixture
def member(roles):
    """A reader with a confirmed address."""
    return import_string("tests.factories.MemberFactory")(public_name="Reader")


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
