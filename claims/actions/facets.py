"""Editors keep the facets of populations and their values. Codes never change: rows elsewhere are found by them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from audit.actions import record
from claims.models import Facet, FacetValue
from claims.reading import is_stated


class InUse(Exception):
    """It is stated somewhere, so it stays."""


class WiderThanItself(Exception):
    """A value would hold itself, by way of the values that are wider than it."""


@transaction.atomic
def add_facet(*, name: str, is_deciding: bool, after: Facet | None, by, at: datetime) -> Facet:
    """Add a way in which people differ.

    Args:
        name: at most 80 characters.
        is_deciding: stated on one side only, two populations can't be compared.
        after: the facet that it stands behind; None puts it first.
        by: an editor.
        at: when (aware).

    Returns:
        The new facet, without values.
    """
    others = _locked_facets()
    facet = Facet.objects.create(
        code=_free_code(Facet, name, "facet", 40), name=name, is_deciding=is_deciding, position=len(others)
    )
    _reorder(others, facet, after)
    record(actor=by, verb="add_facet", subject=facet, at=at, after=_said(facet))
    return facet


@transaction.atomic
def edit_facet(*, facet: Facet, name: str, is_deciding: bool, after: Facet | None, by, at: datetime) -> Facet:
    """Name a facet anew, say whether it decides, and move it.

    Args:
        facet: which.
        name: at most 80 characters.
        is_deciding: see add_facet.
        after: the facet that it stands behind; None puts it first.
        by: an editor.
        at: when (aware).

    Returns:
        The facet as it is now.
    """
    rows = _locked_facets()
    facet = next(row for row in rows if row.pk == facet.pk)
    before = _said(facet)
    facet.name, facet.is_deciding = name, is_deciding
    facet.save(update_fields=["name", "is_deciding"])
    _reorder([row for row in rows if row.pk != facet.pk], facet, after)
    record(actor=by, verb="edit_facet", subject=facet, at=at, before=before, after=_said(facet))
    return facet


@transaction.atomic
def delete_facet(*, facet: Facet, by, at: datetime) -> None:
    """Delete a facet that has no values.

    Args:
        facet: which.
        by: an editor.
        at: when (aware).

    Raises:
        InUse: it has values.
    """
    facet = Facet.objects.select_for_update().get(pk=facet.pk)
    if facet.values.exists():
        raise InUse
    record(actor=by, verb="delete_facet", subject=facet, at=at, before=_said(facet))
    facet.delete()


@transaction.atomic
def add_value(
    *, facet: Facet, name: str, wider: FacetValue | None, after: FacetValue | None, by, at: datetime
) -> FacetValue:
    """Add a value to a facet.

    Args:
        facet: which.
        name: at most 120 characters.
        wider: the value of the same facet that holds it; None for none.
        after: the value that it stands behind; None puts it first.
        by: an editor.
        at: when (aware).

    Returns:
        The new value.

    Raises:
        ValueError: `wider` is of another facet.
    """
    others = _locked_values(facet)
    _check_wider(None, wider, others)
    value = FacetValue.objects.create(
        facet=facet, code=_free_code(FacetValue, name, "value", 60), name=name, wider=wider, position=len(others)
    )
    _reorder(others, value, after)
    record(actor=by, verb="add_value", subject=value, at=at, after=_said(value))
    return value


@transaction.atomic
def edit_value(
    *, value: FacetValue, name: str, wider: FacetValue | None, after: FacetValue | None, by, at: datetime
) -> FacetValue:
    """Name a value anew, say which one holds it, and move it.

    Args:
        value: which.
        name: at most 120 characters.
        wider: the value of the same facet that holds it; None for none.
        after: the value that it stands behind; None puts it first.
        by: an editor.
        at: when (aware).

    Returns:
        The value as it is now.

    Raises:
        ValueError: `wider` is of another facet.
        WiderThanItself: it would be held by itself.
    """
    rows = _locked_values(value.facet)
    value = next(row for row in rows if row.pk == value.pk)
    before = _said(value)
    _check_wider(value, wider, rows)
    value.name, value.wider = name, wider
    value.save(update_fields=["name", "wider"])
    _reorder([row for row in rows if row.pk != value.pk], value, after)
    record(actor=by, verb="edit_value", subject=value, at=at, before=before, after=_said(value))
    return value


@transaction.atomic
def delete_value(*, value: FacetValue, by, at: datetime) -> None:
    """Delete a value that nothing states.

    Args:
        value: which.
        by: an editor.
        at: when (aware).

    Raises:
        InUse: a population states it, or a narrower value points at it.
    """
    value = FacetValue.objects.select_for_update().get(pk=value.pk)
    if is_stated(value):
        raise InUse
    record(actor=by, verb="delete_value", subject=value, at=at, before=_said(value))
    value.delete()


def _locked_facets():
    return list(Facet.objects.select_for_update().order_by("position", "pk"))


def _locked_values(facet):
    """Return the values of a facet in order; one editor at a time changes them."""
    Facet.objects.select_for_update().get(pk=facet.pk)
    return list(facet.values.order_by("position", "pk"))


def _check_wider(value, wider, rows):
    held_by = {row.pk: row.wider_id for row in rows}
    if wider and wider.pk not in held_by:
        raise ValueError("the wider value is of another facet")
    above = wider.pk if wider else None
    while above is not None:
        if value and above == value.pk:
            raise WiderThanItself
        above = held_by[above]


def _reorder(others: Sequence, moved, after):
    """Number the rows anew with one of them behind another, writing only what changes."""
    place = next((number for number, row in enumerate(others, 1) if after and row.pk == after.pk), 0)
    for position, row in enumerate([*others[:place], moved, *others[place:]]):
        if row.position != position:
            row.position = position
            row.save(update_fields=["position"])


def _free_code(model, name, otherwise, longest):
    plain = slugify(name)[: longest - 8].strip("-") or otherwise
    taken = set(model.objects.filter(code__startswith=plain).values_list("code", flat=True))
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (plain, *numbered) if code not in taken)


def _said(row):
    """Return what the log keeps of a facet or a value."""
    said = {"code": row.code, "name": row.name, "position": row.position}
    if isinstance(row, Facet):
        return said | {"is_deciding": row.is_deciding}
    return said | {"wider": row.wider.code if row.wider else None}
