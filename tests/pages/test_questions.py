"""The pages of questions: the list with its filters, those of an article, and a question with its answers."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Credential
from comments.actions import delete_comment, discussion_of, discussion_of_topic, post_comment
from comments.models import Comment, Endorsement, Question
from comments.reading import question_lists
from moderation.actions import flag_comment
from moderation.models import Case
from tests.claims import scenes
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.moderation.steps import decide

LIST = reverse("question_list")
pytestmark = pytest.mark.django_db


def _asked(title="Is walking enough?", **fields):
    return CommentFactory(kind=Comment.Kind.QUESTION, title=title, **fields).question


def _answered(question, **fields):
    return CommentFactory(parent=question.comment, body="Yes, walk daily.", **fields)


def _professional(expires="2099-01-01"):
    member = MemberFactory()
    Credential.objects.create(
        member=member, kind="physiotherapist", country="Norway", checked_by=MemberFactory(), checked_at=NOON,
        expires_on=expires,
    )  # fmt: skip
    return member


def _endorse(answer, member):
    return Endorsement.objects.create(
        comment=answer, member=member, credential=member.credentials.get(), created_at=NOON
    )


def _titles(response):
    return [row.comment.title for row in response.context["listed"].rows]


def _counts(response):
    return response.context["discussion"].question_count, response.context["discussion"].dispute_count


def _keys(response):
    return [answer.comment.pk for answer in response.context["view"].answers]


# the list


def test_list_shows_public_questions_newest_first(client):
    _asked("First?"), _asked("Second?"), CommentFactory(body="No question.")
    _asked("Held?", status=Comment.Status.HELD), _asked("Hidden?", status=Comment.Status.HIDDEN)
    withdrawn = ArticleFactory()
    _asked("Withdrawn?", article=withdrawn)
    type(withdrawn).objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOON, withdrawn_reason="So.")

    assert _titles(client.get(LIST)) == ["Second?", "First?"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Closed?", "Endorsed?", "Lapsed?", "Accepted?", "Answered?", "Open?"]),
        ("show=unanswered", ["Open?"]),
        ("show=unsettled", ["Endorsed?", "Lapsed?", "Answered?"]),
        ("show=professionals", ["Endorsed?", "Answered?"]),
        ("show=nonsense&order=best&before=1", ["Closed?", "Endorsed?", "Lapsed?", "Accepted?", "Answered?", "Open?"]),
    ],
)
def test_list_is_narrowed_by_its_address(client, query, titles):
    professional, lapsed = _professional(), _professional("2026-01-01")
    _asked("Open?")
    _answered(_asked("Answered?"), author=professional)
    accepted = _asked("Accepted?")
    Question.objects.filter(pk=accepted.pk).update(accepted=_answered(accepted), accepted_at=NOON)
    _endorse(_answered(_asked("Lapsed?"), author=lapsed), lapsed)
    _endorse(_answered(_asked("Endorsed?")), professional)
    Question.objects.filter(pk=_asked("Closed?").pk).update(
        close_reason="unclear", closed_by=professional, closed_at=NOON
    )

    response = client.get(f"{LIST}?{query}")

    assert _titles(response) == titles
    assert response.context["listed"].counts == {"all": 6, "unanswered": 1, "unsettled": 3, "professionals": 2}


def test_held_answer_of_a_professional_counts_for_nothing(client):
    _answered(_asked(), author=_professional(), status=Comment.Status.HELD)

    assert client.get(LIST).context["listed"].counts["professionals"] == 0


def test_list_of_a_topic_holds_questions_on_it_and_on_its_articles(client):
    topic, other = TopicFactory(), TopicFactory()
    article = ArticleFactory(topics=[topic, other])
    _asked("On the article?", article=article)
    _asked("On the topic?", discussion=discussion_of_topic(topic))
    _asked("On the other?", discussion=discussion_of_topic(other))

    response = client.get(f"{LIST}?topic={topic.slug}")

    assert _titles(response) == ["On the topic?", "On the article?"]
    assert f"{topic.name} (2)" in response.content.decode()
    assert f"{other.name} (2)" in response.content.decode()


def test_question_in_a_dispute_is_listed_once_the_dispute_is_public(client):
    open_one, reported = scenes.dispute(), scenes.report().dispute
    _asked("Open to all?", discussion=open_one.discussion)
    assert reported.discussion is None

    response = client.get(LIST)

    assert _titles(response) == ["Open to all?"]
    assert open_one.get_absolute_url() in response.content.decode()


@pytest.mark.parametrize("order", ["newest", "active"])
def test_pages_of_the_list_lose_none_while_others_are_asked(client, monkeypatch, order):
    monkeypatch.setattr(question_lists, "PER_PAGE", 2)
    article = ArticleFactory()
    rows = [_asked(f"Number {n}?", article=article, at=NOON + timedelta(hours=n // 2)) for n in range(5)]
    seen, address = [], f"{LIST}?order={order}"
    while address:
        response = client.get(address)
        seen += [row.pk for row in response.context["listed"].rows]
        older = response.context["older"]
        address = f"{LIST}{older}" if older else ""
        _asked("Meanwhile?", article=article, at=NOON + timedelta(days=9))

    assert seen == [row.pk for row in reversed(rows)]


def test_active_order_goes_by_the_last_word_below(client):
    first, _second = _asked("First?"), _asked("Second?", at=NOON + timedelta(hours=1))
    answer = _answered(first, at=NOON + timedelta(hours=2))
    CommentFactory(parent=answer, at=NOON + timedelta(hours=3))

    assert _titles(client.get(f"{LIST}?order=active")) == ["First?", "Second?"]
    first.refresh_from_db()
    assert (first.answer_count, first.active_at) == (1, NOON + timedelta(hours=3))


@pytest.mark.parametrize("count", [1, 15])
def test_list_query_count_does_not_grow(client, count, django_assert_num_queries):
    for number in range(count):
        topic = TopicFactory()
        _answered(_asked(f"Number {number}?", article=ArticleFactory(topics=[topic])), author=_professional())
        _asked("On the topic?", discussion=discussion_of_topic(topic))
        _asked("In a dispute?", discussion=scenes.dispute().discussion)

    with django_assert_num_queries(5):
        response = client.get(LIST)

    assert len(_titles(response)) == min(3 * count, 20)


def test_empty_list_says_what_to_do(client):
    text = client.get(LIST).content.decode()

    assert "Nobody has asked yet." in text
    assert reverse("article_list") in text


# the lists of an article


def test_questions_of_an_article_are_its_own(client):
    article = ArticleFactory()
    _asked("Here?", article=article), _asked("Elsewhere?")
    _asked("Held?", article=article, status=Comment.Status.HELD)

    response = client.get(reverse("article_questions", args=[article.slug]))

    assert (_titles(response), _counts(response)) == (["Here?"], (1, 0))


def test_disputes_of_an_article_are_about_its_words_or_its_discussion(client):
    article = ArticleFactory()
    comment = CommentFactory(article=article, body="Skipping heals bones.")
    in_text, in_comment = (
        scenes.dispute(article=article),
        scenes.dispute(target=comment, words="Skipping heals bones."),
    )
    scenes.dispute(), scenes.report(article=article, words=scenes.JUMPING)

    response = client.get(reverse("article_disputes", args=[article.slug]))

    assert [row.pk for row, _badge in response.context["disputes"]] == [in_comment.pk, in_text.pk]
    assert _counts(response) == (0, 2)


@pytest.mark.parametrize("route", ["article_questions", "article_disputes"])
def test_lists_of_an_article_that_is_not_public_are_not_there(client, route):
    article = ArticleFactory(published=False)
    discussion_of(article)

    assert client.get(reverse(route, args=[article.slug])).status_code == 404


# the page of a question


def test_question_page_shows_it_with_its_answers_best_first(client):
    question = _asked()
    plain, endorsed, held = _answered(question), _answered(question), _answered(question, status=Comment.Status.HELD)
    follow_up = CommentFactory(parent=plain, body="For how long?")
    _endorse(endorsed, _professional())

    response = client.get(question.get_absolute_url())

    text = response.content.decode()
    assert (_keys(response), held.pk in _keys(response)) == ([endorsed.pk, plain.pk], False)
    assert (f'id="comment-{follow_up.pk}"' in text, "2 answers" in text) == (True, True)
    assert f'<link rel="canonical" href="http://localhost:8000{question.get_absolute_url()}">' in text


def test_endorsement_whose_licence_ran_out_does_not_count(client):
    question = _asked()
    first, second = _answered(question), _answered(question)
    _endorse(second, _professional("2026-01-01"))

    assert _keys(client.get(question.get_absolute_url())) == [first.pk, second.pk]


def test_other_address_of_a_question_leads_to_its_own(client):
    question = _asked("Is 20 minutes of walking enough?")

    response = client.get(reverse("question_detail", args=[question.pk, "old-words"]) + "?page=2")

    assert (response.status_code, response.headers["Location"]) == (
        302, f"/questions/{question.pk}/is-20-minutes-of-walking-enough/?page=2"
    )  # fmt: skip


@pytest.mark.parametrize("status", [Comment.Status.HELD, Comment.Status.HIDDEN])
def test_question_that_is_not_public_is_there_for_its_author_only(client, member, status):
    question = _asked("Secret words?", author=member, status=status)
    address = question.get_absolute_url()

    visitor = client.get(address).status_code
    client.force_login(member)
    response = client.get(address)

    assert (address, visitor, response.status_code) == (f"/questions/{question.pk}/question/", 404, 200)
    assert "Secret words?" in response.content.decode()


def test_question_that_was_deleted_leaves_its_answers_and_none_of_its_words(client, member):
    question = _asked("Secret words?", author=member, body="My hip hurts.")
    answer = _answered(question)
    delete_comment(comment=question.comment, by=member, at=NOON)

    response = client.get(answer.get_absolute_url(), follow=True)

    assert response.redirect_chain == [(f"/questions/{question.pk}/question/#comment-{answer.pk}", 302)]
    text = response.content.decode()
    assert ("Secret words" in text, "My hip hurts" in text, _keys(response)) == (False, False, [answer.pk])


def test_deleted_question_without_answers_is_not_there(client, member):
    question = _asked(author=member)
    delete_comment(comment=question.comment, by=member, at=NOON)

    question.comment.refresh_from_db()
    assert client.get(question.get_absolute_url()).status_code == 404


def test_question_of_a_withdrawn_article_is_not_there(client):
    article = ArticleFactory()
    question = _asked(article=article)
    type(article).objects.filter(pk=article.pk).update(withdrawn_at=NOON, withdrawn_reason="So.")

    assert client.get(question.get_absolute_url()).status_code == 404


def test_permalink_of_a_follow_up_opens_the_page_of_its_answer(client, settings):
    settings.COMMENTS_PER_PAGE = 1
    question = _asked()
    _answered(question)
    second = _answered(question)
    follow_up = CommentFactory(parent=CommentFactory(parent=second))

    response = client.get(follow_up.get_absolute_url())

    place = f"{question.get_absolute_url()}?page=2#comment-{follow_up.pk}"
    assert (response.status_code, response.headers["Location"]) == (302, place)
    assert _keys(client.get(place)) == [second.pk]


def test_question_on_a_topic_has_its_place_there(client):
    topic = TopicFactory()
    question = _asked(discussion=discussion_of_topic(topic))

    text = client.get(question.get_absolute_url()).content.decode()

    assert f'<a href="{topic.get_absolute_url()}">{topic.name}</a>' in text


def test_closed_question_says_why_and_takes_no_answer(client, member):
    question = _asked()
    other = _asked("Asked before?")
    Question.objects.filter(pk=question.pk).update(
        close_reason="duplicate", close_note="Look there.", closed_by=member, closed_at=NOON, duplicate_of=other
    )
    client.force_login(member)

    text = client.get(f"{question.get_absolute_url()}?alone=1").content.decode()
    refused = client.get(reverse("comment_reply", args=[question.pk]))

    assert ("asked before" in text, "Look there." in text, other.get_absolute_url() in text) == (True, True, True)
    assert refused.status_code == 403


@pytest.mark.parametrize("count", [1, 10])
def test_question_page_query_count_does_not_grow(client, member, count, django_assert_num_queries):
    question = _asked(discussion=discussion_of(ArticleFactory()))
    for _number in range(count):
        answer = _answered(question, author=_professional())
        _endorse(answer, _professional())
        CommentFactory(parent=CommentFactory(parent=answer))
    scenes.dispute(target=answer, words="Yes, walk daily.")

    with django_assert_num_queries(12):
        visited = client.get(question.get_absolute_url())
    client.force_login(member)
    with django_assert_num_queries(17):
        read = client.get(question.get_absolute_url())

    assert (len(_keys(visited)), len(_keys(read))) == (count, count)


# what a question counts


def test_counters_follow_what_becomes_of_an_answer(moderator, member):
    question = _asked()
    answer = _answered(question, at=NOON + timedelta(hours=1))
    Question.objects.filter(pk=question.pk).update(accepted=answer, accepted_at=NOON)
    flag_comment(comment=answer, reporter=member, reason="spam", note="", at=NOON)

    decide(Case.objects.get(comment=answer), moderator, "remove")

    question.refresh_from_db()
    assert (question.answer_count, question.active_at, question.accepted, question.accepted_at) == (0, NOON, None, None)


def test_held_answer_does_not_count(member):
    question = _asked()
    post_comment(
        discussion=question.comment.discussion, author=member, body="Buy at example.com for $5, discount code BONE",
        submission_key=uuid.uuid4(), at=NOON + timedelta(hours=1), parent=question.comment,
    )  # fmt: skip

    question.refresh_from_db()
    assert (Comment.objects.get(parent=question.pk).status, question.answer_count, question.active_at) == (
        "held",
        0,
        NOON,
    )
