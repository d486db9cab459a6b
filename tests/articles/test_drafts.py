"""Articles before they are live: begun once, saved without overwriting a colleague, described."""

import uuid
from datetime import timedelta

import pytest

from articles.actions import (
    StaleDraft,
    add_author,
    add_topic,
    create_article,
    find_or_add_source,
    publish_draft,
    rebase_draft,
    rename_article,
    restore_article,
    save_draft,
    set_byline,
    update_author,
    update_details,
    update_source,
    withdraw_article,
)
from articles.actions.drafts import KEPT_VERSIONS
from articles.models import Article, Draft, DraftVersion, SlugRedirect, Source
from audit.models import Entry
from common.markdown import MAX_ARTICLE_CHARS, MarkdownTooLarge
from tests.factories import NOON, ArticleFactory, AuthorFactory, MemberFactory, TopicFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


def _save(article, body, *, version, by=None, title="Walking", standfirst="", at=LATER):
    return save_draft(
        article=article, title=title, standfirst=standfirst, body=body, base_version=version, by=by or MemberFactory(),
        at=at,
    )  # fmt: skip


def _draft(body="One."):
    return ArticleFactory(title="Walking", standfirst="", body=body, published=False)


def _texts(article):
    return list(DraftVersion.objects.filter(draft__article=article).order_by("number").values_list("number", "body"))


def test_new_article_is_a_draft_with_its_first_version():
    editor, topic, authors = MemberFactory(), TopicFactory(), AuthorFactory.create_batch(2)

    article = create_article(
        title="Walking", standfirst="Why.", body="One.", topics=[topic], authors=authors[::-1], prompt="And you?",
        by=editor, at=NOON,
    )  # fmt: skip

    told = (article.title, article.slug, article.standfirst, article.prompt, article.created_by, article.created_at)
    assert told == ("Walking", "walking", "Why.", "And you?", editor, NOON)
    assert (article.status, list(article.topics.all())) == ("draft", [topic])
    assert [row.author for row in article.bylines.order_by("position")] == authors[::-1]
    draft = Draft.objects.get()
    assert (draft.body, draft.version, draft.base, draft.updated_by, draft.updated_at) == (
        "One.",
        1,
        None,
        editor,
        NOON,
    )
    assert _texts(article) == [(1, "One.")]


def test_same_form_sent_twice_makes_one_article():
    editor, key = MemberFactory(), uuid.uuid4()

    made = [create_article(title="Walking", body="One.", submission_key=key, by=editor, at=NOON) for _n in range(2)]

    assert (made[0], Article.objects.count(), Entry.objects.count()) == (made[1], 1, 1)


def test_same_key_of_another_editor_makes_another_article():
    key = uuid.uuid4()

    made = {create_article(title="Walking", body="A", submission_key=key, by=MemberFactory(), at=NOON) for _n in "ab"}

    assert len(made) == 2


def test_equal_text_without_a_key_is_no_double():
    editor = MemberFactory()

    made = [create_article(title="Walking", body="One.", by=editor, at=NOON).slug for _n in range(3)]

    assert made == ["walking", "walking-2", "walking-3"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Straight-leg raises: safe?", "straight-leg-raises-safe"),
        ("\u9aa8", "article"),
        ("w" * 160, "w" * 100),
        ("w" * 99 + " x", "w" * 99),
    ],
)
def test_slug_is_made_from_the_title(title, slug):
    assert create_article(title=title, body="One.", by=MemberFactory(), at=NOON).slug == slug


def test_slug_that_once_belonged_to_another_article_is_not_given_again():
    article = ArticleFactory(title="Walking")
    rename_article(article=article, slug="walking-daily")

    assert ArticleFactory(title="Walking").slug == "walking-2"


def test_article_that_cannot_be_read_is_not_begun():
    with pytest.raises(MarkdownTooLarge):
        create_article(title="Walking", body="x" * (MAX_ARTICLE_CHARS + 1), by=MemberFactory(), at=NOON)

    assert (Article.objects.count(), Entry.objects.count()) == (0, 0)


def test_saving_raises_the_version_and_keeps_both_texts():
    article, editor = _draft(), MemberFactory()

    draft = _save(article, "Two.", version=1, by=editor, title="Walk", standfirst="Why.")

    draft.refresh_from_db()
    assert (draft.title, draft.standfirst, draft.body, draft.version) == ("Walk", "Why.", "Two.", 2)
    assert (draft.updated_by, draft.updated_at) == (editor, LATER)
    assert _texts(article) == [(1, "One."), (2, "Two.")]


def test_saving_the_same_words_again_keeps_the_version():
    article = _draft()
    _save(article, "Two.", version=1)

    draft = _save(article, "Two.", version=1)  # sent twice: the editor never saw version 2

    assert (draft.version, _texts(article)) == (2, [(1, "One."), (2, "Two.")])


def test_saving_over_a_colleague_is_refused_with_what_they_saved():
    article, colleague = _draft(), MemberFactory()
    theirs = _save(article, "Theirs.", version=1, by=colleague)

    with pytest.raises(StaleDraft) as refused:
        _save(article, "Mine.", version=1)

    assert (refused.value.draft, refused.value.draft.body) == (theirs, "Theirs.")
    assert _texts(article) == [(1, "One."), (2, "Theirs.")]


def test_saving_what_cannot_be_read_changes_nothing():
    article = _draft()

    with pytest.raises(MarkdownTooLarge):
        _save(article, "[" * 3000, version=1)

    assert _texts(article) == [(1, "One.")]


def test_last_fifty_versions_are_kept_of_each_draft():
    article, other, editor = _draft(), _draft(body="Other."), MemberFactory()

    for number in range(1, KEPT_VERSIONS + 2):
        _save(article, f"Text {number}.", version=number, by=editor)

    numbers = [number for number, _text in _texts(article)]
    assert numbers == list(range(3, KEPT_VERSIONS + 3))
    assert _texts(other) == [(1, "Other.")]


def test_rebased_draft_holds_the_merged_text_and_stands_on_the_live_revision():
    article, editor = ArticleFactory(title="Walking", standfirst="", body="One."), MemberFactory()
    Draft.objects.filter(article=article).update(base=None)

    draft = rebase_draft(
        article=article, base_version=1, title="Walking", standfirst="", body="Merged.", by=editor, at=LATER
    )

    draft.refresh_from_db()
    assert (draft.body, draft.version, draft.base) == ("Merged.", 2, article.current_revision)


def test_rebasing_over_a_colleague_is_refused_and_leaves_the_base():
    article, editor = ArticleFactory(title="Walking", standfirst="", body="One."), MemberFactory()
    Draft.objects.filter(article=article).update(base=None)
    _save(article, "Theirs.", version=1)

    with pytest.raises(StaleDraft):
        rebase_draft(article=article, base_version=1, title="W", standfirst="", body="Merged.", by=editor, at=LATER)

    draft = Draft.objects.get(article=article)
    assert (draft.body, draft.base) == ("Theirs.", None)


def test_byline_is_put_in_its_new_order():
    first, second, third = AuthorFactory.create_batch(3)
    article, other = ArticleFactory(authors=[first, second]), ArticleFactory(authors=[first])

    set_byline(article=article, authors=[third, first])

    rows = [[row.author for row in each.bylines.order_by("position")] for each in (article, other)]
    assert rows == [[third, first], [first]]


def test_details_are_changed_and_raise_the_version():
    article, editor = ArticleFactory(title="Walking"), MemberFactory()
    author, topic, version = AuthorFactory(), TopicFactory(), article.version

    update_details(
        article=article, topics=[topic], authors=[author], slug="walking", prompt="And you?", reviewed_on=NOON.date(),
        reviewed_by="Dr. Kay", by=editor, at=LATER,
    )  # fmt: skip

    article.refresh_from_db()
    assert (article.prompt, article.reviewed_on, article.reviewed_by) == ("And you?", NOON.date(), "Dr. Kay")
    assert (list(article.topics.all()), list(article.authors.all())) == ([topic], [author])
    assert (article.version, article.last_changed_at, SlugRedirect.objects.count()) == (version + 1, NOON, 0)


def test_new_address_leaves_a_redirect_from_each_former_one():
    article = ArticleFactory(title="Walking")

    for slug in ("walk", "walks"):
        update_details(article=article, topics=[], authors=[], slug=slug, by=MemberFactory(), at=LATER)

    article.refresh_from_db()
    assert article.slug == "walks"
    assert list(SlugRedirect.objects.order_by("pk").values_list("slug", "article")) == [
        ("walking", article.pk),
        ("walk", article.pk),
    ]


def test_former_address_can_be_taken_back():
    article = ArticleFactory(title="Walking")
    rename_article(article=article, slug="walk")

    rename_article(article=article, slug="walking")

    article.refresh_from_db()
    assert (article.slug, list(SlugRedirect.objects.values_list("slug", flat=True))) == ("walking", ["walk"])


@pytest.mark.parametrize("taken", ["jumping", "jump"], ids=["has", "had"])
def test_address_that_another_article_has_or_had_is_refused(taken):
    other = ArticleFactory(title="Jump")
    rename_article(article=other, slug="jumping")
    article = ArticleFactory(title="Walking")

    with pytest.raises(ValueError, match=taken):
        update_details(article=article, topics=[], authors=[], slug=taken, by=MemberFactory(), at=LATER)

    article.refresh_from_db()
    assert (article.slug, Entry.objects.filter(verb="update_details").count()) == ("walking", 0)


REFERENCE = "Watson et al., J Bone Miner Res 2018;33:211-220, doi:10.1002/jbmr.3284"


def test_source_is_found_again_by_its_doi_however_it_is_written():
    editor = MemberFactory()
    find_or_add_source(reference="Other 2001, doi:10.1000/other", by=editor, at=NOON)

    sources = [
        find_or_add_source(reference=REFERENCE, by=editor, at=NOON),
        find_or_add_source(doi="https://doi.org/10.1002/JBMR.3284", by=editor, at=LATER),
        find_or_add_source(url="https://example.org/doi/full/10.1002/jbmr.3284", by=editor, at=LATER),
    ]

    assert (sources, Source.objects.count()) == ([sources[0]] * 3, 2)
    assert (sources[0].doi, sources[0].url, sources[0].year) == ("10.1002/jbmr.3284", None, 2018)
    assert (sources[0].title, sources[0].added_at) == (REFERENCE, NOON)


def test_source_is_found_again_by_its_address_whatever_hangs_on_it():
    editor = MemberFactory()

    first = find_or_add_source(reference="A clinic, https://www.example.org/bones", by=editor, at=NOON)
    second = find_or_add_source(url="http://example.org/bones/?p=1#top", by=editor, at=NOON)
    third = find_or_add_source(url="https://example.org/other", by=editor, at=NOON)

    assert (first == second, first == third, first.url) == (True, False, "https://example.org/bones")


def test_source_without_doi_or_address_is_found_again_by_its_words():
    editor = MemberFactory()

    first, second, third = [
        find_or_add_source(reference=words, by=editor, at=NOON)
        for words in ("Smith 2012.", "Smith 2012.", "Smith 2013.")
    ]

    assert (first == second, first == third) == (True, False)


def test_source_keeps_what_is_known_of_it():
    source = find_or_add_source(
        doi="10.1000/1", title="Strong", venue="Bone", year=2022, kind="guideline", by=MemberFactory(), at=NOON
    )

    assert (source.title, source.venue, source.year, source.kind) == ("Strong", "Bone", 2022, "guideline")


def test_described_source_logs_what_changed_and_nothing_else():
    editor = MemberFactory()
    source = find_or_add_source(reference=REFERENCE, by=editor, at=NOON)

    update_source(source=source, title="LIFTMOR", year=2018, kind="trial", by=editor, at=LATER)

    source.refresh_from_db()
    entry = Entry.objects.get()
    assert (source.title, source.kind, source.doi) == ("LIFTMOR", "trial", "10.1002/jbmr.3284")
    assert (entry.verb, entry.before, entry.after) == (
        "update_source",
        {"title": REFERENCE, "kind": "unknown"},
        {"title": "LIFTMOR", "kind": "trial"},
    )


def test_author_is_added_and_changed():
    editor = MemberFactory()
    author = add_author(name="Ruth", slug="ruth", by=editor, at=NOON)

    update_author(author=author, bio="Writes.", by=editor, at=LATER)

    author.refresh_from_db()
    assert (author.name, author.slug, author.bio) == ("Ruth", "ruth", "Writes.")


STAFF_VERBS = {
    "create_article": lambda by: create_article(title="Walking", body="One.", by=by, at=LATER),
    "publish_draft": lambda by: publish_draft(
        article=ArticleFactory(published=False), kind="first", reason="First.", by=by, at=LATER
    ),
    "update_details": lambda by: update_details(
        article=ArticleFactory(), topics=[], authors=[], slug="other", by=by, at=LATER
    ),
    "withdraw_article": lambda by: withdraw_article(article=ArticleFactory(), reason="Unsafe.", by=by, at=LATER),
    "restore_article": lambda by: restore_article(article=_withdrawn(), by=by, at=LATER),
    "add_topic": lambda by: add_topic(name="Falls", slug="falls", by=by, at=LATER),
    "add_author": lambda by: add_author(name="Ruth", slug="ruth", by=by, at=LATER),
    "update_author": lambda by: update_author(author=AuthorFactory(), bio="Writes.", by=by, at=LATER),
    "update_source": lambda by: update_source(source=_source(), title="Strong", by=by, at=LATER),
}


def _withdrawn():
    article = ArticleFactory()
    withdraw_article(article=article, reason="Unsafe.", by=article.created_by, at=NOON)
    return article


def _source():
    return find_or_add_source(reference=REFERENCE, by=MemberFactory(), at=NOON)


@pytest.mark.parametrize("verb", STAFF_VERBS)
def test_staff_verb_writes_one_entry_of_its_own_name(verb):
    editor = MemberFactory()

    STAFF_VERBS[verb](editor)

    assert list(Entry.objects.filter(actor_id=editor.pk).values_list("verb", "at")) == [(verb, LATER)]
