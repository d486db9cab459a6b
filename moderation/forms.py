"""Forms of flags and decisions."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import Comment
from common.forms import helper_for
from moderation.models import Decision, Flag, PolicyRule

Verb = Decision.Verb
EFFECTS = {
    Verb.KEEP: gettext_lazy("Leave it up"),
    Verb.PUBLISH: gettext_lazy("Publish the post"),
    Verb.REMOVE: gettext_lazy("Remove the comment: a note stays in its place"),
    Verb.RESTORE: gettext_lazy("Put the comment back"),
    Verb.WARN: gettext_lazy("Warn its author"),
    Verb.SUSPEND: gettext_lazy("Suspend its author: they can read but not post"),
}
NEEDS_RULE = (Verb.REMOVE, Verb.WARN, Verb.SUSPEND)


def verbs_for(case) -> list[str]:
    """Return what can be decided about this case, as its subject stands."""
    if not case.comment_id:
        return [Verb.KEEP, Verb.WARN, Verb.SUSPEND]
    if case.comment.status == Comment.Status.REMOVED:
        return [Verb.RESTORE]
    first = Verb.KEEP if case.comment.status == Comment.Status.PUBLISHED else Verb.PUBLISH
    gone = case.comment.status == Comment.Status.DELETED
    return [Verb.WARN, Verb.SUSPEND] if gone else [first, Verb.REMOVE, Verb.WARN, Verb.SUSPEND]


class FlagForm(forms.Form):
    """Why a moderator should look at it."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"), choices=Flag.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Anything the moderators should know (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Send to the moderators"))


class DecisionForm(forms.Form):
    """One decision; the author is sent the statement."""

    verb = forms.ChoiceField(label=gettext_lazy("Your decision"), widget=forms.RadioSelect)
    rule = forms.ModelChoiceField(
        label=gettext_lazy("Under which rule"),
        help_text=gettext_lazy("Needed to remove, warn or suspend."),
        queryset=PolicyRule.objects.filter(retired_at=None).order_by("position"),
        required=False,
    )
    statement = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("The author is sent these words, with the rule."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write the reasons for your decision.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Suspend until (optional)"),
        help_text=gettext_lazy("Day, month, year as 2026-12-31. Empty means for good."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    private_note = forms.CharField(
        label=gettext_lazy("Note for moderators (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [(verb, EFFECTS[verb]) for verb in verbs_for(case)]
        self.helper = helper_for(_("Record the decision"), css="decide")

    def clean_until(self):
        """Return the end of that day, or None."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."), code="past")
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self):
        """A sanction names the rule that was broken."""
        data = super().clean()
        if data.get("verb") in NEEDS_RULE and not data.get("rule"):
            self.add_error("rule", _("Choose the rule that was broken."))
        return data
