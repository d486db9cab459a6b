"""What is new since a member's last visit; long threads; ways from one comment to another."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from comments.models import Comment, Question
from comments.templatetags import discussion as discussion_tags
from comments.visits import COOKIE, MOST, since
from tests.comments.visiting import was_here
from tests.factories import NOON, CommentFactory

pytestmark = pytest.mark.django_db
NEW = '<span class="tag is-new">New</span>'


@pytest.fixture
def talk(article):
    """Three threads, the second with a reply that came last."""
    rows = [CommentFactory(article=article) for _n in range(3)]
    return [*rows, CommentFactory(parent=rows[1])]


def _page(client, row, query=""):
    return client.get(row.discussion.article.get_absolute_url() + query).content.decode()


def test_what_came_since_the_last_visit_is_new(client, member, talk):
    client.force_login(member)
    was_here(client, member, talk[0].discussion, seen=talk[1].pk)

    html = _page(client, talk[0])

    assert (html.count(NEW), html.count("2 comments are new since your last visit.")) == (2, 1)
    assert html.count(f'<a href="#comment-{talk[2].pk}">Go to the first new one</a>') == 1
    assert html.count("Next new comment") == 1
    assert html.count(f'<a class="act" href="#comment-{talk[3].pk}">') == 1


def test_first_visit_calls_nothing_new_and_the_same_visit_goes_on(client, member, talk):
    client.force_login(member)
    first = _page(client, talk[0])
    CommentFactory(article=talk[0].discussion.article)

    second = _page(client, talk[0])

    assert [html.count(NEW) for html in (first, second)] == [0, 1]


def test_visit_goes_on_for_half_an_hour(client, member, talk):
    client.force_login(member)
    was_here(client, member, talk[0].discussion, seen=talk[3].pk, minutes_ago=10)

    assert _page(client, talk[0]).count(NEW) == 4


def test_own_words_and_words_that_nobody_reads_are_not_new(client, member, talk):
    article = talk[0].discussion.article
    CommentFactory(article=article, author=member)
    CommentFactory(article=article, status=Comment.Status.HELD)
    client.force_login(member)
    was_here(client, member, talk[0].discussion, seen=talk[3].pk)

    assert _page(client, talk[0]).count(NEW) == 0


def test_new_comment_on_another_page_is_reached_by_its_permalink(client, member, talk, settings):
    settings.COMMENTS_PER_PAGE = 1
    client.force_login(member)
    was_here(client, member, talk[0].discussion, seen=talk[1].pk)

    html = _page(client, talk[0])

    assert html.count(f'<a href="{talk[2].get_absolute_url()}">Go to the first new one</a>') == 1


def test_visitor_gets_no_cookie(client, talk):
    _page(client, talk[0])

    assert COOKIE not in client.cookies


def test_cookie_is_closed_signed_and_bound_to_its_member(client, member, talk, editor):
    client.force_login(member)
    _page(client, talk[0])
    morsel = client.cookies[COOKIE]
    assert (bool(morsel["httponly"]), morsel["samesite"]) == (True, "Lax")
    CommentFactory(article=talk[0].discussion.article)
    mine = _page(client, talk[0]).count(NEW)
    kept = morsel.value
    client.logout()
    client.force_login(editor)
    client.cookies[COOKIE] = kept

    assert (mine, _page(client, talk[0]).count(NEW)) == (1, 0)


@pytest.mark.parametrize("value", ["", "x", "1-2-3-4", "1-2-3-4:bad:signature"])
def test_cookie_that_somebody_changed_counts_for_nothing(client, member, talk, value):
    client.force_login(member)
    client.cookies[COOKIE] = value

    assert _page(client, talk[0]).count(NEW) == 0


def test_cookie_holds_the_last_discussions_alone(client, member, talk):
    client.force_login(member)
    rows = [CommentFactory() for _n in range(MOST)]
    for row in [talk[0], *rows]:
        _page(client, row)

    kept = client.cookies[COOKIE].value
    assert (kept.split(":")[0].count(".") + 1, len(kept) < 4000) == (MOST, True)
    assert kept.split("-")[0] != str(talk[0].discussion_id)


def test_since_is_what_was_newest_before_this_visit():
    at = NOON.timestamp()
    seen = {5: (10, 20, int(at))}

    found = [since(seen, *args) for args in ((5, NOON), (5, NOON + timedelta(hours=1)), (6, NOON))]

    assert found == [10, 20, None]


# Long threads, and the ways between comments


@pytest.fixture
def long(article, settings):
    """A thread of seven replies, of which a page shows three and more of it four."""
    settings.REPLIES_SHOWN, settings.COMMENTS_PER_PAGE = 3, 4
    root = CommentFactory(article=article)
    rows = [CommentFactory(parent=root, author=root.author) for _n in range(8)]
    return root, rows


def _shown(html):
    return [pk for pk in Comment.objects.order_by("pk").values_list("pk", flat=True) if f'id="comment-{pk}"' in html]


def test_long_thread_shows_its_first_replies_and_the_way_to_the_others(client, long):
    root, rows = long

    html = _page(client, root)

    more = f"{reverse('thread_detail', args=[root.pk])}?after={rows[2].pk}"
    assert _shown(html) == [root.pk, *(row.pk for row in rows[:3])]
    assert (html.count(f'href="{more}"'), html.count("Show 5 more replies"), html.count("8 replies")) == (1, 1, 1)


def test_more_replies_stand_on_a_page_of_their_own(client, long):
    root, rows = long
    address = reverse("thread_detail", args=[root.pk])

    second = client.get(f"{address}?after={rows[2].pk}").content.decode()
    third = client.get(f"{address}?after={rows[6].pk}").content.decode()

    assert _shown(second) == [root.pk, *(row.pk for row in rows[3:7])]
    assert _shown(third) == [root.pk, rows[7].pk]
    assert (second.count("Show 1 more reply"), third.count('class="more"')) == (1, 0)


def test_more_replies_come_in_place_with_focus_and_a_word(client, long):
    root, rows = long
    address = f"{reverse('thread_detail', args=[root.pk])}?after={rows[2].pk}"

    response = client.get(address, headers={"hx-request": "true"})

    html = response.content.decode()
    assert _shown(html) == [row.pk for row in rows[3:7]]
    assert (html.count("autofocus"), html.count("4 more replies are shown."), html.count("<html")) == (1, 1, 0)
    assert "HX-Request" in response.headers["Vary"]


def test_reply_to_a_comment_that_the_page_showed_before_says_what_it_answers(client, long):
    root, rows = long
    below = CommentFactory(parent=rows[2], body="To the third.")

    html = client.get(
        f"{reverse('thread_detail', args=[root.pk])}?after={rows[2].pk}", headers={"hx-request": "true"}
    ).content.decode()

    assert _shown(html)[-1] == below.pk
    assert html.count(f'href="#comment-{rows[2].pk}"') == 1


@pytest.mark.parametrize("number", range(8))
def test_permalink_of_a_reply_opens_where_it_is_shown(client, long, number):
    _root, rows = long

    response = client.get(rows[number].get_absolute_url(), follow=True)

    assert response.content.decode().count(f'id="comment-{rows[number].pk}"') == 1


@pytest.mark.parametrize(("query", "status"), [("?after=x", 400), ("?after=99999999999", 400), ("?after=0", 404)])
def test_thread_page_refuses_what_is_not_there(client, long, query, status):
    root, rows = long

    assert client.get(reverse("thread_detail", args=[root.pk]) + query).status_code == status
    assert client.get(reverse("thread_detail", args=[rows[0].pk])).status_code == 404


def test_thread_that_is_not_shown_has_no_page(client):
    root = CommentFactory(status=Comment.Status.HELD, body="Secret words.")

    assert client.get(reverse("thread_detail", args=[root.pk])).status_code == 404


def test_reply_leads_to_what_it_answers(client, talk):
    html = _page(client, talk[0])

    assert html.count("To what it answers") == 1
    assert html.count(f'<a class="act" href="#comment-{talk[1].pk}">') == 1


def test_branch_can_be_folded_and_says_how_many_replies_it_holds(client, talk):
    html = _page(client, talk[0])

    assert (html.count('<details class="branch" open>'), html.count("<summary>1 reply</summary>")) == (1, 1)


def test_what_is_kept_for_other_visitors_is_what_a_first_one_is_shown(client, talk, member):
    """Each page draws the same comments alike, whatever was drawn before: nothing of a page stays behind in them."""
    question = CommentFactory(article=talk[0].discussion.article, kind="question", title="Is it so?")
    CommentFactory(parent=question)
    article = talk[0].discussion.article.get_absolute_url()
    addresses = [article, f"{article}?order=newest", reverse("thread_detail", args=[talk[1].pk])]
    addresses.append(Question.objects.get().get_absolute_url())

    def drawn():
        return [client.get(address).content.decode().partition("<main")[2] for address in addresses]

    first = []
    for address in addresses:
        discussion_tags._KEPT.clear()
        first.append(client.get(address).content.decode().partition("<main")[2])
    discussion_tags._KEPT.clear()
    client.force_login(member)
    drawn()
    client.logout()

    assert [_without_keys(html) for html in (*drawn(), *drawn())] == [_without_keys(html) for html in first] * 2


def _without_keys(html):
    """Leave out what is another one in each answer: the keys of forms."""
    return re.sub(r'value="[^"]{32,}"', "", html)
