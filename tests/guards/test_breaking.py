"""Every constraint is broken once, and the database refuses; a constraint that nobody tries to break fails here."""

import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import UniqueConstraint

from tests.guards.breaks import BREAKS
from tests.guards.test_constraints import OUR_MODELS

CONSTRAINTS = {constraint.name: (model, constraint) for model in OUR_MODELS for constraint in model._meta.constraints}
# An unknown status breaks both; PostgreSQL names the first of them by the alphabet, SQLite by the model.
BOTH = {"claims_dispute_status": "claims_dispute_decided_as_a_whole"}


def _complaint(name):
    """Return what the database names: the constraint, or on SQLite the columns that must be unique."""
    model, constraint = CONSTRAINTS[name]
    if connection.vendor == "sqlite" and isinstance(constraint, UniqueConstraint) and constraint.fields:
        columns = [model._meta.get_field(field).column for field in constraint.fields]
        return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
    return name


def _named(error):
    found = re.search(r"constraint \"(\w+)\"|constraint failed: (?:index ')?([\w., ]+)", str(error))
    return found.group(1) or found.group(2)


def test_every_constraint_is_tried_once():
    assert sorted(name for name, _ in BREAKS) == sorted(CONSTRAINTS)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "attempt"), [pytest.param(*row, id=row[0]) for row in BREAKS])
def test_constraint_refuses(name, attempt):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        attempt()

    assert _named(refused.value) in (_complaint(name), BOTH.get(name))
