"""Choices of rows by their keys: what cannot be a key is an invalid choice, whatever the database."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Topic
from common.forms import SafeChoiceField, SafeChoicesField
from tests.factories import TopicFactory

pytestmark = pytest.mark.django_db
NO_KEYS = ["9" * 19, "9" * 400, "-1", "1.0", "x", "\x00", "\u0661", "1 "]


@pytest.mark.parametrize("key", [*NO_KEYS, "9" * 18])
def test_key_of_no_row_is_an_invalid_choice(key):
    TopicFactory()
    codes = []

    for field, value in (
        (SafeChoiceField(queryset=Topic.objects.all()), key),
        (SafeChoicesField(queryset=Topic.objects.all()), [key]),
    ):
        with pytest.raises(ValidationError) as caught:
            field.clean(value)
        codes.append(caught.value.code)

    assert codes == ["invalid_choice"] * 2


def test_keys_of_rows_choose_them():
    topic, _other = TopicFactory(), TopicFactory()
    one, many = SafeChoiceField(queryset=Topic.objects.all()), SafeChoicesField(queryset=Topic.objects.all())

    assert [one.clean(key) for key in (str(topic.pk), topic.pk, topic)] == [topic] * 3
    assert [list(many.clean([key])) for key in (str(topic.pk), topic.pk)] == [[topic]] * 2


def test_nothing_chosen_is_nothing():
    rows = Topic.objects.all()
    TopicFactory()

    assert SafeChoiceField(queryset=rows, required=False).clean("") is None
    assert list(SafeChoicesField(queryset=rows, required=False).clean([])) == []
