"""The log's triggers are there after all migrations, on either database."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import QuerySet

from audit import guard
from audit.models import AppendOnly, Detail, Entry
from tests.factories import NOON


def _entry():
    return Entry.objects.create(at=NOON, verb="test", subject="test:1", prev_hash="0" * 64, hash="1" * 64)


@pytest.mark.django_db
def test_triggers_are_there_after_all_migrations():
    assert guard.present(connection) == set(guard.NAMES[connection.vendor])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(verb="other"),
        lambda entry: Entry.objects.bulk_update([entry], ["verb"]),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"verb": "other"}),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: entry.delete(),
        lambda entry: entry.save(),
    ],
    ids=["update", "bulk_update", "update_or_create", "delete many", "delete", "save"],
)
def test_changing_or_deleting_an_entry_is_refused_by_the_code(change, django_assert_num_queries):
    entry = _entry()

    with pytest.raises(AppendOnly), django_assert_num_queries(0):
        change(entry)


@pytest.mark.django_db
def test_changing_an_entry_is_refused_by_the_database():
    entry = _entry()

    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(Entry).filter(pk=entry.pk).update(verb="other")

    entry.refresh_from_db()
    assert entry.verb == "test"


@pytest.mark.django_db
def test_deleting_an_entry_is_refused_by_the_database():
    entry = _entry()

    with pytest.raises(DatabaseError), transaction.atomic():
        QuerySet(Entry).filter(pk=entry.pk)._raw_delete(using="default")

    assert list(Entry.objects.all()) == [entry]


@pytest.mark.django_db
@pytest.mark.parametrize("same", ["id", "hash", "prev_hash"])
def test_putting_a_row_in_the_place_of_an_entry_is_refused_by_the_database(same):
    entry = _entry()
    other = Entry(id=entry.pk + 1, at=NOON, verb="other", subject="test:1", prev_hash="2" * 64, hash="3" * 64)
    setattr(other, same, getattr(entry, same))
    fields = {
        field.column: field.get_db_prep_save(getattr(other, field.attname), connection) for field in Entry._meta.fields
    }
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    places = ", ".join(["%s"] * len(fields))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO audit_entry ({', '.join(fields)}) VALUES ({places})", list(fields.values()))

    assert list(Entry.objects.values_list("pk", "verb")) == [(entry.pk, "test")]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL has TRUNCATE")
def test_truncating_the_log_is_refused_by_the_database():
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_entry")


@pytest.mark.django_db
def test_words_of_an_entry_can_be_purged():
    Detail.objects.create(entry_id=_entry().pk, public_note="why")

    Detail.objects.all().delete()

    assert Detail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_flush_between_tests_leaves_the_triggers():
    with guard.suspended(connection):
        pass
    entry = _entry()

    with pytest.raises(DatabaseError):
        QuerySet(Entry).filter(pk=entry.pk).update(verb="other")
