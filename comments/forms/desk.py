"""Forms of staff who keep the questions: closing, joining, moving."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from comments.forms.words import NUL, says_something
from comments.models import Comment, Question
from common.forms import SafeChoiceField, helper_for, sentence_case

Reason = Question.CloseReason
_ADDRESS = re.compile(r"(?:.*/questions/)?#?([0-9]{1,18})(?:[/?#].*)?", re.ASCII)
_WORD = re.compile(r"\w{4,}")
OFFERED = 5


class CloseForm(forms.Form):
    """Why a question is closed; everybody reads it."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why is it closed?"),
        choices=[row for row in sentence_case(Reason.choices) if row[0] != Reason.DUPLICATE],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose why the question is closed.")},
    )
    article = SafeChoiceField(
        label=gettext_lazy("Which article answers it?"),
        help_text=gettext_lazy("Only where the article answers it. Readers are led to the text as it reads today."),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("Choose an article"),
    )
    note = forms.CharField(
        label=gettext_lazy("What should everybody know? (optional)"),
        help_text=gettext_lazy("Say kindly what the asker can do now. At most 500 characters."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=NUL,
    )

    def __init__(self, *args, question: Question, **kwargs):
        super().__init__(*args, **kwargs)
        articles = Article.objects.published().select_related("current_revision").order_by("title", "pk")
        self.fields["article"].queryset = articles
        self.fields["article"].initial = question.comment.discussion.article_id
        self.fields["article"].label_from_instance = _with_revision
        self.helper = helper_for(_("Close the question"))

    def clean(self):
        """An article goes with the reason that it answers the question, and with no other."""
        data = super().clean()
        if data.get("reason") != Reason.ARTICLE:
            data["article"] = None
        elif not data.get("article") and "article" not in self.errors:
            self.add_error("article", _("Choose the article that answers it."))
        return data


def _with_revision(article):
    words = {"title": article.title, "number": article.current_revision.number}
    return _("%(title)s (revision %(number)s)") % words


class ReasonForm(forms.Form):
    """Why something is undone."""

    reason = forms.CharField(
        label=gettext_lazy("Why? (optional)"),
        help_text=gettext_lazy("Its author reads it, and it stands in the log. At most 500 characters."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=NUL,
    )

    def __init__(self, *args, button: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper_for(button)


class MergeForm(forms.Form):
    """The question that was asked before."""

    chosen = forms.ChoiceField(
        label=gettext_lazy("Which question was asked before?"), widget=forms.RadioSelect, required=False
    )
    address = forms.CharField(
        label=gettext_lazy("Or another one: its address"),
        help_text=gettext_lazy("Copy it from the page of the question, or give its number."),
        max_length=300,
        required=False,
        error_messages=NUL,
    )
    note = forms.CharField(
        label=gettext_lazy("What should everybody know? (optional)"),
        help_text=gettext_lazy("At most 500 characters."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=NUL,
    )

    def __init__(self, *args, question: Question, known: list[Question], **kwargs):
        """Offer the questions whose titles share most words with this one.

        Args:
            *args: as of any form.
            question: the one that joins another.
            known: others, public and with their comments.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        self.question = question
        words = _words(question)
        alike = sorted((-len(words & _words(row)), row.pk, row) for row in known if words & _words(row))
        self.fields["chosen"].choices = [(str(pk), row.comment.title) for _shared, pk, row in alike[:OFFERED]]
        if not alike:
            del self.fields["chosen"]
        self.helper = helper_for(_("Let it lead there"))

    def clean(self):
        """Return the other question as `into`: the one it leads to where it has joined another itself."""
        data = super().clean()
        address, chosen = data.pop("address", "").strip(), data.pop("chosen", "")
        found = _ADDRESS.fullmatch(address) if address else None
        key = found[1] if found else ("" if address else chosen)
        rows = Question.objects.select_related("comment").filter(comment__status=Comment.Status.PUBLISHED)
        into = rows.filter(pk=int(key)).first() if key else None
        while into and into.duplicate_of_id:
            into = rows.filter(pk=into.duplicate_of_id).first()
        if into is None or into.pk == self.question.pk:
            self.add_error("address", _("Choose another question that everybody can read, or copy its address."))
        return data | {"into": into}


def _words(question):
    return {word.casefold() for word in _WORD.findall(question.comment.title)}


class MakeQuestionForm(ReasonForm):
    """A comment becomes a question: staff word it in one line."""

    title = forms.CharField(
        label=gettext_lazy("The question in one line"),
        help_text=gettext_lazy("Keep to what its author asks. At most 160 characters."),
        max_length=160,
        error_messages={"required": gettext_lazy("Word the question in one line."), **NUL},
    )
    field_order = ["title", "reason"]

    def clean_title(self):
        """Return it on one line."""
        title = " ".join(self.cleaned_data["title"].split())
        if not says_something(title):
            raise forms.ValidationError(_("Word the question in one line."), code="empty")
        return title
