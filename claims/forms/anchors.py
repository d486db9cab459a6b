"""Where a mark stands in a new revision, and what the words there say."""

from dataclasses import replace

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from claims.forms.people import PeopleField
from claims.models import Resolution
from claims.reading import Passage, most_alike, passages_of
from common.forms import helper_for, sentence_case

SAME, NARROWER, GONE = Resolution.Relation.SAME, Resolution.Relation.NARROWER, Resolution.Relation.GONE


class PlaceField(forms.ChoiceField):
    """Where a mark stands in a revision: a passage of it, or gone. Its value is a Passage, GONE, or nothing."""

    def __init__(self, *, passages, words, **kwargs):
        self.passages = {passage.value: passage for passage in passages}
        alike = [self._option(passage) for passage in most_alike(passages, words)]
        everything = [self._option(passage) for passage in passages]
        choices = [
            ("", _("Choose where it stands now")),
            (GONE, _("These words are gone: nothing says it any more")),
            (_("Most alike"), alike),
            (_("All passages, in order"), everything),
        ]
        super().__init__(choices=choices, label=_("Where does it stand now: “%(words)s”") % {"words": words}, **kwargs)

    def _option(self, passage):
        return passage.value, Truncator(passage.words).chars(140)

    def clean(self, value):
        """Return the passage."""
        value = super().clean(value)
        return self.passages.get(value, value)


class RelationField(forms.ChoiceField):
    """What the new words say, compared with the old: a Resolution.Relation, or nothing."""

    def __init__(self, *, appearance, **kwargs):
        answers = [
            (value, words)
            for value, words in Resolution.Relation.choices
            if value != NARROWER or appearance.claim_id  # without a claim there is nothing to narrow
        ]
        super().__init__(choices=sentence_case(answers), required=False, **kwargs)


def check_place(form: forms.Form, data: dict, *, place: str, relation: str, people: str) -> None:
    """Put an error beside each answer about a mark that does not go with the others.

    Args:
        form: the form.
        data: its cleaned data.
        place: the name of its PlaceField.
        relation: the name of its RelationField.
        people: the name of the field that says for whom.
    """
    where, says = data.get(place), data.get(relation)
    if place in form.errors or relation in form.errors:
        return
    if says == GONE and where not in ("", None, GONE):
        form.add_error(place, _("You say that it is gone, and chose a passage. Take one of the two back."))
    elif where == GONE and says not in ("", SAME, GONE):
        form.add_error(relation, _("If nothing says it any more, choose that it is gone."))
    elif not where and says != GONE:
        form.add_error(place, _("Choose the passage where it stands now, or say that it is gone."))
    elif says == NARROWER and not data.get(people):
        form.add_error(people, _("Say for whom the new words hold."))


def passage_of(data: dict, *, place: str, relation: str, people: str) -> Passage | None:
    """Return where a valid form places a mark, with what the words there say; None for gone.

    Args:
        data: its cleaned data.
        place: the name of its PlaceField.
        relation: the name of its RelationField.
        people: the name of the field that says for whom.
    """
    if GONE in (data[place], data[relation]):
        return None
    is_narrower = data[relation] == NARROWER
    return replace(data[place], relation=data[relation] or SAME, people=tuple(data[people]) if is_narrower else ())


class AnchorForm(forms.Form):
    """Place one mark, and say what the words there say."""

    FIELDS = {"place": "place", "relation": "relation", "people": "values"}

    def __init__(self, *args, resolution, **kwargs):
        super().__init__(*args, **kwargs)
        passages, words = passages_of(resolution.revision), resolution.appearance.sentences
        self.fields["place"] = PlaceField(passages=passages, words=words, required=False)
        self.fields["relation"] = RelationField(
            appearance=resolution.appearance,
            label=_("What do the new words say?"),
            help_text=_("Words that say the opposite wear no mark while the dispute is open: nobody disputed them."),
            widget=forms.RadioSelect,
        )
        if resolution.appearance.claim_id:
            self.fields["values"] = PeopleField(
                label=_("If it is narrower: for whom?"),
                help_text=_("The new words then are a claim of their own, for these people."),
            )
        self.helper = helper_for(_("Save"))

    def clean(self):
        """A passage needs an answer what it says; a narrower claim, for whom."""
        data = super().clean()
        check_place(self, data, **self.FIELDS)
        if data.get("place") not in ("", None, GONE) and not data.get("relation") and "relation" not in self.errors:
            self.add_error("relation", _("Say what the new words say."))
        return data

    def passage(self) -> Passage | None:
        """Return where a valid form places the mark; None for gone."""
        return passage_of({"values": (), **self.cleaned_data}, **self.FIELDS)
