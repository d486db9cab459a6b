"""Moves of a status: one way to make them, one error when they are forbidden."""


class InvalidTransition(Exception):
    """A row cannot go from its present status to the one asked for."""


def check(row, status):
    """Refuse a move that row.NEXT does not list.

    Args:
        row: a model instance with `status` and a class attribute `NEXT` (status -> set of next ones).
        status: the status to move to.

    Raises:
        InvalidTransition: the move is not listed.
    """
    if status not in row.NEXT.get(row.status, ()):
        raise InvalidTransition(f"{row._meta.verbose_name} {row.pk}: {row.status} -> {status}")
