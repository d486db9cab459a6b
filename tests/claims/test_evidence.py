"""Evidence beside a position: set aside with a reason, brought back, and counted by documents."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import check_source, find_or_add_source, update_source
from audit.models import Detail, Entry
from claims.actions import (
    AlreadySo,
    NotOpen,
    add_evidence,
    dismiss_dispute,
    restore_evidence,
    set_aside_evidence,
    set_studied_people,
)
from claims.models import Evidence
from claims.reading import positions_of, sources_of, timeline_of, weighed_of
from tests.claims.scenes import article_of, dispute
from tests.claims.studies import values
from tests.factories import NOON, AuthorFactory, MemberFactory

LATER = NOON + timedelta(days=1)
WHY = "It studied children."


def evidence(row, *, order=0, doi="10.1000/182", role="supports", by=None, **fields):
    """Bring a source for, or against, a position of a dispute."""
    source = find_or_add_source(doi=doi, by=MemberFactory(), at=NOON, **fields)
    position = row.positions.get(order=order)
    return add_evidence(position=position, source=source, role=role, note="", by=by or MemberFactory(), at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["supports", "opposes"])
def test_source_is_set_aside_with_a_reason_and_comes_back_as_it_was(role):
    row, by = evidence(dispute(), role=role), MemberFactory()

    aside = set_aside_evidence(evidence=row, because=f" {WHY} ", by=by, at=LATER)
    aside.refresh_from_db()
    said = (aside.role, aside.brought_as, aside.set_aside_by, aside.set_aside_because)
    back = restore_evidence(evidence=aside, by=by, at=LATER)

    back.refresh_from_db()
    assert said == ("set_aside", role, by, WHY)
    assert (back.role, back.brought_as, back.set_aside_by, back.set_aside_because) == (role, "", None, "")


@pytest.mark.django_db
def test_setting_aside_and_bringing_back_are_logged_with_the_reason():
    row, by = evidence(dispute()), MemberFactory()

    set_aside_evidence(evidence=row, because=WHY, by=by, at=LATER)
    restore_evidence(evidence=row, by=by, at=LATER)

    entries = Entry.objects.filter(verb__in=["set_aside_evidence", "restore_evidence"]).order_by("pk")
    subject = f"dispute:{row.position.dispute_id}"
    said = {"evidence": row.pk, "source": row.source_id}
    assert list(entries.values_list("verb", "subject", "actor_id", "after")) == [
        ("set_aside_evidence", subject, by.pk, said | {"role": "set_aside"}),
        ("restore_evidence", subject, by.pk, said | {"role": "supports"}),
    ]
    assert Detail.objects.get(entry_id=entries[0].pk).public_note == WHY
    words = [event.words for event in timeline_of(row.position.dispute)]
    assert words[-2:] == ["A source was set aside", "A source was brought back"]


@pytest.mark.django_db
def test_what_is_so_already_is_refused():
    row, by = evidence(dispute()), MemberFactory()

    with pytest.raises(AlreadySo):
        restore_evidence(evidence=row, by=by, at=LATER)
    set_aside_evidence(evidence=row, because=WHY, by=by, at=LATER)
    with pytest.raises(AlreadySo):
        set_aside_evidence(evidence=row, because="Another reason.", by=by, at=LATER)

    row.refresh_from_db()
    assert row.set_aside_because == WHY


@pytest.mark.django_db
def test_without_a_reason_nothing_is_set_aside():
    row = evidence(dispute())

    with pytest.raises(ValueError, match="why"):
        set_aside_evidence(evidence=row, because="  ", by=MemberFactory(), at=LATER)

    row.refresh_from_db()
    assert row.role == "supports"


@pytest.mark.django_db
@pytest.mark.parametrize("verb", [set_aside_evidence, restore_evidence])
def test_weighed_of_an_ended_dispute_stay_as_they_were_weighed(verb):
    row = evidence(dispute())
    dismiss_dispute(
        dispute=row.position.dispute, code="duplicate", reason="Seen.", publish=True, by=MemberFactory(), at=LATER
    )

    with pytest.raises(NotOpen):
        verb(evidence=row, by=MemberFactory(), at=LATER, **({"because": WHY} if verb is set_aside_evidence else {}))

    row.refresh_from_db()
    assert row.role == "supports"


@pytest.mark.django_db
def test_moderator_sets_a_source_aside_and_the_page_shows_it_apart_with_the_why(client, moderator):
    row = dispute()
    kept, aside = evidence(row, doi="10.1000/1"), evidence(row, doi="10.1000/2")
    client.force_login(moderator)

    client.post(reverse("evidence_set_aside", args=[aside.pk]), {"because": WHY})

    sources = client.get(row.get_absolute_url()).context["sides"][0].weighed
    assert [item.row for item in sources.counted] == [kept]
    assert [item.row for item in sources.aside] == [aside]
    client.logout()
    page = client.get(row.get_absolute_url()).content.decode()
    assert ("Set aside</h4>" in page, f"{WHY} (Maja)" in page, "Sources: 1 source<" in page) == (True, True, True)


@pytest.mark.django_db
def test_moderator_brings_a_source_back(client, moderator):
    row = evidence(dispute(), role="opposes")
    set_aside_evidence(evidence=row, because=WHY, by=MemberFactory(), at=LATER)
    client.force_login(moderator)
    assert b"Bring it back" in client.get(row.position.dispute.get_absolute_url()).content

    client.post(reverse("evidence_restore", args=[row.pk]))

    row.refresh_from_db()
    assert row.role == "opposes"


@pytest.mark.django_db
def test_reason_is_asked_for_beside_the_field(client, moderator):
    row = evidence(dispute())
    client.force_login(moderator)

    response = client.post(reverse("evidence_set_aside", args=[row.pk]), {"because": " "})

    assert response.context["form"].errors == {"because": ["Say in a sentence why it does not count."]}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["evidence_set_aside", "evidence_restore"])
def test_nobody_weighs_what_they_brought_or_in_their_own_dispute(client, editor, route):
    brought = evidence(dispute(), by=editor)
    reported = evidence(dispute(reporter=editor))
    theirs = dispute()
    article_of(theirs).authors.add(AuthorFactory(member=editor))
    written = evidence(theirs)
    client.force_login(editor)

    answers = [
        client.post(reverse(route, args=[row.pk]), {"because": WHY}).status_code for row in (brought, reported, written)
    ]

    assert (answers, Evidence.objects.filter(role="set_aside").count()) == ([403, 403, 403], 0)


@pytest.mark.django_db
@pytest.mark.parametrize("route", ["evidence_set_aside", "evidence_restore"])
def test_reader_weighs_nothing(client, member, route):
    row = evidence(dispute())
    client.force_login(member)

    assert client.post(reverse(route, args=[row.pk]), {"because": WHY}).status_code == 403
    assert b"Set it aside" not in client.get(row.position.dispute.get_absolute_url()).content


@pytest.mark.django_db
def test_evidence_of_an_ended_dispute_has_no_form(client, moderator):
    row = evidence(dispute())
    dismiss_dispute(
        dispute=row.position.dispute, code="duplicate", reason="Seen.", publish=True, by=MemberFactory(), at=LATER
    )
    client.force_login(moderator)

    assert client.get(reverse("evidence_set_aside", args=[row.pk])).status_code == 404


@pytest.mark.django_db
def test_source_that_was_set_aside_is_not_brought_anew_in_silence(client, member):
    row = evidence(dispute())
    set_aside_evidence(evidence=row, because=WHY, by=MemberFactory(), at=LATER)
    client.force_login(member)

    response = client.post(
        reverse("evidence_create", args=[row.position.dispute_id]),
        {"position": row.position_id, "role": "supports", "source_url": "10.1000/182"},
        follow=True,
    )

    said = "Thank you. This source was brought before and set aside: It studied children."
    assert [str(message) for message in response.context["messages"]] == [said]
    assert Evidence.objects.get().role == "set_aside"


@pytest.mark.django_db
def test_documents_are_counted_and_not_links(client):
    row, by = dispute(), MemberFactory()
    first, mirror, old, other = [evidence(row, doi=f"10.1000/{number}") for number in range(4)]
    update_source(source=mirror.source, mirror_of=first.source.link, by=by, at=NOON)
    update_source(source=old.source, newer_version=first.source.link, by=by, at=NOON)

    page = client.get(row.get_absolute_url()).content.decode()

    sources = positions_of(row)[0].weighed
    assert (sources.weight.sources, sources.weight.links, sources.rows) == (2, 4, [first, mirror, old, other])
    assert "Sources: 2 sources (4 links)" in page


@pytest.mark.django_db
def test_mirror_of_a_record_that_nobody_brought_is_one_document_all_the_same():
    row, by = dispute(), MemberFactory()
    rows = [evidence(row, doi=f"10.1000/{number}") for number in range(2)]
    for one in rows:
        update_source(source=one.source, mirror_of="10.1000/other", by=by, at=NOON)

    assert weighed_of(row)[rows[0].position_id].count == "1 source (2 links)"


@pytest.mark.django_db
def test_sheet_for_a_visit_lists_a_document_once_whatever_its_links():
    row, by = dispute(), MemberFactory()
    first, mirror = evidence(row, doi="10.1000/1"), evidence(row, order=1, doi="10.1000/2")
    update_source(source=mirror.source, mirror_of=first.source.link, by=by, at=NOON)

    found = sources_of(positions_of(row))

    assert (found.shown, found.more) == ([(first.source, "A, B")], 0)


@pytest.mark.django_db
def test_what_is_set_aside_is_not_counted_and_each_side_counts_its_own():
    row = dispute()
    aside, kept, there = evidence(row), evidence(row, doi="10.1000/2"), evidence(row, order=1)
    set_aside_evidence(evidence=aside, because=WHY, by=MemberFactory(), at=LATER)

    found = weighed_of(row)

    assert [found[side].count for side in (kept.position_id, there.position_id)] == ["1 source", "1 source"]


@pytest.mark.django_db
def test_list_says_kind_year_people_and_who_checked(client, editor):
    row = dispute()
    checked = evidence(row, doi="10.1000/1", title="A trial", kind="trial", year=2018)
    set_studied_people(source=checked.source, values=values(["osteopenia", "50-64", "65-79"]), by=editor, at=NOON)
    check_source(source=checked.source, by=editor, at=NOON)
    evidence(row, doi="10.1000/2", title="A letter", people_studied="Runners")

    page = " ".join(client.get(row.get_absolute_url()).content.decode().split())

    assert "Randomised trial</span></p> <p>A trial (2018) <a" in page
    people = ("Studied: Osteopenia; 50 to 64 or 65 to 79<", "Studied: Runners<")
    assert [words in page for words in people] == [True, True]
    assert (page.count("Checked by Ruth, <time"), page.count("Not yet checked.")) == (1, 1)
    assert ('href="https://doi.org/10.1000/1"' in page, "Brought by Reader" in page) == (True, True)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_sources_take_the_same_queries_however_many(count, django_assert_num_queries):
    row, by = dispute(), MemberFactory()
    for number in range(count):
        one = evidence(row, doi=f"10.1000/{number}")
        set_studied_people(source=one.source, values=values(["osteopenia"]), by=by, at=NOON)
        update_source(source=one.source, mirror_of=f"10.1000/other{number}", by=by, at=NOON)
        set_aside_evidence(evidence=evidence(row, doi=f"10.1000/aside{number}"), because=WHY, by=by, at=LATER)

    side = row.positions.get(order=0).pk
    with django_assert_num_queries(4):
        sources = weighed_of(row)[side]

    assert [len(sources.counted), len(sources.aside)] == [count, count]
