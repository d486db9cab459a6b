"""How every form of the site is drawn, one helper; and the fields that choose rows by their keys."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.forms import ModelChoiceField, ModelMultipleChoiceField, ValidationError
from django.utils.text import capfirst

KEY = re.compile(r"[0-9]{1,18}")  # a larger number is no key, and SQLite cannot even look for it


def sentence_case(choices) -> list[tuple[str, str]]:
    """Return choices with their words beginning in a capital letter, as they stand alone on a form.

    Args:
        choices: (value, words) pairs, such as TextChoices.choices.
    """
    return [(value, capfirst(words)) for value, words in choices]


def helper_for(button: str, *, action: str = "", css: str = "", also: tuple[str, str] | None = None) -> FormHelper:
    """Return the crispy helper of a form: no validation by the browser, one main button.

    Args:
        button: the words on the button that sends the form.
        action: where it is sent; empty for the page's own address.
        css: class names of the form.
        also: (name, words) of a second, quiet button.
    """
    helper = FormHelper()
    helper.form_action = action
    helper.attrs = {"novalidate": ""} | ({"class": css} if css else {})
    helper.add_input(Submit("send", button))
    if also:
        helper.add_input(Submit(*also, css_class="quiet"))
    return helper


class SafeChoiceField(ModelChoiceField):
    """A choice of one row by its key; whatever cannot be a key is an invalid choice."""

    def to_python(self, value):
        """Return the chosen row, or None for an empty value.

        Args:
            value: what was sent: a key as text or number, a row, or something empty.

        Raises:
            ValidationError: it is no key, or of no row that can be chosen.
        """
        is_row = isinstance(value, self.queryset.model)
        if value not in self.empty_values and not is_row and not KEY.fullmatch(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().to_python(value)


class SafeChoicesField(ModelMultipleChoiceField):
    """A choice of any number of rows by their keys; whatever cannot be a key is an invalid choice."""

    def clean(self, value):
        """Return the chosen rows.

        Args:
            value: what was sent: keys as text or numbers, or something empty.

        Raises:
            ValidationError: one of them is no key, or of no row that can be chosen.
        """
        for key in value if isinstance(value, list | tuple) else ():
            if not KEY.fullmatch(str(key)):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)
