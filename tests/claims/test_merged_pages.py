"""Merged disputes: where their pages lead, who learns of it, and what is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse

from audit.models import Entry
from claims.actions import (
    CannotMove,
    dismiss_dispute,
    retract_report,
    set_caution,
)
from claims.models import Ruling
from claims.reading import marks_for, timeline_of
from common.transitions import InvalidTransition
from notifications.models import Notice
from tests.claims.merges import fresh, join, merge, undo
from tests.claims.scenes import article_of, dispute, report, rule
from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db


def test_merged_page_leads_to_the_dispute_that_holds_it(client, pair):
    one, other = pair
    third = dispute(article=article_of(other), question="Is it?")
    merge(one, other)
    merge(other, third)

    found = [client.get(row.get_absolute_url()) for row in (one, other)]

    assert [(page.status_code, page.headers["Location"]) for page in found] == [(302, third.get_absolute_url())] * 2


@pytest.mark.parametrize(("who", "status"), [("visitor", 404), ("member", 404), ("reporter", 302), ("moderator", 302)])
def test_joined_report_leads_only_those_who_could_see_it(client, request, who, status):
    reporter = MemberFactory()
    known, row = dispute(), report(reporter=reporter).dispute
    address = row.get_absolute_url()
    join(row, known)
    if who != "visitor":
        client.force_login(reporter if who == "reporter" else request.getfixturevalue(who))

    assert client.get(address).status_code == status


def test_page_of_a_dispute_that_stands_by_itself_again_is_its_own(client, pair):
    one, other = pair
    merge(one, other)
    undo(one)

    assert client.get(one.get_absolute_url()).status_code == 200


def test_marks_of_a_merged_dispute_are_those_of_the_other(pair):
    one, other = pair
    merge(one, other)

    view = marks_for(article_of(other).current_revision)

    assert [mark.dispute_id for marks in view.marks.values() for mark in marks] == [other.pk, other.pk]


def test_safety_goes_along_and_comes_back(pair):
    unsafe, other = pair
    merge(unsafe, other)
    assert fresh(other).is_safety is True

    undo(unsafe)

    assert [fresh(row).is_safety for row in pair] == [True, False]


def test_caution_goes_along_unless_the_other_has_one(pair):
    one, other = pair
    until = NOON + timedelta(days=9)
    set_caution(dispute=one, text="Ask your physio.", expires_at=until, by=MemberFactory(), at=NOON)
    merge(one, other)
    assert [row.text for row in other.cautions.in_force(NOON)] == ["Ask your physio."]

    undo(one)

    at = NOON + timedelta(days=2)
    assert [row.cautions.in_force(at).count() for row in pair] == [1, 0]


def test_reporters_are_told_of_the_merge_and_of_its_undoing(pair):
    one, other = pair
    reporter = one.reports.get().reporter

    merge(one, other)
    undo(one)

    told = Notice.objects.filter(member=reporter, kind__in=["dispute_merged", "merge_undone"]).order_by("pk")
    assert [(notice.kind, notice.url) for notice in told] == [
        ("dispute_merged", other.get_absolute_url()), ("merge_undone", one.get_absolute_url()),
    ]  # fmt: skip


def test_each_verb_is_logged_at_both_and_the_undo_names_what_it_reverses(pair):
    one, other = pair
    before = Entry.objects.count()

    merge(one, other)
    undo(one)

    rows = list(Entry.objects.order_by("pk")[before:])
    assert [(row.verb, row.subject) for row in rows] == [
        ("merge_dispute", f"dispute:{one.pk}"), ("take_in_dispute", f"dispute:{other.pk}"),
        ("unmerge_dispute", f"dispute:{one.pk}"), ("give_back_dispute", f"dispute:{other.pk}"),
    ]  # fmt: skip
    assert (rows[1].bulk_parent, rows[2].reverses, rows[3].bulk_parent) == (rows[0].pk, rows[0].pk, rows[2].pk)
    assert [event.words for event in timeline_of(other)][-2:] == [
        "Another dispute became part of this one", "A dispute that was part of this one stands by itself again",
    ]  # fmt: skip


def test_joined_report_is_not_named_on_the_page_of_the_other():
    known = dispute()
    before = len(timeline_of(known))

    row = report().dispute
    join(row, known)
    undo(row)

    assert len(timeline_of(known)) == before


@pytest.mark.parametrize(
    ("make", "into"),
    [
        (dispute, lambda: report().dispute),
        (dispute, lambda: dismiss_dispute(dispute=dispute(), code="duplicate", reason="Seen.", publish=False, by=MemberFactory(), at=NOON)),  # noqa: E501
    ],
    ids=["into a reported one", "into one that has ended"],
)  # fmt: skip
def test_open_dispute_is_merged_into_an_open_one_only(make, into):
    with pytest.raises(CannotMove):
        merge(make(), into())


def test_dispute_is_not_merged_into_itself():
    row = dispute()

    with pytest.raises(CannotMove):
        merge(row, row)


def test_reported_dispute_is_joined_and_not_merged():
    with pytest.raises(InvalidTransition):
        merge(report().dispute, dispute())


def test_dispute_with_a_proposed_ruling_is_not_merged():
    row = dispute()
    Ruling.objects.create(
        dispute=row, status="proposed", outcome="stands", summary="So.", no_change_because="It is.",
        ruled_by=MemberFactory(), ruled_at=NOON,
    )  # fmt: skip

    with pytest.raises(CannotMove, match="second signature"):
        merge(row, dispute())


@pytest.mark.parametrize("side", [0, 1])
def test_nobody_merges_or_undoes_what_concerns_them(client, moderator, side):
    rows = [dispute(reporter=moderator if number == side else None) for number in (0, 1)]
    with pytest.raises(CannotMove, match="your own"):
        merge(*rows, by=moderator)
    merge(*rows)
    client.force_login(moderator)

    response = client.post(reverse("merge_undo", args=[rows[0].pk]))

    assert (response.status_code, fresh(rows[0]).status) == (403, "merged")


def test_merge_into_one_that_has_ended_is_not_undone(client, moderator, editor, pair):
    one, other = pair
    merge(one, other)
    rule(fresh(other), by=editor)
    client.force_login(moderator)

    response = client.post(reverse("merge_undo", args=[one.pk]))

    assert "has ended. Open that one again first." in response.content.decode()
    assert (fresh(one).status, fresh(other).status) == ("merged", "ruled")


def test_join_of_a_report_that_was_taken_back_is_not_undone():
    row, known = report(), dispute()
    join(row.dispute, known)
    retract_report(report=row, at=NOON)

    with pytest.raises(CannotMove, match="nothing to bring back"):
        undo(row.dispute)


def test_merge_is_undone_once(pair):
    one, other = pair
    merge(one, other)
    undo(one)

    with pytest.raises(InvalidTransition):
        undo(one)
