"""The page of a dispute: sides in turn, the drawing and its table, the sheet; as many queries however much there is."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.actions import find_or_add_source
from claims.actions import (
    add_evidence,
    dismiss_dispute,
    edit_position,
    set_aside_evidence,
    word_dispute,
)
from claims.models import Evidence, FacetValue
from claims.reading import drawing_of, in_turn, positions_of, sources_of
from tests.claims.growing import add_sides, grown
from tests.claims.scenes import dispute, report, rule
from tests.common.reading import Reader
from tests.factories import NOON, MemberFactory

DAY = date(2026, 3, 2)


def said(position, stance, *codes, by):
    """Let a side say this about these people."""
    values = FacetValue.objects.filter(code__in=codes)
    edit_position(position=position, name=position.name, summary="", stance=stance, values=values, by=by, at=NOON)


def sides(row, count):
    """Add sides until there are this many."""
    add_sides(row, count)
    return positions_of(row)


def letters(views):
    return "".join(view.position.letter for view in views)


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "orders"), [(2, {"AB", "BA"}), (3, {"ABC", "BCA", "CAB"})])
def test_each_side_comes_first_as_often_as_the_others(count, orders):
    row = dispute()
    views = sides(row, count)

    days = [letters(in_turn(views, row, DAY + timedelta(days=number))) for number in range(6)]

    assert (set(days), set(Counter(day[0] for day in days).values())) == (orders, {6 // count})


@pytest.mark.django_db
def test_two_disputes_of_a_day_do_not_both_begin_with_the_first_side():
    rows = dispute(), dispute()

    assert {letters(in_turn(positions_of(row), row, DAY)) for row in rows} == {"AB", "BA"}


@pytest.mark.django_db
def test_page_shows_cards_and_table_in_the_turn_of_the_day_and_says_so(client):
    row = dispute()
    said(row.positions.get(order=0), "recommends", "osteoporosis", by=MemberFactory())

    response = client.get(row.get_absolute_url())

    tags = Reader(response.content.decode()).tags
    turn = letters(in_turn(positions_of(row), row, timezone.localdate()))
    cards = [attributes["data-position"] for _tag, attributes in tags if "data-position" in attributes]
    cells = [attributes["data-side"] for _tag, attributes in tags if "data-side" in attributes]
    assert ("".join(cards), "".join(cells)) == (turn, turn)
    assert "Which one stands first changes every day" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "drawn"), [(2, True), (3, True), (4, True), (5, False)])
def test_every_link_of_the_drawing_leads_to_something_and_the_table_has_each_relation(client, count, drawn):
    row = dispute()
    sides(row, count)

    tags = Reader(client.get(row.get_absolute_url()).content.decode()).tags

    links = [
        attributes["href"]
        for _tag, attributes in tags
        if attributes.get("class", "").startswith("g-") and "href" in attributes
    ]
    ids = {f"#{attributes.get('id')}" for _tag, attributes in tags}
    rows = [name for name in (f"#{attributes.get('id')}" for _tag, attributes in tags) if name.startswith("#rel-")]
    pairs = count * (count - 1) // 2
    assert (len(links), len(rows)) == (count + pairs if drawn else 0, pairs)
    assert [link for link in links if link not in ids] == []
    assert [link for link in links if link.startswith("#rel-")] == (rows if drawn else [])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "kind", "about"),
    [
        (["osteoporosis"], ["osteoporosis", "osteopenia"], "contradict", "Osteoporosis"),
        (["osteoporosis"], ["osteopenia"], "apart", "A: Osteoporosis; B: Osteopenia"),
        (["osteoporosis"], [], "maybe", "They name no group in common."),
        (["vertebral"], ["vertebral-several"], "contradict", "several"),
    ],
)
def test_table_says_about_whom_two_sides_speak(first, second, kind, about):
    row = dispute()
    one, other = row.positions.order_by("order")
    said(one, "against", *first, by=MemberFactory())
    said(other, "recommends", *second, by=MemberFactory())

    [line] = drawing_of(positions_of(row)).lines

    assert (line.kind, about.lower() in line.about.lower()) == (kind, True)


@pytest.mark.django_db
def test_sources_of_all_sides_are_listed_once_without_what_was_set_aside():
    row, reader = dispute(), MemberFactory()
    first, second = row.positions.order_by("order")
    found = [
        find_or_add_source(url=f"https://example.org/{number}", by=reader, at=NOON) for number in range(4)
    ]  # one on both sides, one on each, one set aside
    for position, source in [(first, 0), (second, 0), (first, 1), (second, 2), (second, 3)]:
        add_evidence(position=position, source=found[source], role="supports", note="", by=reader, at=NOON)
    aside = Evidence.objects.get(source=found[3])
    set_aside_evidence(evidence=aside, because="Another question.", by=MemberFactory(), at=NOON)
    views = positions_of(row)

    whole, cut = sources_of(views), sources_of(views, most=2)

    assert whole.shown == [(found[1], "A"), (found[0], "A, B"), (found[2], "B")]
    assert (cut.shown, cut.more, whole.more) == (whole.shown[:2], 1, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 4])
def test_page_takes_the_same_queries_however_much_there_is(client, editor, count, django_assert_num_queries):
    row = grown(count, editor=editor)
    word_dispute(dispute=row, agreed="Bones need load.", ask_clinician="How much?", by=editor, at=NOON)

    with django_assert_num_queries(34):
        response = client.get(row.get_absolute_url())

    events = response.context["events"]
    assert (len(response.context["sides"]), len([event for event in events if event.tone])) == (2 + count, 1 + count)


def sheet_of(row):
    return reverse("dispute_sheet", args=[row.pk, row.slug])


@pytest.mark.django_db
def test_sheet_holds_what_a_clinician_needs(client, editor):
    row = dispute(source_url="https://example.org/a-trial")
    word_dispute(dispute=row, agreed="Bones need load.", ask_clinician="How much may I lift?", by=editor, at=NOON)
    said(row.positions.get(order=0), "against", "osteopenia", by=editor)
    before = client.get(sheet_of(row)).content.decode()
    rule(row, by=editor, outcome="unsettled", summary="The trials do not agree.")

    after = client.get(sheet_of(row)).content.decode()

    in_both = [
        "Is it so?", "(advises against)", "Osteopenia", "Bones need load.", "How much may I lift?",
        "https://example.org/a-trial", "My notes", f"http://localhost:8000{row.get_absolute_url()}",
    ]  # fmt: skip
    assert [words for words in in_both if words not in before or words not in after] == []
    assert ["Not settled" in before, "Not settled" in after] == [True, False]
    assert ["The trials do not agree." in before, "The trials do not agree." in after] == [False, True]


@pytest.mark.django_db
def test_sheet_is_there_for_public_disputes_alone(client, member):
    reported, closed = report(reporter=member).dispute, dispute(question="Is it closed?")
    dismiss_dispute(dispute=closed, code="duplicate", reason="Seen.", publish=True, by=MemberFactory(), at=NOON)
    client.force_login(member)

    answers = [
        client.get(reverse("dispute_sheet", args=[row.pk, row.slug or "reported"])).status_code
        for row in (reported, closed, dispute())
    ]

    assert answers == [404, 200, 200]


@pytest.mark.django_db
def test_other_address_of_a_sheet_leads_to_the_right_one(client):
    row = dispute()

    response = client.get(reverse("dispute_sheet", args=[row.pk, "anything"]))

    assert (response.status_code, response.headers["Location"]) == (301, sheet_of(row))
