"""Members follow claims and disputes; they are told once, while they may see it."""

import pytest
from django.urls import reverse

from claims.actions import dismiss_dispute, edit_claim, join_report, merge_claims, register_claim, retract_report
from claims.models import Dispute
from claims.reading import Wanted, families, in_register
from notifications.actions import follow, followers_of, set_follows_by_writing
from notifications.models import Notice, Subscription
from tests.claims.scenes import WALKING, article_of, dispute, reopen, report, rule
from tests.factories import NOON, MemberFactory

pytestmark = pytest.mark.django_db


def doubted(row):
    """Return the claim of the doubted words of a dispute."""
    return row.positions.order_by("order").first().claims.order_by("pk").first()


def _keys(member):
    return list(Subscription.objects.filter(member=member).order_by("pk").values_list("subject_key", flat=True))


def _told(member, kind):
    return list(Notice.objects.filter(member=member, kind=kind).values_list("title", flat=True))


@pytest.mark.parametrize("kind", ["dispute", "claim"])
def test_member_follows_and_stops_by_a_button_on_the_page(client, member, kind):
    row = dispute()
    thing = row if kind == "dispute" else doubted(row)
    client.force_login(member)
    action = reverse(f"{kind}_follow", args=[thing.pk])
    pages = [client.get(thing.get_absolute_url()).content.decode()]

    first = client.post(action)
    client.post(action)
    followed = _keys(member)
    pages.append(client.get(thing.get_absolute_url()).content.decode())
    client.post(action, {"stop": "1"})

    assert (first.headers["Location"], followed) == (thing.get_absolute_url(), [f"{kind}:{thing.pk}"])
    assert (_keys(member), [action in page for page in pages]) == ([], [True, True])
    assert [("Stop following" in page) for page in pages] == [False, True]


@pytest.mark.parametrize("kind", ["dispute", "claim"])
def test_visitor_is_led_to_the_sign_in_and_back_to_the_page(client, member, kind):
    row = dispute()
    thing = row if kind == "dispute" else doubted(row)
    action = reverse(f"{kind}_follow", args=[thing.pk])

    page = client.get(thing.get_absolute_url()).content.decode()
    sent = client.post(action)
    client.force_login(member)
    back = client.get(action)

    assert f'href="{reverse("account_login")}?next={thing.get_absolute_url()}"' in page
    assert sent.headers["Location"] == f"{reverse('account_login')}?next={action}"
    assert (back.headers["Location"], _keys(member)) == (thing.get_absolute_url(), [])


def test_what_is_not_public_is_not_followed(client, member):
    hidden = report().dispute
    claim = register_claim(
        statement="Said nowhere.", thing=None, stance="effect", values=[], by=MemberFactory(), at=NOON
    )
    client.force_login(member)

    found = [
        client.post(reverse("dispute_follow", args=[hidden.pk])).status_code,
        client.post(reverse("claim_follow", args=[claim.pk])).status_code,
        client.post(reverse("claim_follow", args=[claim.pk + 1])).status_code,
    ]

    assert (found, _keys(member)) == ([404] * 3, [])


def test_who_stops_following_a_claim_follows_nothing_of_its_family(client, member):
    one, other = doubted(dispute()), doubted(dispute())
    follow(member=member, subject_key=f"claim:{one.pk}", at=NOON)
    merge_claims(claim=one, into=other, by=MemberFactory(), at=NOON)
    carried = _keys(member)
    client.force_login(member)

    client.post(reverse("claim_follow", args=[one.pk]), {"stop": "1"})

    assert (carried, _keys(member)) == ([f"claim:{one.pk}", f"claim:{other.pk}"], [])


def test_ruling_tells_reporter_and_followers_of_the_dispute_and_its_claims_once_each(editor):
    reporter, both, by_claim, merged, nobody = (MemberFactory() for _ in range(5))
    row = dispute(reporter=reporter)
    root = doubted(dispute(words="a bent back"))
    merge_claims(claim=doubted(row), into=root, by=MemberFactory(), at=NOON)
    for member, key in (
        (both, f"dispute:{row.pk}"), (both, f"claim:{root.pk}"), (reporter, f"dispute:{row.pk}"),
        (by_claim, f"claim:{root.pk}"), (merged, f"claim:{doubted(row).pk}"), (editor, f"dispute:{row.pk}"),
    ):  # fmt: skip
        follow(member=member, subject_key=key, at=NOON)

    rule(row, by=editor)

    told = [len(_told(member, "receipt")) for member in (reporter, both, by_claim, merged, nobody, editor)]
    assert told == [1, 1, 1, 1, 0, 0]
    assert Notice.objects.filter(kind="receipt", member=both).get().url == reverse("dispute_receipt", args=[row.pk])


def test_followers_are_spoken_to_as_followers():
    reporter, follower, by = (MemberFactory() for _ in range(3))
    row = dispute(reporter=reporter)
    follow(member=follower, subject_key=f"dispute:{row.pk}", at=NOON)

    dismiss_dispute(dispute=row, code="duplicate", reason="Seen before.", publish=False, by=by, at=NOON)
    reopen(row, reason="New.", by=by, at=NOON)

    assert _told(reporter, "report_dismissed") == ["Your question was closed"]
    assert _told(follower, "report_dismissed") == ["A question that you follow was closed"]
    assert _told(follower, "dispute_reopened") == ["A dispute is open again"]


def test_followers_who_may_not_see_a_dispute_are_not_told(moderator):
    follower, by = MemberFactory(), MemberFactory()
    hidden = report().dispute
    for member in (follower, moderator):
        follow(member=member, subject_key=f"dispute:{hidden.pk}", at=NOON)

    dismiss_dispute(dispute=hidden, code="duplicate", reason="Seen before.", publish=False, by=by, at=NOON)

    assert (_told(follower, "report_dismissed"), len(_told(moderator, "report_dismissed"))) == ([], 1)


def test_followers_of_a_joined_dispute_are_told_where_it_went():
    follower, by = MemberFactory(), MemberFactory()
    row = dispute()
    second = report(article=article_of(row), words=WALKING).dispute
    follow(member=follower, subject_key=f"dispute:{second.pk}", at=NOON)

    join_report(dispute=second, into=row, by=by, at=NOON)

    notice = Notice.objects.get(member=follower)
    assert (notice.title, notice.url) == ("A question that you follow joined another", row.get_absolute_url())


def test_followers_of_a_claim_are_told_that_it_was_worded_anew_while_it_is_public():
    follower, by = MemberFactory(), MemberFactory()
    shown, hidden = dispute(), dispute()
    Dispute.objects.filter(pk=hidden.pk).update(status="retracted")
    said = {"statement": "Walking helps.", "thing": None, "stance": "effect", "values": [], "by": by, "at": NOON}
    for row in (shown, hidden):
        follow(member=follower, subject_key=f"claim:{doubted(row).pk}", at=NOON)
        edit_claim(claim=doubted(row), **said)
        edit_claim(claim=doubted(row), **said)  # nothing changes, nobody is told

    notice = Notice.objects.get(member=follower, kind="claim_edited")
    assert (notice.subject_key, notice.text) == (f"claim:{doubted(shown).pk}", "Walking helps.")


def test_my_pages_list_what_i_follow_and_may_see(client, member):
    row, hidden = dispute(question="Is it so?"), report().dispute
    claim = doubted(row)
    root = doubted(dispute(words="a bent back"))
    for key in (f"dispute:{row.pk}", f"dispute:{hidden.pk}", f"claim:{claim.pk}"):
        follow(member=member, subject_key=key, at=NOON)
    follow(member=MemberFactory(), subject_key=f"claim:{root.pk}", at=NOON)
    merge_claims(claim=claim, into=root, by=MemberFactory(), at=NOON)
    client.force_login(member)

    shown = {(each.title, each.href) for each in client.get(reverse("following")).context["page"].rows if each.href}

    assert shown == {("Is it so?", row.get_absolute_url()), (root.statement, root.get_absolute_url())}


def test_closed_account_follows_nothing():
    reporter, gone = MemberFactory(), MemberFactory()
    row = dispute(reporter=reporter)
    follow(member=gone, subject_key=f"dispute:{row.pk}", at=NOON)
    gone.is_active = False
    gone.save(update_fields=["is_active"])

    assert (followers_of(f"dispute:{row.pk}"), in_register(Wanted(), families()).count()) == ([reporter], 2)


def test_who_questions_a_statement_follows_its_dispute_until_they_take_it_back_or_want_no_such_thing():
    reporter, quiet, sorry = (MemberFactory() for _ in range(3))
    set_follows_by_writing(member=quiet, follows=False)
    rows = [report(reporter=member) for member in (reporter, quiet, sorry)]
    retract_report(report=rows[2], at=NOON)

    assert [_keys(member) for member in (reporter, quiet, sorry)] == [[f"dispute:{rows[0].dispute_id}"], [], []]
