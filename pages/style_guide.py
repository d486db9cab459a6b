"""What /style-guide/ shows: one specimen of everything that pages are made of. Invented words, no rows."""

from datetime import UTC, datetime

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.blocks import parse
from articles.diffs import word_diff
from claims.marking import Mark, overlay
from claims.models import Dispute, Ruling
from claims.reading import Badge, badge_of

WHEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
COLOURS = (
    (gettext_lazy("Paper and ink"), ("paper", "raised", "sunk", "ink", "muted", "line", "line-strong")),
    (gettext_lazy("Accent and focus"), ("accent", "accent-strong", "accent-wash", "on-accent", "focus", "focus-halo")),
    (gettext_lazy("Disputed"), ("open", "open-wash", "open-edge")),
    (gettext_lazy("Conflicting advice"), ("conflict", "conflict-wash", "conflict-edge")),
    (gettext_lazy("Right for some"), ("qualified", "qualified-wash", "qualified-edge")),
    (gettext_lazy("Corrected and still right"), ("settled", "settled-wash", "settled-edge")),
    (gettext_lazy("Caution, warnings and errors"), ("unsafe", "unsafe-wash", "unsafe-edge")),
    (gettext_lazy("Advice removed, experts disagree"), ("slate", "slate-wash", "slate-edge")),
    (gettext_lazy("Drawings"), ("bone", "bone-hole", "bone-tint")),
)
TYPE = (
    ("t-h1", gettext_lazy("Titles of articles")),
    ("t-h2", gettext_lazy("Headings")),
    ("t-h3", gettext_lazy("Small headings and labels")),
    ("t-lead", gettext_lazy("The standfirst")),
    ("t-body", gettext_lazy("Everything that is read")),
    ("t-note", gettext_lazy("Notes and the frame of comments")),
    ("t-ui", gettext_lazy("Buttons, dates and small lines")),
    ("t-small", gettext_lazy("Legal small print, and nothing else")),
)
ICONS = (
    "logo", "open", "conflict", "qualified", "settled", "unsafe", "yes", "no", "none", "ask", "heart", "reply", "flag",
    "link", "find", "bell", "clock", "up", "down",
)  # fmt: skip
BOXES = """
::: do
- Walk on most days, as briskly as is comfortable.
- Hold on to a rail while you learn to balance.
:::

::: dont
- Do not bend forward from the waist to lift something heavy.
- Do not jump before a physiotherapist has looked at you.
:::

::: warning Call your doctor the same day
A sudden pain in the back after a cough or a small lift can be a broken bone.
:::

::: clinician
- you have broken a bone before;
- you take tablets that make you dizzy.
:::

::: steps
1. Stand behind a chair and hold its back.
2. Lift one heel, slowly.
3. Put it down again, more slowly.
:::
"""


class SpecimenForm(forms.Form):
    """A field of each kind, each with a hint."""

    name = forms.CharField(label=gettext_lazy("A line of text"), help_text=gettext_lazy("As others will see it."))
    email = forms.EmailField(label=gettext_lazy("An e-mail address"), help_text=gettext_lazy("Shown to nobody."))
    source = forms.URLField(
        label=gettext_lazy("A web address"),
        help_text=gettext_lazy("It begins with https://."),
        error_messages={"invalid": gettext_lazy("Give a whole web address, such as https://doi.org/10.1000/1")},
    )
    password = forms.CharField(
        label=gettext_lazy("A password"), help_text=gettext_lazy("10 letters or more."), widget=forms.PasswordInput
    )
    minutes = forms.IntegerField(label=gettext_lazy("A number"), help_text=gettext_lazy("Minutes a day."))
    day = forms.DateField(
        label=gettext_lazy("A day"),
        help_text=gettext_lazy("The last day on which it holds."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    words = forms.CharField(
        label=gettext_lazy("A longer text"),
        help_text=gettext_lazy("Two or three sentences are enough."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("One of a list"),
        help_text=gettext_lazy("What the study was."),
        choices=[("", gettext_lazy("Choose one")), ("trial", gettext_lazy("Trial")), ("other", gettext_lazy("Other"))],
    )
    matter = forms.ChoiceField(
        label=gettext_lazy("One of a few"),
        help_text=gettext_lazy("What is the matter with it?"),
        choices=[("unsafe", gettext_lazy("It could hurt someone")), ("old", gettext_lazy("It is out of date"))],
        widget=forms.RadioSelect,
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Any of a few"),
        help_text=gettext_lazy("Choose all that fit."),
        choices=[("thin", gettext_lazy("Osteopenia")), ("broken", gettext_lazy("A broken bone in the spine"))],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(
        label=gettext_lazy("A yes"), help_text=gettext_lazy("Only on a device that is yours alone.")
    )
    letter = forms.FileField(label=gettext_lazy("A file"), help_text=gettext_lazy("A picture of at most 2 MB."))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            wanted = str(field.label)
            field.error_messages["required"] = _("Give %(wanted)s.") % {"wanted": wanted[0].lower() + wanted[1:]}


def badges() -> list[Badge]:
    """Return the badge of every state that a statement can be in, as pages make them."""
    opened = [Dispute(status=Dispute.Status.OPEN, kind=kind) for kind in Dispute.Kind]
    ruled = Dispute(status=Dispute.Status.RULED)
    return [
        *(badge_of(dispute) for dispute in opened),
        *(badge_of(ruled, outcome) for outcome in Ruling.Outcome),
        Badge(_("Caution"), "unsafe", "unsafe"),
    ]


def _messages():
    said = (
        (constants.SUCCESS, _("Thank you. Your words are published below.")),
        (constants.INFO, _("A moderator reads your post before others see it.")),
        (constants.WARNING, _("Your account is restricted until 5 March 2026.")),
    )
    return [Message(level, text) for level, text in said]


def _marked():
    words = _("Straight-leg raises on the floor strengthen the belly.")
    sentence = words + " " + _("Rest between them for as long as you like.")
    shown = badges()[0]
    mark = Mark(0, len(words), 1, shown.tone, shown.label, shown.icon)
    return mark_safe(overlay(sentence, [mark], key="guide"))  # noqa: S308 - our own words


def specimens() -> dict:
    """Return what the page shows."""
    before, after = _("Do not jump or run."), _("Do not jump or run if a bone in your spine has broken.")
    return {
        "when": WHEN,
        "colours": COLOURS,
        "type": TYPE,
        "icons": ICONS,
        "badges": badges(),
        "marked": _marked(),
        "said": _messages(),
        "fields": SpecimenForm(auto_id="plain_%s"),
        "wrong": SpecimenForm({"name": "Ann", "source": "bones"}, {}, auto_id="wrong_%s"),
        "boxes": parse(BOXES).leaves,
        "changes": word_diff(before, after),
        "numbers": [1, 2, 3, Paginator.ELLIPSIS, 40],
    }
