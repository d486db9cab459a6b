"""A comment becomes a question of its own, and goes back; a question becomes a comment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import find_or_add_source
from audit.models import Entry
from comments.actions import (
    CannotKeep,
    NotTheirs,
    close_question,
    discussion_of,
    make_comment,
    make_question,
    merge_question,
    put_back,
)
from comments.models import Comment, Move, Question
from comments.permissions import can_keep
from comments.threading import DEEPEST, path_of
from notifications.actions import follow, followers_of
from notifications.models import Notice
from tests.comments.asking import answer, question
from tests.factories import NOON, ArticleFactory, CommentFactory

TITLE = "May I swim instead?"
pytestmark = pytest.mark.django_db
PLACED = ("pk", "parent", "in_reply_to", "path", "depth", "kind", "title", "basis", "source", "discussion")


def _rows():
    return list(Comment.objects.order_by("pk").values_list(*PLACED))


def _branch(article=None):
    """A root, a reply to it, two that hang on that, and another reply to the root."""
    root = CommentFactory(article=article or ArticleFactory(), body="Walk daily.")
    reply = CommentFactory(parent=root, body="I would rather swim.")
    below = CommentFactory(parent=reply, body="So would I.")
    deeper = CommentFactory(parent=below, body="And I.")
    beside = CommentFactory(parent=root, body="I walk.")
    return root, reply, below, deeper, beside


def _make(comment, by, **fields):
    said = {"title": TITLE, "reason": "It deserves answers.", "by": by, "at": NOON}
    return make_question(comment=comment, **(said | fields))


def test_reply_becomes_a_question_with_all_that_hangs_on_it(client, editor):
    article = ArticleFactory()
    root, reply, below, deeper, beside = _branch(article)
    client.force_login(editor)
    address = reverse("comment_to_question", args=[reply.pk])

    response = client.post(address, {"title": f"  {TITLE} ", "reason": "It deserves answers."})

    asked = Question.objects.get()
    rows = {row[0]: row[1:] for row in _rows()}
    place = discussion_of(article).pk
    new = path_of(reply.pk)
    assert response.headers["Location"] == asked.get_absolute_url()
    assert rows[reply.pk] == (None, None, new, 0, "question", TITLE, "", None, place)
    assert rows[below.pk][:4] == (reply.pk, reply.pk, path_of(below.pk, new), 1)
    assert rows[deeper.pk][:4] == (below.pk, below.pk, path_of(deeper.pk, path_of(below.pk, new)), 2)
    assert rows[beside.pk][:4] == (root.pk, root.pk, path_of(beside.pk, root.path), 1)
    assert (asked.pk, asked.answer_count, asked.accepted) == (reply.pk, 1, None)
    entry, notice = Entry.objects.get(verb="make_question"), Notice.objects.get(kind="comment_moved")
    assert (entry.actor_id, entry.subject) == (editor.pk, f"comment:{reply.pk}")
    assert (notice.member, notice.url, "It deserves answers." in notice.text) == (
        reply.author, asked.get_absolute_url(), True,
    )  # fmt: skip


def test_line_stays_where_the_reply_stood_and_permalinks_lead_to_the_question(client, editor):
    article = ArticleFactory()
    root, reply, below, *_others = _branch(article)
    asked = _make(reply, editor)

    page = client.get(article.get_absolute_url()).content.decode()
    own = client.get(asked.get_absolute_url()).content.decode()
    places = [client.get(row.get_absolute_url()).headers["Location"] for row in (reply, below)]

    assert f'was moved to the question <a href="{asked.get_absolute_url()}">{TITLE}</a>' in page
    assert ["So would I." in own, "It deserves answers." in own, root.get_absolute_url() in own] == [True] * 3
    assert places == [f"{asked.get_absolute_url()}#comment-{row.pk}" for row in (reply, below)]


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_line_names_no_question_that_is_not_public(client, editor, status):
    article = ArticleFactory()
    _root, reply, *_others = _branch(article)
    _make(reply, editor)
    reply.refresh_from_db()
    reply.move_to(status, code="promotion" if status == "removed" else "")

    page = client.get(article.get_absolute_url()).content.decode()

    assert ("was moved to the question" in page, page.count(TITLE)) == (False, 0)


def test_putting_back_undoes_exactly(client, editor):
    article = ArticleFactory()
    _root, reply, below, _deeper, _beside = _branch(article)
    before = _rows()
    asked = _make(reply, editor)
    later = CommentFactory(parent=Comment.objects.get(pk=below.pk), body="Posted since.")
    client.force_login(editor)

    response = client.post(reverse("question_unmake", args=[asked.pk]), {"reason": "It belongs there."})

    later.refresh_from_db()
    page = client.get(article.get_absolute_url()).content.decode()
    assert _rows()[:-1] == before
    assert later.path == path_of(later.pk, Comment.objects.get(pk=below.pk).path)
    assert (Question.objects.count(), Move.objects.get().undone_at is None) == (0, False)
    assert response.headers["Location"] == reply.get_absolute_url()
    assert ("was moved to the question" in page, "Posted since." in page) == (False, True)
    assert Notice.objects.filter(kind="comment_put_back", member=reply.author).count() == 1
    assert client.get(asked.get_absolute_url()).headers["Location"] == reply.get_absolute_url()
    with pytest.raises(CannotKeep):
        put_back(move=Move.objects.get(), reason="", by=editor, at=NOON)


def test_it_can_be_moved_again_after_it_was_put_back(editor):
    _root, reply, *_others = _branch()
    for _time in range(2):
        _make(reply, editor, at=NOON)
        put_back(move=Move.objects.get(undone_at=None), reason="", by=editor, at=NOON)

    assert (Move.objects.count(), Question.objects.count()) == (2, 0)


def test_root_becomes_a_question_at_its_place_and_a_remark_again(editor):
    root, reply, *_others = _branch()
    before = _rows()

    asked = _make(root, editor)
    made = _rows()
    put_back(move=Move.objects.get(), reason="", by=editor, at=NOON)

    assert (asked.answer_count, [row[:4] for row in made]) == (2, [row[:4] for row in before])
    assert (made[0][5:7], before[0][5:7]) == (("question", TITLE), ("remark", ""))
    assert _rows() == before
    assert reply.pk in [row[0] for row in made]


def test_answer_that_cites_a_source_gets_it_back(editor):
    source = find_or_add_source(url="https://example.org/study", by=editor, at=NOON)
    said = answer(question())
    Comment.objects.filter(pk=said.pk).update(basis="source", source=source)
    before = _rows()

    _make(said, editor)
    during = Comment.objects.get(pk=said.pk)
    put_back(move=Move.objects.get(), reason="", by=editor, at=NOON)

    assert (during.basis, during.source, _rows()) == ("", None, before)
    assert Question.objects.get().answer_count == 1


def test_counts_of_both_threads_are_right_after_each_move(editor):
    asked = question()
    said = answer(asked)
    answer(asked, parent=said)
    counts = lambda: dict(Question.objects.order_by("pk").values_list("pk", "answer_count"))  # noqa: E731

    before = counts()
    _make(said, editor)
    during = counts()
    put_back(move=Move.objects.get(), reason="", by=editor, at=NOON)

    assert (before, during, counts()) == ({asked.pk: 1}, {asked.pk: 0, said.pk: 1}, {asked.pk: 1})


def test_those_who_wrote_in_the_branch_follow_the_question(editor):
    root, reply, below, _deeper, beside = _branch()
    for comment in (root, reply, below, beside):
        follow(member=comment.author, subject_key=f"thread:{root.pk}", at=NOON)

    _make(reply, editor)

    assert {member.pk for member in followers_of(f"thread:{reply.pk}")} >= {reply.author_id, below.author_id}
    assert beside.author not in followers_of(f"thread:{reply.pk}")


@pytest.mark.parametrize("status", ["held", "hidden", "removed", "deleted"])
def test_words_that_are_not_public_are_not_moved(client, editor, status):
    comment = CommentFactory(status=status)
    client.force_login(editor)

    assert client.get(reverse("comment_to_question", args=[comment.pk])).status_code == 404
    with pytest.raises(CannotKeep):
        _make(comment, editor)


def test_form_without_a_title_keeps_its_words(client, editor):
    comment = CommentFactory()
    client.force_login(editor)
    address = reverse("comment_to_question", args=[comment.pk])

    forms = [client.post(address, {"title": title, "reason": "Kept."}).context["form"] for title in ("", "​", "x" * 161)]

    assert [(sorted(form.errors), form["reason"].value()) for form in forms] == [(["title"], "Kept.")] * 3
    assert Question.objects.count() == 0


def test_question_and_accepted_answer_are_not_moved(client, editor):
    asked = question()
    said = answer(asked)
    Question.objects.filter(pk=asked.pk).update(accepted=said, accepted_at=NOON)
    client.force_login(editor)

    status = client.get(reverse("comment_to_question", args=[asked.pk])).status_code
    refused = client.post(reverse("comment_to_question", args=[said.pk]), {"title": TITLE})

    assert (status, refused.status_code, "accepted answer" in refused.content.decode()) == (404, 409, True)
    for comment in (asked.comment, said):
        with pytest.raises(CannotKeep):
            _make(comment, editor)


@pytest.mark.parametrize("verb", ["comment_to_question", "question_unmake"])
def test_nobody_moves_their_own_words_nor_do_readers(client, moderator, member, verb):
    mine = question(author=moderator).comment if verb == "question_unmake" else CommentFactory(author=moderator)
    statuses = []
    for who in (moderator, member):
        client.force_login(who)
        statuses.append(client.post(reverse(verb, args=[mine.pk]), {"title": TITLE}).status_code)

    assert statuses == [403, 403]
    with pytest.raises(NotTheirs):
        _make(CommentFactory(author=moderator), moderator)
    with pytest.raises(NotTheirs):
        make_comment(question=question(author=moderator), reason="", by=moderator, at=NOON)


def _closed(asked, by):
    close_question(question=asked, reason="unclear", note="", by=by, at=NOON)


def _accepted(asked, by):
    Question.objects.filter(pk=asked.pk).update(accepted=answer(asked), accepted_at=NOON)


def _joined(asked, by):
    merge_question(question=question(), into=asked, note="", by=by, at=NOON)


@pytest.mark.parametrize("happened", [_closed, _accepted, _joined])
@pytest.mark.parametrize("was_comment", [True, False])
def test_question_on_which_something_rests_stays_one_and_says_why(client, editor, happened, was_comment):
    asked = _make(CommentFactory(), editor) if was_comment else question()
    happened(asked, editor)
    client.force_login(editor)

    response = client.post(reverse("question_unmake", args=[asked.pk]), {"reason": "Kept."})

    assert (response.status_code, response.context["form"]["reason"].value()) == (409, "Kept.")
    assert Question.objects.filter(pk=asked.pk).exists()
    assert Move.objects.exclude(undone_at=None).count() == 0


def test_branch_that_has_grown_too_deep_is_not_put_back(editor):
    root = CommentFactory()
    chain = [root]
    for _depth in range(4):
        chain.append(CommentFactory(parent=chain[-1]))
    asked = _make(chain[3], editor)
    deep = Comment.objects.get(pk=chain[4].pk)
    Comment.objects.filter(pk=deep.pk).update(depth=DEEPEST - 2)

    with pytest.raises(CannotKeep, match="does not fit"):
        put_back(move=Move.objects.get(), reason="", by=editor, at=NOON)
    assert Question.objects.get() == asked


def test_question_becomes_a_remark_keeps_its_words_and_its_address_and_can_be_one_again(client, editor):
    article = ArticleFactory()
    asked = question(TITLE, article=article, at=NOON - timedelta(days=2))
    answer(asked, at=NOON)
    before = _rows()
    client.force_login(editor)

    client.post(reverse("question_unmake", args=[asked.pk]), {"reason": "It asks nothing."})

    comment = Comment.objects.get(pk=asked.pk)
    assert (comment.kind, comment.title, Question.objects.count()) == ("remark", TITLE, 0)
    assert client.get(asked.get_absolute_url()).headers["Location"] == comment.get_absolute_url()
    assert TITLE in client.get(article.get_absolute_url()).content.decode()
    client.post(reverse("comment_to_question", args=[asked.pk]), {"reason": "It does."})
    again = Question.objects.get()
    assert (_rows(), again.answer_count, again.active_at) == (before, 1, NOON)
    verbs = Entry.objects.filter(subject=f"comment:{asked.pk}").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["make_comment", "put_back"]


def test_moving_takes_the_same_queries_however_much_hangs_on_it(editor):
    def queries(count):
        comment = CommentFactory()
        for _number in range(count):
            CommentFactory(parent=comment)
        with CaptureQueriesContext(connection) as found:
            _make(comment, editor)
        return len(found)

    assert can_keep(editor, question())  # their rights are read once
    assert queries(1) == queries(6)
