"""A visitor's words wait behind the sign-in and the sign-up; nothing is posted by itself."""

import re
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import drafts
from comments.actions import discussion_of
from comments.models import Comment, Discussion
from tests.factories import PASSWORD, ArticleFactory, CommentFactory

WORDS = "Kept while I sign in."
pytestmark = pytest.mark.django_db


def _data(**more):
    return {"kind": "concern", "title": "", "body": WORDS, "submission_key": str(uuid.uuid4())} | more


def _typed(response):
    form = response.context["form"]
    return {name: form[name].value() for name in form.fields if name != "submission_key"}


EMPTY = {"kind": "experience", "title": None, "body": None}


def test_visitor_sees_the_form_and_is_told_what_comes_first(client, article):
    page = client.get(article.get_absolute_url()).content.decode()

    assert (page.count('name="body"'), page.count("Sign in to post"), page.count("Post comment")) == (1, 1, 0)


def test_words_come_back_to_the_same_place_after_signing_in(client, member, article, address):
    sent = client.post(address, _data())
    signed_in = client.post(sent.headers["Location"], {"login": member.email, "password": PASSWORD})

    page = client.get(signed_in.headers["Location"])

    assert signed_in.headers["Location"] == f"{article.get_absolute_url()}#post"
    assert (_typed(page), Comment.objects.count()) == ({"kind": "concern", "title": "", "body": WORDS}, 0)
    assert page.content.decode().count("Your words are still here.") == 1


def test_words_come_back_after_making_an_account(client, article, address):
    sent = client.post(address, _data())
    sign_up = sent.headers["Location"].replace("/login/", "/signup/")
    client.post(sign_up, {"email": "new@example.org", "public_name": "Newcomer", "password1": PASSWORD})
    link = re.search(r"http://[^/]+(/accounts/confirm-email/\S+/)", mail.outbox[0].body).group(1)
    client.post(link)
    client.post(sent.headers["Location"], {"login": "new@example.org", "password": PASSWORD})

    page = client.get(article.get_absolute_url())

    assert page.context["user"].public_name == "Newcomer"
    assert (_typed(page), Comment.objects.count()) == ({"kind": "concern", "title": "", "body": WORDS}, 0)


def test_words_are_dropped_once_they_are_posted(client, member, article, address):
    client.post(address, _data())
    client.force_login(member)
    client.post(address, _data())

    page = client.get(article.get_absolute_url())

    assert (_typed(page), Comment.objects.get().body) == (EMPTY, WORDS)


def test_words_for_one_article_do_not_show_at_another(client, member, address):
    client.post(address, _data())
    client.force_login(member)

    assert _typed(client.get(ArticleFactory().get_absolute_url())) == EMPTY


def test_words_of_two_forms_are_both_kept(client, member, article, address):
    comment = CommentFactory(article=article)
    reply = reverse("comment_reply", args=[comment.pk])
    client.post(address, _data())
    client.post(reply, _data(body="And a reply."))
    client.force_login(member)

    typed = [_typed(client.get(place))["body"] for place in (article.get_absolute_url(), reply)]

    assert typed == [WORDS, "And a reply."]


def test_only_the_latest_forms_are_kept(client, member):
    articles = [ArticleFactory() for _n in range(drafts.MOST_DRAFTS + 1)]
    for article in articles:
        client.post(reverse("comment_create", args=[discussion_of(article).pk]), _data())
    client.force_login(member)

    kept = [_typed(client.get(article.get_absolute_url()))["body"] for article in articles]

    assert kept == [None] + [WORDS] * drafts.MOST_DRAFTS


@pytest.mark.parametrize(("hours", "body"), [(23, WORDS), (25, None)])
def test_words_are_kept_for_a_day(client, member, article, address, hours, body):
    client.post(address, _data())
    session = client.session
    session[drafts.KEY][drafts.place_of_form(discussion_of(article))]["at"] = (
        timezone.now() - timedelta(hours=hours)
    ).isoformat()
    session.save()
    client.force_login(member)

    assert _typed(client.get(article.get_absolute_url()))["body"] == body


def test_reply_is_kept_over_the_sign_in_and_comes_back_to_its_page(client, member, article):
    address = reverse("comment_reply", args=[CommentFactory(article=article).pk])
    shown = client.get(address).content.decode()
    sent = client.post(address, _data())
    client.force_login(member)

    page = client.get(address)

    assert (shown.count('name="body"'), shown.count("Sign in to post")) == (1, 1)
    assert sent.headers["Location"] == f"/accounts/login/?next={address}"
    assert (_typed(page), Comment.objects.count()) == ({"body": WORDS}, 1)


@pytest.mark.parametrize("name", ["comment_create", "comment_reply"])
@pytest.mark.parametrize("body", ["", "x" * 10_001])
def test_visitor_mends_what_is_wrong_before_signing_in(client, article, name, body):
    comment = CommentFactory(article=article)
    target = comment.discussion_id if name == "comment_create" else comment.pk

    response = client.post(reverse(name, args=[target]), _data(body=body))

    assert (response.status_code, _typed(response)["body"], list(response.context["form"].errors)) == (
        200,
        body,
        ["body"],
    )
    assert drafts.KEY not in client.session


def test_visitor_answering_words_that_went_meanwhile_gets_their_own_back(client, article):
    comment = CommentFactory(article=article, status=Comment.Status.HELD)

    response = client.post(reverse("comment_reply", args=[comment.pk]), _data())

    assert (response.status_code, _typed(response)["body"]) == (409, WORDS)


def test_closed_discussion_offers_a_visitor_no_form(client, article):
    discussion_of(article)
    Discussion.objects.update(is_open=False)

    assert client.get(article.get_absolute_url()).context["form"] is None


@pytest.mark.parametrize("name", ["comment_create", "comment_reply"])
def test_address_that_fills_sessions_gets_its_words_back_unkept(settings, article, name):
    settings.ACCOUNT_RATE_LIMITS = {"kept_form": "1/h/ip"}
    comment = CommentFactory(article=article)
    address = reverse(name, args=[comment.discussion_id if name == "comment_create" else comment.pk])
    Client().post(address, _data(body="The first."))
    client = Client()

    response = client.post(address, _data())

    assert (response.status_code, drafts.KEY in client.session) == (429, False)
    assert [field.text for field in response.context["typed"].words] == [WORDS]
    page = response.content.decode()
    assert page.count("Your words are below, but not kept. Sign in in a new window, then send them again.") == 1
