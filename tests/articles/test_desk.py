"""The editor's desk: write, preview, merge, publish, describe, withdraw."""

import uuid

import pytest
from django.urls import reverse

from articles.models import Article, Draft, DraftVersion, Revision
from audit.models import Entry
from tests.factories import ArticleFactory, AuthorFactory, MemberFactory, TopicFactory

BODY = "First line.\n\nSecond line.\n\nThird line."


def _text(**changes):
    return {
        "title": "Walking",
        "standfirst": "",
        "body": BODY,
        "base_version": 1,
        "submission_key": uuid.uuid4(),
    } | changes


@pytest.fixture
def article(editor):
    """An article of three lines that is not published."""
    return ArticleFactory(title="Walking", standfirst="", body=BODY, by=editor, published=False)


@pytest.mark.django_db
def test_new_article_is_a_draft_that_readers_do_not_see(client, editor):
    client.force_login(editor)

    response = client.post(reverse("article_create"), _text())

    made = Article.objects.get()
    assert response.headers["Location"] == reverse("draft_edit", args=[made.pk])
    assert (made.status, made.draft.body, made.slug) == ("draft", BODY, "walking")
    client.logout()
    assert client.get(made.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_new_article_sent_twice_is_made_once(client, editor):
    client.force_login(editor)
    form = _text()

    answers = [client.post(reverse("article_create"), form).headers["Location"] for _ in range(2)]

    assert (Article.objects.count(), len(set(answers))) == (1, 1)


@pytest.mark.django_db
def test_new_article_form_sent_again_with_other_words_gives_them_back_with_a_key_of_their_own(client, editor):
    client.force_login(editor)
    form = _text()
    client.post(reverse("article_create"), form)

    response = client.post(reverse("article_create"), form | {"body": "Other words."})
    again = response.context["form"]
    client.post(reverse("article_create"), {name: again[name].value() for name in form})

    assert (response.status_code, again["body"].value(), len(again.non_field_errors())) == (409, "Other words.", 1)
    assert list(Draft.objects.order_by("pk").values_list("body", flat=True)) == [BODY, "Other words."]


@pytest.mark.django_db
def test_new_article_form_sent_again_after_a_later_save_is_no_second_article(client, editor):
    client.force_login(editor)
    form = _text()
    place = client.post(reverse("article_create"), form).headers["Location"]
    client.post(place, _text(body="Later words."))

    response = client.post(reverse("article_create"), form)

    assert (response.headers["Location"], Article.objects.count()) == (place, 1)


@pytest.mark.django_db
def test_new_article_without_a_title_keeps_its_text(client, editor):
    client.force_login(editor)

    response = client.post(reverse("article_create"), _text(title=""))

    assert response.context["form"]["body"].value() == BODY
    assert (list(response.context["form"].errors), Article.objects.count()) == (["title"], 0)


@pytest.mark.django_db
def test_pasted_bullets_and_printed_references_become_ours(client, editor):
    client.force_login(editor)

    client.post(
        reverse("article_create"), _text(body="Avoid this.[1]\r\n\r\n  • jumping\r\n  • twisting\r\n\r\n[1] A study.")
    )

    assert Draft.objects.get().body == "Avoid this.[^1]\n\n- jumping\n- twisting\n\n[^1]: A study."


@pytest.mark.django_db
def test_preview_shows_the_text_and_saves_nothing(client, editor, article):
    client.force_login(editor)

    response = client.post(reverse("draft_edit", args=[article.pk]), _text(body="::: warning\nStop.\n:::", preview="1"))

    page = response.content.decode()
    assert ('<section class="callout is-unsafe">' in page, Draft.objects.get().body) == (True, BODY)


@pytest.mark.django_db
def test_preview_by_htmx_is_the_fragment_alone(client, editor, article):
    client.force_login(editor)

    response = client.post(
        reverse("draft_edit", args=[article.pk]), _text(body="Hello.", preview="1"), headers={"HX-Request": "true"}
    )

    assert [template.name for template in response.templates][:1] == ["articles/_preview.html"]
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.django_db
def test_preview_cleans_what_an_editor_typed(client, editor, article):
    client.force_login(editor)

    response = client.post(
        reverse("draft_edit", args=[article.pk]),
        _text(body="<script>alert(1)</script> [x](javascript:alert(1))", preview="1"),
        headers={"HX-Request": "true"},
    )

    page = response.content.decode()
    assert ("<script" in page, "href=" in page) == (False, False)


@pytest.mark.django_db
def test_saving_raises_the_version_and_keeps_what_it_said_before(client, editor, article):
    client.force_login(editor)

    client.post(reverse("draft_edit", args=[article.pk]), _text(body="New."))

    assert (Draft.objects.get().version, Draft.objects.get().body) == (2, "New.")
    assert list(DraftVersion.objects.order_by("number").values_list("number", "body")) == [(1, BODY), (2, "New.")]


@pytest.mark.django_db
def test_second_editor_gets_both_changes_merged(client, editor, article):
    client.force_login(editor)
    address = reverse("draft_edit", args=[article.pk])
    client.post(address, _text(body=BODY.replace("First", "Theirs")))

    response = client.post(address, _text(body=BODY.replace("Third", "Mine"), title="Walk on"))

    form = response.context["form"]
    assert (response.status_code, response.context["conflicts"]) == (409, 0)
    assert form["body"].value() == "Theirs line.\n\nSecond line.\n\nMine line."
    assert (form["title"].value(), form["base_version"].value()) == ("Walk on", 2)
    assert Draft.objects.get().body == BODY.replace("First", "Theirs")


@pytest.mark.django_db
def test_two_changes_of_one_line_stand_one_after_the_other_until_somebody_chooses(client, editor, article):
    client.force_login(editor)
    address = reverse("draft_edit", args=[article.pk])
    client.post(address, _text(body=BODY.replace("First", "Theirs")))
    merged = client.post(address, _text(body=BODY.replace("First", "Mine"))).context["form"]["body"].value()

    refused = client.post(address, _text(body=merged, base_version=2))
    client.post(address, _text(body=BODY.replace("First", "Ours"), base_version=2))

    assert merged == (
        "<<<<<<< yours\nMine line.\n=======\nTheirs line.\n>>>>>>> saved meanwhile\n\nSecond line.\n\nThird line."
    )
    assert list(refused.context["form"].errors) == ["body"]
    assert Draft.objects.get().body == BODY.replace("First", "Ours")


@pytest.mark.django_db
def test_publishing_needs_a_reason_and_a_kind_of_change(client, editor):
    article = ArticleFactory(by=editor)
    client.force_login(editor)
    client.post(reverse("draft_edit", args=[article.pk]), _text(body="New."))

    response = client.post(reverse("draft_publish", args=[article.pk]), {"version": 2})

    assert list(response.context["form"].errors) == ["kind", "reason"]
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_publishing_makes_the_draft_the_text_that_readers_see(client, editor, article):
    client.force_login(editor)

    response = client.post(
        reverse("draft_publish", args=[article.pk]), {"kind": "first", "reason": "First published here.", "version": 1}
    )

    client.logout()
    assert response.headers["Location"] == article.get_absolute_url()
    assert "Second line." in client.get(article.get_absolute_url()).content.decode()
    assert Entry.objects.filter(verb="publish_draft", actor_id=editor.pk).count() == 1


@pytest.mark.django_db
def test_publishing_what_a_colleague_has_changed_asks_to_look_again(client, editor, article):
    client.force_login(editor)
    client.post(reverse("draft_edit", args=[article.pk]), _text(body="Theirs."))
    data = {"kind": "first", "reason": "First.", "version": 1}

    response = client.post(reverse("draft_publish", args=[article.pk]), data)

    form = response.context["form"]
    assert form.non_field_errors() == ["A colleague saved this draft while you read. Look at the text below once more."]
    assert (form["version"].value(), form["reason"].value(), Revision.objects.count()) == (2, "First.", 0)
    client.post(reverse("draft_publish", args=[article.pk]), data | {"version": 2})
    assert Revision.objects.get().body == "Theirs."


@pytest.mark.django_db
def test_publishing_the_same_words_again_is_refused(client, editor):
    article = ArticleFactory(by=editor)
    client.force_login(editor)

    response = client.post(
        reverse("draft_publish", args=[article.pk]), {"kind": "update", "reason": "Again.", "version": 1}
    )

    assert response.context["form"].non_field_errors() == [
        "There is nothing to publish: the draft is empty, or readers see the same words."
    ]
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_details_change_the_address_and_the_old_one_redirects(client, editor):
    article, topic, author = ArticleFactory(by=editor), TopicFactory(), AuthorFactory()
    client.force_login(editor)
    old = article.get_absolute_url()

    client.post(
        reverse("article_details", args=[article.pk]),
        {"slug": "on-walking", "topics": [topic.pk], "authors": [author.pk], "prompt": "How far do you walk?"},
    )

    article.refresh_from_db()
    assert client.get(old).headers["Location"] == "/articles/on-walking/"
    assert (list(article.topics.all()), list(article.authors.all()), article.prompt) == (
        [topic], [author], "How far do you walk?",
    )  # fmt: skip


@pytest.mark.django_db
def test_details_refuse_an_address_that_another_article_has(client, editor):
    article, other = ArticleFactory(by=editor), ArticleFactory()
    client.force_login(editor)

    response = client.post(reverse("article_details", args=[article.pk]), {"slug": other.slug, "prompt": "Walks?"})

    form = response.context["form"]
    assert (list(form.errors), form["prompt"].value()) == (["slug"], "Walks?")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["authors", "topics"])
def test_details_refuse_a_choice_that_no_database_can_look_for(client, editor, name):
    article = ArticleFactory(by=editor)
    client.force_login(editor)

    response = client.post(reverse("article_details", args=[article.pk]), {"slug": article.slug, name: ["9" * 20]})

    assert list(response.context["form"].errors) == [name]


@pytest.mark.django_db
def test_details_keep_the_order_of_the_byline(client, editor):
    first, second = AuthorFactory(name="Zoe"), AuthorFactory(name="Adam")
    article = ArticleFactory(by=editor, authors=[first, second])
    client.force_login(editor)

    client.post(reverse("article_details", args=[article.pk]), {"slug": article.slug, "authors": [second.pk, first.pk]})

    assert [line.author for line in article.bylines.order_by("position")] == [first, second]


@pytest.mark.django_db
def test_medical_review_names_its_reviewer(client, editor):
    article = ArticleFactory(by=editor)
    client.force_login(editor)

    response = client.post(
        reverse("article_details", args=[article.pk]), {"slug": article.slug, "reviewed_on": "2026-03-01"}
    )

    assert response.context["form"].errors == {"reviewed_by": ["Say who reviewed it."]}


@pytest.mark.django_db
def test_withdrawn_article_says_why_at_its_address_and_comes_back(client, editor):
    article = ArticleFactory(by=editor)
    client.force_login(editor)
    client.post(reverse("article_withdraw", args=[article.pk]), {"reason": "The study was retracted."})
    gone = client.get(article.get_absolute_url())

    client.post(reverse("article_restore", args=[article.pk]))

    assert (gone.status_code, "The study was retracted." in gone.content.decode()) == (410, True)
    assert client.get(article.get_absolute_url()).status_code == 200
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-2:] == [
        "withdraw_article", "restore_article",
    ]  # fmt: skip


@pytest.mark.django_db
def test_desk_lists_articles_by_status(client, editor):
    never = ArticleFactory(published=False)
    live, changed, withdrawn = ArticleFactory(), ArticleFactory(), ArticleFactory()
    client.force_login(editor)
    client.post(reverse("draft_edit", args=[changed.pk]), _text(body="New."))
    client.post(reverse("article_withdraw", args=[withdrawn.pk]), {"reason": "Old."})

    shown = {
        status: {row.pk for row in client.get(reverse("editorial_home"), {"status": status}).context["page"]}
        for status in ("", "draft", "changed", "published", "withdrawn")
    }

    assert shown == {
        "": {never.pk, live.pk, changed.pk, withdrawn.pk},
        "draft": {never.pk},
        "changed": {changed.pk},
        "published": {live.pk, changed.pk},
        "withdrawn": {withdrawn.pk},
    }


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_desk_takes_the_same_queries_however_long(client, editor, count, django_assert_num_queries):
    ArticleFactory.create_batch(count)
    client.force_login(editor)

    with django_assert_num_queries(22):
        response = client.get(reverse("editorial_home"))

    assert len(response.context["page"]) == count


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["draft_edit", "draft_publish", "article_details", "article_withdraw", "article_restore"]
)
def test_reader_changes_nothing_on_the_desk(client, member, name):
    article = ArticleFactory()
    client.force_login(member)

    response = client.post(
        reverse(name, args=[article.pk]), _text(reason="Because.", kind="typo", version=1, slug="elsewhere")
    )

    article.refresh_from_db()
    assert (response.status_code, article.status, article.version, Draft.objects.get().version) == (
        403, "published", 2, 1,
    )  # fmt: skip
    assert MemberFactory().has_perm("articles.edit_article") is False
