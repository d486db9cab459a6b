"""Readers quote while others publish, edit and press twice."""

import uuid
from functools import partial

import pytest

from claims.actions import ChangedAgain, look_at_quotation, post_quotation
from claims.models import Appearance, Quotation, Resolution
from comments.actions import DiscussionClosed, discussion_of, edit_comment
from comments.models import Comment
from tests.claims.scenes import WALKING, block_of, publish, quotation
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
_together = partial(together, refusals=(DiscussionClosed, ValueError, ChangedAgain))
TIMES = 5


def _quote(target, author, key=None, **where):
    return lambda: post_quotation(
        target=target, start=0, end=7, author=author, body="Is it so?", submission_key=key or uuid.uuid4(), at=NOON,
        **where,
    ).pk  # fmt: skip


def test_same_form_pressed_eight_times_at_once_quotes_once():
    article, author, key = ArticleFactory(), MemberFactory(), uuid.uuid4()
    block = block_of(article, WALKING)

    made = _together([_quote(block, author, key, discussion=discussion_of(article), kind="remark")] * 8)

    assert len(set(made)) == 1
    assert (Comment.objects.count(), Quotation.objects.count(), Appearance.objects.count()) == (1, 1, 1)


def test_passage_quoted_while_the_article_is_published_has_a_place_in_the_live_text():
    editor = MemberFactory()
    for number in range(TIMES):
        article = ArticleFactory()
        block = block_of(article, WALKING)
        _together([
            _quote(block, MemberFactory(), discussion=discussion_of(article), kind="remark"),
            lambda a=article, n=number: publish(a, WALKING, f"Walking is good for {n} bones.", by=editor),
        ])  # fmt: skip
        article.refresh_from_db()
        for row in Quotation.objects.filter(appearance__article=article):
            assert Resolution.objects.filter(appearance=row.appearance, revision=article.current_revision).exists()
        assert (
            Comment.objects.filter(discussion__article=article).count()
            == Quotation.objects.filter(appearance__article=article).count()
        )


def test_comment_quoted_while_its_author_edits_it():
    for _time in range(TIMES):
        said = CommentFactory(body="Walking helps.")
        _together([
            _quote(said, MemberFactory(), discussion=said.discussion, parent=said),
            lambda c=said: edit_comment(comment=c, body="Swimming helps.", by=c.author, at=NOON),
        ])  # fmt: skip
        for row in Quotation.objects.filter(appearance__comment=said).select_related("appearance"):
            assert (row.appearance.exact, row.appearance.comment_revision) == ("Walking", 1)


def test_change_that_comes_while_somebody_looks_asks_again():
    editor = MemberFactory()
    for _time in range(TIMES):
        article = ArticleFactory()
        row = quotation(target=block_of(article, WALKING))
        publish(article, WALKING, "Walking is good for most bones.", by=editor)
        author = row.comment.author
        _together([
            lambda r=row, who=author: look_at_quotation(quotation=r, number=2, by=who, at=NOON),
            lambda a=article: publish(a, "most bones", "few bones", by=editor),
        ])  # fmt: skip
        row.refresh_from_db()
        assert row.looked_number in (None, 2)
