"""Sources: what a link opens, who checked the record, and which records are one document."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import PointsAtItself, check_source, find_or_add_source, take_back_check, update_source
from articles.models import Source
from audit.models import Entry
from tests.factories import NOON, MemberFactory

LATER = NOON + timedelta(days=1)
WWW = "https://www.example.org/study/?utm_source=mail"


def _source(**fields):
    return find_or_add_source(by=MemberFactory(), at=NOON, **(fields or {"url": WWW}))


def _form(**fields):
    return {"title": "A study", "kind": "trial", "doi": "", "url": "https://www.example.org/study/"} | fields


@pytest.mark.django_db
def test_www_link_stays_and_the_document_is_one():
    source = _source()

    again = _source(url="http://example.org/study?p=1")

    assert (source.url, source.link, again) == (
        "https://example.org/study", "https://www.example.org/study/", source,
    )  # fmt: skip


@pytest.mark.django_db
def test_source_form_keeps_the_www_of_an_address(client, editor):
    source = _source(reference="A printed line, 2012.")
    client.force_login(editor)

    client.post(reverse("source_edit", args=[source.pk]), _form())

    source.refresh_from_db()
    assert (source.url, source.link) == ("https://example.org/study", "https://www.example.org/study/")
    assert b'href="https://www.example.org/study/"' in client.get(reverse("source_edit", args=[source.pk])).content


@pytest.mark.django_db
def test_publishers_address_gives_the_doi(client, editor):
    source = _source(reference="A printed line, 2012.")
    client.force_login(editor)

    client.post(
        reverse("source_edit", args=[source.pk]), _form(url="https://www.example.org/doi/full/10.1002/JBMR.3284")
    )

    source.refresh_from_db()
    assert (source.doi, source.url, source.link) == ("10.1002/jbmr.3284", None, "https://doi.org/10.1002/jbmr.3284")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"doi": "10.1/x"}, {"doi": ["A DOI begins with 10. and a number, such as 10.1000/182"]}),
        ({"doi": "abc"}, {"doi": ["A DOI begins with 10. and a number, such as 10.1000/182"]}),
        ({"url": "doi:abc"}, {"url": ["A DOI begins with 10. and a number, such as 10.1000/182"]}),
        ({"url": "a book"}, {"url": ["Give a whole web address, such as https://doi.org/10.1000/182"]}),
        ({"mirror_of": "10.1/x"}, {"mirror_of": ["A DOI begins with 10. and a number, such as 10.1000/182"]}),
        ({"newer_version": "a"}, {"newer_version": ["Give a whole web address, such as https://doi.org/10.1000/182"]}),
        (
            {"doi": "10.1000/182", "url": "https://doi.org/10.1000/183"},
            {"url": ["This is the address of another document: 10.1000/183"]},
        ),
    ],
)
def test_source_form_says_what_is_wrong_and_keeps_what_was_typed(client, editor, fields, errors):
    source = _source()
    client.force_login(editor)

    response = client.post(reverse("source_edit", args=[source.pk]), _form(**fields))

    form, (name, typed) = response.context["form"], list(fields.items())[-1]
    source.refresh_from_db()
    assert (form.errors, form[name].value(), source.title) == (errors, typed, "")


@pytest.mark.django_db
def test_mirror_and_newer_version_are_chosen_by_address(client, editor):
    source, other = _source(), _source(doi="10.1000/182")
    client.force_login(editor)

    client.post(
        reverse("source_edit", args=[source.pk]),
        _form(mirror_of="https://dx.doi.org/10.1000/182", newer_version="https://www.example.org/second"),
    )

    source.refresh_from_db()
    new = Source.objects.get(url="https://example.org/second")
    assert (source.mirror_of, source.newer_version, new.added_by) == (other, new, editor)
    shown = client.get(reverse("source_edit", args=[source.pk])).context["form"]
    assert [shown[name].value() for name in ("mirror_of", "newer_version")] == [other.link, new.link]


@pytest.mark.django_db
def test_mirror_is_taken_away_again():
    source = update_source(source=_source(), mirror_of="doi:10.1000/182", by=MemberFactory(), at=NOON)

    source = update_source(source=source, mirror_of="", by=MemberFactory(), at=LATER)

    assert source.mirror_of is None


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["mirror_of", "newer_version"])
def test_record_never_stands_for_itself(client, editor, field):
    source = _source()
    client.force_login(editor)

    response = client.post(reverse("source_edit", args=[source.pk]), _form(**{field: source.link}))

    source.refresh_from_db()
    assert (list(response.context["form"].errors), getattr(source, field)) == ([field], None)


@pytest.mark.django_db
@pytest.mark.parametrize("last", ["mirror_of", "newer_version"])
def test_records_never_lead_round_in_a_ring(last):
    by, (first, second, third) = MemberFactory(), [_source(doi=f"10.1000/{number}") for number in range(3)]
    update_source(source=first, mirror_of=second.link, by=by, at=NOON)
    update_source(source=second, newer_version=third.link, by=by, at=NOON)

    with pytest.raises(PointsAtItself):
        update_source(source=third, **{last: first.link}, by=by, at=NOON)

    third.refresh_from_db()
    assert (third.mirror_of, third.newer_version) == (None, None)


@pytest.mark.django_db
def test_two_records_may_lead_to_one():
    by, (first, second, third) = MemberFactory(), [_source(doi=f"10.1000/{number}") for number in range(3)]

    for row in (first, second):
        update_source(source=row, mirror_of=third.link, by=by, at=NOON)

    assert list(Source.objects.filter(mirror_of=third).order_by("pk")) == [first, second]


@pytest.mark.django_db
def test_editor_checks_a_source_and_the_page_says_who_and_when(client, editor):
    source = _source()
    client.force_login(editor)
    seen = client.get(reverse("source_edit", args=[source.pk])).context["seen"]

    response = client.post(reverse("source_check", args=[source.pk]), {"seen": seen}, follow=True)

    source.refresh_from_db()
    assert (source.checked_by, source.checked_at is None) == (editor, False)
    assert Entry.objects.get(verb="check_source").subject == f"source:{source.pk}"
    assert "Checked by Ruth" in response.content.decode()


@pytest.mark.django_db
def test_check_of_other_words_than_were_read_is_refused(client, editor):
    source = _source()
    client.force_login(editor)
    seen = client.get(reverse("source_edit", args=[source.pk])).context["seen"]
    update_source(source=source, title="Another study", by=MemberFactory(), at=LATER)

    response = client.post(reverse("source_check", args=[source.pk]), {"seen": seen}, follow=True)

    source.refresh_from_db()
    assert (source.checked_at, Entry.objects.filter(verb="check_source").exists()) == (None, False)
    assert "A colleague changed this record" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "is_checked"),
    [
        ({"title": "Another study"}, False),
        ({"people_studied": "Children"}, False),
        ({"year": 2019}, False),
        ({"address": "https://www.example.org/other"}, False),
        ({"title": ""}, True),  # as it was
        ({"mirror_of": "10.1000/182"}, True),  # says nothing of what stands in it
    ],
)
def test_change_of_what_a_record_says_takes_the_check_back(fields, is_checked):
    source = check_source(source=_source(), by=MemberFactory(), at=NOON)

    source = update_source(source=source, by=MemberFactory(), at=LATER, **fields)

    source.refresh_from_db()
    assert ((source.checked_by is not None), (source.checked_at is not None)) == (is_checked, is_checked)
    after = Entry.objects.filter(verb="update_source").latest("pk").after
    assert ("checked_at" in after) is not is_checked


@pytest.mark.django_db
def test_check_is_taken_back_once():
    source = check_source(source=_source(), by=MemberFactory(), at=NOON)

    for _ in range(2):
        source = take_back_check(source=source, by=MemberFactory(), at=LATER)

    assert (source.checked_by, source.checked_at) == (None, None)
    assert Entry.objects.filter(verb="take_back_check").count() == 1


@pytest.mark.django_db
def test_reader_and_moderator_check_nothing(client, member, moderator):
    source = _source()

    for person in (member, moderator):
        client.force_login(person)
        assert client.post(reverse("source_check", args=[source.pk]), {"seen": ""}).status_code == 403

    source.refresh_from_db()
    assert source.checked_at is None
