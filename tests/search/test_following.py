"""What stops being public is dropped in the same transaction; what becomes public is left to the worker."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from accounts.actions import erase_member, mute_member, rename_member, request_deletion
from articles.actions import restore_article, update_details, withdraw_article
from claims.actions import (
    dismiss_dispute,
    merge_claims,
    merge_dispute,
    publish_dismissal,
    quote_passage,
    register_claim,
    undo_merge,
    unmerge_dispute,
)
from comments.actions import delete_comment, discussion_of, edit_comment, post_comment
from search.models import SearchDocument, Word
from search.reading import find
from tests.claims.scenes import WALKING, article_of, block_of, dispute, report
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory, TopicFactory
from tests.search.index import fill


def known():
    """Return the keys of everything in the index that is no member."""
    return set(SearchDocument.objects.exclude(kind="member").values_list("subject_key", flat=True))


def words():
    """Return the words that the index holds."""
    return set(Word.objects.values_list("word", flat=True))


def work():
    """Let the worker do what is enqueued."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_comment_is_found_once_the_worker_has_been():
    article, author = ArticleFactory(), MemberFactory()
    work()
    comment = post_comment(
        discussion=discussion_of(article), author=author, body="Wobble boards help.", submission_key=uuid.uuid4(),
        at=NOON,
    )  # fmt: skip
    key = f"comment:{comment.pk}"

    assert key not in known()  # the post itself does not touch the index
    assert list(
        DBTaskResult.objects.filter(status="READY", task_path="search.jobs.index").values_list("args_kwargs", flat=True)
    ) == [{"args": [], "kwargs": {"subject_keys": [key]}}]

    work()
    edited = edit_comment(comment=comment, body="Wombats help.", by=author, at=NOON)
    work()

    assert (key in known(), {"wobble", "wombats"} & words()) == (True, {"wombats"})
    delete_comment(comment=edited, by=author, at=NOON)
    assert (key in known(), {"wobble", "wombats"} & words()) == (False, set())


@pytest.mark.django_db
def test_deleted_comment_leaves_neither_document_nor_word():
    author = MemberFactory()
    comment = CommentFactory(body="Wobble boards help me.", author=author)
    CommentFactory(article=comment.discussion.article, body="Boards break.")
    fill()

    delete_comment(comment=comment, by=author, at=NOON)

    assert f"comment:{comment.pk}" not in known()
    assert {"wobble", "help", "boards"} & words() == {"boards"}


@pytest.mark.django_db
def test_withdrawn_article_takes_along_what_stands_under_it(editor):
    other = CommentFactory(body="Stays here.")
    comment = CommentFactory(body="Wobble boards help.")
    article = comment.discussion.article
    fill()

    withdraw_article(article=article, reason="Out of date.", by=editor, at=NOON)

    assert known() == {f"comment:{other.pk}", f"article:{other.discussion.article_id}"}
    assert "wobble" not in words()


@pytest.mark.django_db(transaction=True)
def test_restored_article_is_found_again_with_what_stands_under_it(editor):
    row = dispute(words=WALKING)
    article = article_of(row)
    comment = CommentFactory(article=article, body="Wobble boards help.")
    work()
    before = known()
    withdraw_article(article=article, reason="Out of date.", by=editor, at=NOON)
    restore_article(article=article, by=editor, at=NOON)
    work()

    assert {f"article:{article.pk}", f"comment:{comment.pk}"} <= known()
    assert known() == before


@pytest.mark.django_db(transaction=True)
def test_other_topics_of_an_article_reach_its_comments(editor):
    comment = CommentFactory(body="Wobble boards help.")
    article = comment.discussion.article
    update_details(
        article=article, topics=[TopicFactory(slug="feet")], authors=[], slug=article.slug, by=editor, at=NOON
    )
    work()

    row = SearchDocument.objects.get(subject_key=f"comment:{comment.pk}")
    assert list(row.topics.values_list("slug", flat=True)) == ["feet"]


@pytest.mark.django_db
def test_private_end_of_a_dispute_is_never_found(editor):
    made = report(words=WALKING)
    fill()
    assert not any(key.startswith(("dispute:", "claim:")) for key in known())

    row = dismiss_dispute(dispute=made.dispute, code="duplicate", reason="Wombats.", publish=False, by=editor, at=NOON)
    fill()
    assert "wombats" not in words()

    publish_dismissal(dispute=row, question="Wombats?", by=editor, at=NOON)
    fill()
    assert f"dispute:{row.pk}" in known()


@pytest.mark.django_db(transaction=True)
def test_merged_dispute_goes_and_comes_back_with_its_discussion(editor):
    one, other = dispute(words=WALKING, question="Wombats?"), dispute(words=WALKING, question="Other?")
    comment = CommentFactory(discussion=one.discussion, body="Wobble.")
    work()
    keys = {f"dispute:{one.pk}", f"comment:{comment.pk}"}
    assert keys <= known()

    merge_dispute(dispute=one, into=other, by=editor, at=NOON)
    assert (keys & known(), {"wombats", "wobble"} & words()) == (set(), set())

    unmerge_dispute(dispute=one, by=editor, at=NOON)
    work()
    assert keys <= known()


@pytest.mark.django_db(transaction=True)
def test_claim_goes_with_the_only_words_that_make_it(editor):
    comment = CommentFactory(body="Wombats run.")
    claim = register_claim(statement="Wombats run far.", thing=None, stance="effect", values=[], by=editor, at=NOON)
    work()
    assert f"claim:{claim.pk}" not in known()  # nobody quotes it yet
    quote_passage(claim=claim, target=comment, start=0, end=12, by=editor, at=NOON)
    work()
    assert f"claim:{claim.pk}" in known()

    delete_comment(comment=comment, by=comment.author, at=NOON)

    assert {f"claim:{claim.pk}", f"comment:{comment.pk}"} & known() == set()


@pytest.mark.django_db(transaction=True)
def test_claims_that_are_the_same_are_found_once(editor):
    block = block_of(ArticleFactory(), WALKING)
    one, other = (
        register_claim(statement=words, thing=None, stance="effect", values=[], by=editor, at=NOON)
        for words in ("Wombats run.", "Wobbling helps.")
    )
    for claim in (one, other):
        quote_passage(claim=claim, target=block, start=0, end=len(WALKING), by=editor, at=NOON)
    work()
    keys = {f"claim:{one.pk}", f"claim:{other.pk}"}
    assert keys <= known()

    merge_claims(claim=one, into=other, by=editor, at=NOON)
    work()
    assert keys & known() == {f"claim:{other.pk}"}
    assert [hit.subject_key for hit in find("wombats", member=AnonymousUser()).hits] == [f"claim:{other.pk}"]

    undo_merge(claim=one, by=editor, at=NOON)
    work()
    assert keys <= known()
    assert [hit.subject_key for hit in find("wombats", member=AnonymousUser()).hits] == [f"claim:{one.pk}"]


@pytest.mark.django_db(transaction=True)
def test_member_is_found_by_the_present_name_and_goes_with_the_account():
    member = MemberFactory(public_name="Wombat Walker")
    work()
    rename_member(member=member, public_name="Wobble Walker", at=NOON)
    work()
    assert {"wombat", "wobble"} & words() == {"wobble"}

    member.refresh_from_db()
    comment = CommentFactory(author=member, body="Zebra stripes.")
    work()
    request_deletion(member=member, mode="remove", at=NOON)
    member.refresh_from_db()
    erase_member(member_id=member.pk, at=member.leaves_at)

    assert ({"wobble", "zebra"} & words(), f"comment:{comment.pk}" in known()) == (set(), False)
    assert not SearchDocument.objects.filter(subject_key=f"member:{member.pk}").exists()


@pytest.mark.django_db
def test_address_that_is_not_confirmed_makes_nobody_found():
    MemberFactory(public_name="Cheap Pills", confirmed=False)
    fill()

    assert "pills" not in words()


@pytest.mark.django_db
def test_nobody_finds_those_they_have_muted(member):
    comment, other = CommentFactory(body="Wobble boards."), CommentFactory(body="Wobble boards too.")
    fill()
    mute_member(member=member, muted=comment.author, at=NOON)

    assert [hit.subject_key for hit in find("wobble", member=member).hits] == [f"comment:{other.pk}"]
