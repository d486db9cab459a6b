"""Forms of signing up and in; allauth validates the rest."""

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import RequestLoginCodeForm as BaseRequestLoginCodeForm
from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import Member
from accounts.names import check_public_name
from accounts.reading import check_name_is_free
from accounts.sealing import Secret
from common.forms import helper_for

NAME_HINT = _("What others see beside your words. It need not be your real name. 3 to 30 letters, digits or spaces.")


class PublicNameField(forms.CharField):
    """A public name in a possible form."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Public name"),
            help_text=NAME_HINT,
            widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
            **kwargs,
        )

    def clean(self, value):
        """Return the name with single spaces, or say how to mend it."""
        return check_public_name(super().clean(value))


class SignupForm(BaseSignupForm):
    """Sign up with e-mail, a public name and a password."""

    public_name = PublicNameField()
    field_order = ["email", "public_name", "password1"]

    def clean_public_name(self):
        """Refuse a name that is taken."""
        name = self.cleaned_data["public_name"]
        check_name_is_free(name)
        return name

    def try_save(self, request):
        """Make the member; of the same form sent twice at one moment, the second is answered like the first."""
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            self.account_already_exists = True
            return super().try_save(request)


class LoginForm(BaseLoginForm):
    """Sign in; staying signed in is the reader's own choice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Keep me signed in")
        self.fields["remember"].initial = False
        self.fields["remember"].help_text = _("Only on a device that is yours alone.")


class RequestLoginCodeForm(BaseRequestLoginCodeForm):
    """Ask for a code to sign in with."""

    def clean_email(self):
        """Send codes to the address of an account only, not to one that a member has only said is theirs."""
        email = super().clean_email()
        if self._user and self._user.email.lower() != email.lower():
            self._user = None
        return email


class RenameForm(forms.Form):
    """A new public name."""

    public_name = PublicNameField()


class RolesForm(forms.Form):
    """What a member may do for the site."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        help_text=_("None chosen: a reader. The change is logged and takes effect at once."),
        choices=[
            ("Moderator", _("Moderator: judges conduct, sorts reports on form")),
            ("Editor", _("Editor: writes and publishes articles, rules on disputes")),
            ("Admin", _("Admin: everything, and the roles of others")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save the roles"))


class LeavingForm(forms.Form):
    """What becomes of the words of a member who leaves; nothing is chosen beforehand."""

    mode = forms.ChoiceField(
        label=_("What happens to what you wrote?"),
        choices=[
            (
                Member.Leaving.REMOVE,
                _("Remove my words. Where you wrote, “deleted” stands, and answers of others stay."),
            ),
            (
                Member.Leaving.ANONYMISE,
                _("Leave them without my name. “Former member” stands beside them; the words stay as they are."),
            ),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two: remove your words, or leave them without your name."),
            "invalid_choice": _("Choose one of the two: remove your words, or leave them without your name."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Delete my account"))


class CredentialForm(forms.Form):
    """A licence for the moderators to check.

    The name of the field of the number says that it is a secret: pages/typed.py keeps no such field across a sign-in.
    """

    kind = forms.CharField(
        label=_("What you are"),
        help_text=_("As your licence says it, such as “physiotherapist”. Others see it beside your name."),
        max_length=80,
        error_messages={"required": _("Say what your licence lets you work as, such as “physiotherapist”.")},
    )
    country = forms.CharField(
        label=_("Country or state that gave the licence"),
        help_text=_("Others see it too."),
        max_length=60,
        error_messages={"required": _("Say which country or state gave you the licence.")},
    )
    credential_number = forms.CharField(
        label=_("Number of the licence or registration"),
        help_text=_("Only moderators see it, to look it up. It is stored encrypted, and emptied when the badge ends."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the number, so that a moderator can look it up.")},
    )
    register_url = forms.URLField(
        label=_("Web page of the register, if there is one"),
        help_text=_("Where a moderator can look you up, such as https://register.example.org."),
        max_length=300,
        required=False,
        error_messages={"invalid": _("This is no web address. Copy the whole of it, or leave the field empty.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Send to the moderators"))

    def clean_credential_number(self):
        """Return the number so that no report of an error shows it."""
        return Secret(self.cleaned_data["credential_number"])

    def clean_register_url(self):
        """Take pages of the web only."""
        address = self.cleaned_data["register_url"]
        if address and not address.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(self.fields["register_url"].error_messages["invalid"], code="invalid")
        return address
