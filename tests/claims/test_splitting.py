"""A report is split out of its dispute, and the pages on which staff merge, undo and split."""

import pytest
from django.urls import reverse

from claims.actions import (
    CannotMove,
    dismiss_dispute,
    retract_report,
    split_report,
)
from claims.models import Dispute, Report
from claims.reading import needs_second
from notifications.models import Notice
from tests.claims.merges import fresh, join, straight_into
from tests.claims.scenes import JUMPING, block_of, dispute, report
from tests.factories import NOON, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_report_is_split_out_and_joined_again():
    known = dispute(reason="outdated")
    second, _third = straight_into(known), straight_into(known, reason="outdated")
    Dispute.objects.filter(pk=known.pk).update(is_safety=True)
    claim = known.appearances.order_by("pk").first().claim

    alone = split_report(report=second, by=MemberFactory(), at=NOON)

    second.refresh_from_db()
    assert (alone.status, alone.is_safety, alone.reported_at) == ("reported", True, NOON)
    assert (second.dispute, second.status, second.joined_from) == (alone, "waiting", None)
    assert [(row.claim, row.joined_from) for row in alone.appearances.all()] == [(None, None)]
    assert (fresh(known).is_safety, known.reports.count(), known.appearances.count()) == (False, 2, 2)

    join(alone, known)

    second.refresh_from_db()
    assert (second.dispute, second.status, second.appearance.claim) == (known, "joined", claim)


def test_ruling_needs_a_second_editor_after_the_report_about_safety_was_split_out():
    known, plain = dispute(reason="outdated"), dispute(reason="outdated")
    second = straight_into(known)
    Dispute.objects.filter(pk=known.pk).update(is_safety=True)

    split_report(report=second, by=MemberFactory(), at=NOON)
    split_report(report=straight_into(plain, reason="outdated"), by=MemberFactory(), at=NOON)

    asked = [(fresh(row).is_safety, needs_second(fresh(row), None)) for row in (known, plain)]
    assert asked == [(False, True), (False, False)]


def test_split_report_takes_both_passages_of_a_conflict_along():
    article = ArticleFactory()
    known = dispute(article=article, reason="outdated")
    block = block_of(article, JUMPING)
    mine = straight_into(known, reason="contradicts", against=(block, 0, len(block.text)))

    alone = split_report(report=mine, by=MemberFactory(), at=NOON)

    assert (alone.kind, alone.appearances.count(), known.appearances.count()) == ("conflict", 2, 1)


def test_report_that_came_by_a_merge_alone_goes_by_its_undoing():
    known, made = dispute(), report()
    join(made.dispute, known)

    with pytest.raises(CannotMove, match="Undo that instead"):
        split_report(report=made, by=MemberFactory(), at=NOON)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda row: None, "only report"),
        (lambda row: join(report().dispute, row) and retract_report(report=row.reports.order_by("pk").first(), at=NOON), "ended already"),  # noqa: E501
        (lambda row: join(report().dispute, row) and dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=MemberFactory(), at=NOON), "The dispute has ended"),  # noqa: E501
    ],
    ids=["alone", "taken back", "ended"],
)  # fmt: skip
def test_report_that_cannot_be_split_out_stays(client, moderator, spoil, why):
    row = dispute()
    mine = row.reports.get()
    spoil(row)
    client.force_login(moderator)

    response = client.post(reverse("report_split", args=[mine.pk]))

    assert (response.status_code, why in response.content.decode()) == (200, True)
    assert Report.objects.get(pk=mine.pk).dispute == row


def test_reporter_of_a_split_report_sees_it_and_others_do_not(client, member):
    mine = straight_into(dispute(), reporter=member)
    alone = split_report(report=mine, by=MemberFactory(), at=NOON)

    found = [client.get(alone.get_absolute_url()).status_code]
    client.force_login(member)
    found.append(client.get(alone.get_absolute_url()).status_code)

    assert (found, Notice.objects.filter(member=member, kind="report_split").count()) == ([404, 200], 1)


def test_pages_of_staff_merge_undo_and_split(client, moderator, pair):
    one, other = pair
    client.force_login(moderator)
    detail, triage = (
        client.get(url).content.decode() for url in (one.get_absolute_url(), reverse("report_triage", args=[one.pk]))
    )
    merge, undo = (reverse(name, args=[one.pk]) for name in ("dispute_merge", "merge_undo"))
    assert (merge in detail, merge in triage, undo in detail) == (True, True, False)

    missing = client.post(merge, {"into": ""})
    client.post(merge, {"into": other.pk})
    detail, triage = (
        client.get(url).content.decode()
        for url in (other.get_absolute_url(), reverse("report_triage", args=[other.pk]))
    )
    split = reverse("report_split", args=[other.reports.get(joined_from=None).pk])
    asked = client.get(undo).content.decode()
    client.post(undo)

    assert missing.context["form"].errors == {"into": ["Choose the dispute that it becomes part of."]}
    assert (undo in detail, undo in triage, split in triage) == (True, True, True)
    assert "Undo the merge?" in asked
    assert [fresh(row).status for row in pair] == ["open", "open"]
