"""The append-only log of every act of staff, chained by hashes, without foreign keys upward."""

from django.db import models


class AppendOnly(Exception):
    """The log is only ever added to."""


class EntryQuerySet(models.QuerySet):
    """Reads and additions; the database's triggers refuse the rest too."""

    def _refuse(self, *args, **kwargs):
        raise AppendOnly("entries of the log are never changed or deleted")

    update = delete = bulk_update = update_or_create = _update = _raw_delete = _refuse


class Entry(models.Model):
    """One act. Rows are never changed or deleted: the code refuses it, and so do triggers (audit/guard.py)."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    rule = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=40, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    revision = models.PositiveIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason_code = models.CharField(max_length=40, blank=True)
    words_hash = models.CharField(max_length=64, blank=True)
    bulk_parent = models.BigIntegerField(null=True)
    reverses = models.BigIntegerField(null=True)
    request_id = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        indexes = [models.Index(fields=["subject", "id"], name="audit_entry_subject")]
        constraints = [models.UniqueConstraint(fields=["prev_hash"], name="audit_entry_chain_does_not_fork")]
        permissions = [("read_log", "Can read the log of acts")]
        verbose_name_plural = "entries"

    def __str__(self):
        return f"{self.verb} {self.subject}"

    def delete(self, *args, **kwargs):
        """Refuse: an entry stays."""
        raise AppendOnly("entries of the log are never changed or deleted")


class Detail(models.Model):
    """The words of an act (reason, note). They can be purged; the entry keeps only their keyed hash."""

    entry_id = models.BigIntegerField(unique=True)
    public_note = models.TextField(blank=True)
    private_note = models.TextField(blank=True)

    def __str__(self):
        return f"words of entry {self.entry_id}"
