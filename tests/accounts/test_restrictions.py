"""What a restriction stops, what it leaves, and what it costs to know."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import lift_restriction, restrict_member
from accounts.models import Restriction
from accounts.permissions import can_flag, can_post, can_question, premoderated, restriction_on
from articles.models import Block
from claims.models import Report
from comments.actions import discussion_of
from comments.models import Comment
from moderation.models import Flag
from tests.accounts.steps import is_signed_in, sign_in, text_of
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
Ability, Effect = Restriction.Ability, Restriction.Effect


def restrict(member, ability=Ability.ALL, effect=Effect.REFUSED, until=None, at=None, reason="Three warnings."):
    """Restrict a member from now on, or from another time."""
    return restrict_member(
        member=member, ability=ability, effect=effect, until=until, reason=reason, at=at or timezone.now()
    )


def rights_of(member):
    """Return which of the abilities a member has, asked anew."""
    fresh = type(member).objects.get(pk=member.pk)
    return {"post": can_post(fresh), "flag": can_flag(fresh), "question": can_question(fresh)}


def asked_of(found):
    """Return how often the table of restrictions was asked."""
    return sum("accounts_restriction" in query["sql"] for query in found)


@pytest.mark.parametrize(
    ("ability", "left"),
    [
        ("post", {"post": False, "flag": True, "question": True}),
        ("flag", {"post": True, "flag": False, "question": True}),
        ("question", {"post": True, "flag": True, "question": False}),
        ("message", {"post": True, "flag": True, "question": True}),
        ("all", {"post": False, "flag": False, "question": False}),
    ],
)
def test_restriction_refuses_its_ability_and_no_other(ability, left):
    member, other = MemberFactory(), MemberFactory()

    restrict(member, ability)

    assert rights_of(member) == left
    assert rights_of(other) == {"post": True, "flag": True, "question": True}


@pytest.mark.parametrize("ability", ["post", "all"])
def test_pre_moderation_refuses_nothing_and_holds_posts(client, ability):
    member = MemberFactory()
    restrict(member, ability, Effect.PREMODERATED)
    client.force_login(member)

    client.post(
        reverse("comment_create", args=[discussion_of(ArticleFactory()).pk]),
        {"kind": "remark", "body": "Seen first.", "submission_key": uuid.uuid4()},
    )

    assert (rights_of(member), premoderated(member)) == ({"post": True, "flag": True, "question": True}, True)
    assert list(Comment.objects.values_list("status", flat=True)) == [Comment.Status.HELD]


def test_restriction_is_in_force_from_its_start_to_its_end():
    member = MemberFactory()
    rows = {
        "open": restrict(member, at=NOON),
        "ends now": restrict(member, at=NOON - DAY, until=NOON),
        "ends later": restrict(member, at=NOON - DAY, until=NOON + timedelta(seconds=1)),
        "not yet": restrict(member, at=NOON + timedelta(seconds=1)),
        "lifted": restrict(member, at=NOON - DAY),
    }
    lift_restriction(restriction=rows["lifted"], at=NOON)

    found = set(Restriction.objects.in_force(NOON))

    assert {name for name, row in rows.items() if row in found} == {"open", "ends later"}


def test_lifting_gives_the_ability_back_and_is_done_once():
    member = MemberFactory()
    row = restrict(member)
    lift_restriction(restriction=row, at=NOON)

    lift_restriction(restriction=row, at=NOON + DAY)

    row.refresh_from_db()
    assert (row.lifted_at, rights_of(member)["post"]) == (NOON, True)


def test_restriction_that_has_ended_by_itself_stops_nothing():
    member = MemberFactory()

    restrict(member, at=NOON, until=NOON + DAY)

    assert rights_of(member) == {"post": True, "flag": True, "question": True}


def test_caches_hear_of_a_restriction_and_of_its_end():
    member = MemberFactory()
    row = restrict(member)
    lift_restriction(restriction=row, at=NOON)

    member.refresh_from_db()

    assert member.version == 3


def test_newest_restriction_is_the_one_that_is_named():
    member = MemberFactory()
    restrict(member, at=NOON, reason="The first.")
    newest = restrict(member, at=NOON + DAY, reason="The second.")

    assert restriction_on(member, Ability.POST) == newest


def test_suspended_member_signs_in_reads_and_sees_why_and_until_when(client):
    member, article = MemberFactory(), ArticleFactory()
    CommentFactory(article=article, body="Words to read.")
    restrict(member, until=timezone.now().replace(year=2099, month=5, day=31), reason="You sold a cure.")

    sign_in(client, member)
    page, mine = client.get(article.get_absolute_url()), text_of(client.get(reverse("me")))

    assert (is_signed_in(client), page.status_code, "Words to read." in page.content.decode()) == (True, 200, True)
    assert ("You sold a cure." in mine, "It ends on 31 May 2099" in mine) == (True, True)


def test_suspended_member_is_told_when_there_is_no_end(client):
    member = MemberFactory()
    restrict(member)
    client.force_login(member)

    assert "It has no end date." in text_of(client.get(reverse("me")))


def test_suspended_member_cannot_post_reply_flag_or_question(client):
    member, article = MemberFactory(), ArticleFactory()
    comment = CommentFactory(article=article)
    block = Block.objects.filter(revision=article.current_revision, kind=Block.Kind.PARAGRAPH).first()
    restrict(member)
    client.force_login(member)
    words = {"body": "Let me in.", "kind": "remark", "submission_key": uuid.uuid4()}
    routes = {
        reverse("comment_create", args=[comment.discussion_id]): words,
        reverse("comment_reply", args=[comment.pk]): words,
        reverse("comment_flag", args=[comment.pk]): {"reason": "spam"},
        reverse("statement_question", args=[article.slug, block.key]): {
            "reason": "unsafe", "why": "It hurt.", "start": 0, "end": len(block.text), "submission_key": uuid.uuid4(),
        },
    }  # fmt: skip

    answers = [client.post(path, data).status_code for path, data in routes.items()]

    assert answers == [403] * 4
    assert (Comment.objects.count(), Flag.objects.count(), Report.objects.count()) == (1, 0, 0)


def test_restrictions_cost_a_member_one_query_a_request_and_a_visitor_none(client):
    member, article = MemberFactory(), ArticleFactory()
    CommentFactory.create_batch(3, article=article)
    restrict(member, Ability.MESSAGE)

    with CaptureQueriesContext(connection) as visitor:
        client.get(article.get_absolute_url())
    client.force_login(member)
    with CaptureQueriesContext(connection) as reader:
        client.get(article.get_absolute_url())

    assert (asked_of(visitor), asked_of(reader)) == (0, 1)


def test_posting_costs_one_look_at_the_restrictions(client):
    member, discussion = MemberFactory(), discussion_of(ArticleFactory())
    client.force_login(member)

    with CaptureQueriesContext(connection) as found:
        client.post(
            reverse("comment_create", args=[discussion.pk]),
            {"kind": "remark", "body": "Once.", "submission_key": uuid.uuid4()},
        )

    assert (asked_of(found), Comment.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"ability": "breathe"},
        {"effect": "perhaps"},
        {"until": NOON, "at": NOON},
        {"until": NOON - DAY, "at": NOON},
    ],
)
def test_restriction_that_makes_no_sense_is_refused_by_the_database(fields):
    with pytest.raises(IntegrityError):
        restrict(MemberFactory(), **fields)
