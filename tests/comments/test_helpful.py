"""Helpful marks, featured comments, and counts that are true."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.actions import restrict_member
from accounts.models import Restriction
from audit.models import Entry
from comments.actions import delete_comment, feature_comment, mark_helpful, take_mark_back
from comments.models import Comment, HelpfulMark, Question
from comments.reading import wrong_counts
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.races import together

Status = Comment.Status


def _press(client, comment, mark="1", **more):
    return client.post(reverse("comment_helpful", args=[comment.pk]), {"mark": mark}, **more)


def _count(comment):
    comment.refresh_from_db()
    return comment.helpful_count, HelpfulMark.objects.filter(comment=comment).count()


# Helpful


@pytest.mark.django_db
def test_member_marks_once_and_takes_back(client, member):
    comment = CommentFactory()
    client.force_login(member)

    counts = [(_press(client, comment, mark).status_code, _count(comment)) for mark in ("1", "1", "0", "0")]

    assert counts == [(302, (1, 1)), (302, (1, 1)), (302, (0, 0)), (302, (0, 0))]


@pytest.mark.django_db
def test_page_shows_the_mark_to_its_member_alone(client, member):
    comment = CommentFactory()
    mark_helpful(comment=comment, by=member, at=NOON)
    page = comment.discussion.article.get_absolute_url()
    visitor = client.get(page).content.decode()
    client.force_login(member)

    own = client.get(page).content.decode()

    assert [html.count('aria-pressed="true"') for html in (visitor, own)] == [0, 1]
    assert [html.count('Helpful <span class="count">1</span>') for html in (visitor, own)] == [1, 1]


@pytest.mark.django_db
def test_htmx_gets_the_button_alone_and_an_announcement(client, member):
    comment = CommentFactory()
    client.force_login(member)

    response = _press(client, comment, headers={"hx-request": "true"})

    html = response.content.decode()
    assert (response.status_code, html.count("<button"), html.count('aria-pressed="true"')) == (200, 1, 1)
    assert (html.count("You found this helpful."), html.count("<html")) == (1, 0)
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.django_db
def test_visitor_signs_in_first_and_nothing_is_marked_by_itself(client):
    comment = CommentFactory()

    response = _press(client, comment)

    assert response.headers["Location"] == f"/accounts/login/?next={comment.get_absolute_url()}"
    assert _count(comment) == (0, 0)


@pytest.mark.django_db
def test_own_comment_cannot_be_marked(client):
    comment = CommentFactory()
    client.force_login(comment.author)

    assert (_press(client, comment).status_code, _count(comment)) == (403, (0, 0))


@pytest.mark.django_db
def test_restricted_member_is_told_why(client, member):
    comment = CommentFactory()
    restrict_member(
        member=member, ability=Restriction.Ability.POST, effect=Restriction.Effect.REFUSED, until=None,
        reason="Three warnings.", at=NOON,
    )  # fmt: skip
    client.force_login(member)

    response = _press(client, comment)

    assert (response.status_code, response.content.decode().count("Three warnings.")) == (403, 1)
    assert _count(comment) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_words_that_are_not_public_cannot_be_marked(client, member, status):
    comment = CommentFactory(status=status)
    client.force_login(member)

    assert (_press(client, comment).status_code, _count(comment)) == (404, (0, 0))
    with pytest.raises(PermissionDenied):
        mark_helpful(comment=comment, by=member, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_eight_members_who_mark_and_take_back_at_once_are_counted_right():
    comment = CommentFactory()
    members = MemberFactory.create_batch(8)
    for reader in members[:4]:
        mark_helpful(comment=comment, by=reader, at=NOON)

    def again(reader, verb, times):
        for _n in range(times):
            verb(comment=comment, by=reader, at=NOON)

    calls = [lambda r=reader: again(r, take_mark_back, 3) for reader in members[:4]]
    calls += [lambda r=reader: again(r, mark_helpful, 3) for reader in members[4:]]
    together(calls, refusals=())

    assert (_count(comment), wrong_counts()) == ((4, 4), [])


@pytest.mark.django_db(transaction=True)
def test_one_member_who_presses_eight_times_at_once_has_one_mark():
    comment, reader = CommentFactory(), MemberFactory()

    together([lambda: mark_helpful(comment=comment, by=reader, at=NOON)] * 8, refusals=())

    assert _count(comment) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_replies_posted_and_deleted_at_once_are_counted_right():
    root = CommentFactory(kind="question", title="Is it so?")
    old = [CommentFactory(parent=root) for _n in range(4)]
    writers = MemberFactory.create_batch(4)

    calls = [lambda row=row: delete_comment(comment=row, by=row.author, at=NOON) for row in old]
    calls += [lambda w=writer: CommentFactory(parent=root, author=w) for writer in writers]
    together(calls, refusals=())

    root.refresh_from_db()
    assert (root.reply_count, Question.objects.get().answer_count, wrong_counts()) == (4, 4, [])


# Counts


@pytest.mark.django_db
def test_check_counts_finds_what_is_wrong_and_repairs_it():
    root = CommentFactory(kind="question", title="Is it so?")
    CommentFactory(parent=CommentFactory(parent=root))
    mark_helpful(comment=root, by=MemberFactory(), at=NOON)
    right = StringIO()
    call_command("check_counts", stdout=right)
    Comment.objects.filter(pk=root.pk).update(helpful_count=7, endorsement_count=2, reply_count=9)
    Question.objects.update(answer_count=5)

    said = StringIO()
    with pytest.raises(CommandError, match="4 counts are wrong"):
        call_command("check_counts", stdout=said)
    call_command("check_counts", "--repair", stdout=StringIO())

    root.refresh_from_db()
    assert right.getvalue() == "All counts are true.\n"
    assert said.getvalue().splitlines() == [
        f"comment {root.pk}: helpful_count says 7, and there are 1",
        f"comment {root.pk}: endorsement_count says 2, and there are 0",
        f"comment {root.pk}: reply_count says 9, and there are 2",
        f"comment {root.pk}: answer_count says 5, and there are 1",
    ]
    assert (root.helpful_count, root.endorsement_count, root.reply_count) == (1, 0, 2)
    assert (Question.objects.get().answer_count, wrong_counts()) == (1, [])


# Featured


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [("editor", 302), ("moderator", 302), ("member", 403)])
def test_who_features_a_comment(client, request, role, status):
    comment, staff = CommentFactory(), request.getfixturevalue(role)
    client.force_login(staff)

    response = client.post(reverse("comment_feature", args=[comment.pk]), {"is_featured": "1"})

    comment.refresh_from_db()
    assert (response.status_code, comment.featured_by) == (status, staff if status == 302 else None)


@pytest.mark.django_db
def test_featured_comment_stands_above_the_thread_until_it_is_taken_down(client, editor, settings):
    settings.COMMENTS_PER_PAGE = 1
    CommentFactory()
    first = CommentFactory()
    picked = CommentFactory(article=first.discussion.article, body="Picked words.")
    page = first.discussion.article.get_absolute_url()
    feature_comment(comment=picked, is_featured=True, by=editor, at=NOON)
    shown = client.get(page).content.decode()
    feature_comment(comment=picked, is_featured=False, by=editor, at=NOON)

    gone = client.get(page).content.decode()

    assert [html.count("Picked words.") for html in (shown, gone)] == [1, 0]
    assert [html.count("Picked by the editors") for html in (shown, gone)] == [1, 0]
    assert list(Entry.objects.filter(verb="feature_comment").order_by("pk").values_list("actor_id", "after")) == [
        (editor.pk, {"is_featured": True}),
        (editor.pk, {"is_featured": False}),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_featured_words_that_are_public_no_more_are_not_shown(client, editor, status):
    comment = CommentFactory(body="Picked words.")
    CommentFactory(parent=comment)
    feature_comment(comment=comment, is_featured=True, by=editor, at=NOON)
    comment.refresh_from_db()
    comment.move_to(status, code="promotion")

    assert client.get(comment.discussion.article.get_absolute_url()).content.decode().count("Picked words.") == 0


@pytest.mark.django_db
def test_nobody_features_their_own_words(client, editor):
    comment = CommentFactory(author=editor)

    with pytest.raises(PermissionDenied):
        feature_comment(comment=comment, is_featured=True, by=editor, at=NOON)
