"""Not to read what another member writes."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accounts.actions import mute_member, unmute_member
from accounts.models import Mute
from accounts.permissions import muted_by
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db
FOLDED = "A comment by somebody you muted. Show it"


def test_mute_twice_is_to_mute_once(client, member):
    other = MemberFactory()
    client.force_login(member)

    answers = [client.post(reverse("member_mute", args=[other.slug])) for _ in range(2)]

    assert [answer.headers["Location"] for answer in answers] == [other.get_absolute_url()] * 2
    assert list(Mute.objects.values_list("member", "muted")) == [(member.pk, other.pk)]


def test_nobody_mutes_oneself(client, member):
    client.force_login(member)

    assert client.post(reverse("member_mute", args=[member.slug])).status_code == 403
    with pytest.raises(PermissionDenied):
        mute_member(member=member, muted=member, at=NOON)
    assert Mute.objects.count() == 0


def test_muted_comment_is_folded_for_the_muter_alone(client, member):
    comment = CommentFactory(body="Walk every day.")
    CommentFactory(parent=comment, body="So do I.")
    mute_member(member=member, muted=comment.author, at=NOON)
    mute_member(member=comment.author, muted=member, at=NOON)  # theirs, which is nobody else's business
    page = comment.discussion.article.get_absolute_url()

    pages = {"visitor": client.get(page).content.decode()}
    for name, person in (("muter", member), ("muted", comment.author), ("other", MemberFactory())):
        client.force_login(person)
        pages[name] = client.get(page).content.decode()

    assert {name: html.count(FOLDED) for name, html in pages.items()} == {
        "visitor": 0, "muter": 1, "muted": 0, "other": 0,
    }  # fmt: skip
    folded = pages["muter"].partition('<details class="muted">')[2].partition("</details>")[0]
    assert ("Walk every day." in folded, "So do I." in folded) == (True, False)


def test_unmuted_comment_is_shown_again(client, member):
    comment = CommentFactory()
    mute_member(member=member, muted=comment.author, at=NOON)
    client.force_login(member)

    answer = client.post(reverse("member_unmute", args=[comment.author.slug]), {"list": "1"})

    assert answer.headers["Location"] == reverse("muted_list")
    assert FOLDED not in client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert Mute.objects.count() == 0


def test_list_of_muted_members_is_one_s_own_and_keyset_paged(client, member, monkeypatch):
    monkeypatch.setattr("accounts.views.PER_PAGE", 2)
    others = MemberFactory.create_batch(3)
    for other in others:
        mute_member(member=member, muted=other, at=NOON)
    mute_member(member=others[0], muted=others[1], at=NOON)
    client.force_login(member)

    first = client.get("/me/muted/")
    mute_member(member=member, muted=MemberFactory(), at=NOON)  # meanwhile
    second = client.get("/me/muted/", {"before": first.context["older"]})

    assert [[row.muted for row in page.context["mutes"]] for page in (first, second)] == [
        [others[2], others[1]], [others[0]],
    ]  # fmt: skip
    assert client.get("/me/muted/", {"before": "5\x00"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_muted_members_takes_the_same_queries(client, member, count, django_assert_num_queries):
    for _ in range(count):
        mute_member(member=member, muted=MemberFactory(), at=NOON)
    client.force_login(member)

    with django_assert_num_queries(5):
        page = client.get("/me/muted/")

    assert len(page.context["mutes"]) == count


def test_who_is_muted_is_asked_once_a_request(member, django_assert_num_queries):
    other = MemberFactory()
    mute_member(member=member, muted=other, at=NOON)

    with django_assert_num_queries(1):
        assert [muted_by(member), muted_by(member)] == [{other.pk}] * 2


def test_muted_member_is_not_told(client, roles):
    member, other = MemberFactory(public_name="Quiet Mary"), MemberFactory()
    mute_member(member=member, muted=other, at=NOON)
    unmute_member(member=member, muted=other)
    mute_member(member=member, muted=other, at=NOON)
    client.force_login(other)

    pages = [client.get(address).content.decode() for address in ("/me/", "/me/muted/", member.get_absolute_url())]

    assert [member.public_name in page for page in pages[:2]] == [False, False]
    assert "Mute this member" in pages[2]
    assert other.notices.count() == 0


@pytest.mark.django_db(transaction=True)
def test_mute_pressed_several_times_at_once_is_one():
    member, other = MemberFactory(), MemberFactory()

    together([partial(mute_member, member=member, muted=other, at=NOON)] * 4, refusals=())

    assert Mute.objects.count() == 1
