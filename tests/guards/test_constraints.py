"""Choices in Python and in the database say the same."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint

OUR_APPS = ("accounts", "audit", "articles", "claims", "comments", "moderation", "notifications", "pages", "search")
OUR_MODELS = [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
# Texts whose values only code writes and nothing branches on in the database
UNCHECKED = {("notifications.OutboxMail", "matter"), ("moderation.Case", "status"), ("moderation.Case", "severity")}


def _allowed_by_constraint(model, field):
    for constraint in model._meta.constraints:
        if isinstance(constraint, CheckConstraint) and constraint.condition.children:
            child = constraint.condition.children[0]
            if len(constraint.condition.children) == 1 and isinstance(child, tuple) and child[0] == f"{field}__in":
                return set(child[1])
    return None


def _choice_fields():
    for model in OUR_MODELS:
        for field in model._meta.fields:
            if field.choices and (model._meta.label, field.name) not in UNCHECKED:
                yield model, field


@pytest.mark.parametrize(
    ("model", "field"), [pytest.param(m, f, id=f"{m._meta.label}.{f.name}") for m, f in _choice_fields()]
)
def test_choices_equal_check_constraint(model, field):
    allowed = _allowed_by_constraint(model, field.name)
    values = {value for value, _ in field.choices} | ({""} if field.blank else set())

    if allowed is None:  # Comment.kind and Block.kind: another constraint, or none, governs them
        assert (model._meta.label, field.name) in {
            ("comments.Comment", "kind"),
            ("articles.Block", "kind"),
            ("claims.Dispute", "kind"),
        }
    else:
        assert allowed == values


def test_models_have_no_default_ordering():
    assert [model._meta.label for model in OUR_MODELS if model._meta.ordering] == []


def test_every_next_names_known_states():
    for model in OUR_MODELS:
        following = getattr(model, "NEXT", {})
        known = {str(value) for value in model.Status.values} if following else set()
        assert {str(value) for row in following.values() for value in row} | {str(key) for key in following} <= known
