"""Database constraints that several apps build."""

from django.db.models import CheckConstraint, Q


def exactly_one_of(*fields: str, name: str) -> CheckConstraint:
    """Build a constraint: exactly one of these nullable fields is set.

    Args:
        *fields: two or more names of nullable fields.
        name: the constraint's name, unique in the database.

    Returns:
        A check constraint for Meta.constraints.
    """
    condition = Q()
    for chosen in fields:
        condition |= Q(**{f"{field}__isnull": field != chosen for field in fields})
    return CheckConstraint(condition=condition, name=name)


def one_of(field: str, values: list[str], *, name: str) -> CheckConstraint:
    """Build a constraint: the field holds one of these values.

    Args:
        field: name of a text field.
        values: the same as the field's choices (a test compares them).
        name: the constraint's name, unique in the database.

    Returns:
        A check constraint for Meta.constraints.
    """
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)
