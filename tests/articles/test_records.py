"""Topics, authors and sources, kept by editors."""

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source
from articles.models import Author, Source, Topic
from audit.models import Entry
from tests.factories import NOON, AuthorFactory, TopicFactory


@pytest.mark.django_db
def test_topic_is_added(client, editor):
    client.force_login(editor)

    client.post(reverse("topic_create"), {"name": "Balance", "slug": "balance", "description": ""})

    assert Topic.objects.get().get_absolute_url() == "/topics/balance/"
    assert Entry.objects.get().verb == "add_topic"


@pytest.mark.django_db
def test_topic_with_a_taken_address_is_refused(client, editor):
    client.force_login(editor)
    client.post(reverse("topic_create"), {"name": "Balance", "slug": "balance"})

    response = client.post(reverse("topic_create"), {"name": "Balancing", "slug": "balance"})

    assert (list(response.context["form"].errors), Topic.objects.count()) == (["slug"], 1)


@pytest.mark.django_db
def test_author_is_added_and_changed(client, editor):
    client.force_login(editor)
    client.post(reverse("author_create"), {"name": "Ruth", "slug": "ruth", "role": "", "bio": ""})
    author = Author.objects.get()

    client.post(
        reverse("author_edit", args=[author.pk]), {"name": "Ruth A", "slug": "ruth", "role": "Nurse", "bio": ""}
    )

    author.refresh_from_db()
    assert (author.name, author.role) == ("Ruth A", "Nurse")
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["add_author", "update_author"]


@pytest.mark.django_db
def test_source_is_described_in_its_one_form(client, editor):
    source = find_or_add_source(reference="A printed line, 2012.", by=editor, at=NOON)
    client.force_login(editor)

    client.post(
        reverse("source_edit", args=[source.pk]),
        {"title": "A trial", "year": 2018, "kind": "trial", "doi": "https://doi.org/10.1002/JBMR.3284", "url": ""},
    )

    source.refresh_from_db()
    assert (source.title, source.year, source.kind, source.doi, source.url) == (
        "A trial", 2018, "trial", "10.1002/jbmr.3284", None,
    )  # fmt: skip


@pytest.mark.django_db
def test_source_does_not_take_the_doi_of_another(client, editor):
    taken = find_or_add_source(doi="10.1002/jbmr.3284", by=editor, at=NOON)
    source = find_or_add_source(reference="A printed line, 2012.", by=editor, at=NOON)
    client.force_login(editor)

    response = client.post(
        reverse("source_edit", args=[source.pk]), {"title": "A trial", "kind": "trial", "doi": taken.doi}
    )

    assert list(response.context["form"].errors) == ["doi"]
    assert Source.objects.get(pk=source.pk).doi is None


@pytest.mark.django_db
def test_records_list_names_sources_that_nobody_has_described(client, editor):
    unknown = find_or_add_source(reference="A printed line, 2012.", by=editor, at=NOON)
    find_or_add_source(doi="10.1002/jbmr.3284", kind="trial", by=editor, at=NOON)
    client.force_login(editor)

    assert list(client.get(reverse("record_list")).context["sources"]) == [unknown]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_records_take_the_same_queries_however_many(client, editor, count, django_assert_num_queries):
    TopicFactory.create_batch(count)
    AuthorFactory.create_batch(count)
    for number in range(count):
        find_or_add_source(reference=f"A printed line, {2012 + number}.", by=editor, at=NOON)
    client.force_login(editor)

    with django_assert_num_queries(7):
        response = client.get(reverse("record_list"))

    assert [len(response.context[name]) for name in ("topics", "authors", "sources")] == [count] * 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["topic_create", "author_create"])
def test_reader_adds_no_record(client, member, name):
    client.force_login(member)

    assert client.post(reverse(name), {"name": "Balance", "slug": "balance"}).status_code == 403
    assert (Topic.objects.count(), Author.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_reader_changes_no_record(client, member):
    author = AuthorFactory()
    client.force_login(member)

    assert client.post(reverse("author_edit", args=[author.pk]), {"name": "X", "slug": "x"}).status_code == 403
