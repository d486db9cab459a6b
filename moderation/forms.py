"""Forms of flags and decisions."""

from datetime import datetime, time, timedelta

from django import forms
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.forms import NUL, says_something
from comments.models import Comment
from common.forms import SafeChoiceField, helper_for
from common.markdown import text_of
from moderation.models import Decision, Flag, PolicyRule
from moderation.permissions import verbs_for

Status, Verb = Comment.Status, Decision.Verb
NEEDS_RULE = (Verb.REMOVE, Verb.WARN, Verb.SUSPEND)
LONGEST = timedelta(days=3650)
MOST_DAYS = 365
DAYS = {
    "invalid": gettext_lazy("Write a whole number of days, such as 14."),
    "min_value": gettext_lazy("Write 1 day or more."),
    "max_value": gettext_lazy("Write 365 days or fewer."),
}
KEYS = {Verb.KEEP: "L", Verb.PUBLISH: "P", Verb.REMOVE: "D", Verb.RESTORE: "R", Verb.WARN: "W", Verb.SUSPEND: "S"}
EFFECTS = {  # what the moderator chooses, and what follows
    Verb.KEEP: (gettext_lazy("Leave it up"), gettext_lazy("Closes the flags")),
    Verb.PUBLISH: (gettext_lazy("Publish the post"), gettext_lazy("Everybody can read it")),
    Verb.REMOVE: (gettext_lazy("Remove the comment"), gettext_lazy("A note stays in its place")),
    Verb.RESTORE: (gettext_lazy("Put the comment back"), gettext_lazy("Everybody can read it again")),
    Verb.WARN: (gettext_lazy("Warn its author"), gettext_lazy("The comment stays up")),
    Verb.SUSPEND: (gettext_lazy("Suspend its author"), gettext_lazy("It is removed; they can read, but not post")),
}
NOT_PUBLISHED = {
    Verb.WARN: (gettext_lazy("Warn its author"), gettext_lazy("The post is not published")),
    Verb.SUSPEND: (gettext_lazy("Suspend its author"), gettext_lazy("Not published; they can read, but not post")),
}
GONE = {
    Verb.KEEP: (gettext_lazy("Close the case"), gettext_lazy("Its author has taken it away")),
    Verb.WARN: (gettext_lazy("Warn its author"), gettext_lazy("The comment is gone already")),
    Verb.SUSPEND: (gettext_lazy("Suspend its author"), gettext_lazy("They can read, but not post")),
}
PROFILE = {
    Verb.KEEP: (gettext_lazy("Leave it as it is"), gettext_lazy("Closes the flags")),
    Verb.WARN: (gettext_lazy("Warn the member"), gettext_lazy("They can still post")),
    Verb.SUSPEND: (gettext_lazy("Suspend the member"), gettext_lazy("They can read, but not post")),
}
STAYS_REMOVED = {Verb.KEEP: (gettext_lazy("Leave it removed"), gettext_lazy("Closes the case"))}
IN_STATUS = {
    Status.HELD: NOT_PUBLISHED,
    Status.HIDDEN: NOT_PUBLISHED,
    Status.DELETED: GONE,
    Status.REMOVED: STAYS_REMOVED,
}


def choices_for(case) -> list[tuple[str, str]]:
    """Return what can be decided about a case, in words, each with the key that chooses it."""
    words = EFFECTS | (IN_STATUS.get(case.comment.status, {}) if case.comment_id else PROFILE)
    label = '{}<small>{}</small><kbd class="js-only">{}</kbd>'
    return [(verb, format_html(label, *words[verb], KEYS[verb])) for verb in verbs_for(case)]


class FlagForm(forms.Form):
    """Why a moderator should look at it."""

    reason = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Flag.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Anything the moderators should know (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=NUL,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Send to the moderators"))


class CommentFlagForm(FlagForm):
    """The same for a comment; it says which revision was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DecisionForm(forms.Form):
    """One decision; the author is sent the statement. It says which revision of a comment was read.

    Its second button takes the case, or gives it back, and leaves what was typed as it is.
    """

    verb = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a decision."),
            "invalid_choice": gettext_lazy("This is not possible any more: look at the case again, then choose."),
        },
    )
    rule = SafeChoiceField(
        label=gettext_lazy("Under which rule"),
        help_text=gettext_lazy("Needed to remove, warn or suspend."),
        queryset=PolicyRule.objects.in_force(),
        required=False,
        empty_label=gettext_lazy("No rule"),
        error_messages={"invalid_choice": gettext_lazy("This rule is not in force any more. Choose another.")},
    )
    statement = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("The author is sent these words, with the rule, unless nothing changes for them."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Write the reasons for your decision."), **NUL},
    )
    until = forms.DateField(
        label=gettext_lazy("Suspend until (optional)"),
        help_text=gettext_lazy("Day, month, year as 2026-12-31. Empty means for good."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-12-31.")},
    )
    private_note = forms.CharField(
        label=gettext_lazy("Note for moderators (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages=NUL,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, case, member, typed=None, **kwargs):
        revision = case.comment.revision if case.comment_id else None
        super().__init__(*args, initial=(typed or {}) | {"revision": revision}, **kwargs)
        self.fields["verb"].choices = choices_for(case)
        is_mine = case.taken_by_id == member.pk
        second = ("leave", _("Leave it for a colleague")) if is_mine else ("take", _("Take the case"))
        here = reverse("case_detail", args=[case.pk])  # the form is also shown when a restriction was not lifted
        self.helper = helper_for(_("Record the decision"), action=here, css="decide", also=second)

    def show_again(self, case) -> None:
        """Let the moderator look at the comment as it is now, with all they had typed."""
        self.data = self.data.copy()
        self.data["revision"] = case.comment.revision if case.comment_id else ""
        self.fields["verb"].choices = choices_for(case)
        self.add_error(None, _("The comment has changed while you were reading. Look at it again, then decide."))

    def clean_until(self):
        """Return the end of that day, or None."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        today = timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(
                _("Choose a day in the next ten years, or leave it empty for good."), code="range"
            )
        return timezone.make_aware(datetime.combine(day, time.max))

    def clean(self):
        """A sanction names the rule that was broken; only a suspension ends."""
        data = super().clean()
        if data.get("verb") in NEEDS_RULE and not data.get("rule") and "rule" not in self.errors:
            self.add_error("rule", _("Choose the rule that was broken."))
        if data.get("until") and data.get("verb") and data["verb"] != Verb.SUSPEND:
            self.add_error("until", _("Only a suspension has an end. Empty this, or choose to suspend."))
        return data

    def decision(self) -> dict:
        """Return what decide_case takes."""
        return {("seen_revision" if name == "revision" else name): value for name, value in self.cleaned_data.items()}


class LiftForm(forms.Form):
    """Why a restriction ends before its time."""

    reason = forms.CharField(
        label=gettext_lazy("Why it ends"),
        help_text=gettext_lazy("The member is sent these words, and the log keeps them."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why it ends, in a few words."), **NUL},
    )

    def __init__(self, *args, case, restriction, **kwargs):
        super().__init__(*args, auto_id=f"lift-{restriction.pk}-%s", **kwargs)
        self.restriction = restriction
        self.helper = helper_for(_("End it now"), action=reverse("restriction_lift", args=[case.pk, restriction.pk]))


class DiscussionForm(forms.Form):
    """Whether, how long and how fast members can post. Days that are not changed leave the time as it is."""

    is_open = forms.TypedChoiceField(
        label=gettext_lazy("This discussion is"),
        choices=[("1", gettext_lazy("open")), ("0", gettext_lazy("closed: it can be read, and nobody can post"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    closes_in = forms.IntegerField(
        label=gettext_lazy("An open one closes by itself after this many days (optional)"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        error_messages=DAYS,
    )
    slow_mode_seconds = forms.TypedChoiceField(
        label=gettext_lazy("Between two posts, a member waits"),
        choices=[
            ("0", gettext_lazy("not at all")),
            ("60", gettext_lazy("one minute")),
            ("600", gettext_lazy("ten minutes")),
            ("3600", gettext_lazy("one hour")),
            ("86400", gettext_lazy("one day")),
        ],
        coerce=int,
    )
    slow_for = forms.IntegerField(
        label=gettext_lazy("The waiting ends by itself after this many days (optional)"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        error_messages=DAYS,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Readers see it while the discussion is closed or slow; the log keeps it."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why, in a few words."), **NUL},
    )

    def __init__(self, *args, discussion, **kwargs):
        """Begin with how the discussion stands.

        Args:
            *args: as of any form.
            discussion: which.
            **kwargs: as of any form.
        """
        self.discussion, self.now = discussion, timezone.now()
        initial = {
            "is_open": "0" if discussion.is_closed else "1", "slow_mode_seconds": str(discussion.pace(self.now)),
            "closes_in": self._days_to(discussion.closes_at), "slow_for": self._days_to(discussion.slow_mode_until),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = helper_for(_("Save"))

    def _days_to(self, at):
        """Return in how many days a time comes, begun ones too; None for one that has passed."""
        return -((self.now - at) // timedelta(days=1)) if at and at > self.now else None

    def _time_of(self, days, at):
        """Return when that many days have passed; the time itself where it is as many days away."""
        if days is None:
            return None
        return at if days == self._days_to(at) else self.now + timedelta(days=days)

    def change(self) -> dict:
        """Return what change_discussion takes."""
        data = self.cleaned_data
        return {
            "is_open": data["is_open"], "slow_mode_seconds": data["slow_mode_seconds"], "reason": data["reason"],
            "closes_at": self._time_of(data["closes_in"], self.discussion.closes_at),
            "slow_mode_until": self._time_of(data["slow_for"], self.discussion.slow_mode_until),
        }  # fmt: skip


class NoticeForm(forms.Form):
    """What the staff say above a discussion."""

    notice = forms.CharField(
        label=gettext_lazy("Notice"),
        help_text=gettext_lazy("Shown above the comments with your name and the day. Empty takes it down."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages=NUL,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save the notice"))

    def clean_notice(self):
        """Refuse what cannot be read, or shows nothing."""
        notice = self.cleaned_data["notice"].replace("\r\n", "\n").strip()
        if notice and not says_something(text_of(notice)):
            raise forms.ValidationError(_("Write a few words, or leave it empty."), code="empty")
        return notice


class LockForm(forms.Form):
    """Why a thread is closed or opened; it says which, so that two moderators do not undo each other."""

    is_locked = forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda value: value == "1", widget=forms.HiddenInput
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("For the log; moderators can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write why, in a few words."), **NUL},
    )

    def __init__(self, *args, comment, **kwargs):
        super().__init__(*args, initial={"is_locked": "0" if comment.is_locked else "1"}, **kwargs)
        self.helper = helper_for(_("Open the thread") if comment.is_locked else _("Close the thread"))


class LicenceForm(forms.Form):
    """What a moderator says of a professional's licence; `verb` is the name of the action that follows."""

    verb = forms.ChoiceField(
        label=gettext_lazy("Your decision"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose a decision."),
            "invalid_choice": gettext_lazy("This is not possible any more: look at the licence again, then choose."),
        },
    )
    expires_on = forms.DateField(
        label=gettext_lazy("The badge is valid until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write the day as 2026-12-31.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy("Needed to refuse, or to take a badge away. The member is sent these words."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=NUL,
    )

    def __init__(self, *args, credential, latest, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = licence_choices(credential)
        if credential.is_waiting:
            text = _("The last day of the licence in the register, or sooner; at most until %(day)s. As 2026-12-31.")
            self.fields["expires_on"].help_text = text % {"day": date_format(latest, "j F Y")}
        else:
            del self.fields["expires_on"]
        here = reverse("credential_detail", args=[credential.pk])  # also shown where the number is
        self.helper = helper_for(_("Record the decision"), action=here)

    def clean(self):
        """A badge has a last day; a refusal has a reason."""
        data = super().clean()
        verb, day = data.get("verb"), data.get("expires_on")
        if verb == "check" and not day and "expires_on" not in self.errors:
            self.add_error("expires_on", _("Choose the last day of the badge."))
        if verb in ("refuse", "revoke") and not data.get("reason") and "reason" not in self.errors:
            self.add_error("reason", _("Write the reasons, so that the member knows what to do."))
        return data

    def decision(self) -> dict:
        """Return what the action of this verb takes."""
        name = "expires_on" if self.cleaned_data["verb"] == "check" else "reason"
        return {name: self.cleaned_data[name]}


def licence_choices(credential) -> list[tuple[str, str]]:
    """Return what can be decided about a licence, in words.

    Args:
        credential: as it stands now.
    """
    if credential.is_waiting:
        words = {
            "check": (_("It is right"), _("The badge shows from now on")),
            "refuse": (_("It could not be checked"), _("The member can apply again")),
        }
    else:
        words = {} if credential.ending else {"revoke": (_("Take the badge away"), _("At once; the member is told"))}
    return [(verb, format_html("{}<small>{}</small>", *both)) for verb, both in words.items()]
