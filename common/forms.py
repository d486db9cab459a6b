"""How every form of the site is drawn: one helper."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django.utils.text import capfirst


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
