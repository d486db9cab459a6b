"""Editors keep words that mean the same; searches follow at once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from audit.models import Entry
from search.actions import MeansSomethingElse, add_synonyms, change_synonyms, remove_synonyms
from search.models import Synonyms
from search.reading import find
from tests.factories import NOON, ArticleFactory, MemberFactory
from tests.search.index import fill

pytestmark = pytest.mark.django_db


def logged(verb):
    """Return what the log says of a verb."""
    return list(Entry.objects.filter(verb=verb).values_list("subject", "actor_id", "before", "after"))


def found(words):
    """Return the titles that are found."""
    return [hit.shown.title for hit in find(words, member=AnonymousUser()).hits]


def test_editor_says_which_words_mean_the_same_and_searches_know_it(client, editor):
    ArticleFactory(title="The straight-leg raise", body="Lie down.")
    fill()
    client.force_login(editor)
    assert found("slr") == []

    response = client.post(reverse("synonyms_create"), {"words": " SLR\nstraight  leg raise\n\nslr\nleg lift"})

    row = Synonyms.objects.get()
    words = ["SLR", "straight leg raise", "leg lift"]
    assert (response.status_code, row.words) == (302, words)
    assert logged("add_synonyms") == [(f"synonyms:{row.pk}", editor.pk, {}, {"words": words})]
    typed = ("slr", "Leg lift", "leg-lifts", '"leg lift"')
    assert [found(words) for words in typed] == [["The straight-leg raise"]] * 4
    assert "SLR = straight leg raise = leg lift" in client.get(reverse("synonyms_list")).content.decode()


def test_synonyms_are_changed_and_removed(client, editor):
    ArticleFactory(title="The straight-leg raise", body="Lie down.")
    fill()
    row = add_synonyms(words=["SLR", "bridge"], by=editor, at=NOON)
    client.force_login(editor)

    client.post(reverse("synonyms_edit", args=[row.pk]), {"words": "SLR\nstraight leg raise"})
    assert (found("slr"), found("bridge")) == (["The straight-leg raise"], [])
    client.post(reverse("synonyms_remove", args=[row.pk]))

    assert (found("slr"), Synonyms.objects.count()) == ([], 0)
    old, new = {"words": ["SLR", "bridge"]}, {"words": ["SLR", "straight leg raise"]}
    assert logged("change_synonyms") == [(f"synonyms:{row.pk}", editor.pk, old, new)]
    assert logged("remove_synonyms") == [(f"synonyms:{row.pk}", editor.pk, new, {})]
    remove_synonyms(row=row, by=editor, at=NOON)  # twice is once
    assert len(logged("remove_synonyms")) == 1
    assert client.post(reverse("synonyms_edit", args=[row.pk]), {"words": "a\nb"}).status_code == 404


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("SLR", "Give two or more words, each on a line of its own."),
        ("SLR\nslr", "Give two or more words, each on a line of its own."),
        ("SLR\n--", "“--” holds neither a letter nor a figure."),
        ("SLR\nBridge", "“Bridge” stands in “bridge = hip lift” already. Add the other words there."),
        ("SLR\n" + "x" * 81, f"“{'x' * 30}…” is too long: a line has at most 80 characters."),
        ("\n".join(f"word{number}" for number in range(21)), "Give at most 20 words."),
        ("", "This field is required."),
    ],
)
def test_mistake_is_said_beside_the_field_and_nothing_typed_is_lost(client, editor, typed, message):
    add_synonyms(words=["bridge", "hip lift"], by=editor, at=NOON)
    client.force_login(editor)

    response = client.post(reverse("synonyms_create"), {"words": typed})

    assert response.context["form"].errors == {"words": [message]}
    assert response.context["form"]["words"].value() == typed
    assert Synonyms.objects.count() == 1


def test_row_keeps_its_own_words(client, editor):
    row = add_synonyms(words=["bridge", "hip lift"], by=editor, at=NOON)
    client.force_login(editor)

    client.post(reverse("synonyms_edit", args=[row.pk]), {"words": "bridge\nhip lift\nglute bridge"})

    row.refresh_from_db()
    assert row.words == ["bridge", "hip lift", "glute bridge"]


def test_word_that_a_colleague_used_at_the_same_moment_is_refused(editor):
    row = add_synonyms(words=["bridge", "hip lift"], by=editor, at=NOON)
    with pytest.raises(MeansSomethingElse) as refused:
        add_synonyms(words=["Hip-lift", "clam"], by=editor, at=NOON)
    assert (refused.value.word, refused.value.others) == ("Hip-lift", row)
    with pytest.raises(ValueError, match="two or more"):
        change_synonyms(row=row, words=["bridge", "BRIDGE"], by=editor, at=NOON)


@pytest.mark.parametrize("name", ["synonyms_list", "synonyms_create"])
def test_whoever_may_not_keep_synonyms_is_refused(client, name):
    client.force_login(MemberFactory())

    assert client.get(reverse(name)).status_code == 403
    row = Synonyms.objects.create(words=["a", "b"], changed_at=NOON)
    for path in (reverse("synonyms_edit", args=[row.pk]), reverse("synonyms_remove", args=[row.pk])):
        assert client.post(path, {"words": "c\nd"}).status_code == 403
    assert Synonyms.objects.get().words == ["a", "b"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    for number in range(count):
        add_synonyms(words=[f"one{number}", f"uno{number}"], by=editor, at=NOON)
    client.force_login(editor)

    with django_assert_num_queries(5):
        response = client.get(reverse("synonyms_list"))

    assert len(response.context["rows"]) == count
