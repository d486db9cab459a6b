"""Members follow articles, threads and topics, and see all that they follow."""

import pytest
from django.urls import reverse

from claims.actions import register_claim
from comments.models import Comment
from notifications.actions import follow
from notifications.models import Subscription
from pages.followed import PER_PAGE
from tests.claims.scenes import dispute, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.races import together

pytestmark = pytest.mark.django_db
LIST = reverse("following")


def _keys(member):
    return list(Subscription.objects.filter(member=member).order_by("pk").values_list("subject_key", flat=True))


def _thing(kind):
    """Return the page, the address of the button and the key of something to follow."""
    article = ArticleFactory(topics=[TopicFactory()])
    topic, slug = article.topics.get(), article.slug
    asked = {"kind": Comment.Kind.QUESTION, "title": "How far?"} if kind == "question" else {}
    root = CommentFactory(article=article, **asked)
    return {
        "article": (article.get_absolute_url(), reverse("article_follow", args=[slug]), f"article:{article.pk}"),
        "topic": (topic.get_absolute_url(), reverse("topic_follow", args=[topic.slug]), f"topic:{topic.pk}"),
        "thread": (article.get_absolute_url(), reverse("thread_follow", args=[root.pk]), f"thread:{root.pk}"),
        "question": (
            reverse("question_detail", args=[root.pk, "how-far"]), reverse("thread_follow", args=[root.pk]),
            f"thread:{root.pk}",
        ),
    }[kind]  # fmt: skip


@pytest.mark.parametrize("kind", ["article", "topic", "thread", "question"])
def test_member_follows_and_stops_by_a_button_on_the_page(client, member, kind):
    page, action, key = _thing(kind)
    client.force_login(member)

    def stops():
        return client.get(page).content.decode().count('name="stop"')

    found = [stops()]
    for sent in ({}, {}, {"stop": "1"}, {"stop": "1"}):
        client.post(action, sent)
        found.append((_keys(member), stops()))

    assert (f'action="{action}"' in client.get(page).content.decode(), found) == (
        True, [0, ([key], 1), ([key], 1), ([], 0), ([], 0)],
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["article", "topic", "thread"])
def test_visitor_signs_in_first_and_looking_at_the_address_follows_nothing(client, member, kind):
    page, action, _key = _thing(kind)
    sent = client.post(action)
    client.force_login(member)

    back = client.get(action)

    assert sent.headers["Location"] == f"{reverse('account_login')}?next={action}"
    assert (back.status_code, _keys(member)) == (302, [])
    assert (back.headers["Location"] == page) == (kind != "thread")


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_thread_that_cannot_be_read_is_not_followed_but_can_be_left(client, member, status):
    root = CommentFactory(status=status)
    follow(member=member, subject_key=f"thread:{root.pk}", at=NOON)
    client.force_login(member)
    action = reverse("thread_follow", args=[root.pk])

    found = [client.post(action).status_code, client.post(action, {"stop": "1"}).status_code]

    assert (found, _keys(member)) == ([404, 302], [])


def test_what_is_not_there_is_not_followed(client, member):
    draft, reply = ArticleFactory(published=False), CommentFactory(parent=CommentFactory())
    client.force_login(member)
    addresses = [
        reverse("article_follow", args=[draft.slug]), reverse("topic_follow", args=["nothing"]),
        reverse("thread_follow", args=[reply.pk]), reverse("thread_follow", args=[9999]),
    ]  # fmt: skip

    assert ([client.post(address).status_code for address in addresses], _keys(member)) == ([404] * 4, [])


def _one_of_each(member, number):
    """Let a member follow one thing of each kind; return the titles under which they are listed."""
    article, topic = ArticleFactory(title=f"Walking {number}"), TopicFactory(name=f"Bones {number}")
    question = CommentFactory(article=article, kind=Comment.Kind.QUESTION, title=f"How far {number}?")
    root, row = CommentFactory(article=article), dispute(question=f"Is it so {number}?")
    claim = row.positions.order_by("order").first().claims.order_by("pk").first()
    keys = [
        f"article:{article.pk}", f"topic:{topic.pk}", f"thread:{question.pk}", f"thread:{root.pk}",
        f"dispute:{row.pk}", f"claim:{claim.pk}",
    ]  # fmt: skip
    for key in keys:
        follow(member=member, subject_key=key, at=NOON)
    return [
        article.title, topic.name, question.title, f"What {root.author.public_name} began: {article.title}",
        row.question, claim.statement,
    ]  # fmt: skip


def test_list_names_what_one_follows_the_newest_first(client, member):
    titles = _one_of_each(member, 1)
    follow(member=MemberFactory(), subject_key="topic:1", at=NOON)
    client.force_login(member)

    rows = client.get(LIST).context["page"].rows

    assert [row.title for row in rows] == titles[::-1]
    assert all(client.get(row.href).status_code in (200, 302) for row in rows)


def test_what_one_may_not_see_at_the_moment_has_no_name_and_can_be_left(client, member):
    claim = register_claim(
        statement="Said nowhere.", thing=None, stance="effect", values=[], by=MemberFactory(), at=NOON
    )
    gone = CommentFactory(status="removed")
    keys = [
        f"dispute:{report().dispute.pk}", f"claim:{claim.pk}", f"thread:{gone.pk}",
        f"article:{ArticleFactory(published=False).pk}", "topic:999", "riddle:1",
    ]  # fmt: skip
    for key in keys:
        follow(member=member, subject_key=key, at=NOON)
    client.force_login(member)

    rows = client.get(LIST).context["page"].rows
    for row in rows:
        client.post(reverse("subscription_stop", args=[row.row.pk]))

    assert ([(row.title, row.href) for row in rows], _keys(member)) == ([("", "")] * len(keys), [])


def test_pages_of_the_list_stay_while_more_is_followed(client, member):
    for number in range(PER_PAGE + 2):
        follow(member=member, subject_key=f"topic:{number + 1}", at=NOON)
    client.force_login(member)
    first = client.get(LIST).context["page"]
    follow(member=member, subject_key="topic:999", at=NOON)

    second = client.get(LIST, {"before": first.after}).context["page"]

    assert [row.row.subject_key for row in second.rows] == ["topic:2", "topic:1"]
    assert second.after is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 19])
def test_list_refuses_what_is_no_page(client, member, before):
    client.force_login(member)

    assert client.get(LIST, {"before": before}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_the_same_queries_however_long(client, member, count, django_assert_num_queries):
    for number in range(count):
        _one_of_each(member, number)
    client.force_login(member)

    with django_assert_num_queries(19):
        page = client.get(LIST)

    assert len(page.context["page"].rows) == 6 * count


@pytest.mark.django_db(transaction=True)
def test_following_at_once_is_following_once():
    member = MemberFactory()
    calls = [lambda: follow(member=member, subject_key="article:1", at=NOON).pk] * 6

    found = together(calls, refusals=())

    assert (len(set(found)), _keys(member)) == (1, ["article:1"])
