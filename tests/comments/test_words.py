"""What a form of words does before it posts: preview, limits, and a question about prices and addresses."""

import uuid

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comments.actions import discussion_of, post_comment
from comments.models import Comment
from comments.reading import render_words
from moderation.actions import decide_case
from moderation.models import Case
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.properties import steady

Status = Comment.Status
PIECES = [
    "@ruth-ann",
    "@ruth",
    " ",
    "\n\n",
    "**",
    "`",
    "https://example.org/a",
    "[x](https://a.example)",
    "- ",
    "> ",
    "a",
    "<b>",
    "&",
]
pytestmark = pytest.mark.django_db


def _data(**more):
    return {"kind": "remark", "title": "", "body": "I walk every day.", "submission_key": str(uuid.uuid4())} | more


@pytest.fixture
def ruth():
    return MemberFactory(public_name="Ruth Ann")


# Preview


@pytest.mark.parametrize("name", ["comment_create", "comment_reply", "comment_edit"])
def test_preview_is_byte_for_byte_what_is_posted_and_posts_nothing(client, member, article, ruth, name):
    comment = CommentFactory(article=article, author=member if name == "comment_edit" else MemberFactory())
    address = reverse(name, args=[comment.discussion_id if name == "comment_create" else comment.pk])
    body = "Ask **@ruth-ann**: <b>see</b> https://example.org/a?b=1&c=2 and `code`.\r\n\r\n- one\r\n- two & three"
    client.force_login(member)

    shown = client.post(address, _data(body=body, preview="1"))
    before = Comment.objects.filter(body__startswith="Ask").count()
    client.post(address, _data(body=body))

    posted = Comment.objects.get(body__startswith="Ask").body_html
    assert (before, shown.context["preview"]) == (0, posted)
    assert shown.content.decode().count(f'<div class="text">{posted}</div>') == 1
    assert shown.context["form"]["body"].value() == body
    assert posted.count(f'href="{ruth.get_absolute_url()}"') == 1


class PreviewIsTheResult(TestCase):
    """Whatever is typed."""

    @steady
    @given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12))
    def test_preview_equals_what_is_stored(self, pieces):
        author, _ruth_ann, _ruth = (MemberFactory(public_name=name) for name in ("Reader", "Ruth Ann", "Ruth"))
        discussion = discussion_of(ArticleFactory(by=author))
        self.client.force_login(author)
        address = reverse("comment_create", args=[discussion.pk])
        sent = _data(body="".join(pieces).replace("\x00", ""), as_it_is="on")

        shown = self.client.post(address, sent | {"preview": "1"}, headers={"HX-Request": "true"}).context["preview"]
        self.client.post(address, sent)

        stored = Comment.objects.filter(submission_key=sent["submission_key"]).values_list("body_html", flat=True)
        assert ([shown] if shown else []) == list(stored)


def test_preview_of_a_visitor_keeps_the_words_and_stores_nothing(client, address):
    response = client.post(address, _data(preview="1"))

    assert (response.context["preview"], response.context["form"]["body"].value()) == (
        "<p>I walk every day.</p>\n", "I walk every day.",
    )  # fmt: skip
    assert "kept_drafts" not in client.session


def test_preview_of_words_that_cannot_be_posted_says_why(client, member, address):
    client.force_login(member)

    answers = [
        client.post(address, _data(body="x" * 10_001, preview="1"), headers=asked)
        for asked in ({}, {"HX-Request": "true"})
    ]

    sentence = "Shorten it to 10,000 characters; it has 10,001."
    assert [answer.content.decode().count(f">{sentence}<") for answer in answers] == [2, 1]
    assert [answer.context["preview"] for answer in answers] == ["", ""]


# Links and limits


def test_every_link_says_that_a_reader_set_it(client, member, address, ruth):
    client.force_login(member)

    client.post(address, _data(body="[a](https://a.example) https://b.example @ruth-ann"))

    html = Comment.objects.get().body_html
    assert (html.count("<a "), html.count('<a rel="ugc nofollow noopener" href="')) == (3, 3)


@pytest.mark.parametrize(
    ("count", "errors"), [(20, {}), (21, {"body": ["Leave out some links: 20 are the most, and it has 21."]})]
)
@pytest.mark.parametrize("link", ["https://example.org/{} ", "[a](https://example.org/{}) "])
def test_twenty_links_are_the_most_however_they_are_written(client, member, address, count, errors, link):
    client.force_login(member)

    response = client.post(address, _data(body="".join(link.format(number) for number in range(count))))

    assert (response.context["form"].errors if errors else {}) == errors
    assert Comment.objects.count() == (0 if errors else 1)


# Asked before it is posted


@pytest.mark.parametrize(
    ("body", "words", "fields"),
    [
        ("It costs $124.", ["a price"], ["interest", "as_it_is"]),
        ("Look at amazon.com", ["a link to a shop"], ["interest", "as_it_is"]),
        ("Use my discount code", ["a discount code"], ["interest", "as_it_is"]),
        ("Write to a@b.org", ["an e-mail address"], ["as_it_is"]),
        ("Call 555-123-4567", ["a phone number"], ["as_it_is"]),
        ("Call 555-123-4567: $5", ["a price", "a phone number"], ["interest", "as_it_is"]),
        ("I walk.", None, None),
    ],
)
@pytest.mark.parametrize("name", ["comment_create", "comment_reply", "comment_edit"])
def test_post_with_a_price_or_an_address_asks_first_and_says_what_it_saw(
    client, member, article, name, body, words, fields
):
    comment = CommentFactory(article=article, author=member if name == "comment_edit" else MemberFactory())
    address = reverse(name, args=[comment.discussion_id if name == "comment_create" else comment.pk])
    client.force_login(member)

    response = client.post(address, _data(body=body))

    if words is None:
        assert response.status_code == 302
        return
    form = response.context["form"]
    assert (response.status_code, form["body"].value(), form.errors) == (200, body, {})
    assert (
        [str(found.words) for found in form.noticed],
        [name for name in form.fields if name in ("interest", "as_it_is")],
    ) == (words, fields)
    page = response.content.decode()
    assert [page.count(f"<b>{word}</b>") for word in words] == [1] * len(words)
    assert Comment.objects.filter(body=body).count() == Case.objects.count() == 0


@pytest.mark.parametrize(
    ("more", "is_posted", "interest"),
    [
        ({"as_it_is": "on"}, True, ""),
        ({"interest": " I have no tie\nto the seller. "}, True, "I have no tie to the seller."),
        ({"interest": "None.", "as_it_is": "on"}, True, "None."),
        ({"interest": " "}, False, ""),
    ],
)
def test_answered_it_is_posted_for_a_moderator_with_what_its_author_said(
    client, member, address, more, is_posted, interest
):
    client.force_login(member)

    client.post(address, _data(body="It costs $124.") | more)

    expected = [(Status.HELD, interest, interest)] if is_posted else []
    assert list(Comment.objects.values_list("status", "interest", "revisions__interest")) == expected
    assert list(Case.objects.values_list("hold_rule", flat=True)) == (["price"] if is_posted else [])


def test_interest_does_not_answer_for_a_phone_number(client, member, address):
    client.force_login(member)

    response = client.post(address, _data(body="Call 555-123-4567: $5", interest="None."))

    assert (response.context["form"].asks, Comment.objects.count()) == (True, 0)


def test_words_in_what_is_said_about_the_interest_are_looked_at_too(client, member, address):
    client.force_login(member)

    response = client.post(address, _data(interest="Call 555-123-4567"))

    assert (response.context["form"].asks, Comment.objects.count()) == (True, 0)


def test_what_an_author_says_about_their_interest_stands_with_the_words(client, moderator, member, article):
    comment = post_comment(
        discussion=discussion_of(article), author=member, body="It costs $124.", submission_key=uuid.uuid4(), at=NOON,
        interest="I <b>sell</b> them.",
    )  # fmt: skip
    decide_case(
        case=Case.objects.get(comment=comment), verb="publish", rule=None, statement="It is fine.", private_note="",
        until=None, by=moderator, at=NOON,
    )  # fmt: skip

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count("About their interest in the product: I &lt;b&gt;sell&lt;/b&gt; them.") == 1


def test_changed_words_are_posted_at_once(client, member, address):
    client.force_login(member)
    sent = _data(body="It costs $124.")
    client.post(address, sent)

    client.post(address, sent | {"body": "It is cheap."})

    assert list(Comment.objects.values_list("status", flat=True)) == [Status.PUBLISHED]


def test_visitor_is_asked_once_they_have_signed_in(client, member, article, address):
    first = client.post(address, _data(body="It costs $124."))
    client.force_login(member)

    second = client.post(address, _data(body="It costs $124."))

    assert (first.status_code, second.context["form"].asks, Comment.objects.count()) == (302, True, 0)


def test_words_are_shown_by_one_function(article, ruth):
    body = "@ruth-ann **yes**"

    assert CommentFactory(article=article, body=body).body_html == render_words(body).html
