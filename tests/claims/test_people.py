"""Whom studies and articles are about, as editors note it, and what that takes back."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import check_source, find_or_add_source, update_source
from audit.models import Entry
from claims.actions import decide_citation_fit, set_article_people, set_studied_people
from claims.models import ArticlePopulation, CitationFit, FacetValue, Population, StudiedPopulation
from claims.reading import leads_of, people_in_words, studied_by
from tests.claims.studies import CITED, cited, values
from tests.factories import NOON, ArticleFactory, MemberFactory

LATER = NOON + timedelta(days=1)


def _codes(row):
    return sorted(row.population.values.values_list("code", flat=True))


def _source(**fields):
    return find_or_add_source(by=MemberFactory(), at=NOON, **(fields or {"doi": "10.1000/182"}))


def _decided(article, source):
    return decide_citation_fit(
        article=article, source=source, verdict="misfit", note="Others.", sentences=[CITED], by=MemberFactory(), at=NOON
    )


@pytest.mark.django_db
def test_editor_notes_whom_a_source_studied(client, editor):
    source = _source()
    client.force_login(editor)

    client.post(
        reverse("source_people", args=[source.pk]), {"values": [row.pk for row in values(["under-50", "osteopenia"])]}
    )

    assert _codes(StudiedPopulation.objects.get(source=source)) == ["osteopenia", "under-50"]
    entry = Entry.objects.get(verb="set_studied_people")
    assert (entry.subject, entry.actor_id, entry.before, entry.after) == (
        f"source:{source.pk}", editor.pk, {"people": []}, {"people": ["osteopenia", "under-50"]},
    )  # fmt: skip
    shown = client.get(reverse("source_people", args=[source.pk])).context["form"]["values"].value()
    assert set(shown) == {row.pk for row in values(["under-50", "osteopenia"])}


@pytest.mark.django_db
def test_editor_notes_whom_an_article_speaks_about(client, editor):
    article = ArticleFactory()
    client.force_login(editor)

    client.post(reverse("article_people", args=[article.pk]), {"values": [row.pk for row in values(["osteopenia"])]})

    assert _codes(ArticlePopulation.objects.get(article=article)) == ["osteopenia"]
    assert Entry.objects.get(verb="set_article_people").subject == f"article:{article.pk}"


@pytest.mark.django_db
def test_pages_of_source_and_article_lead_there(client, editor):
    article, source = cited()
    client.force_login(editor)

    pages = [client.get(reverse(name, args=[row.pk])).content.decode() for name, row in (
        ("source_edit", source), ("article_details", article),
    )]  # fmt: skip

    links = [reverse("source_people", args=[source.pk]), reverse("article_people", args=[article.pk])]
    assert [f'href="{link}"' in page for link, page in zip(links, pages, strict=True)] == [True, True]


@pytest.mark.django_db
def test_nothing_chosen_means_not_known_and_leaves_no_row():
    source, by = _source(), MemberFactory()
    set_studied_people(source=source, values=values(["osteopenia"]), by=by, at=NOON)

    set_studied_people(source=source, values=[], by=by, at=LATER)

    assert (StudiedPopulation.objects.count(), Population.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_value_that_is_none_is_refused(client, editor):
    source = _source()
    client.force_login(editor)

    response = client.post(reverse("source_people", args=[source.pk]), {"values": ["x"]})

    assert (list(response.context["form"].errors), StudiedPopulation.objects.count()) == (["values"], 0)


@pytest.mark.django_db
@pytest.mark.parametrize(("codes", "is_checked"), [(["osteopenia"], True), (["osteoporosis"], False), ([], False)])
def test_other_people_take_the_check_of_a_source_back(codes, is_checked):
    source, by = _source(), MemberFactory()
    set_studied_people(source=source, values=values(["osteopenia"]), by=by, at=NOON)
    check_source(source=source, by=by, at=NOON)

    set_studied_people(source=source, values=values(codes), by=by, at=LATER)

    source.refresh_from_db()
    assert (source.checked_at is not None) is is_checked
    assert Entry.objects.filter(verb="take_back_check").exists() is not is_checked


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["source", "article"])
def test_other_people_take_a_decision_about_fit_back(whose):
    (article, source), (other, study) = cited(), cited(doi="10.1000/183")
    _decided(article, source)
    kept = _decided(other, study)

    if whose == "source":
        set_studied_people(source=source, values=values(["under-50"]), by=MemberFactory(), at=LATER)
    else:
        set_article_people(article=article, values=values(["osteoporosis"]), by=MemberFactory(), at=LATER)

    assert list(CitationFit.objects.all()) == [kept]
    assert Entry.objects.get(verb="take_back_citation_fit").subject == f"article:{article.pk}"


@pytest.mark.django_db
def test_same_people_once_more_change_nothing():
    article, source = cited()
    fit = _decided(article, source)
    before = Entry.objects.count()

    set_studied_people(source=source, values=values(["under-50", "healthy-bones"]), by=MemberFactory(), at=LATER)
    set_article_people(article=article, values=values(["osteoporosis", "osteopenia"]), by=MemberFactory(), at=LATER)

    assert (list(CitationFit.objects.all()), Entry.objects.count()) == ([fit], before)


@pytest.mark.django_db
def test_mirror_studied_whom_its_document_studied_and_a_newer_version_others():
    by, document, mirror, old, own = (
        MemberFactory(), *(_source(doi=f"10.1000/{number}") for number in range(4)),
    )  # fmt: skip
    for row in (mirror, own):
        update_source(source=row, mirror_of=document.link, by=by, at=NOON)
    update_source(source=old, newer_version=document.link, by=by, at=NOON)
    set_studied_people(source=document, values=values(["osteopenia"]), by=by, at=NOON)
    set_studied_people(source=own, values=values(["under-50"]), by=by, at=NOON)

    found = studied_by([row.pk for row in (document, mirror, old, own)], leads_of())

    assert {pk: [value.code for value in rows] for pk, rows in found.items()} == {
        document.pk: ["osteopenia"], mirror.pk: ["osteopenia"], own.pk: ["under-50"],
    }  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ([], ""),
        (["osteopenia"], "Osteopenia"),
        (["osteopenia", "osteoporosis", "65-79", "80"], "Osteopenia or osteoporosis; 65 to 79 or 80 and over"),
    ],
)
def test_people_in_words(codes, words):
    rows = FacetValue.objects.filter(code__in=codes).order_by("facet__position", "position")

    assert people_in_words(rows) == words


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["source_people", "article_people"])
def test_reader_and_moderator_note_nothing(client, member, moderator, name):
    article, source = cited()
    before = list(Population.objects.order_by("pk"))

    for person in (member, moderator):
        client.force_login(person)
        address = reverse(name, args=[source.pk if name == "source_people" else article.pk])
        assert client.post(address, {"values": []}).status_code == 403

    assert list(Population.objects.order_by("pk")) == before
