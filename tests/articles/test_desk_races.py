"""Two editors at the same desk in the same moment: the later one is told, and loses nothing."""

import uuid
from contextlib import contextmanager

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse

from articles.models import Article
from audit.models import Entry
from tests.factories import NOON, ArticleFactory

pytestmark = pytest.mark.django_db


@contextmanager
def _meanwhile(verb, table, act):
    """Let a colleague act between the moment when a request looks and the moment when it writes."""
    waiting = [act]

    def colleague(execute, sql, params, many, context):
        if waiting and sql.startswith(f'{verb} "{table}"'):
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(colleague):
        yield


def _rename(article, slug):
    Article.objects.filter(pk=article.pk).update(slug=slug)


def test_new_article_whose_address_is_given_away_at_the_same_moment_is_begun_all_the_same(client, editor):
    other = ArticleFactory(title="Sitting")
    client.force_login(editor)
    form = {"title": "Walking", "body": "One.", "base_version": "1", "submission_key": str(uuid.uuid4())}

    with _meanwhile("INSERT INTO", "articles_article", lambda: _rename(other, "walking")):
        response = client.post(reverse("article_create"), form)

    made = Article.objects.get(title="Walking")
    assert (response.headers["Location"], made.draft.body) == (reverse("draft_edit", args=[made.pk]), "One.")


def test_details_refuse_an_address_that_another_article_is_given_at_the_same_moment(client, editor):
    article, other = ArticleFactory(by=editor), ArticleFactory()
    client.force_login(editor)

    with _meanwhile("UPDATE", "articles_article", lambda: _rename(other, "on-walking")):
        response = client.post(reverse("article_details", args=[article.pk]), {"slug": "on-walking", "prompt": "So?"})

    form = response.context["form"]
    article.refresh_from_db()
    assert (list(form.errors), form["prompt"].value(), article.slug) == (
        ["slug"],
        "So?",
        response.context["article"].slug,
    )


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("article_withdraw", {}, {"withdrawn_at": NOON, "withdrawn_reason": "Theirs."},
         "A colleague has withdrawn this article just before, with their own reason."),
        ("article_restore", {"withdrawn_at": NOON, "withdrawn_reason": "Old."}, {},
         "A colleague has put this article back just before."),
    ],
)  # fmt: skip
def test_two_who_withdraw_or_restore_at_once_are_told(client, editor, name, before, after, said):
    article = ArticleFactory(by=editor)
    row, live = Article.objects.filter(pk=article.pk), {"withdrawn_at": None, "withdrawn_reason": ""}
    row.update(**live | before)
    client.force_login(editor)

    with _meanwhile("UPDATE", "articles_article", lambda: row.update(**live | after)):
        response = client.post(reverse(name, args=[article.pk]), {"reason": "Mine."})

    assert [str(message) for message in get_messages(response.wsgi_request)] == [said]
    assert response.headers["Location"] == reverse("draft_edit", args=[article.pk])
    assert Entry.objects.filter(verb=name.replace("article_", "") + "_article").count() == 0
