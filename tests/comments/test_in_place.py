"""The same addresses answer htmx with a part of the page: the form, the form with what is wrong, the new reply."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.actions import discussion_of, post_comment, save_draft
from comments.models import Comment, Discussion
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

HTMX = {"HX-Request": "true"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def parent(article):
    return CommentFactory(article=article)


@pytest.fixture
def reply(parent):
    return reverse("comment_reply", args=[parent.pk])


def _data(**more):
    return {"body": "Yes, I do.", "submission_key": str(uuid.uuid4())} | more


def _is_part(response):
    return not response.content.decode().lstrip().lower().startswith("<!doctype")


def test_form_comes_alone_and_the_words_have_the_focus(client, member, reply):
    client.force_login(member)

    part, page = client.get(reply, headers=HTMX), client.get(reply)

    html = part.content.decode()
    assert (_is_part(part), html.count("<form"), html.count("autofocus"), html.count(f'data-hx-post="{reply}"')) == (
        True, 1, 1, 2,
    )  # fmt: skip
    assert (_is_part(page), page.content.decode().count("autofocus")) == (False, 0)
    assert "HX-Request" in part.headers["Vary"] == page.headers["Vary"]


def test_link_works_with_and_without_htmx(client, member, parent, reply):
    client.force_login(member)

    page = client.get(parent.discussion.article.get_absolute_url()).content.decode()

    assert page.count(f'href="{reply}" rel="nofollow" data-hx-get="{reply}" data-hx-target="next .replybox"') == 1
    assert (page.count('<div class="replybox">'), page.count('<p class="sr" id="live" role="status"></p>')) == (1, 1)


@pytest.mark.parametrize(
    ("body", "said"),
    [("Yes, I do.", "Your reply is published."), ("It costs $5.", "Your reply waits for a moderator.")],
)
def test_reply_stands_in_the_place_of_the_form_and_is_announced(client, member, parent, reply, body, said):
    client.force_login(member)

    part = client.post(reply, _data(body=body, as_it_is="on"), headers=HTMX)

    comment, html = Comment.objects.get(parent=parent), part.content.decode()
    assert (_is_part(part), html.count(f'id="comment-{comment.pk}"'), html.count("<form")) == (True, 1, 0)
    assert html.count(f'<p id="live" data-hx-swap-oob="innerHTML">{said}</p>') == 1
    assert html.count('tabindex="-1" autofocus') == 1
    page = client.get(parent.discussion.article.get_absolute_url()).content.decode()
    assert page.count("Thank you.") == 0  # it was said with the reply


def test_error_comes_in_place_with_the_words(client, member, reply):
    client.force_login(member)

    part = client.post(reply, _data(body="x" * 10_001), headers=HTMX)

    html = part.content.decode()
    assert (_is_part(part), html.count("There is a problem"), html.count("x" * 10_001)) == (True, 1, 1)
    assert part.context["form"].in_place is True


def test_refusal_comes_in_place_with_the_words(client, member, parent, reply):
    Discussion.objects.update(is_open=False)
    client.force_login(member)

    part = client.post(reply, _data(), headers=HTMX)

    assert (part.status_code, _is_part(part), part.content.decode().count("Yes, I do.")) == (409, True, 1)


def test_question_before_posting_comes_in_place(client, member, reply):
    client.force_login(member)

    part = client.post(reply, _data(body="It costs $5."), headers=HTMX)

    assert (_is_part(part), part.content.decode().count("Before you post")) == (True, 1)


def test_preview_comes_by_itself(client, member, reply):
    client.force_login(member)

    html = client.post(reply, _data(preview="1"), headers=HTMX).content.decode()

    assert (html.count("<form"), html.count("<p>Yes, I do.</p>"), html.count("this is not posted yet")) == (0, 1, 1)


def test_visitor_is_led_to_the_sign_in_and_finds_the_words_again(client, member, reply):
    answer = client.post(reply, _data(), headers=HTMX)
    client.force_login(member)

    assert answer.headers["HX-Redirect"] == f"/accounts/login/?next={reply}"
    assert client.get(reply).context["form"]["body"].value() == "Yes, I do."


def test_form_sent_twice_in_place_leads_to_the_one_reply(client, member, parent, reply):
    client.force_login(member)
    sent = _data()

    parts = [client.post(reply, sent, headers=HTMX).content.decode() for _n in range(2)]

    comment = Comment.objects.get(parent=parent)
    assert [part.count(f'id="comment-{comment.pk}"') for part in parts] == [1, 1]


# What a post costs: mail, notices and the index are left to the worker, whose list of jobs is written after the commit

WRITTEN = {
    "comments_comment",
    "comments_commentrevision",
    "comments_discussion",
    "comments_draft",
    "comments_mention",
    "notifications_subscription",
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_reply", [False, True])
@pytest.mark.parametrize("count", [1, 10])
def test_post_writes_in_one_transaction_whatever_stands_around_it(count, is_reply):
    article, author = ArticleFactory(), MemberFactory(public_name="Reader")
    discussion, named = discussion_of(article), MemberFactory.create_batch(count)
    comments = [CommentFactory(article=article) for _n in range(count)]
    place = f"discussion:{discussion.pk}"
    save_draft(member=author, place=place, values={"body": "Yes"}, at=NOON)
    words = {"kind": "" if is_reply else "remark", "parent": comments[0] if is_reply else None}

    with CaptureQueriesContext(connection) as found:
        post_comment(
            discussion=discussion, author=author, body=" ".join(f"@{row.slug}" for row in named), at=NOON,
            submission_key=uuid.uuid4(), draft_place=place, **words,
        )  # fmt: skip

    queries = [query["sql"] for query in found.captured_queries]
    begins = [number for number, sql in enumerate(queries) if sql.startswith("BEGIN")]
    ends = [number for number, sql in enumerate(queries) if sql == "COMMIT"]
    writes = {
        (sql.split('"')[1], begins[0] < number < ends[0])
        for number, sql in enumerate(queries) if sql.split()[0] in ("INSERT", "UPDATE", "DELETE")
    }  # fmt: skip
    assert (len(begins), len(ends)) == (1, 1)
    assert {table for table, is_within in writes if not is_within} == {"django_tasks_database_dbtaskresult"}
    assert {table for table, is_within in writes if is_within} == WRITTEN
    assert len(queries) == (32 if is_reply else 27)
