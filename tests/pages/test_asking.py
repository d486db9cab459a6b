"""Asking on an article, a passage or a topic, after a look at what is there already."""

import uuid

import pytest
from django.urls import reverse

from articles.models import Block
from claims.models import Quotation
from comments.actions import discussion_of, discussion_of_topic
from comments.models import Comment, Discussion, Draft
from pages.asking import best_of, look
from tests.claims import scenes
from tests.factories import ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.search.index import fill

pytestmark = pytest.mark.django_db
TITLE = "How much walking is enough for my bones?"


@pytest.fixture
def article():
    """A published article: "Walking is good for bones."."""
    return ArticleFactory()


def _data(**changed):
    return {"title": TITLE, "body": "I walk a little.", "submission_key": str(uuid.uuid4())} | changed


def test_question_on_an_article_where_nothing_is_like_it_is_asked_at_once(client, member):
    article = ArticleFactory(body="Calcium is in milk.")
    client.force_login(member)

    response = client.post(reverse("article_ask", args=[article.slug]), _data(), follow=True)

    comment = Comment.objects.get()
    assert (comment.kind, comment.title, comment.discussion) == ("question", TITLE, discussion_of(article))
    assert response.redirect_chain[-1][0] == f"{comment.question.get_absolute_url()}#comment-{comment.pk}"


def test_question_is_asked_after_a_look_at_the_passage_that_may_answer_it(client, member, article):
    client.force_login(member)
    address, data = reverse("article_ask", args=[article.slug]), _data()

    first = client.post(address, data)
    asked_at_once = Comment.objects.count()
    seen = first.context["looked"].all_seen
    client.post(address, data | {"seen": seen})

    text = first.content.decode()
    assert (asked_at_once, Comment.objects.get().title) == (0, TITLE)
    assert ("Ask it all the same" in text, "Walking is good for bones." in text) == (True, True)
    assert first.context["form"]["body"].value() == "I walk a little."
    assert f'name="seen" value="{seen}"' in text


def test_words_are_kept_while_somebody_looks(client, member, article):
    client.force_login(member)
    address = reverse("article_ask", args=[article.slug])
    client.post(address, _data())

    form = client.get(address).context["form"]

    assert (form["title"].value(), form["body"].value()) == (TITLE, "I walk a little.")
    assert Draft.objects.get(member=member).place == address


def test_look_finds_what_was_asked_and_what_was_settled(article, editor):
    asked = CommentFactory(article=article, kind="question", title="Is walking for bones enough?")
    CommentFactory(article=article, kind="question", title="Walking bones, but held?", status="held")
    row = scenes.dispute(article=article, question="Is walking good for bones?")
    scenes.dispute(article=article, words=scenes.JUMPING, question="Are walking bones open?")
    scenes.rule(row, by=editor)
    fill()

    found = look(TITLE, member=MemberFactory(), article=article)

    assert [hit.subject_key for hit in found.questions] == [f"comment:{asked.pk}"]
    assert [dispute.pk for dispute, _badge in found.disputes] == [row.pk]
    assert [passage.block.text for passage in found.passages] == ["Walking is good for bones."]


def test_text_that_says_next_to_nothing_is_not_looked_for(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert look("What is the", member=None).keys == frozenset()


def test_part_of_the_page_is_answered_while_somebody_types(client, article):
    address = reverse("article_ask", args=[article.slug])

    response = client.post(address, _data(body="", look="1"), headers={"HX-Request": "true"})

    text = response.content.decode()
    assert ("<html" in text, "Walking is good for bones." in text, Comment.objects.count()) == (False, True, 0)
    assert "HX-Request" in response.headers["Vary"]


def test_question_on_a_passage_stands_below_its_words(client, member, article):
    block = Block.objects.get(revision=article.current_revision, text="Walking is good for bones.")
    client.force_login(member)
    address = reverse("passage_ask", args=[article.slug, block.key])
    sentence = client.get(address).context["form"].fields["sentence"].choices[0][0]

    seen = client.post(address, _data(sentence=sentence)).context["looked"].all_seen
    client.post(address, _data(sentence=sentence, seen=seen))

    quotation = Quotation.objects.get()
    assert (quotation.comment.kind, quotation.comment.title) == ("question", TITLE)
    page = client.get(quotation.comment.question.get_absolute_url()).content.decode()
    assert "Walking is good for bones." in page


def test_question_on_a_topic_makes_its_discussion(client, member):
    topic = TopicFactory()
    client.force_login(member)
    address = reverse("topic_ask", args=[topic.slug])

    client.get(address)
    before = Discussion.objects.filter(topic=topic).count()
    client.post(address, _data())

    assert (before, Comment.objects.get().discussion) == (0, discussion_of_topic(topic))
    text = client.get(topic.get_absolute_url()).content.decode()
    assert TITLE in text


@pytest.mark.parametrize(
    ("changed", "errors"),
    [
        ({"title": " "}, {"title": ["Ask your question in one line."]}),
        ({"title": "\u200b"}, {"title": ["Ask your question in one line."]}),
        ({"body": ""}, {"body": ["Write a few words before you post."]}),
    ],
)
def test_question_without_its_words_is_shown_again(client, member, article, changed, errors):
    client.force_login(member)

    response = client.post(reverse("article_ask", args=[article.slug]), _data(**changed))

    assert (response.context["form"].errors, Comment.objects.count()) == (errors, 0)


def test_visitor_asks_after_signing_in(client, member, article):
    address = reverse("article_ask", args=[article.slug])
    seen = client.post(address, _data()).context["looked"].all_seen

    response = client.post(address, _data(seen=seen))
    client.force_login(member)
    page = client.get(address)

    assert response.headers["Location"].startswith(reverse("account_login"))
    assert (page.context["form"]["title"].value(), page.context["looked"].keys) == (TITLE, frozenset(seen.split()))


@pytest.mark.parametrize("is_member", [True, False])
def test_question_typed_below_an_article_is_taken_to_the_look(client, member, article, is_member):
    if is_member:
        client.force_login(member)
    address = reverse("article_ask", args=[article.slug])
    sent = _data(kind="question")

    response = client.post(reverse("comment_create", args=[discussion_of(article).pk]), sent)
    page = client.get(address)

    assert (response.status_code, response.headers["Location"], Comment.objects.count()) == (302, address, 0)
    assert [page.context["form"][name].value() for name in ("title", "body")] == [TITLE, "I walk a little."]
    assert [passage.block.text for passage in page.context["looked"].passages] == ["Walking is good for bones."]


def test_question_below_a_dispute_is_asked_there(client, member):
    row = scenes.dispute()
    client.force_login(member)

    client.post(reverse("comment_create", args=[row.discussion_id]), _data(kind="question"))

    assert Comment.objects.get(kind="question").discussion_id == row.discussion_id


def test_nobody_asks_where_the_discussion_is_closed(client, member, article):
    Discussion.objects.filter(article=article).update(is_open=False)
    client.force_login(member)
    address = reverse("article_ask", args=[article.slug])

    assert client.get(address).status_code == 403
    client.post(address, _data(seen=client.post(address, _data()).context["looked"].all_seen))
    assert Comment.objects.count() == 0


def test_draft_article_cannot_be_asked_about(client):
    assert client.get(reverse("article_ask", args=[ArticleFactory(published=False).slug])).status_code == 404


def test_form_says_that_nobody_must_write_about_themselves(client, article):
    text = client.get(reverse("article_ask", args=[article.slug])).content.decode()

    assert "Write about yourself only as far as you want." in text


def test_place_is_chosen_from_topics_and_articles(client, article):
    topic = TopicFactory()

    text = client.get(reverse("question_ask")).content.decode()

    assert reverse("topic_ask", args=[topic.slug]) in text
    assert reverse("article_ask", args=[article.slug]) in text


def test_best_passage_has_the_most_words():
    blocks = [Block(text=text) for text in ("Eat well.", "Walk for bones.", "Walk each day for your bones.", "Bones.")]

    assert best_of(blocks, {"walk", "bon", "day"}) is not None
    assert best_of([Block(text="Walk."), Block(text="Bones.")], {"walk", "bon"}) is None
    assert best_of([], {"walk"}) is None
