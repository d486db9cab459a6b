"""The public page of a member."""

from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import mute_member, restrict_member
from articles.actions import withdraw_article
from claims.models import Dispute
from comments.actions import discussion_of
from comments.models import Comment, Discussion
from tests.claims import scenes
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory

pytestmark = pytest.mark.django_db
Status = Comment.Status


@pytest.fixture
def writer(roles):
    """Somebody who writes."""
    return MemberFactory(public_name="Wilma Writes")


def shown(client, writer, **query):
    """Return the keys of what a member's page lists."""
    return [row.pk for row in client.get(writer.get_absolute_url(), query).context["comments"]]


def test_tabs_part_comments_questions_and_answers(client, writer):
    question = CommentFactory(author=writer, kind="question", title="Is it so?")
    answer = CommentFactory(author=writer, parent=CommentFactory(kind="question", title="Why?"))
    below = CommentFactory(author=writer, parent=answer)
    root = CommentFactory(author=writer)
    reply = CommentFactory(author=writer, parent=CommentFactory())
    CommentFactory(parent=root)  # of somebody else

    assert {show: shown(client, writer, show=show) for show in ("", "questions", "answers", "scores\x00")} == {
        "": [reply.pk, root.pk, below.pk],
        "questions": [question.pk],
        "answers": [answer.pk],
        "scores\x00": [reply.pk, root.pk, below.pk],
    }


def test_page_shows_what_the_viewer_may_read_alone(client, writer, member, moderator):
    rows = {status: CommentFactory(author=writer, status=status) for status in Status}

    found = {}
    for name, person in (("visitor", None), ("reader", member), ("writer", writer), ("moderator", moderator)):
        client.logout()
        if person:
            client.force_login(person)
        found[name] = set(shown(client, writer))

    public, own = {rows[Status.PUBLISHED].pk}, {rows[Status.HELD].pk, rows[Status.HIDDEN].pk}
    assert found == {
        "visitor": public,
        "reader": public,
        "writer": public | own,
        "moderator": public | own | {rows[Status.REMOVED].pk},
    }


def test_page_shows_nothing_of_places_that_are_not_public(client, writer, editor):
    gone, nowhere = ArticleFactory(), Discussion.objects.create()
    CommentFactory(author=writer, article=gone)
    withdraw_article(article=gone, reason="So.", by=editor, at=NOON)
    CommentFactory(author=writer, discussion=nowhere)
    public, kept = scenes.dispute(), scenes.dispute()
    secret = CommentFactory(author=writer, discussion=kept.discussion)
    Dispute.objects.filter(pk=kept.pk).update(status="reported")  # staff and its reporters see it
    seen = CommentFactory(author=writer, discussion=public.discussion)
    on_topic = CommentFactory(author=writer, discussion=Discussion.objects.create(topic=TopicFactory()))

    as_visitor = shown(client, writer)
    client.force_login(kept.reports.get().reporter)

    assert (as_visitor, shown(client, writer)) == ([on_topic.pk, seen.pk], [on_topic.pk, seen.pk, secret.pk])


def test_pages_lose_and_repeat_nothing_while_more_is_written(client, writer, monkeypatch):
    monkeypatch.setattr("pages.member_page.PER_PAGE", 2)
    article = ArticleFactory()
    write = partial(CommentFactory, author=writer, discussion=discussion_of(article))
    rows = [write().pk for _ in range(5)]

    seen, before, sizes = [], "", []
    while before is not None:
        page = client.get(writer.get_absolute_url(), {"before": before})
        seen += [row.pk for row in page.context["comments"]]
        sizes.append(len(page.context["comments"]))
        before = page.context["older"]
        write()

    assert (seen, sizes) == (rows[::-1], [2, 2, 1])
    assert client.get(writer.get_absolute_url(), {"before": "1;"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_page_takes_the_same_queries_signed_in(client, writer, member, count, django_assert_num_queries):
    for _ in range(count):
        CommentFactory(author=writer)
    client.force_login(member)

    with django_assert_num_queries(10):
        page = client.get(writer.get_absolute_url())

    assert len(page.context["comments"]) == count


def test_page_says_no_score_and_nothing_about_health(client, writer):
    """Name, since when, three tabs; the context holds nothing else that is about the person."""
    CommentFactory(author=writer)
    restrict_member(member=writer, ability="all", effect="refused", until=None, reason="Rude.", at=timezone.now())

    page = client.get(writer.get_absolute_url())
    head = page.content.decode().partition('<header class="page-head">')[2].partition("</header>")[0]

    assert " ".join(head.split()) == (
        '<h1>Wilma Writes</h1> <p class="standfirst">Here since <time datetime="2026-03-02T12:00:00Z">2 March 2026'
        "</time>.</p>"
    )
    assert "Rude." not in page.content.decode()


def test_buttons_are_for_members_and_not_for_oneself(client, writer, member):
    pages = {}
    for name, person in (("visitor", None), ("writer", writer), ("reader", member)):
        if person:
            client.force_login(person)
        pages[name] = client.get(writer.get_absolute_url()).content.decode()
    mute_member(member=member, muted=writer, at=NOON)
    pages["muter"] = client.get(writer.get_absolute_url()).content.decode()

    buttons = ("Mute this member", "Read this member again", "Tell the moderators about this profile")
    assert {name: [words in page for words in buttons] for name, page in pages.items()} == {
        "visitor": [False, False, False],
        "writer": [False, False, False],
        "reader": [True, False, True],
        "muter": [False, True, True],
    }


def test_page_of_a_closed_account_is_not_there(client, writer):
    writer.is_active = False
    writer.save(update_fields=["is_active"])

    assert client.get(writer.get_absolute_url()).status_code == 404


def test_what_the_badge_means_is_open_to_all(client):
    assert "What was not checked" in client.get("/policy/professionals/").content.decode()


def test_account_whose_address_nobody_confirmed_has_no_page_and_cannot_be_flagged(client, member):
    claimed = MemberFactory(public_name="Squatter", confirmed=False)
    client.force_login(member)

    addresses = [claimed.get_absolute_url(), reverse("member_flag", args=[claimed.slug])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
