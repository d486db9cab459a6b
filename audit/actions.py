"""The verbs of the log: record an act, and purge the words of acts."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from audit.chain import GENESIS, entry_hash, words_hash
from audit.models import Detail, Entry

LOCK = 7_204_115  # any number that no other advisory lock of this site uses
COLUMNS = (
    "actor_id", "rule", "role", "verb", "subject", "revision", "case_id", "before", "after", "reason_code",
    "words_hash", "bulk_parent", "reverses", "request_id",
)  # fmt: skip


@transaction.atomic
def record(
    *, actor, verb: str, subject, at: datetime, public_note: str = "", private_note: str = "", **columns
) -> Entry:
    """Append one act to the log, in the transaction of the act.

    Args:
        actor: the member who acted, or None for a rule (then give rule=).
        verb: what was done, as the action is called.
        subject: the row it was done to; the log keeps "<model>:<pk>".
        at: when (aware).
        public_note: words shown to the person concerned; kept in a Detail that can be purged.
        private_note: words for staff; the same.
        **columns: further columns of Entry, such as role, case_id, before, after, reason_code.

    Returns:
        The entry.
    """
    _lock()
    last = Entry.objects.order_by("-pk").first()
    entry = Entry(
        at=at,
        actor_id=actor.pk if actor else None,
        verb=verb,
        subject=f"{subject._meta.model_name}:{subject.pk}",
        words_hash=words_hash(public_note + private_note, settings.SECRET_KEY),
        prev_hash=last.hash if last else GENESIS,
        **columns,
    )
    entry.hash = entry_hash(fields_of(entry), entry.prev_hash)
    entry.save(force_insert=True)
    if public_note or private_note:
        Detail.objects.create(entry_id=entry.pk, public_note=public_note, private_note=private_note)
    return entry


def fields_of(entry: Entry) -> dict:
    """Return what the hash of an entry covers."""
    return {name: getattr(entry, name) for name in COLUMNS} | {"at": entry.at.astimezone(UTC).isoformat()}


def broken_links() -> list[int]:
    """Return the keys of entries whose hash, or whose link to the one before, is not what it should be."""
    wrong, before = [], GENESIS
    for entry in Entry.objects.order_by("pk").iterator():
        if entry.prev_hash != before or entry.hash != entry_hash(fields_of(entry), entry.prev_hash):
            wrong.append(entry.pk)
        before = entry.hash
    return wrong


def _lock():
    """Let one transaction at a time append: SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def purge_words(*, subjects: list[str] = (), cases=()) -> None:
    """Delete the words of acts; their entries stay, with ids and the keyed hash of the words.

    Args:
        subjects: what the acts were done to, such as "member:17".
        cases: keys of cases that the acts belong to.
    """
    entries = Entry.objects.filter(Q(subject__in=subjects, case_id=None) | Q(case_id__in=cases))
    Detail.objects.filter(entry_id__in=list(entries.values_list("pk", flat=True))).delete()
