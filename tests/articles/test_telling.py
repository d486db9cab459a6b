"""Who is told that an article went live: its followers, and of a new one the followers of its topics."""

import pytest

from articles.actions import publish_draft, save_draft, tell_about_revision, withdraw_article
from articles.models import Article
from notifications.actions import follow
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, ArticleFactory, MemberFactory, TopicFactory
from tests.notifications.scenes import told

pytestmark = pytest.mark.django_db


def _publish(article, kind="update", by=None):
    by = by or MemberFactory()
    article = Article.objects.select_related("draft").get(pk=article.pk)
    draft = article.draft
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst, body=f"{draft.body}\nMore.\n",
        base_version=draft.version, by=by, at=NOON,
    )  # fmt: skip
    return publish_draft(article=article, kind=kind, reason="More is known.", by=by, at=NOON)


def _tell(revision):
    return tell_about_revision(revision_id=revision.pk, at=NOON)


def _followers(*keys):
    members = MemberFactory.create_batch(len(keys))
    for member, key in zip(members, keys, strict=True):
        follow(member=member, subject_key=key, at=NOON)
    return members


def test_new_article_is_told_once_to_who_follows_one_of_its_topics_or_both():
    one, other, third = TopicFactory(), TopicFactory(), TopicFactory()
    first, second, elsewhere = _followers(f"topic:{one.pk}", f"topic:{other.pk}", f"topic:{third.pk}")
    follow(member=first, subject_key=f"topic:{other.pk}", at=NOON)
    article = ArticleFactory(title="Walking", topics=[one, other])

    counts = [_tell(article.current_revision) for _time in range(2)]

    assert (counts, [told(member) for member in (first, second, elsewhere)]) == (
        [2, 0], [[("article_new", "A new article: Walking")]] * 2 + [[]],
    )  # fmt: skip


def test_changed_article_is_told_to_its_followers_with_the_reason():
    article, topic = ArticleFactory(title="Walking"), TopicFactory()
    article.topics.add(topic)
    follower, of_topic, elsewhere = _followers(f"article:{article.pk}", f"topic:{topic.pk}", f"article:{article.pk}9")

    _tell(_publish(article))

    notice = Notice.objects.get()
    assert (notice.member, notice.title) == (follower, "An article that you follow has changed: Walking")
    assert (notice.text, told(of_topic), told(elsewhere)) == ("What changed: More is known.", [], [])


@pytest.mark.parametrize("case", ["typo", "superseded", "withdrawn", "own"])
def test_what_is_no_news_is_told_to_nobody(case):
    article = ArticleFactory()
    (follower,) = _followers(f"article:{article.pk}")
    revision = _publish(article, kind="typo" if case == "typo" else "update", by=follower if case == "own" else None)
    if case == "superseded":
        _publish(article)
    elif case == "withdrawn":
        withdraw_article(article=article, reason="Old.", by=MemberFactory(), at=NOON)

    assert (_tell(revision), Notice.objects.count()) == (0, 0)


def test_withdrawal_takes_back_what_was_told():
    article = ArticleFactory()
    _followers(f"article:{article.pk}")
    _tell(_publish(article))

    withdraw_article(article=article, reason="Old.", by=MemberFactory(), at=NOON)

    assert (Notice.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 4])
def test_telling_takes_the_same_queries_however_many_follow(count, django_assert_num_queries):
    article = ArticleFactory()
    _followers(*[f"article:{article.pk}"] * count)
    revision = _publish(article)

    with django_assert_num_queries(10):
        assert _tell(revision) == count
