"""How our pages word what django-allauth brings: its form fields, browsers' names for themselves, its drawing."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

# Keys are names of fields, or "FormClass.field" where one of allauth's forms needs other words than the rest.
LABELS = {
    "ActivateTOTPForm.code": gettext_lazy("The code that the app shows"),
    "AddEmailForm.email": gettext_lazy("New e-mail address"),
    "ChangePasswordForm.password1": gettext_lazy("New password"),
    "ResetPasswordKeyForm.password1": gettext_lazy("New password"),
    "email": gettext_lazy("E-mail address"),
    "login": gettext_lazy("E-mail address"),
    "name": gettext_lazy("A name for it"),
    "oldpassword": gettext_lazy("Your password now"),
    "password2": gettext_lazy("The new password again"),
    "passwordless": gettext_lazy("Let me sign in with it alone"),
}
HINTS = {
    "name": gettext_lazy("Such as “my phone”, so that you can tell two apart."),
    "password1": gettext_lazy("At least 10 characters. Three or four ordinary words in a row are a good password."),
    "passwordless": gettext_lazy(
        "Without typing e-mail address and password. Your device asks for a fingerprint, face or PIN."
    ),
}
MISSING = {
    "code": gettext_lazy("Type the code."),
    "email": gettext_lazy("Type your e-mail address."),
    "login": gettext_lazy("Type your e-mail address."),
    "name": gettext_lazy("Type a name for it."),
    "oldpassword": gettext_lazy("Type the password you have now."),
    "password": gettext_lazy("Type your password."),
    "password1": gettext_lazy("Type a password of at least 10 characters."),
    "password2": gettext_lazy("Type the new password a second time."),
    "public_name": gettext_lazy("Choose a public name."),
}
NOT_RIGHT = gettext_lazy(
    "This code is not right, or it was used before. Wait until the app shows a new one; type that."
)
WRONG = {"ActivateTOTPForm.code": NOT_RIGHT, "AuthenticateForm.code": NOT_RIGHT, "ReauthenticateForm.code": NOT_RIGHT}
BROWSERS = (  # in this order: most browsers also name those below
    ("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.filter
def in_our_words(form):
    """Return one of allauth's forms with our labels, hints and errors; nothing in a field fades on typing."""
    kind = type(form).__name__
    if kind == "AddWebAuthnForm":
        form.initial["name"] = _("My passkey")
    for field in form:
        label = LABELS.get(f"{kind}.{field.name}") or LABELS.get(field.name)
        field.label, field.help_text = label or field.label, HINTS.get(field.name, field.help_text)
        field.field.widget.attrs.pop("placeholder", None)
    for name, errors in form.errors.items():
        for error in errors.as_data():
            words = {"required": MISSING.get(name), "incorrect_code": WRONG.get(f"{kind}.{name}")}
            error.message = words.get(error.code) or error.message
    return form


@register.filter
def device(user_agent: str) -> str:
    """Return what a browser says of itself in words, such as "Firefox on Windows"."""
    browser, system = (next((name for sign, name in signs if sign in user_agent), "") for signs in (BROWSERS, SYSTEMS))
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("a browser that does not say what it is")


@register.filter
def in_fours(letters: str) -> list[str]:
    """Return a long word in parts of four letters, which are easier to copy by hand."""
    return [letters[start : start + 4] for start in range(0, len(letters), 4)]


@register.filter
def inline_svg(drawing: str) -> SafeString:
    """Return an SVG file's drawing so that it can stand in a page: without the XML declaration.

    Args:
        drawing: made by allauth from the member's secret; nothing in it was typed by anybody.
    """
    return mark_safe(re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", drawing))  # noqa: S308
