"""Any text is searched for, indexed and dropped without an error, on either database."""

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.actions import drop, put
from search.documents import Document
from search.engines import Narrowed, engine
from search.jobs import count
from search.models import SearchDocument, Word, WordChange
from search.querying import alike_of, asked_of, words_of
from search.reading import alike, find, suggested
from search.snippets import marked
from tests.factories import NOON

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()
TEXT = st.text(max_size=300) | st.text(alphabet=st.sampled_from("\"'*:&|!()<>-\\%_^{} abAND\x00é日\u0301"), max_size=60)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(text=TEXT)
def test_any_text_can_be_searched_for(text):
    find(text, member=NOBODY)
    alike(text, member=NOBODY, kinds=["question"], states=["ruled"], besides=["comment:1"])
    suggested(text)


@SETTINGS
@given(title=TEXT, text=TEXT)
def test_any_text_is_kept_found_by_its_words_and_dropped_without_a_trace(title, text):
    put(Document(subject_key="comment:1", kind="comment", title=title, text=text, dated_at=NOON, topics=["a", "a"]))
    count()
    row = SearchDocument.objects.get()
    words = set(words_of(f"{row.title}\n{row.text}"))

    assert set(Word.objects.values_list("word", "count")) == {(word, 1) for word in words}
    for word in [word for word in sorted(words) if word.isascii()][:3]:
        asked = asked_of(word)
        assert engine().ranked(asked, Narrowed(), limit=9) == [row.pk]
        html = marked(engine().excerpts(asked, [row.pk])[row.pk])
        assert html.replace("<mark>", "").replace("</mark>", "").count("<") == 0
    if asked := alike_of(text):
        engine().ranked(asked, Narrowed(topic="a"), limit=9)

    assert drop("comment:1") == 1
    assert engine().counted(asked_of("a*"), Narrowed()) == {}
    count()
    assert [model.objects.count() for model in (SearchDocument, Word, WordChange)] == [0, 0, 0]


@pytest.mark.parametrize("sign", ["🦴", "🥶", "₽", "⏸", "\U0002ebe1", "\ue000", "’", "—", "\x00", "\u2066", "_"])
def test_signs_beside_a_word_are_no_part_of_it(sign):
    put(Document(subject_key="comment:1", kind="comment", text=f"My{sign}bone{sign}", dated_at=NOON))

    assert len(engine().ranked(asked_of("bone"), Narrowed(), limit=9)) == 1


def test_words_that_others_hold_stay():
    for number, text in enumerate(("walking far", "walking slowly"), start=1):
        put(Document(subject_key=f"comment:{number}", kind="comment", text=text, dated_at=NOON))
    count()
    drop("comment:1")

    assert "far" not in set(Word.objects.values_list("word", flat=True))  # at once
    count()
    assert dict(Word.objects.values_list("word", "count")) == {"walking": 1, "slowly": 1}
    drop("comment:2")
    assert list(Word.objects.values_list("word")) == []


def test_dropping_before_the_words_were_counted_leaves_none():
    put(Document(subject_key="comment:1", kind="comment", text="walking far", dated_at=NOON))
    drop("comment:1")
    count()

    assert (Word.objects.count(), WordChange.objects.count()) == (0, 0)
