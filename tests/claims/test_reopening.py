"""An ended dispute opens again for a source that is new to it, or for words that have changed, and for nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse

from articles.actions import find_or_add_source
from articles.models import Source
from audit.models import Detail, Entry
from claims.actions import NothingNew, add_evidence, dismiss_dispute, place_anchor, reopen_dispute
from claims.models import Dispute, Evidence, Resolution
from comments.actions import edit_comment
from common.transitions import InvalidTransition
from notifications.models import Notice
from tests.claims.scenes import JUMPING, WALKING, article_of, block_of, dispute, new_source, publish, report, rule
from tests.factories import NOON, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
DOI = "https://doi.org/10.1002/jbmr.3284"
PASSAGE = {"cause": "passage", "reason": "It reads otherwise now."}
SAME = "The passage still reads as it did when this dispute ended."
KNOWN = "This source stands in this dispute already, perhaps under another address."


def _days(count):
    return NOON + timedelta(days=count)


@pytest.fixture
def ruled(editor, member):
    """A dispute that was ruled on ten days after it was opened, with one source in it."""
    row = dispute(words=WALKING, reporter=member)
    source = find_or_add_source(url=DOI, by=editor, at=NOON)
    side = row.positions.get(order=1)
    add_evidence(position=side, source=source, role="supports", note="", by=editor, at=NOON)
    rule(row, by=editor, at=_days(10))
    return Dispute.objects.get(pk=row.pk)


def _send(client, row, form):
    return client.post(reverse("dispute_reopen", args=[row.pk]), form)


def _status(row):
    return Dispute.objects.get(pk=row.pk).status


@pytest.fixture
def staff(client, moderator):
    """The client of a moderator."""
    client.force_login(moderator)
    return client


def test_new_source_opens_it_again_and_stands_beside_its_position(staff, ruled, moderator, member):
    form = new_source(ruled) | {"role": "opposes", "reason": "A larger trial."}

    _send(staff, ruled, form)

    row = Dispute.objects.get(pk=ruled.pk)
    added = Evidence.objects.order_by("pk").last()
    assert (row.status, row.decided_at, row.decided_by) == ("open", None, None)
    assert row.reopened_at is not None
    assert (added.position_id, added.source.url, added.role, added.added_by) == (
        form["position"], form["source_url"], "opposes", moderator,
    )  # fmt: skip
    entry = Entry.objects.get(verb="reopen_dispute")
    assert (entry.after, Detail.objects.get(entry_id=entry.pk).public_note) == (
        {"cause": "evidence", "evidence": added.pk}, "A larger trial.",
    )  # fmt: skip
    assert Notice.objects.get(member=member, kind="dispute_reopened").text == "A larger trial."


@pytest.mark.parametrize(
    "link", [DOI, "10.1002/jbmr.3284", "https://dx.doi.org/10.1002/JBMR.3284", f"{DOI}?utm_source=mail"]
)
def test_source_that_stands_there_under_another_address_is_not_new(staff, ruled, link):
    response = _send(staff, ruled, new_source(ruled, link=link))

    assert response.context["form"].errors == {"source_url": [KNOWN]}
    assert (response.context["form"]["reason"].value(), _status(ruled)) == ("A new trial.", "ruled")
    assert Source.objects.count() == Evidence.objects.count() == 1


def test_copy_of_a_source_that_stands_there_is_not_new(staff, ruled, editor):
    copy = find_or_add_source(url="https://example.org/mirror", by=editor, at=NOON)
    Source.objects.filter(pk=copy.pk).update(mirror_of=Source.objects.get(doi="10.1002/jbmr.3284"))

    response = _send(staff, ruled, new_source(ruled, link="https://example.org/mirror"))

    assert response.context["form"].errors == {"source_url": [KNOWN]}


def test_source_that_stands_in_another_dispute_is_new_here(staff, ruled, editor):
    other = dispute()
    known = find_or_add_source(url="https://example.org/known", by=editor, at=NOON)
    add_evidence(position=other.positions.get(order=0), source=known, role="supports", note="", by=editor, at=NOON)

    _send(staff, ruled, new_source(ruled, link="https://example.org/known"))

    assert (_status(ruled), Source.objects.filter(url=known.url).count()) == ("open", 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cause": ""}, "cause"),
        ({"source_url": ""}, "source_url"),
        ({"source_url": "a book"}, "source_url"),
        ({"position": ""}, "position"),
        ({"reason": ""}, "reason"),
    ],
)
def test_missing_part_is_asked_for_and_the_rest_kept(staff, ruled, change, field):
    form = new_source(ruled) | change

    response = _send(staff, ruled, form)

    assert list(response.context["form"].errors) == [field]
    kept = response.context["form"]["reason" if field != "reason" else "source_url"].value()
    assert (kept, _status(ruled)) == (form["reason" if field != "reason" else "source_url"], "ruled")


def test_position_of_another_dispute_is_refused(staff, ruled):
    response = _send(staff, ruled, new_source(ruled) | {"position": dispute().positions.first().pk})

    assert (list(response.context["form"].errors), _status(ruled)) == (["position"], "ruled")


def test_passage_that_reads_as_before_opens_nothing(staff, ruled):
    publish(article_of(ruled), "a bent back", "a round back", at=_days(11))  # beside it

    response = _send(staff, ruled, PASSAGE)

    assert response.context["form"].errors == {"cause": [SAME]}
    assert (response.context["form"]["reason"].value(), _status(ruled)) == (PASSAGE["reason"], "ruled")


@pytest.mark.parametrize("is_placed", [False, True])
def test_changed_passage_opens_it_again(staff, ruled, is_placed):
    revision = publish(article_of(ruled), WALKING, "Walking is good.", at=_days(11))
    if is_placed:
        block = block_of(article_of(ruled), "Walking is good.")
        place_anchor(
            resolution=Resolution.objects.get(revision=revision), target_block=block, start=0, end=len(block.text),
            by=MemberFactory(), at=_days(12),
        )  # fmt: skip

    _send(staff, ruled, PASSAGE)

    assert (_status(ruled), Entry.objects.get(verb="reopen_dispute").after) == ("open", {"cause": "passage"})


def test_change_that_was_undone_opens_nothing(staff, ruled):
    publish(article_of(ruled), WALKING, "Walking is good.", at=_days(11))
    publish(article_of(ruled), "Walking is good.", WALKING, at=_days(12))

    assert _send(staff, ruled, PASSAGE).context["form"].errors == {"cause": [SAME]}


def test_change_that_the_ruling_saw_opens_nothing(staff, editor):
    row = dispute(words=WALKING)
    publish(article_of(row), WALKING, "Walking is good.", at=_days(1))
    dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=False, by=editor, at=_days(2))
    publish(article_of(row), "a bent back", "a round back", at=_days(3))

    assert _send(staff, row, PASSAGE).context["form"].errors == {"cause": [SAME]}


@pytest.mark.parametrize(("edited_on", "expected"), [(5, "ruled"), (11, "open")])
def test_comment_edited_since_the_ruling_opens_it_again(staff, editor, edited_on, expected):
    comment = CommentFactory(body=WALKING)
    row = dispute(target=comment)
    if edited_on < 10:
        edit_comment(comment=comment, body="Walking is fine.", by=comment.author, at=_days(edited_on))
    rule(row, by=editor, at=_days(10))
    if edited_on > 10:
        edit_comment(comment=comment, body="Walking is fine.", by=comment.author, at=_days(edited_on))

    _send(staff, row, PASSAGE)

    assert _status(row) == expected


def test_dispute_that_was_never_open_cannot_be_opened_again(staff):
    row = report(words=JUMPING).dispute
    dismiss_dispute(dispute=row, code="duplicate", reason="Seen.", publish=True, by=MemberFactory(), at=NOON)
    publish(article_of(row), JUMPING, "Jump.", at=_days(1))

    response = _send(staff, row, PASSAGE)

    assert (response.status_code, _status(row)) == (302, "dismissed")
    with pytest.raises(InvalidTransition):
        reopen_dispute(dispute=row, reason="It changed.", by=MemberFactory(), at=_days(2))


def test_refusal_leaves_nothing_behind(ruled):
    before = Entry.objects.count(), Source.objects.count(), Resolution.objects.count()

    with pytest.raises(NothingNew):
        reopen_dispute(dispute=ruled, reason="It changed.", by=MemberFactory(), at=_days(12))

    assert (Entry.objects.count(), Source.objects.count(), Resolution.objects.count()) == before
    assert (_status(ruled), Dispute.objects.get(pk=ruled.pk).decided_at) == ("ruled", _days(10))
