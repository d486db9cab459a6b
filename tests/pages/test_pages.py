"""Pages that show several apps, error pages, and the demo content."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions import restrict_member
from articles.actions import rename_article, withdraw_article
from articles.models import Article
from audit.actions import broken_links
from claims.models import Dispute
from comments.models import Comment
from moderation.models import Case
from tests.factories import NOON, ArticleFactory


@pytest.mark.django_db
def test_demo_is_loaded_once_and_shows_every_state():
    for _n in range(2):
        call_command("load_demo", force=True, verbosity=0)

    states = sorted(Dispute.objects.values_list("status", flat=True))
    assert states == ["dismissed", "merged", "open", "open", "reported", "ruled"]
    assert (Article.objects.published().count(), Comment.objects.filter(status="held").count()) == (3, 1)
    assert (Case.objects.open().count(), broken_links()) == (2, [])


@pytest.mark.django_db
def test_demo_is_refused_in_production():
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)


@pytest.mark.django_db
def test_draft_is_no_page_and_a_withdrawn_article_says_why(client):
    draft, article = ArticleFactory(published=False), ArticleFactory()
    withdraw_article(article=article, reason="The study was retracted.", by=draft.created_by, at=NOON)

    gone = client.get(article.get_absolute_url())

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert (gone.status_code, "The study was retracted." in gone.content.decode()) == (410, True)


@pytest.mark.django_db
def test_former_address_of_an_article_redirects(client):
    article = ArticleFactory()
    former = article.get_absolute_url()
    rename_article(article=article, slug="a-better-address")

    assert client.get(former).headers["Location"] == "/articles/a-better-address/"


@pytest.mark.django_db
def test_search_finds_no_draft(client):
    ArticleFactory(title="Walking uphill")
    ArticleFactory(title="Walking in secret", published=False)

    page = client.get("/search/?q=walking").content.decode()

    assert ("Walking uphill" in page, "Walking in secret" in page) == (True, False)


@pytest.mark.django_db
def test_suspended_member_sees_why_and_cannot_post(client, member):
    article = ArticleFactory()
    restrict_member(
        member=member, ability="all", effect="refused", until=None, reason="Three warnings.", at=timezone.now()
    )
    client.force_login(member)

    mine, page = client.get("/me/").content.decode(), client.get(article.get_absolute_url()).content.decode()

    assert ("Three warnings." in mine, 'name="body"' in page) == (True, False)


@pytest.mark.django_db
def test_old_form_gives_the_words_back(client):
    strict = type(client)(enforce_csrf_checks=True)

    response = strict.post("/accounts/login/", {"body": "Words that must not be lost."})

    page = response.content.decode()
    assert (response.status_code, "Words that must not be lost." in page) == (403, True)
