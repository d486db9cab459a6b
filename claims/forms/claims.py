"""Forms of those who keep the register of claims."""

import re
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.forms import AddressField
from articles.models import Article, Block
from claims.forms.people import PeopleField
from claims.models import Claim, Dispute, Thing
from claims.reading import quote_of
from comments.models import Comment
from common.forms import SafeChoiceField, SafeChoicesField, helper_for, sentence_case
from common.html import plain_text

NUMBER = re.compile(r"(?:.*/claims/)?([0-9]{1,18})(?:/.*)?", re.DOTALL)


class ClaimForm(forms.Form):
    """One canonical statement: what it says, about what, for whom."""

    statement = forms.CharField(
        label=gettext_lazy("The statement"),
        help_text=gettext_lazy("In our own words, one sentence that can be right or wrong for a person."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    thing = SafeChoiceField(
        label=gettext_lazy("What it is about"), queryset=None, required=False, empty_label=gettext_lazy("Not stated")
    )
    stance = forms.ChoiceField(
        label=gettext_lazy("What it says about it"),
        choices=sentence_case(Claim.Stance.choices),
        widget=forms.RadioSelect,
    )
    values = PeopleField(
        label=gettext_lazy("For whom"),
        help_text=gettext_lazy("Choose what it states. Nothing chosen means: not stated."),
    )

    def __init__(self, *args, button: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["thing"].queryset = Thing.objects.order_by("name", "pk")
        self.helper = helper_for(button or _("Save"))

    def clean_statement(self):
        """Return the statement on one line."""
        return " ".join(self.cleaned_data["statement"].split())


class QuotesField(SafeChoicesField):
    """Passages, shown in the words that everybody may read."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row):
        """Return the quoted words with their place."""
        quote = quote_of(row)
        words = Truncator(f"{quote.before}{quote.words}{quote.after}").chars(240)
        return f"“{words}” {quote.where}".strip()


class SplitForm(ClaimForm):
    """Which passages say something else, and what they say."""

    appearances = QuotesField(
        label=gettext_lazy("Which of its passages say something else?"),
        help_text=gettext_lazy("They move to the new claim. At least one has to stay."),
        queryset=None,
        error_messages={"required": gettext_lazy("Choose at least one passage.")},
    )
    field_order = ("appearances", "statement", "thing", "stance", "values")

    def __init__(self, *args, appearances, **kwargs):
        super().__init__(*args, button=_("Split it"), **kwargs)
        self.fields["appearances"].queryset = appearances

    def clean_appearances(self):
        """Return the passages; one at least stays."""
        chosen = list(self.cleaned_data["appearances"])
        if len(chosen) == self.fields["appearances"].queryset.count():
            raise forms.ValidationError(_("Leave at least one passage where it is."), code="all")
        return chosen


class MergeForm(forms.Form):
    """Into which claim another one is to be merged."""

    into = forms.CharField(
        label=gettext_lazy("The claim that stands for both"),
        help_text=gettext_lazy("Its number, or the address of its page."),
        max_length=500,
        error_messages={"required": gettext_lazy("Give the number of the other claim.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Look at both"))
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean_into(self):
        """Return the claim."""
        number = NUMBER.fullmatch(self.cleaned_data["into"].strip())
        claim = Claim.objects.filter(pk=number[1]).first() if number else None
        if claim is None:
            raise forms.ValidationError(_("There is no claim with this number or address."), code="none")
        return claim


class PlaceField(AddressField):
    """An address on this site as it stands, or one elsewhere, or a DOI."""

    def clean(self, value):
        """Return the address."""
        value = (value or "").strip()
        return value if value.startswith(f"{settings.SITE_URL}/") else super().clean(value)


class QuoteForm(forms.Form):
    """Where a claim is made, and in which words."""

    place = PlaceField(
        label=gettext_lazy("Where is it said?"),
        help_text=gettext_lazy("The address of an article or a comment here, or of a page elsewhere, or a DOI."),
        max_length=500,
        error_messages={"required": gettext_lazy("Give the address where it is said.")},
    )
    words = forms.CharField(
        label=gettext_lazy("The words, as they stand there"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Copy the words from there.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(_("Add this passage"))

    def clean_words(self):
        """Return the words with single spaces."""
        return " ".join(self.cleaned_data["words"].split())

    def clean(self):
        """Find the words in an article or a comment of this site; `passage` is (target, start, end), or None."""
        data = super().clean()
        place, words = data.get("place"), data.get("words")
        if place and words:
            data["passage"] = self._passage(place, words)
        return data

    def _passage(self, place, words):
        texts = _texts_at(place)
        if texts is None:
            return None
        if not texts:
            self.add_error("place", _("On this site, give the address of a published article or comment."))
            return None
        found = [(target, text.index(words)) for target, text in texts if words in text]
        if len(found) == 1 and dict(texts)[found[0][0]].count(words) == 1:
            target, start = found[0]
            return target, start, start + len(words)
        missing = _("These words do not stand there. Copy them once more, out of one paragraph.")
        double = _("These words stand there more than once. Copy more of the sentence.")
        self.add_error("words", double if found else missing)
        return None


def _texts_at(place):
    """Return (target, plain text) of what can be quoted at an address here; None for an address elsewhere."""
    if not place.startswith(f"{settings.SITE_URL}/"):
        return None
    parts = urlsplit(place)
    try:
        route = resolve(parts.path)
    except Resolver404:
        return []
    number = re.fullmatch(r"comment-([0-9]{1,18})", parts.fragment)
    if number or route.url_name == "comment_detail":
        return _comment_at(number[1] if number else route.kwargs["pk"])
    if route.url_name != "article_detail":
        return []
    article = Article.objects.published().filter(slug=route.kwargs["slug"]).first()
    blocks = Block.objects.filter(revision=article and article.current_revision_id).select_related("revision")
    return [(block, block.text) for block in blocks.order_by("position")]


def _comment_at(key):
    """Return a published comment under a published article, or in the discussion of a public dispute."""
    disputes = Dispute.objects.public().values("discussion")
    place = Q(discussion__article__in=Article.objects.published()) | Q(discussion__in=disputes)
    rows = Comment.objects.filter(place, pk=key, status=Comment.Status.PUBLISHED)
    return [(row, plain_text(row.body_html)) for row in rows]
