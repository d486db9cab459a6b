"""Moderators close, open and slow discussions and threads; each act is logged."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Detail, Entry
from comments.actions import discussion_of
from comments.models import Comment, Discussion
from moderation.actions import decide_case, flag_comment
from tests.claims.scenes import dispute
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def discussion():
    return discussion_of(ArticleFactory())


def _manage(discussion):
    return reverse("discussion_manage", args=[discussion.pk])


def _lock(comment):
    return reverse("thread_lock", args=[comment.pk])


def test_discussion_is_closed_and_slowed_with_a_reason(desk, moderator, discussion):
    response = desk.post(_manage(discussion), {"is_open": "0", "slow_mode_seconds": "600", "reason": "Heated."})

    discussion.refresh_from_db()
    assert (discussion.is_open, discussion.slow_mode_seconds, discussion.version) == (False, 600, 2)
    assert response.headers["Location"] == discussion.article.get_absolute_url()
    entry = Entry.objects.get(verb="change_discussion")
    assert (entry.actor_id, entry.subject) == (moderator.pk, f"discussion:{discussion.pk}")
    ends = {"closes_at": None, "slow_mode_until": None}
    assert (entry.before, entry.after) == (
        {"is_open": True, "slow_mode_seconds": 0} | ends,
        {"is_open": False, "slow_mode_seconds": 600} | ends,
    )
    assert Detail.objects.get(entry_id=entry.pk).public_note == "Heated."


def test_form_of_a_discussion_begins_with_how_it_stands(desk, discussion):
    Discussion.objects.update(is_open=False, slow_mode_seconds=3600)

    form = desk.get(_manage(discussion)).context["form"]

    assert (form["is_open"].value(), form["slow_mode_seconds"].value()) == ("0", "3600")


@pytest.mark.parametrize("changes", [{"reason": ""}, {"is_open": "2"}, {"slow_mode_seconds": "5"}])
def test_change_that_cannot_be_taken_changes_nothing(desk, discussion, changes):
    sent = {"is_open": "0", "slow_mode_seconds": "600", "reason": "Heated."} | changes

    response = desk.post(_manage(discussion), sent)

    discussion.refresh_from_db()
    assert (list(response.context["form"].errors), discussion.is_open) == (list(changes), True)


def test_thread_is_closed_and_opened_with_a_reason(desk):
    comment = CommentFactory()
    for is_locked in ("1", "0"):
        desk.post(_lock(comment), {"is_locked": is_locked, "reason": "Heated."})

    changes = Entry.objects.filter(verb="lock_thread").order_by("pk").values_list("before", "after")
    assert list(changes) == [
        ({"is_locked": False}, {"is_locked": True}),
        ({"is_locked": True}, {"is_locked": False}),
    ]
    assert Comment.objects.get().is_locked is False


def test_two_moderators_who_close_a_thread_do_not_open_it(desk):
    comment = CommentFactory()
    form = desk.get(_lock(comment)).context["form"]

    for _n in range(2):
        desk.post(_lock(comment), {"is_locked": form["is_locked"].value(), "reason": "Heated."})

    assert Comment.objects.get().is_locked is True


def test_closed_thread_says_so_and_offers_no_reply(client, desk):
    comment = CommentFactory()
    desk.post(_lock(comment), {"is_locked": "1", "reason": "Heated."})
    client.logout()

    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()

    assert page.count("A moderator has closed this thread") == 1
    assert page.count(reverse("comment_reply", args=[comment.pk])) == 0


def test_only_moderators_see_the_links(client, member, moderator):
    comment = CommentFactory()
    links = [_manage(comment.discussion), _lock(comment)]
    seen = {}

    for person in (None, member, moderator):
        client.logout()
        if person:
            client.force_login(person)
        page = client.get(comment.discussion.article.get_absolute_url()).content.decode()
        seen[person] = [page.count(f'"{link}"') for link in links]

    assert seen == {None: [0, 0], member: [0, 0], moderator: [1, 1]}


@pytest.mark.parametrize("role", ["member", "editor"])
def test_nobody_else_closes_anything(client, request, discussion, role):
    comment = CommentFactory(discussion=discussion)
    client.force_login(request.getfixturevalue(role))
    sent = {"is_open": "0", "slow_mode_seconds": "0", "is_locked": "1", "reason": "I do not like it."}

    answers = [client.post(place, sent).status_code for place in (_manage(discussion), _lock(comment))]

    discussion.refresh_from_db()
    comment.refresh_from_db()
    assert (answers, discussion.is_open, comment.is_locked) == ([403, 403], True, False)


def test_moderator_closes_no_thread_that_they_began_and_none_at_their_own_comment(client, moderator, admin):
    own_root, root = CommentFactory(author=moderator), CommentFactory()
    below = CommentFactory(parent=CommentFactory(parent=own_root))
    own_reply = CommentFactory(parent=root, author=moderator)
    answers = {}

    for person in (moderator, admin):
        client.force_login(person)
        for name, comment in (("own", own_root), ("below", below), ("reply", own_reply), ("other", root)):
            seen = client.get(_lock(comment)).status_code
            answers[person, name] = (seen, client.post(_lock(comment), {"is_locked": "1", "reason": "x"}).status_code)

    refused = {(moderator, name) for name in ("own", "below", "reply")}
    assert answers == {key: (403, 403) if key in refused else (200, 302) for key in answers}


def test_moderator_does_not_manage_the_discussion_of_an_article_with_them_in_the_byline(client, moderator, admin):
    own = ArticleFactory(authors=[AuthorFactory(member=moderator)])
    prepared = ArticleFactory(authors=[AuthorFactory(member=admin)], by=moderator)
    client.force_login(moderator)

    sent = {"is_open": "0", "slow_mode_seconds": "0", "reason": "x"}
    answers = [client.post(_manage(discussion_of(article)), sent).status_code for article in (own, prepared)]

    assert answers == [403, 302]
    assert [discussion_of(article).is_open for article in (own, prepared)] == [True, False]


def test_moderator_does_not_manage_the_discussion_of_a_dispute_that_they_reported(client, moderator):
    own, other = dispute(reporter=moderator), dispute()
    client.force_login(moderator)

    sent = {"is_open": "0", "slow_mode_seconds": "0", "reason": "x"}
    answers = [client.post(_manage(row.discussion), sent).status_code for row in (own, other)]

    assert answers == [403, 302]
    assert [Discussion.objects.get(pk=row.discussion_id).is_open for row in (own, other)] == [True, False]


def test_moderator_closes_no_thread_below_their_own_article_nor_in_their_own_dispute(client, moderator):
    article = ArticleFactory(authors=[AuthorFactory(member=moderator)])
    own, other = dispute(reporter=moderator), dispute()
    roots = [
        CommentFactory(article=article), CommentFactory(discussion=own.discussion),
        CommentFactory(discussion=other.discussion),
    ]  # fmt: skip
    client.force_login(moderator)

    answers = [client.post(_lock(root), {"is_locked": "1", "reason": "x"}).status_code for root in roots]

    assert answers == [403, 403, 302]
    assert [Comment.objects.get(pk=root.pk).is_locked for root in roots] == [False, False, True]


def test_moderator_decides_no_case_in_their_own_dispute(client, moderator):
    own, other = dispute(reporter=moderator), dispute()
    cases = [
        flag_comment(
            comment=CommentFactory(discussion=row.discussion), reporter=MemberFactory(), reason="abuse", note="",
            revision=1, at=NOON,
        ).case
        for row in (own, other)
    ]  # fmt: skip
    client.force_login(moderator)

    shown = [client.get(reverse("case_detail", args=[case.pk])).context["may_decide"] for case in cases]

    assert shown == [False, True]
    with pytest.raises(PermissionDenied):
        decide_case(
            case=cases[0], verb="keep", rule=None, statement="", private_note="", until=None, seen_revision=1,
            by=moderator, at=NOON,
        )  # fmt: skip
