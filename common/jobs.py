"""Work that can wait: enqueue a job by name for the background worker."""

from functools import partial

from django.db import transaction
from django.utils.module_loading import import_string


def enqueue(name: str, **ids) -> None:
    """Enqueue a task of some app once the current transaction has been committed.

    Args:
        name: dotted path of a django-tasks task, such as "notifications.jobs.drain_outbox".
        **ids: plain keys; the job loads what they name.
    """
    transaction.on_commit(partial(_enqueue, name, ids))


def _enqueue(name, ids):
    import_string(name).enqueue(**ids)
