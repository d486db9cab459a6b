"""A page of a discussion: which threads, in which order, how deep, and in how many queries."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import Credential
from comments.actions import delete_comment, discussion_of
from comments.models import Comment
from comments.paging import Asked, Place
from comments.reading import thread_page
from tests.factories import NOON, CommentFactory, MemberFactory

VISITOR = AnonymousUser()
Status = Comment.Status
pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(article):
    """A thread in which each comment answers the one before, seven deep."""
    rows = [CommentFactory(article=article)]
    for _n in range(6):
        rows.append(CommentFactory(parent=rows[-1]))
    return rows


def _shape(nodes):
    return [(node.comment.pk, _shape(node.replies)) for node in nodes]


def _all(nodes):
    for node in nodes:
        yield node
        yield from _all(node.replies)


def _roots(discussion, **wanted):
    page = thread_page(discussion, member=VISITOR, asked=Asked(**wanted))
    return [node.comment.pk for node in page.nodes]


@pytest.mark.parametrize("count", [1, 3, 20, 200])
def test_thread_page_query_count_does_not_grow(article, django_assert_num_queries, count):
    writers = MemberFactory.create_batch(3)
    parent = None
    for number in range(count):
        parent = CommentFactory(article=article, author=writers[number % 3], parent=parent if number % 4 else None)
    CommentFactory(article=article, status=Status.HELD)
    discussion = discussion_of(article)

    with django_assert_num_queries(2):
        page = thread_page(discussion, member=VISITOR)

    assert (page.total, len(list(_all(page.nodes)))) == (count, count)


def test_thread_page_without_words_takes_one_query(article, django_assert_num_queries):
    discussion = discussion_of(article)

    with django_assert_num_queries(1):
        page = thread_page(discussion, member=VISITOR)

    assert (page.nodes, page.total, page.previous, page.next) == ([], 0, None, None)


def test_replies_hang_on_what_they_answer_oldest_first(article):
    root = CommentFactory(article=article)
    first, second = CommentFactory(parent=root), CommentFactory(parent=root)
    below = CommentFactory(parent=first)
    other = CommentFactory(article=article)

    page = thread_page(root.discussion, member=VISITOR)

    assert _shape(page.nodes) == [(root.pk, [(first.pk, [(below.pk, [])]), (second.pk, [])]), (other.pk, [])]


def test_four_levels_are_indented_and_deeper_ones_stand_on_the_fourth(chain):
    page = thread_page(chain[0].discussion, member=VISITOR)

    a, b, c, d, e, f, g = (row.pk for row in chain)
    assert _shape(page.nodes) == [(a, [(b, [(c, [(d, [(e, []), (f, []), (g, [])])])])])]


def test_only_comments_from_the_fourth_level_say_what_they_answer(chain):
    page = thread_page(chain[0].discussion, member=VISITOR)

    answered = {node.comment.pk: node.in_reply_to and node.in_reply_to.comment.pk for node in _all(page.nodes)}
    a, b, c, d, e, f, g = (row.pk for row in chain)
    assert answered == {a: None, b: None, c: None, d: None, e: d, f: e, g: f}


def test_thread_deeper_than_200_hangs_on_the_grandparent_and_knows_what_it_answers(article):
    comment = CommentFactory(article=article)
    author = comment.author
    for _n in range(202):
        comment = CommentFactory(parent=comment, author=author)

    deepest = list(Comment.objects.order_by("pk").values_list("depth", flat=True))[-5:]
    last = Comment.objects.order_by("pk").last()

    assert deepest == [198, 199, 199, 199, 199]
    assert (last.parent.depth, last.in_reply_to_id, len(last.path)) == (198, last.pk - 1, 1600)


def test_newest_puts_the_latest_thread_first_and_its_replies_in_order(article):
    first, second = CommentFactory(article=article), CommentFactory(article=article)
    replies = [CommentFactory(parent=first), CommentFactory(parent=first)]

    page = thread_page(first.discussion, member=VISITOR, asked=Asked("newest"))

    assert _shape(page.nodes) == [(second.pk, []), (first.pk, [(row.pk, []) for row in replies])]


def test_page_holds_fifty_threads_however_many_replies_they_have(article):
    author = MemberFactory()
    roots = [CommentFactory(article=article, author=author) for _n in range(51)]
    for _n in range(3):
        CommentFactory(parent=roots[0], author=author)
    discussion = roots[0].discussion

    assert _roots(discussion) == [row.pk for row in roots[:50]]
    assert _roots(discussion, page=2) == [roots[50].pk]
    assert _roots(discussion, page=2, order="newest") == [roots[0].pk]
    assert _roots(discussion, page=99) == [row.pk for row in roots[1:]]


def test_threads_that_show_nothing_take_no_place_on_a_page(article, settings):
    settings.COMMENTS_PER_PAGE = 2
    gone = [CommentFactory(article=article, status=status) for status in (Status.DELETED, Status.HELD, Status.HIDDEN)]
    shown = [CommentFactory(article=article) for _n in range(3)]

    page = thread_page(gone[0].discussion, member=VISITOR)

    assert (page.total, page.previous, page.next) == (3, None, Place(shown[1].pk))
    assert _roots(gone[0].discussion) == [row.pk for row in shown[:2]]
    assert _roots(gone[0].discussion, after=page.next) == [shown[2].pk]


@pytest.mark.parametrize("status", [Status.DELETED, Status.HELD, Status.HIDDEN, Status.REMOVED])
def test_replies_stay_when_what_they_answer_goes(article, status):
    root = CommentFactory(article=article)
    middle = CommentFactory(parent=root)
    leaf = CommentFactory(parent=middle)
    for row in (root, middle):
        row.move_to(status, code="promotion")

    page = thread_page(root.discussion, member=VISITOR)

    assert _shape(page.nodes) == [(root.pk, [(middle.pk, [(leaf.pk, [])])])]
    assert [node.gone for node in _all(page.nodes)] == [status, status, ""]
    assert page.total == 1


def test_deleted_branch_without_readable_words_is_not_shown_and_a_removed_one_is(article):
    root = CommentFactory(article=article)
    deleted, removed = CommentFactory(parent=root), CommentFactory(parent=root)
    below = CommentFactory(parent=deleted)
    for row in (deleted, below):
        delete_comment(comment=row, by=row.author, at=NOON)
    removed.move_to(Status.REMOVED, code="promotion")

    page = thread_page(root.discussion, member=VISITOR)

    assert _shape(page.nodes) == [(root.pk, [(removed.pk, [])])]


def test_page_of_tombstones_alone_counts_no_words(article):
    removed = CommentFactory(article=article, status=Status.REMOVED)

    page = thread_page(removed.discussion, member=VISITOR)

    assert (_shape(page.nodes), page.total) == ([(removed.pk, [])], 0)


def test_badge_shows_a_valid_credential_only(article):
    checker = MemberFactory()
    rows = [CommentFactory(article=article) for _n in range(3)]
    for row, until in zip(rows[:2], ("2099-01-01", "2020-01-01"), strict=True):
        Credential.objects.create(
            member=row.author, kind="physiotherapist", country="NL", checked_by=checker, checked_at=NOON,
            expires_on=until,
        )  # fmt: skip

    page = thread_page(rows[0].discussion, member=VISITOR)

    badges = [node.credential and (node.credential.kind, str(node.credential.expires_on)) for node in page.nodes]
    assert badges == [("physiotherapist", "2099-01-01"), None, None]


def test_thread_closed_above_offers_no_reply_below(article):
    root, other = CommentFactory(article=article), CommentFactory(article=article)
    below = CommentFactory(parent=CommentFactory(parent=root))
    Comment.objects.filter(pk=root.pk).update(is_locked=True)

    page = thread_page(root.discussion, member=VISITOR)

    closed = {node.comment.pk: node.is_closed for node in _all(page.nodes)}
    assert closed == {root.pk: True, below.parent_id: True, below.pk: True, other.pk: False}


# The permalink


def _goes_to(client, comment, query=""):
    return client.get(reverse("comment_detail", args=[comment.pk]) + query).headers["Location"]


def test_permalink_opens_the_page_of_its_thread_in_either_order(client, article, settings):
    settings.COMMENTS_PER_PAGE = 2
    rows = [CommentFactory(article=article) for _n in range(5)]
    reply, address = CommentFactory(parent=rows[4]), article.get_absolute_url()

    places = [_goes_to(client, row, query) for row in (rows[0], reply) for query in ("", "?order=newest")]

    assert places == [
        f"{address}#comment-{rows[0].pk}",
        f"{address}?order=newest&after={rows[1].pk}#comment-{rows[0].pk}",
        f"{address}?after={rows[3].pk}#comment-{reply.pk}",
        f"{address}?order=newest#comment-{reply.pk}",
    ]


@pytest.mark.parametrize("order", ["oldest", "newest"])
def test_permalink_leads_to_an_element_that_is_there(client, article, settings, order):
    settings.COMMENTS_PER_PAGE = 1
    root = CommentFactory(article=article)
    CommentFactory(article=article)
    removed = CommentFactory(parent=root)
    removed.move_to(Status.REMOVED, code="promotion")
    deleted = CommentFactory(parent=root)
    CommentFactory(parent=deleted)
    deleted.move_to(Status.DELETED)

    for row in (root, removed, deleted):
        place, _, anchor = _goes_to(client, row, f"?order={order}").partition("#")
        assert client.get(place).content.decode().count(f'id="{anchor}"') == 1


def test_links_to_comments_keep_the_order_that_is_read(client, article):
    comment = CommentFactory(article=article)

    oldest, newest = (
        client.get(f"{article.get_absolute_url()}?order={order}").content.decode() for order in ("oldest", "newest")
    )

    link = comment.get_absolute_url()
    assert [f'href="{link}"' in page for page in (oldest, newest)] == [True, False]
    assert [f'href="{link}?order=newest"' in page for page in (oldest, newest)] == [False, True]


@pytest.mark.parametrize("status", [Status.DELETED, Status.HELD, Status.HIDDEN])
def test_permalink_of_words_that_left_no_note_is_not_found(client, article, status):
    comment = CommentFactory(article=article, status=status)

    assert client.get(comment.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("query", ["?order=best", "?page=x", "?page=1&order="])
def test_permalink_with_a_wrong_order_is_refused(client, article, query):
    assert client.get(CommentFactory(article=article).get_absolute_url() + query).status_code == 400
