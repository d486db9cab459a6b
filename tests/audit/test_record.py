"""The log: every act in its transaction, chained to the one before; its words can go."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from articles.actions import add_topic, publish_draft, save_draft
from audit import guard
from audit.actions import broken_links, record
from audit.chain import GENESIS, words_hash
from audit.models import Detail, Entry
from tests.factories import NOON, ArticleFactory, MemberFactory, TopicFactory

pytestmark = pytest.mark.django_db


def _three_entries():
    topic = TopicFactory()
    return [
        record(actor=None, rule="sweep", verb=f"act_{n}", subject=topic, at=NOON + timedelta(hours=n)) for n in range(3)
    ]


def test_record_keeps_who_did_what_to_which_row_and_when():
    member, topic = MemberFactory(), TopicFactory()

    entry = record(
        actor=member, verb="add_topic", subject=topic, at=NOON, role="editor", before={"a": 1}, after={"b": [None]}
    )

    entry.refresh_from_db()
    told = (entry.actor_id, entry.verb, entry.subject, entry.at, entry.role, entry.before, entry.after)
    assert told == (member.pk, "add_topic", f"topic:{topic.pk}", NOON, "editor", {"a": 1}, {"b": [None]})


def test_record_binds_each_entry_to_the_one_before():
    entries = _three_entries()

    assert [entry.prev_hash for entry in entries] == [GENESIS, entries[0].hash, entries[1].hash]
    assert broken_links() == []


def test_record_goes_with_its_transaction():
    class Undone(Exception):
        pass

    def act():
        with transaction.atomic():
            add_topic(name="Falls", slug="falls", by=MemberFactory(), at=NOON)
            raise Undone

    with pytest.raises(Undone):
        act()

    assert Entry.objects.count() == 0


def test_record_keeps_words_apart_and_only_their_hash_in_the_entry():
    entry = record(actor=None, verb="act", subject=TopicFactory(), at=NOON, public_note="Why. ", private_note="Who.")

    assert entry.words_hash == words_hash("Why. Who.", settings.SECRET_KEY)
    assert list(Detail.objects.values_list("entry_id", "public_note", "private_note")) == [(entry.pk, "Why. ", "Who.")]


def test_record_without_words_has_no_hash_of_them():
    entry = record(actor=None, verb="act", subject=TopicFactory(), at=NOON)

    assert (entry.words_hash, Detail.objects.count()) == ("", 0)


def test_words_that_were_purged_leave_their_hash_and_a_whole_chain():
    entry = record(actor=None, verb="act", subject=TopicFactory(), at=NOON, public_note="Why.")

    Detail.objects.filter(entry_id=entry.pk).delete()

    entry.refresh_from_db()
    assert (entry.words_hash, broken_links()) == (words_hash("Why.", settings.SECRET_KEY), [])


def test_chain_of_real_acts_is_whole():
    article, editor = ArticleFactory(), MemberFactory()
    save_draft(article=article, title="Ü \U0001f9b4", standfirst="", body="More.", base_version=1, by=editor, at=NOON)
    publish_draft(article=article, kind="update", reason="Ü \U0001f9b4", by=editor, at=NOON + timedelta(microseconds=1))

    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))

    assert (verbs, broken_links()) == (["create_article", "publish_draft", "publish_draft"], [])


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "other"},
        {"subject": "topic:99"},
        {"actor_id": 99},
        {"rule": "other"},
        {"role": "admin"},
        {"at": NOON + timedelta(days=1)},
        {"revision": 1},
        {"case_id": 1},
        {"before": {"a": 1}},
        {"after": {"a": 1}},
        {"reason_code": "spam"},
        {"words_hash": "0" * 64},
        {"bulk_parent": 1},
        {"reverses": 1},
        {"request_id": "x"},
        {"hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_tampering_with_any_column_is_found(change):
    entries = _three_entries()

    with guard.suspended(connection):
        QuerySet(Entry).filter(pk=entries[1].pk).update(**change)

    found = [entries[1].pk, entries[2].pk] if "hash" in change else [entries[1].pk]
    assert broken_links() == found


def test_link_bent_to_another_entry_is_found():
    entries = _three_entries()

    with guard.suspended(connection):
        QuerySet(Entry).filter(pk=entries[2].pk).update(prev_hash="0123456789abcdef" * 4)

    assert broken_links() == [entries[2].pk]


def test_entry_taken_out_is_found_at_the_one_behind():
    entries = _three_entries()

    with guard.suspended(connection):
        QuerySet(Entry).filter(pk=entries[1].pk)._raw_delete(using="default")

    assert broken_links() == [entries[2].pk]


def test_guard_is_back_after_tampering():
    with guard.suspended(connection):
        during = guard.present(connection)

    assert (during, guard.present(connection)) == (set(), set(guard.NAMES[connection.vendor]))
