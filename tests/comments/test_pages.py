"""Pages of threads: four orders, named by the thread they stand behind."""

import random

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import given
from hypothesis import strategies as st

from comments.actions import delete_comment, mark_helpful, take_mark_back
from comments.models import Comment, HelpfulMark
from comments.paging import COUNTED, ORDERS, Asked, Place, asked_in, place_in
from comments.reading import place_of_page, thread_page
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.properties import steady

VISITOR = AnonymousUser()


def _keys(page):
    return [node.comment.pk for node in page.nodes]


def _page(discussion, **asked):
    return thread_page(discussion, member=VISITOR, asked=Asked(**asked))


def _walk(discussion, order, between=lambda number: None):
    """Read page after page from the first on, while something happens between two of them."""
    pages, asked = [], Asked(order)
    while True:
        page = thread_page(discussion, member=VISITOR, asked=asked)
        pages.append(_keys(page))
        if page.next is None:
            return pages
        between(len(pages))
        asked = Asked(order, after=page.next)


# The address


PLACES = st.builds(Place, st.integers(0, 10**14), st.integers(0, 10**6), st.integers(0, 10**14))


@steady
@given(PLACES, st.sampled_from(ORDERS))
def test_token_names_its_place(place, order):
    kept = place if order in COUNTED else Place(place.pk)

    assert place_in(place.token(order), order) == kept


@steady
@given(st.text(max_size=40), st.sampled_from(ORDERS))
def test_token_is_a_place_or_refused(text, order):
    try:
        place = place_in(text, order)
    except ValueError:
        return
    assert place_in(place.token(order), order) == place


@pytest.mark.parametrize(
    "values",
    [
        {"order": "best"},
        {"order": ""},
        {"page": "x"},
        {"page": "٣"},
        {"page": "1234567"},
        {"after": ""},
        {"after": "-1"},
        {"after": "1-2-3"},
        {"after": "1", "before": "3"},
        {"after": "1", "order": "helpful"},
        {"after": "1-2", "order": "helpful"},
        {"after": "1-2-3-4", "order": "discussed"},
        {"after": "1" * 16},
    ],
)
def test_address_that_no_page_has_is_refused(values):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
        asked_in(values)


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["?after=x", "?order=helpful&after=5", "?before=1&after=2"])
def test_page_says_that_it_is_not_there(client, article, query):
    response = client.get(article.get_absolute_url() + query)

    assert response.status_code == 400
    assert response.content.decode().count("If you followed a link, try to find the page from the first page.") == 1


# The orders


@pytest.fixture
def talk(article, settings):
    """Seven threads, two on a page, with marks and replies: (roots, discussion)."""
    settings.COMMENTS_PER_PAGE = 2
    author = MemberFactory()
    roots = [CommentFactory(article=article, author=author) for _n in range(7)]
    readers = MemberFactory.create_batch(3)
    for number, marks, replies in ((1, 3, 0), (3, 1, 2), (4, 3, 2), (6, 0, 1)):
        for reader in readers[:marks]:
            mark_helpful(comment=roots[number], by=reader, at=NOON)
        for _n in range(replies):
            CommentFactory(parent=roots[number], author=author)
    return roots, roots[0].discussion


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("oldest", [[0, 1], [2, 3], [4, 5], [6]]),
        ("newest", [[6, 5], [4, 3], [2, 1], [0]]),
        ("helpful", [[1, 4], [3, 0], [2, 5], [6]]),
        ("discussed", [[3, 4], [6, 0], [1, 2], [5]]),
    ],
)
def test_order_of_threads_over_the_pages(talk, order, numbers):
    roots, discussion = talk

    assert _walk(discussion, order) == [[roots[number].pk for number in page] for page in numbers]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_way_back_shows_the_same_pages(talk, order):
    _roots, discussion = talk
    first = _page(discussion, order=order)
    second = _page(discussion, order=order, after=first.next)
    third = _page(discussion, order=order, after=second.next)

    again = _page(discussion, order=order, before=third.previous)
    start = _page(discussion, order=order, before=again.previous)

    assert (_keys(again), _keys(start)) == (_keys(second), _keys(first))
    assert (start.previous, again.next) == (None, second.next)


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_thread_is_found_on_the_page_that_place_of_page_names(talk, order):
    roots, discussion = talk

    for root in roots:
        place = place_of_page(root, member=VISITOR, order=order)
        assert root.pk in _keys(_page(discussion, order=order, after=place))


@pytest.mark.django_db
def test_page_that_has_gone_gives_the_first_one(talk):
    roots, discussion = talk

    assert _keys(_page(discussion, after=Place(10**9))) == [roots[0].pk, roots[1].pk]
    assert _keys(_page(discussion, before=Place(0))) == [roots[0].pk, roots[1].pk]


@pytest.mark.django_db
def test_old_address_with_a_number_shows_those_threads(client, talk):
    roots, discussion = talk

    assert [_keys(_page(discussion, page=number)) for number in (2, 4, 9)] == [
        [roots[2].pk, roots[3].pk],
        [roots[6].pk],
        [roots[5].pk, roots[6].pk],
    ]
    assert client.get(f"{discussion.article.get_absolute_url()}?page=2").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
def test_query_count_of_a_page_behind_the_first(talk, order, django_assert_num_queries):
    _roots, discussion = talk
    first = _page(discussion, order=order)

    with django_assert_num_queries(2):
        _page(discussion, order=order, after=first.next)


# While others post and mark


@pytest.fixture
def crowd(db):
    """Five members."""
    return MemberFactory.create_batch(5)


def _post(rng, roots, crowd):
    """Post a thread, or a reply to one."""
    parent = rng.choice([None, *roots])
    return CommentFactory(parent=parent, discussion=roots[0].discussion, author=rng.choice(crowd))


def _mark(rng, roots, crowd):
    mark_helpful(comment=rng.choice(roots), by=rng.choice(crowd), at=NOON)


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(6))
def test_no_thread_twice_and_none_lost_while_others_post_and_mark(article, crowd, settings, order, seed):
    rng, settings.COMMENTS_PER_PAGE = random.Random(seed), 3  # noqa: S311 - no secret
    author = MemberFactory()
    roots = [CommentFactory(article=article, author=author) for _n in range(11)]
    for _n in range(14):
        rng.choice((_post, _mark))(rng, roots, crowd)
    there = set(Comment.objects.filter(parent=None).values_list("pk", flat=True))

    def between(_number):
        for _n in range(rng.randint(1, 4)):
            rng.choice((_post, _mark))(rng, roots, crowd)

    shown = [pk for page in _walk(roots[0].discussion, order, between) for pk in page]

    assert len(shown) == len(set(shown))
    assert there - set(shown) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(4))
def test_none_lost_while_marks_and_words_are_taken_back(article, crowd, settings, order, seed):
    """Only a thread whose count fell can be met again, further down."""
    rng, settings.COMMENTS_PER_PAGE, fell = random.Random(seed), 3, set()  # noqa: S311 - no secret
    author = MemberFactory()
    roots = [CommentFactory(article=article, author=author) for _n in range(11)]
    for _n in range(14):
        rng.choice((_post, _mark))(rng, roots, crowd)

    def between(_number):
        for mark in HelpfulMark.objects.order_by("pk")[:1]:
            take_mark_back(comment=mark.comment, by=mark.member, at=NOON)
            fell.add(mark.comment_id)
        for reply in Comment.objects.filter(depth=1, status="published").order_by("pk")[:1]:
            delete_comment(comment=reply, by=reply.author, at=NOON)
            fell.add(reply.parent_id)

    shown = [pk for page in _walk(roots[0].discussion, order, between) for pk in page]

    assert {row.pk for row in roots} - set(shown) == set()
    assert {pk for pk in shown if shown.count(pk) > 1} - fell == set()
