"""Pages that show several apps, and error pages."""

import pytest
from django.utils import timezone

from accounts.actions import restrict_member
from articles.actions import rename_article, withdraw_article
from claims.models import Dispute
from comments.models import Comment
from tests.claims.scenes import dispute, report
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory, TopicFactory


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
def test_member_page_shows_what_everybody_can_read(client):
    writer, article = MemberFactory(), ArticleFactory()
    shown = CommentFactory(author=writer, article=article)
    CommentFactory(author=writer, article=article, status=Comment.Status.HIDDEN)
    gone = ArticleFactory()
    CommentFactory(author=writer, article=gone)
    withdraw_article(article=gone, reason="Old.", by=gone.created_by, at=NOON)
    joined, into = dispute(), dispute()
    below = CommentFactory(author=writer, discussion=into.discussion)
    CommentFactory(author=writer, discussion=joined.discussion)
    Dispute.objects.filter(pk=joined.pk).update(status="merged", merged_into=into)

    response = client.get(writer.get_absolute_url())

    assert list(response.context["comments"]) == [below, shown]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_first_page_takes_the_same_queries_however_much_there_is(client, count, django_assert_num_queries):
    for _ in range(count):
        article = ArticleFactory(topics=[TopicFactory()], authors=[AuthorFactory()])
        CommentFactory(article=article, kind="question", title="How far?")
        dispute(article=article)

    with django_assert_num_queries(12):
        response = client.get("/")

    shown = [len(response.context[name]) for name in ("articles", "docket", "questions")]
    assert shown == [count - 1, count, count]


@pytest.mark.django_db
def test_first_page_leaves_out_what_is_not_public(client):
    hidden = ArticleFactory(published=False)
    report()
    answered = CommentFactory(kind="question", title="How far?")
    CommentFactory(parent=answered)
    CommentFactory(kind="question", title="Too rude?", status=Comment.Status.REMOVED)
    waiting = CommentFactory(kind="question", title="How long?")
    CommentFactory(parent=waiting, status=Comment.Status.HELD)

    context = client.get("/").context

    assert ([row.comment for row in context["questions"]], context["docket"]) == ([waiting], [])
    assert hidden not in [context["feature"], *context["articles"]]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_member_page_takes_the_same_queries_however_much_was_written(client, count, django_assert_num_queries):
    writer = MemberFactory()
    for _ in range(count):
        CommentFactory(author=writer)

    with django_assert_num_queries(5):
        response = client.get(writer.get_absolute_url())

    assert len(response.context["comments"]) == count


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


@pytest.mark.django_db
def test_mail_of_a_developers_machine_is_shown_newest_first(client, settings, tmp_path):
    settings.DEBUG, settings.MAIL_DIR = True, tmp_path
    (tmp_path / "20260302-120000-1.log").write_text("Subject: Confirm your address")
    (tmp_path / "20260303-120000-1.log").write_text("Subject: <b>A decision</b>")
    (tmp_path / "notes.txt").write_text("not a mail")

    response = client.get("/dev/mail/")

    assert response.context["mails"] == ["Subject: <b>A decision</b>", "Subject: Confirm your address"]
    assert '<pre class="diff panel">Subject: &lt;b&gt;A decision&lt;/b&gt;</pre>' in response.content.decode()
