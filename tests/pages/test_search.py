"""The search page: filters as links, empty states, odd input, and what nobody may find."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Thing
from tests.claims.scenes import WALKING, dispute, rule
from tests.factories import ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.search.index import fill


def page(client, words, **chosen):
    """Return the answer to a search."""
    return client.get(reverse("search"), {"q": words, **chosen})


def titles(response):
    """Return the titles of the hits."""
    return [row.hit.shown.title for row in response.context["rows"]]


@pytest.fixture
def scene(db):
    """An article and a question of today about hips, and an old article about feet."""
    article = ArticleFactory(title="Wobble boards", topics=[TopicFactory(name="Hips", slug="hips")], at=timezone.now())
    CommentFactory(article=article, kind="question", title="Wobble at home?", at=timezone.now())
    topic = TopicFactory(name="Feet", slug="feet")
    ArticleFactory(title="Wobbling feet", topics=[topic], at=timezone.now() - timedelta(days=40))
    MemberFactory(public_name="Wobble")
    fill()


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, ["Wobble", "Wobble at home?", "Wobble boards", "Wobbling feet"]),
        ({"kind": "article"}, ["Wobble boards", "Wobbling feet"]),
        ({"kind": "member"}, ["Wobble"]),
        ({"topic": "hips"}, ["Wobble at home?", "Wobble boards"]),
        ({"topic": "hips", "kind": "question"}, ["Wobble at home?"]),
        ({"state": "unanswered"}, ["Wobble at home?"]),
        ({"when": "month"}, ["Wobble at home?", "Wobble boards"]),
        ({"kind": "claim"}, []),
        ({"kind": "odd", "topic": "odd", "state": "odd", "when": "odd", "page": "odd"},
         ["Wobble", "Wobble at home?", "Wobble boards", "Wobbling feet"]),
    ],
)  # fmt: skip
def test_search_can_be_narrowed_by_kind_topic_state_and_date(client, scene, chosen, expected):
    assert sorted(titles(page(client, "wobble", **chosen))) == expected


def test_filters_are_links_that_keep_the_words_and_each_other(client, scene):
    filters = page(client, "wobble", topic="hips", kind="article").context["filters"]

    assert [row.label for row in filters] == ["What it is", "Topic", "How it stands", "Since when"]
    kinds = {choice.label: choice.href for choice in filters[0].groups[1][1]}
    assert kinds["Questions (1)"] == "?q=wobble&kind=question&topic=hips"
    assert filters[0].groups[0][1][0].href == "?q=wobble&topic=hips"
    assert [row.chosen for row in filters] == ["Articles (1)", "Hips", "", ""]


def test_pages_keep_the_words_and_the_filters(client, db):
    article = ArticleFactory()
    for number in range(45):
        CommentFactory(article=article, body=f"Wobble number {number}.")
    fill()

    pages = [page(client, "wobble", kind="comment", page=number) for number in (1, 2, 3, 99)]
    found = [[row.hit.subject_key for row in answer.context["rows"]] for answer in pages]

    assert [len(keys) for keys in found] == [20, 20, 5, 5]
    assert len({key for keys in found for key in keys}) == 45
    assert '<a href="?q=wobble&amp;kind=comment&amp;page=2">2</a>' in pages[0].content.decode()


@pytest.mark.parametrize(
    ("words", "chosen", "said"),
    [
        ("", {}, "Type a word or two, such as the name of an exercise."),
        ('"', {}, "Signs alone find nothing. Type at least one word."),
        ("zebra", {}, "Nothing has these words. Try fewer or simpler words, or look through a topic:"),
        ("zebra", {"kind": "article"}, "Nothing like this has these words. Take a filter away."),
        ("boards zebra", {}, "Nothing has all of these words. This has some of them:"),
    ],
)
def test_empty_state_says_what_to_do(client, scene, words, chosen, said):
    assert said in page(client, words, **chosen).content.decode()


def test_misspelt_word_leads_to_the_one_that_was_meant(client, scene):
    html = page(client, "wobbel baords").content.decode()

    assert 'Did you mean <a href="?q=wobble+boards">wobble boards</a>?' in html
    assert "Did you mean" not in page(client, "wobble boards").content.decode()
    assert page(client, "wobbel zebra").context["meant"] == "wobble zebra"
    assert page(client, "xylophone").context["meant"] is None


def test_search_that_is_too_long_keeps_the_words_and_says_how_to_mend_it(client, db):
    words = "wobble " * 30

    html = page(client, words).content.decode()

    message = "This is too long: 209 characters. A search takes 200: keep the words that matter."
    assert html.count(message) == 2  # in the summary and beside the field
    assert f'value="{words.strip()}"' in html or f'value="{words}"' in html
    assert "<title>Error: Search" in " ".join(html.split())


ODD = [
    '"', '""', "'", "*", "a*", "AND", "OR NOT", "NEAR(a b)", "(", "a:b", "-a", "^a", "{a b}", "\\", "%", "_", "<b>",
    "&", "!", "a & b", ":*", "'':*", "\x00", "a\x00b", "١٢٣", "日本", "é" * 150, "🦴", "\ue000x\ue001", "-- ;",
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("words", ODD)
def test_odd_input_is_answered(client, scene, words):
    assert page(client, words).status_code == 200


def test_words_in_a_hit_are_never_html(client, db):
    CommentFactory(body="Wobble `<script>alert(1)</script>` & <b>wobble</b>", kind="question", title="<i>Wobble</i>?")
    fill()

    html = page(client, "wobble alert").content.decode()

    assert "&lt;i&gt;Wobble&lt;/i&gt;?" in html  # the title; PostgreSQL leaves tags out of snippets
    assert "<mark>Wobble</mark>" in html
    assert ("<script>alert" in html, "<i>Wobble" in html) == (False, False)


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_nobody_finds_what_is_not_public_whoever_asks(client, moderator, status):
    author = MemberFactory()
    comment = CommentFactory(body="Secret wobble", author=author)
    ArticleFactory(title="Wobble in secret", published=False)
    fill()
    code = "promotion" if status == "removed" else ""
    comment.move_to(status, code=code)  # past every verb, as if the worker were late

    for person in (None, author, moderator, MemberFactory()):
        if person:
            client.force_login(person)
        assert titles(page(client, "wobble")) == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_answer_does_not_name_a_question_that_is_not_public(client, status):
    question = CommentFactory(kind="question", title="Secret zebra?")
    CommentFactory(parent=question, body="Wobble boards.")
    fill()
    assert "Secret zebra?" in page(client, "wobble").content.decode()
    question.move_to(status, code="promotion" if status == "removed" else "")

    response = page(client, "wobble")

    assert [row.hit.shown.place for row in response.context["rows"]] == [question.discussion.article.title]
    assert "zebra" not in response.content.decode()


@pytest.mark.django_db
def test_synonyms_of_a_thing_find_one_another(client):
    Thing.objects.create(name="straight-leg raise", slug="slr", synonyms=["SLR", "leg lift"])
    ArticleFactory(title="The straight leg raise", body="Lie on your back.")
    fill()

    assert [titles(page(client, words)) for words in ("slr", "leg lift", "leg lifts at home", "LIFT")] == [
        ["The straight leg raise"], ["The straight leg raise"], ["The straight leg raise"], [],
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_search_that_finds_nothing_takes_the_same_queries(client, count, django_assert_num_queries):
    for number in range(count):
        ArticleFactory(title=f"Wobble {number}", topics=[TopicFactory()])
    fill()

    with django_assert_num_queries(11):
        page(client, "wobbel zebra")


@pytest.mark.django_db
def test_ruled_dispute_is_found_by_what_was_found(client, editor):
    row = dispute(words=WALKING)
    rule(row, by=editor, summary="Walking never harmed a wombat.")
    fill()

    response = page(client, "wombat", state="ruled")

    assert [hit.hit.shown.thing for hit in response.context["rows"]] == [row]
