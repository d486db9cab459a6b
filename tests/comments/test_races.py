"""Things that happen at the same moment: each is done whole, or refused whole."""

import uuid
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from comments.actions import DiscussionClosed, delete_comment, discussion_of, edit_comment, post_comment, save_draft
from comments.models import Comment, Draft, Mention
from moderation.actions import change_discussion, lock_thread
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory
from tests.races import together

pytestmark = pytest.mark.django_db(transaction=True)
_together = partial(together, refusals=(DiscussionClosed,))


def _post(discussion, author, parent=None, key=None):
    return lambda: post_comment(
        discussion=discussion, author=author, parent=parent, body="A word.", submission_key=key or uuid.uuid4(), at=NOON
    )


def test_fifty_equal_posts_at_once_make_one_comment():
    discussion, author, key = discussion_of(ArticleFactory()), MemberFactory(), uuid.uuid4()

    made = []
    for _n in range(5):
        made += _together([_post(discussion, author, key=key)] * 10)

    assert {comment.pk for comment in made} == set(Comment.objects.values_list("pk", flat=True))
    assert (len(made), Comment.objects.count(), Comment.objects.get().revisions.count()) == (50, 1, 1)


def test_form_pressed_ten_times_at_once_posts_once_and_leads_everybody_there():
    article, member = ArticleFactory(), MemberFactory()
    address = reverse("comment_create", args=[discussion_of(article).pk])
    sent = {"kind": "remark", "body": "Pressed often.", "submission_key": str(uuid.uuid4())}
    client = Client()
    client.force_login(member)
    cookies = client.cookies

    def press():
        other = Client()
        other.cookies = cookies
        return other.post(address, sent).headers["Location"]

    places = _together([press] * 10)

    assert places == [Comment.objects.get().get_absolute_url()] * 10


def test_posts_of_different_members_at_once_all_stand():
    discussion, people = discussion_of(ArticleFactory()), MemberFactory.create_batch(8)

    made = _together([_post(discussion, person) for person in people])

    discussion.refresh_from_db()
    paths = list(Comment.objects.order_by("pk").values_list("path", flat=True))
    assert (len(set(paths)), paths) == (8, [f"{pk:08x}" for pk in sorted(comment.pk for comment in made)])
    assert discussion.version == 9


def test_replies_while_the_thread_is_being_closed_are_posted_or_refused():
    root, people = CommentFactory(), MemberFactory.create_batch(6)
    staff = MemberFactory()
    replies = [_post(root.discussion, person, parent=root) for person in people]
    replies.insert(3, lambda: lock_thread(comment=root, is_locked=True, reason="Heated.", by=staff, at=NOON))

    results = _together(replies)

    posted = {row.pk for row in results if row is not DiscussionClosed} - {root.pk}
    assert posted == set(Comment.objects.filter(parent=root).values_list("pk", flat=True))
    assert _together([_post(root.discussion, people[0], parent=root)]) == [DiscussionClosed]


def test_posts_while_the_discussion_is_being_closed_are_posted_or_refused():
    discussion, people = discussion_of(ArticleFactory()), MemberFactory.create_batch(6)
    staff = MemberFactory()
    calls = [_post(discussion, person) for person in people]
    calls.insert(3, lambda: change_discussion(
        discussion=discussion, is_open=False, slow_mode_seconds=0, reason="Heated.", by=staff, at=NOON
    ))  # fmt: skip

    results = _together(calls)

    posted = {row.pk for row in results if isinstance(row, Comment)}
    assert posted == set(Comment.objects.values_list("pk", flat=True))
    assert _together([_post(discussion, people[0])]) == [DiscussionClosed]


def test_replies_while_their_parent_is_changed_do_not_wait_for_each_other_for_ever():
    root, people = CommentFactory(), MemberFactory.create_batch(4)
    calls = [_post(root.discussion, person, parent=root) for person in people]
    calls += [
        lambda n=n: edit_comment(comment=root, body=f"Words {n}.", by=root.author, at=NOON) for n in range(4)
    ]  # fmt: skip

    results = _together(calls)

    root.refresh_from_db()
    assert DiscussionClosed not in results
    assert list(root.revisions.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert root.revisions.get(number=5).body == root.body


def test_replies_while_their_parent_is_deleted_are_posted_or_refused():
    root, people = CommentFactory(), MemberFactory.create_batch(4)
    calls = [_post(root.discussion, person, parent=root) for person in people]
    calls.insert(2, lambda: delete_comment(comment=root, by=root.author, at=NOON))

    results = _together(calls)

    posted = {row.pk for row in results if row is not DiscussionClosed} - {root.pk}
    assert posted == set(Comment.objects.filter(parent=root).values_list("pk", flat=True))
    assert Comment.objects.get(pk=root.pk).status == Comment.Status.DELETED


def test_delete_pressed_often_deletes_once():
    comment = CommentFactory()

    results = _together([lambda: delete_comment(comment=comment, by=comment.author, at=NOON)] * 5)

    assert sorted(result is DiscussionClosed for result in results) == [False, True, True, True, True]


def test_form_sent_often_at_once_names_its_member_once_and_leaves_no_draft():
    discussion, author, named = discussion_of(ArticleFactory()), MemberFactory(), MemberFactory(public_name="Ruth Ann")
    place, key = f"discussion:{discussion.pk}", uuid.uuid4()
    save_draft(member=author, place=place, values={"body": "@ruth-ann"}, at=NOON)

    made = _together([lambda: post_comment(
        discussion=discussion, author=author, body="@ruth-ann", submission_key=key, draft_place=place, at=NOON
    )] * 10)  # fmt: skip

    assert {comment.pk for comment in made} == {Comment.objects.get().pk}
    assert list(Mention.objects.values_list("member", flat=True)) == [named.pk]
    assert Draft.objects.count() == 0


def test_draft_kept_by_several_windows_at_once_is_one_draft():
    member, words = MemberFactory(), [f"Words {number}." for number in range(6)]

    kept = _together([
        lambda text=text: save_draft(member=member, place="discussion:1", values={"body": text}, at=NOON)
        for text in words
    ])  # fmt: skip

    assert len({row.pk for row in kept}) == 1
    assert Draft.objects.get().values["body"] in words


def test_words_that_are_answered_while_they_are_changed_freely_never_lose_what_was_answered():
    root, people = CommentFactory(), MemberFactory.create_batch(4)
    calls = [_post(root.discussion, person, parent=root) for person in people]
    calls.insert(2, lambda: edit_comment(comment=root, body="Other words.", by=root.author, at=NOON))

    _together(calls)

    first, edit = root.revisions.get(number=1), root.revisions.get(number=2)
    root.refresh_from_db()
    assert (edit.body, first.is_public) == ("Other words.", root.edited_at is not None)
