"""Forms of the editor's desk."""

import uuid

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.blocks import parse
from articles.citing import NotADoi, NotAnAddress, address_of, canonical_doi, canonical_url, web_address
from articles.merging import has_conflict
from articles.models import Article, Author, Revision, Source, Topic
from articles.pasting import tidy
from common.forms import SafeChoicesField, helper_for, sentence_case
from common.markdown import MarkdownTooLarge

BODY_HINT = gettext_lazy(
    "Markdown. A box begins with ::: do, ::: dont, ::: warning, ::: clinician or ::: steps and ends with :::. "
    "A reference is [^1] in the text and a line [^1]: at the end."
)
BAD_DOI = gettext_lazy("A DOI begins with 10. and a number, such as 10.1000/182")
NOT_AN_ADDRESS = gettext_lazy("Give a whole web address, such as https://doi.org/10.1000/182")


class AddressField(forms.CharField):
    """A DOI or a web address in any form; its value is what a link opens, or empty: never the words around it."""

    def clean(self, value):
        """Return the address.

        Raises:
            forms.ValidationError: it means to be a DOI and is not one, or it is no whole address.
        """
        value = super().clean(value)
        try:
            return address_of(value) if value.strip() else ""
        except NotADoi as error:
            raise forms.ValidationError(BAD_DOI, code="doi") from error
        except NotAnAddress as error:
            raise forms.ValidationError(NOT_AN_ADDRESS, code="url") from error


class DraftForm(forms.Form):
    """The text of an article, and the version of the draft that the editor began with."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    standfirst = forms.CharField(
        label=gettext_lazy("Standfirst"),
        help_text=gettext_lazy("One or two sentences that say what the reader will learn."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(
        label=gettext_lazy("Text"), help_text=BODY_HINT, widget=forms.Textarea(attrs={"rows": 28, "spellcheck": "true"})
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    submission_key = forms.UUIDField(initial=uuid.uuid4, widget=forms.HiddenInput)

    def start_anew(self):
        """Let the same words be sent once more: the form gets a key of its own."""
        self.data = self.data.copy()
        self.data["submission_key"] = str(uuid.uuid4())

    def __init__(self, *args, preview_url, action="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {
            "data-hx-post": preview_url, "data-hx-trigger": "input changed delay:600ms", "data-hx-target": "#preview",
            "data-hx-vals": '{"preview": "1"}',
        }  # fmt: skip
        self.helper = helper_for(_("Save draft"), action=action, also=("preview", _("Show preview")))

    def clean_body(self):
        """Refuse what cannot be read, and a merge that nobody has finished."""
        body = tidy(self.cleaned_data["body"].replace("\r\n", "\n").replace("\r", "\n"))
        if has_conflict(body):
            message = _("Choose between the two versions, and take out the lines that begin with <<<<<<< or >>>>>>>.")
            raise forms.ValidationError(message, code="conflict")
        try:
            parse(body)
        except MarkdownTooLarge as error:
            raise forms.ValidationError(str(error), code="large") from error
        return body


class PublishForm(forms.Form):
    """What readers are told of a change."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of change is it?"),
        help_text=gettext_lazy("A typo or a clarification does not move the date of the last change."),
        choices=sentence_case(choice for choice in Revision.Kind.choices if choice[0] != Revision.Kind.FIRST),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("What changed, and why?"),
        help_text=gettext_lazy("Readers see this in the history of the text. At most 300 characters."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say in a sentence what changed.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, is_first, version, **kwargs):
        super().__init__(*args, initial={"version": version}, **kwargs)
        self.version = version
        if is_first:
            self.fields["kind"] = forms.CharField(widget=forms.HiddenInput, initial=Revision.Kind.FIRST)
            self.fields["reason"].label = _("A line for the history")
            self.fields["reason"].initial = _("First published here.")
        self.helper = helper_for(_("Publish now"))

    def show_latest(self):
        """Let the next attempt publish what the page shows now."""
        self.data = self.data.copy()
        self.data["version"] = self.version


class DetailsForm(forms.ModelForm):
    """What stands around the text."""

    authors = SafeChoicesField(
        label=gettext_lazy("Authors"),
        queryset=Author.objects.order_by("name", "pk"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = SafeChoicesField(
        label=gettext_lazy("Topics"),
        queryset=Topic.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Article
        fields = ["slug", "prompt", "disclaimer", "reviewed_on", "reviewed_by", "review_due_on"]
        labels = {
            "slug": gettext_lazy("Address"),
            "prompt": gettext_lazy("A question above the discussion (optional)"),
            "disclaimer": gettext_lazy("Disclaimer below the text (optional)"),
            "reviewed_on": gettext_lazy("Medically reviewed on (optional)"),
            "reviewed_by": gettext_lazy("Reviewed by"),
            "review_due_on": gettext_lazy("Next review due on (optional)"),
        }
        help_texts = {
            "slug": gettext_lazy("The last part of the page's address. Links to the old one keep working."),
            "reviewed_on": gettext_lazy("As 2026-12-31."),
            "review_due_on": gettext_lazy("As 2026-12-31."),
        }
        widgets = {
            "disclaimer": forms.Textarea(attrs={"rows": 3}),
            "reviewed_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "review_due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order = list(self.instance.bylines.order_by("position").values_list("author", flat=True))
        self.initial |= {"authors": self.order, "topics": self.instance.topics.values_list("pk", flat=True)}
        self.helper = helper_for(_("Save"))

    def clean_authors(self):
        """Return the authors: those of the present byline in its order, new ones after them."""
        chosen = list(self.cleaned_data["authors"])
        return sorted(chosen, key=lambda author: self.order.index(author.pk) if author.pk in self.order else 999)

    def clean(self):
        """A review names its reviewer."""
        data = super().clean()
        if data.get("reviewed_on") and not data.get("reviewed_by"):
            self.add_error("reviewed_by", _("Say who reviewed it."))
        return data


class WithdrawForm(forms.Form):
    """Why an article is taken out of the lists."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it withdrawn?"),
        help_text=gettext_lazy("Readers who open its address see these words."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Withdraw the article"))


class PictureForm(forms.ModelForm):
    """The lead picture: a file, what it shows, who made it."""

    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP, at most 8 MB. It is scaled; place and camera are taken out of it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Article
        fields = ["lead_alt", "lead_credit"]
        labels = {
            "lead_alt": gettext_lazy("What does it show?"),
            "lead_credit": gettext_lazy("Caption and credit (optional)"),
        }
        help_texts = {"lead_alt": gettext_lazy("One sentence for readers who do not see it.")}

    field_order = ["picture", "lead_alt", "lead_credit"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead_alt"].required = True
        self.helper = helper_for(_("Save"))

    def clean(self):
        """The first time, there is a file."""
        data = super().clean()
        if not data.get("picture") and not self.instance.lead_image:
            self.add_error("picture", _("Choose a file."))
        return data


class SourceForm(forms.ModelForm):
    """What a reference points at, and whom it studied."""

    url = AddressField(
        label=gettext_lazy("Web address (optional)"),
        help_text=gettext_lazy("As your browser shows it: this is what a link opens."),
        max_length=500,
        required=False,
    )
    mirror_of = AddressField(
        label=gettext_lazy("The same document stands at (optional)"),
        help_text=gettext_lazy("A DOI or a web address. The two are counted as one source."),
        max_length=500,
        required=False,
    )
    newer_version = AddressField(
        label=gettext_lazy("A newer version of it (optional)"),
        help_text=gettext_lazy("A DOI or a web address. The two are counted as one source."),
        max_length=500,
        required=False,
    )

    class Meta:
        model = Source
        fields = ["title", "authors", "venue", "year", "kind", "people_studied", "doi", "url"]
        labels = {
            "title": gettext_lazy("Title"),
            "authors": gettext_lazy("Authors"),
            "venue": gettext_lazy("Journal or publisher"),
            "year": gettext_lazy("Year"),
            "kind": gettext_lazy("Kind of evidence"),
            "people_studied": gettext_lazy("Whom it studied"),
            "doi": gettext_lazy("DOI (optional)"),
        }
        help_texts = {"people_studied": gettext_lazy("Such as: healthy women before the menopause.")}

    field_order = [*Meta.fields, "mirror_of", "newer_version"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        source = self.instance
        self.initial["url"] = source.address or source.url or ""
        for name in ("mirror_of", "newer_version"):
            other = getattr(source, name)
            self.initial[name] = other.link if other else ""
        self.helper = helper_for(_("Save"))

    def clean_doi(self):
        """Return the DOI in its one form, or None."""
        typed = self.cleaned_data["doi"]
        if typed and not canonical_doi(typed):
            raise forms.ValidationError(BAD_DOI, code="doi")
        return canonical_doi(typed) if typed else None

    def clean(self):
        """Read the address twice: as it names the document, by its DOI where it holds one, and as a link opens it."""
        data = super().clean()
        typed = data.get("url") or ""
        data["address"] = web_address(self.data.get(self.add_prefix("url"), "")) or typed
        named = canonical_doi(typed)
        if named and data.get("doi") and named != data["doi"]:
            self.add_error("url", _("This is the address of another document: %(doi)s") % {"doi": named})
        elif named and "doi" in data:
            data["doi"] = named
        data["url"] = None if named else canonical_url(typed)
        return data


class TopicForm(forms.ModelForm):
    """A topic."""

    class Meta:
        model = Topic
        fields = ["name", "slug", "description"]
        labels = {
            "name": gettext_lazy("Name"),
            "slug": gettext_lazy("Address"),
            "description": gettext_lazy("What it is about (optional)"),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save"))


class AuthorForm(forms.ModelForm):
    """An author."""

    class Meta:
        model = Author
        fields = ["name", "slug", "role", "bio"]
        labels = {
            "name": gettext_lazy("Name"),
            "slug": gettext_lazy("Address"),
            "role": gettext_lazy("What they are, such as Health writer (optional)"),
            "bio": gettext_lazy("A few lines about them (optional)"),
        }
        widgets = {"bio": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Save"))
