"""An article goes live: numbered, cut into blocks that keep their keys, its references frozen, its dates told apart."""

import re
from datetime import timedelta

import pytest

from articles import consequences
from articles.actions import (
    NothingToPublish,
    StaleBase,
    StaleDraft,
    publish_draft,
    restore_article,
    save_draft,
    update_source,
    withdraw_article,
)
from articles.models import Article, Block, Draft, Revision, Source
from audit.models import Detail, Entry
from tests.factories import NOON, ArticleFactory, MemberFactory

pytestmark = pytest.mark.django_db
LATER, LATEST = NOON + timedelta(days=1), NOON + timedelta(days=2)
BODY = "Walk daily.\n\nLift slowly and rest.\n\n- Jump\n- Swim"


def _publish(article, body=None, *, kind="update", at=LATER, **fields):
    """Save a text, if one is given, and publish it."""
    editor = MemberFactory()
    draft = Draft.objects.get(article=article)
    if body is not None:
        save_draft(
            article=article, title=draft.title, standfirst=draft.standfirst, body=body, base_version=draft.version,
            by=editor, at=at,
        )  # fmt: skip
    return publish_draft(article=article, kind=kind, reason="New findings.", by=editor, at=at, **fields)


def _keys(revision):
    return dict(Block.objects.filter(revision=revision).order_by("position").values_list("text", "key"))


def _counts():
    return Revision.objects.count(), Block.objects.count(), Entry.objects.filter(verb="publish_draft").count()


def test_first_publication_is_revision_one_and_first():
    article, editor = ArticleFactory(title="Walking", standfirst="Why.", body=BODY, published=False), MemberFactory()

    revision = publish_draft(article=article, kind="typo", reason="Here.", by=editor, at=LATER)

    article.refresh_from_db()
    told = (revision.number, revision.kind, revision.reason, revision.published_by, revision.published_at)
    assert told == (1, "first", "Here.", editor, LATER)
    assert (revision.title, revision.standfirst, revision.body, revision.word_count) == ("Walking", "Why.", BODY, 8)
    assert (article.current_revision, article.status, article.draft.base) == (revision, "published", revision)


def test_revisions_are_numbered_for_each_article():
    article, other = ArticleFactory(body=BODY), ArticleFactory(body=BODY)

    numbers = [_publish(article, f"{BODY}\n\nMore {n}.").number for n in range(3)]

    assert (numbers, _publish(other, "Other.").number) == ([2, 3, 4], 2)


def test_title_and_standfirst_go_live_with_the_revision_and_not_before():
    article, editor = ArticleFactory(title="Walking", standfirst="Why.", body=BODY), MemberFactory()

    save_draft(article=article, title="Walks", standfirst="How.", body=BODY, base_version=1, by=editor, at=LATER)
    article.refresh_from_db()
    before = (article.title, article.standfirst)
    _publish(article)
    article.refresh_from_db()

    assert (before, (article.title, article.standfirst)) == (("Walking", "Why."), ("Walks", "How."))


def test_blocks_are_frozen_in_order():
    article = ArticleFactory(body="# Safety\n\nDo this:\n\n- *Walk*\n  - daily\n\n::: dont\nJump.\n:::")

    rows = Block.objects.filter(revision=article.current_revision).order_by("position")

    told = rows.values_list("position", "kind", "markdown", "text", "container", "lead_in", "parent_item")
    assert list(told) == [
        (0, "heading", "Safety", "Safety", "", "", ""),
        (1, "paragraph", "Do this:", "Do this:", "", "", ""),
        (2, "item", "*Walk*", "Walk", "", "Do this:", ""),
        (3, "item", "daily", "daily", "", "Do this:", "Walk"),
        (4, "title", "Do not", "Do not", "dont", "", ""),
        (5, "paragraph", "Jump.", "Jump.", "dont", "", ""),
    ]
    assert all(re.fullmatch("[a-z2-9]{8}", row.key) for row in rows)


@pytest.mark.parametrize(
    "body", ["- - item in an item", "- # heading in an item", "- item\n-", "- ::: do\n  box\n  :::"]
)
def test_odd_text_is_published(body):
    article = ArticleFactory(body=body)

    parents = Block.objects.filter(revision=article.current_revision).values_list("parent_item", flat=True)

    assert set(parents) == {""}


def test_blocks_keep_their_keys_through_an_edit():
    article = ArticleFactory(body=BODY)
    was = _keys(article.current_revision)

    revision = _publish(article, "New.\n\nWalk daily.\n\nLift slowly and rest well.\n\n- Swim\n- Jump\n- Run")

    now = _keys(revision)
    assert now == {
        "New.": now["New."],
        "Walk daily.": was["Walk daily."],
        "Lift slowly and rest well.": was["Lift slowly and rest."],
        "Swim": was["Swim"],
        "Jump": was["Jump"],
        "Run": now["Run"],
    }
    assert {now["New."], now["Run"]} & set(was.values()) == set()


def test_earlier_revision_is_left_as_it_was():
    article = ArticleFactory(body=BODY)
    first = article.current_revision
    was = list(Block.objects.filter(revision=first).order_by("pk").values())

    _publish(article, "Something else.")

    assert list(Block.objects.filter(revision=first).order_by("pk").values()) == was
    assert Revision.objects.get(pk=first.pk).body == BODY


def test_restored_text_gets_its_key_back_and_other_text_never_does():
    article = ArticleFactory(body=BODY)
    was = _keys(article.current_revision)
    without = _keys(_publish(article, BODY.replace("Lift slowly and rest.\n\n", "")))
    other = _keys(_publish(article, BODY.replace("Lift slowly and rest.", "Nothing of the kind.")))

    restored = _keys(_publish(article, BODY))

    assert restored == was
    assert without == {text: key for text, key in was.items() if text != "Lift slowly and rest."}
    assert other["Nothing of the kind."] not in was.values()


def test_keys_are_unique_in_an_article_for_ever():
    article = ArticleFactory(body="One.")
    for text in ("Two.", "Three.", "Four.\n\nOne.", "Five."):
        _publish(article, text)

    told = Block.objects.filter(revision__article=article).order_by("pk").values_list("text", "key")

    keys = {}
    for text, key in told:
        keys.setdefault(key, set()).add(text)
    assert sorted(map(sorted, keys.values())) == [["Five."], ["Four."], ["One."], ["Three."], ["Two."]]


def test_references_are_frozen_as_printed_with_their_sources():
    body = "Walk.[^b] Lift.[^a]\n\n[^a]: Watson 2018, doi:10.1002/jbmr.3284\n[^b]: Smith 2012.\n[^c]: Unused."
    article = ArticleFactory(body=body)
    source = Source.objects.get(doi="10.1002/jbmr.3284")
    update_source(source=source, title="LIFTMOR", by=MemberFactory(), at=LATER)
    _publish(article, body.replace("Watson 2018", "Watson et al. 2018"))

    told = [
        list(revision.citations.order_by("number").values_list("number", "label", "printed"))
        for revision in article.revisions.order_by("number")
    ]

    others = [(1, "b", "Smith 2012."), (3, "c", "Unused.")]
    assert told == [
        [others[0], (2, "a", "Watson 2018, doi:10.1002/jbmr.3284"), others[1]],
        [others[0], (2, "a", "Watson et al. 2018, doi:10.1002/jbmr.3284"), others[1]],
    ]
    assert [row.source for row in source.citations.order_by("pk")] == [source, source]
    assert Source.objects.count() == 3


@pytest.mark.parametrize(
    ("kind", "moves"),
    [("typo", False), ("clarification", False), ("update", True), ("correction", True), ("safety", True)],
)
def test_dates_are_told_apart(kind, moves):
    article = ArticleFactory(body=BODY)
    Article.objects.filter(pk=article.pk).update(reviewed_on=NOON.date())

    _publish(article, f"{BODY}\n\nMore.", kind=kind, at=LATER)

    article.refresh_from_db()
    assert article.first_published_at == NOON
    assert article.last_changed_at == (LATER if moves else NOON)
    assert article.reviewed_on == NOON.date()
    assert article.current_revision.published_at == LATER


def test_publishing_raises_the_version_of_the_page():
    article = ArticleFactory(body=BODY)
    version = article.version

    _publish(article, "Other.")

    article.refresh_from_db()
    assert article.version == version + 1


def test_publishing_logs_the_reason_that_readers_see():
    article = ArticleFactory(body=BODY)

    revision = _publish(article, "Other.", kind="correction")

    entry = Entry.objects.order_by("pk").last()
    told = (entry.verb, entry.subject, entry.revision, entry.after, entry.actor_id)
    assert told == ("publish_draft", f"article:{article.pk}", 2, {"kind": "correction"}, revision.published_by_id)
    assert Detail.objects.get(entry_id=entry.pk).public_note == "New findings."


def test_publishing_tells_the_apps_above_in_the_same_transaction():
    article, told = ArticleFactory(body=BODY), []
    first = article.current_revision

    consequences.ON_PUBLISHED.append(
        lambda **said: told.append((said["revision"].number, said["previous"], said["at"]))
    )
    try:
        _publish(article, "Other.")
    finally:
        consequences.ON_PUBLISHED.pop()

    assert told == [(2, first, LATER)]


def test_nothing_new_is_not_published():
    article = ArticleFactory(body=BODY)
    before = _counts()

    with pytest.raises(NothingToPublish):
        _publish(article)

    assert _counts() == before


@pytest.mark.parametrize("body", ["", " \n", "[^1]: Smith 2012."])
def test_empty_text_is_not_published(body):
    article = ArticleFactory(body=body, published=False)

    with pytest.raises(NothingToPublish):
        _publish(article)

    article.refresh_from_db()
    assert (article.status, _counts()) == ("draft", (0, 0, 0))


def test_draft_on_an_older_revision_asks_for_a_merge():
    article = ArticleFactory(body=BODY)
    first = article.current_revision
    _publish(article, "Theirs.")
    Draft.objects.filter(article=article).update(base=first, body="Mine.")
    before = _counts()

    with pytest.raises(StaleBase):
        _publish(article)

    assert _counts() == before


def test_draft_that_a_colleague_has_changed_is_not_published_unread():
    article = ArticleFactory(body=BODY)
    _publish(article, "Read.")
    draft = Draft.objects.get(article=article)
    save_draft(
        article=article, title=draft.title, standfirst=draft.standfirst, body="Unread.", base_version=draft.version,
        by=MemberFactory(), at=LATER,
    )  # fmt: skip

    with pytest.raises(StaleDraft) as refused:
        _publish(article, version=draft.version)

    assert (refused.value.draft.body, Revision.objects.filter(article=article).count()) == ("Unread.", 2)
    assert _publish(article, version=draft.version + 1).body == "Unread."


def test_withdrawn_article_leaves_the_lists_and_keeps_its_reason():
    article, other = ArticleFactory(), ArticleFactory()
    version = article.version

    withdraw_article(article=article, reason="Unsafe.", by=MemberFactory(), at=LATER)

    article.refresh_from_db()
    told = (article.status, article.withdrawn_at, article.withdrawn_reason, article.version)
    assert told == ("withdrawn", LATER, "Unsafe.", version + 1)
    assert (list(Article.objects.published()), list(Article.objects.withdrawn())) == ([other], [article])


def test_restored_article_is_back_in_the_lists_without_a_reason():
    article, other = ArticleFactory(), ArticleFactory()
    for each in (article, other):
        withdraw_article(article=each, reason="Unsafe.", by=MemberFactory(), at=LATER)

    restore_article(article=article, by=MemberFactory(), at=LATEST)

    article.refresh_from_db()
    assert (article.status, article.withdrawn_at, article.withdrawn_reason) == ("published", None, "")
    assert (list(Article.objects.published()), list(Article.objects.withdrawn())) == ([article], [other])


def _withdrawn(article):
    withdraw_article(article=article, reason="Unsafe.", by=article.created_by, at=NOON)
    return article


@pytest.mark.parametrize(
    ("make", "verb"),
    [
        pytest.param(lambda: ArticleFactory(published=False), withdraw_article, id="withdraw a draft"),
        pytest.param(lambda: _withdrawn(ArticleFactory()), withdraw_article, id="withdraw twice"),
        pytest.param(ArticleFactory, restore_article, id="restore a published one"),
        pytest.param(lambda: ArticleFactory(published=False), restore_article, id="restore a draft"),
    ],
)
def test_article_in_another_state_is_left_alone(make, verb):
    article = make()
    entries = Entry.objects.count()

    with pytest.raises(ValueError, match="only a"):
        verb(article=article, by=MemberFactory(), at=LATER, **({"reason": "R."} if verb is withdraw_article else {}))

    assert Entry.objects.count() == entries
