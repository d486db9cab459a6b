"""The command that checks the log."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from audit import guard
from audit.actions import record
from audit.models import Entry
from tests.factories import NOON, TopicFactory

pytestmark = pytest.mark.django_db


def _verify():
    out, err = StringIO(), StringIO()
    call_command("verify_audit_log", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_whole_log_is_said_to_be_whole():
    record(actor=None, verb="act", subject=TopicFactory(), at=NOON)

    assert _verify() == ("the chain is whole\n", "")


def test_empty_log_is_whole():
    assert _verify() == ("the chain is whole\n", "")


def test_broken_log_names_every_entry_that_was_touched():
    topic = TopicFactory()
    entries = [record(actor=None, verb="act", subject=topic, at=NOON) for _n in range(4)]
    with guard.suspended(connection):
        QuerySet(Entry).filter(pk__in=[entries[0].pk, entries[2].pk]).update(verb="other")

    with pytest.raises(CommandError) as stopped:
        _verify()

    assert str(stopped.value) == f"the chain is broken at entries {entries[0].pk}, {entries[2].pk}"


def test_log_is_whole_again_once_the_entry_is_put_back():
    entry = record(actor=None, verb="act", subject=TopicFactory(), at=NOON)
    with guard.suspended(connection):
        QuerySet(Entry).filter(pk=entry.pk).update(verb="other")
        QuerySet(Entry).filter(pk=entry.pk).update(verb="act")

    assert _verify() == ("the chain is whole\n", "")
