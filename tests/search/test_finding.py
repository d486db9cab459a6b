"""What is found: articles, questions, answers, comments, disputes and claims, by the words they say."""

import pytest
from django.contrib.auth.models import AnonymousUser

from articles.searching import Passage, passages_for
from search.engines import Narrowed
from search.reading import alike, find
from tests.claims.scenes import WALKING, article_of, block_of, dispute, rule
from tests.factories import ArticleFactory, CommentFactory, TopicFactory
from tests.search.index import fill

NOBODY = AnonymousUser()


def keys(text, **narrowed):
    """Return the keys of what is found."""
    return [hit.subject_key for hit in find(text, member=NOBODY, narrowed=Narrowed(**narrowed)).hits]


@pytest.fixture
def scene(db):
    """An article with a question, its answer and a remark, and a dispute about other words."""
    article = ArticleFactory(title="Bridges and clamshells", topics=[TopicFactory(slug="hips")])
    question = CommentFactory(article=article, kind="question", title="Numb feet?", body="What about neuropathy?")
    answer = CommentFactory(parent=question, body="With neuropathy I sit on a chair.")
    remark = CommentFactory(article=article, body="My physio knows neuropathy well.")
    row = dispute(words=WALKING, question="Is walking enough with neuropathy?")
    fill()
    return {"article": article, "question": question, "answer": answer, "remark": remark, "dispute": row}


def test_every_kind_is_found_by_its_words(scene):
    found = find("neuropathy", member=NOBODY)

    assert {hit.subject_key: hit.kind for hit in found.hits} == {
        f"comment:{scene['question'].pk}": "question",
        f"comment:{scene['answer'].pk}": "answer",
        f"comment:{scene['remark'].pk}": "comment",
        f"dispute:{scene['dispute'].pk}": "dispute",
    }
    assert (found.total, found.counts) == (4, {"question": 1, "answer": 1, "comment": 1, "dispute": 1})
    assert keys("clamshells") == [f"article:{scene['article'].pk}"]


def test_hit_shows_where_it_leads_and_the_words_around(scene):
    [hit] = find("chair", member=NOBODY).hits

    assert "I sit on a <mark>chair</mark>" in hit.snippet
    assert hit.shown.url == f"/comments/{scene['answer'].pk}/"
    [question] = find("neuropathy", member=NOBODY, narrowed=Narrowed(kinds=["question"])).hits
    assert question.shown.url == scene["question"].question.get_absolute_url()
    assert (hit.shown.title, hit.shown.place) == (f"Answer by {scene['answer'].author.public_name}", "Numb feet?")


def test_word_is_found_in_another_form_and_without_its_accents(db):
    article = ArticleFactory(title="Cafés for walkers", body="People walked there.")
    fill()

    assert [keys(words) for words in ("walking", "CAFE", "cafés walk")] == [[f"article:{article.pk}"]] * 3


def test_words_in_quotation_marks_must_stand_together(db):
    together = ArticleFactory(body="Try the leg press today.")
    ArticleFactory(body="Press the leg down.")
    fill()

    assert keys('"leg press"') == [f"article:{together.pk}"]


def test_where_nothing_has_all_the_words_what_has_some_is_found_and_that_is_said(scene):
    found = find("clamshells zebra", member=NOBODY)

    assert ([hit.subject_key for hit in found.hits], found.is_loose) == ([f"article:{scene['article'].pk}"], True)


def test_title_counts_for_more_than_the_text(db):
    aside = ArticleFactory(title="Shoes", body="Also good: yoga.")
    named = ArticleFactory(title="Yoga", body="Breathe in slowly.")
    fill()

    assert keys("yoga") == [f"article:{named.pk}", f"article:{aside.pk}"]


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"kinds": ["question"]}, ["question"]),
        ({"kinds": ["answer", "comment"]}, ["answer", "remark"]),
        ({"topic": "hips"}, ["question", "answer", "remark"]),
        ({"states": ["answered"]}, ["question"]),
        ({"states": ["open"]}, ["dispute"]),
        ({"states": ["ruled"]}, []),
    ],
)
def test_search_can_be_narrowed(scene, narrowed, expected):
    names = {
        f"{'dispute' if name == 'dispute' else 'comment'}:{row.pk}": name for name, row in scene.items()
        if name != "article"
    }  # fmt: skip

    assert sorted(names[key] for key in keys("neuropathy", **narrowed)) == sorted(expected)


def test_question_that_is_written_finds_its_like_and_settled_disputes(scene, editor):
    settled = dispute(words=WALKING, question="Is a walk safe for numb feet?")
    rule(settled, by=editor)
    fill()
    text = "I have neuropathy in both feet and they are numb. How shall I do exercises where I stand on them?"

    same = alike(text, member=NOBODY, kinds=["question"])
    ended = alike(text, member=NOBODY, kinds=["dispute"], states=["ruled"])

    assert [hit.subject_key for hit in same] == [f"comment:{scene['question'].pk}"]
    assert [hit.subject_key for hit in ended] == [f"dispute:{settled.pk}"]
    assert alike(text, member=NOBODY, kinds=["question"], besides=[f"comment:{scene['question'].pk}"]) == []
    assert alike("zebra", member=NOBODY) == []


def test_passages_of_articles_are_found_for_a_question(db, django_assert_num_queries):
    article, other = article_of(dispute(words=WALKING)), ArticleFactory(body="## Walking\n\nSwim.")
    fill()

    question = "May I walk if my bones are thin?"
    hits = alike(question, member=NOBODY, kinds=["article"])
    with django_assert_num_queries(1):
        passages = passages_for(question, [hit.shown.thing for hit in hits])

    assert [hit.subject_key for hit in hits] == [f"article:{article.pk}", f"article:{other.pk}"]
    assert "<mark>Walking</mark>" in hits[0].snippet
    key = block_of(article, WALKING).key
    assert passages == {article.pk: Passage(WALKING, f"{article.get_absolute_url()}#b-{key}")}
