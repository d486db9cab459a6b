"""Forms that post a comment with a passage above it."""

from django import forms
from django.utils.translation import gettext_lazy

from claims.forms.questions import choice_of
from claims.reading import plain_text_of
from claims.sentences import split
from comments.forms import AnswerForm, CommentForm, QuestionForm, ReplyForm

WHICH = gettext_lazy("Which words do you quote?")
ERRORS = {
    "required": gettext_lazy("Choose the words that you quote."),
    "invalid_choice": gettext_lazy("These words have changed meanwhile. Choose the words once more."),
}


def places_in(text: str, selected: tuple[int, int] | None) -> list[tuple[int, int]]:
    """Return the passages that can be quoted: the selected words first, then each sentence, then all of it.

    Args:
        text: plain text of a block or comment.
        selected: offsets of the words that the reader selected, if any.
    """
    sentences = split(text)
    whole = [(sentences[0][0], sentences[-1][1])] if len(sentences) > 1 else []
    return list(dict.fromkeys([*([selected] if selected else []), *sentences, *whole]))


class _Quoting(forms.Form):
    """The words that are quoted."""

    def __init__(self, *args, target, selected=None, **kwargs):
        """Offer the passages of a text.

        Args:
            *args: as of any form.
            target: the block or comment that is quoted.
            selected: offsets of the words that the reader selected, if any.
            **kwargs: as of any form.
        """
        super().__init__(*args, **kwargs)
        text = plain_text_of(target)
        offered = places_in(text, selected)
        field = self.fields["sentence"]
        field.choices = [(choice_of(text, *place), text[slice(*place)]) for place in offered]
        if offered and (selected or len(offered) == 1):
            field.initial = field.choices[0][0]

    def clean_sentence(self):
        """Return the offsets of the words."""
        start, end, _words = self.cleaned_data["sentence"].split("-")
        return int(start), int(end)


def _sentence():
    return forms.ChoiceField(label=WHICH, widget=forms.RadioSelect, error_messages=ERRORS)


class QuoteForm(_Quoting, CommentForm):
    """A comment or a question about a passage of an article."""

    sentence = _sentence()
    field_order = ["sentence", *CommentForm.field_order]


class PassageQuestionForm(_Quoting, QuestionForm):
    """A question about a passage of an article."""

    sentence = _sentence()


class QuoteAnswerForm(_Quoting, AnswerForm):
    """An answer that quotes a passage of its question."""

    sentence = _sentence()
    field_order = ["sentence", *AnswerForm.field_order]


class QuoteReplyForm(_Quoting, ReplyForm):
    """A reply that quotes a passage of the comment it answers."""

    sentence = _sentence()
    field_order = ["sentence", *ReplyForm.field_order]
