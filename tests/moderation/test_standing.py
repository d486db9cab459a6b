"""What stands above a discussion: when it closes, why it goes slowly and until when, and what the staff say."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Detail, Entry
from comments.actions import DiscussionClosed, TooSoon, discussion_of, post_comment
from comments.models import Comment, Discussion
from moderation.actions import change_discussion, change_notice
from tests.claims.scenes import dispute
from tests.factories import NOON, ArticleFactory, AuthorFactory, CommentFactory, MemberFactory

pytestmark = pytest.mark.django_db
WHY = "Heated, so let us breathe."


@pytest.fixture
def discussion():
    return discussion_of(ArticleFactory())


def _manage(discussion):
    return reverse("discussion_manage", args=[discussion.pk])


def _notice(discussion):
    return reverse("discussion_notice", args=[discussion.pk])


def _sent(**more):
    return {"is_open": "1", "closes_in": "", "slow_mode_seconds": "0", "slow_for": "", "reason": WHY} | more


def _page(client, discussion):
    client.logout()
    return " ".join(client.get(discussion.article.get_absolute_url()).content.decode().split())


def _post(discussion, at, author=None):
    return post_comment(
        discussion=discussion, author=author or MemberFactory(), body="A word.", submission_key=uuid.uuid4(), at=at
    )


# Closing


def test_discussion_closed_now_says_why(client, desk, discussion):
    desk.post(_manage(discussion), _sent(is_open="0"))

    page = _page(client, discussion)

    assert page.count(f"This discussion is closed. You can still read it. The reason: {WHY}") == 1
    assert page.count('name="body"') == 0


def test_discussion_that_closes_later_says_when_and_then_closes_by_itself(client, desk, discussion):
    before = timezone.now()
    desk.post(_manage(discussion), _sent(closes_in="7"))

    discussion.refresh_from_db()
    assert timedelta(days=7) <= discussion.closes_at - before < timedelta(days=7, minutes=5)
    page = _page(client, discussion)
    assert (page.count("This discussion closes on <time"), page.count(f"The reason: {WHY}")) == (1, 1)
    Discussion.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    late = _page(client, discussion)
    assert (late.count("This discussion is closed."), late.count('name="body"')) == (1, 0)


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False)])
def test_post_is_refused_from_the_moment_it_closes(discussion, seconds, is_taken):
    Discussion.objects.update(closes_at=NOON)
    later = timezone.now() + timedelta(days=1)
    Discussion.objects.update(closes_at=later if is_taken else timezone.now() + timedelta(seconds=seconds))

    if is_taken:
        assert _post(discussion, timezone.now()).status == Comment.Status.PUBLISHED
    else:
        with pytest.raises(DiscussionClosed):
            _post(discussion, timezone.now())


def test_days_that_are_not_changed_leave_the_times_as_they_are(desk, discussion):
    desk.post(_manage(discussion), _sent(closes_in="7", slow_mode_seconds="600", slow_for="3"))
    discussion.refresh_from_db()
    before = discussion.closes_at, discussion.slow_mode_until

    form = desk.get(_manage(discussion)).context["form"]
    values = {name: form[name].value() for name in ("is_open", "closes_in", "slow_mode_seconds", "slow_for")}
    desk.post(_manage(discussion), values | {"reason": "Another reason."})

    discussion.refresh_from_db()
    assert values == {"is_open": "1", "closes_in": 7, "slow_mode_seconds": "600", "slow_for": 3}
    assert (discussion.closes_at, discussion.slow_mode_until) == before
    assert (discussion.closed_reason, discussion.slow_mode_reason) == (WHY, WHY)


def test_opened_again_nothing_of_the_closing_is_left(client, desk, discussion):
    for sent in (_sent(closes_in="7"), _sent(is_open="0"), _sent()):
        desk.post(_manage(discussion), sent)

    discussion.refresh_from_db()
    assert (discussion.is_open, discussion.closes_at, discussion.closed_reason) == (True, None, "")


def test_discussion_that_has_closed_by_itself_is_shown_as_closed_on_the_form(desk, discussion):
    Discussion.objects.update(closes_at=NOON)

    form = desk.get(_manage(discussion)).context["form"]

    assert (form["is_open"].value(), form["closes_in"].value()) == ("0", None)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"closes_in": "0"}, {"closes_in": ["Write 1 day or more."]}),
        ({"slow_for": "366"}, {"slow_for": ["Write 365 days or fewer."]}),
        ({"closes_in": "soon"}, {"closes_in": ["Write a whole number of days, such as 14."]}),
    ],
)
def test_days_that_cannot_be_taken_say_why(desk, discussion, changes, errors):
    response = desk.post(_manage(discussion), _sent(**changes))

    discussion.refresh_from_db()
    assert (response.context["form"].errors, discussion.closes_at) == (errors, None)


# Slow mode


def test_slow_discussion_says_who_why_and_until_when(client, desk, moderator, discussion):
    desk.post(_manage(discussion), _sent(slow_mode_seconds="3600", slow_for="2"))

    page = _page(client, discussion)

    assert page.count("a member waits: 1 hour, until <time") == 1
    assert page.count(f"{moderator.public_name} decided this. The reason: {WHY}") == 1


@pytest.mark.parametrize(("seconds", "is_slow"), [(1, True), (0, False)])
def test_slow_mode_ends_by_itself(discussion, seconds, is_slow):
    author, at = MemberFactory(), NOON + timedelta(seconds=30)
    _post(discussion, NOON, author)
    change_discussion(
        discussion=discussion, is_open=True, slow_mode_seconds=60, slow_mode_until=at + timedelta(seconds=seconds),
        reason=WHY, by=MemberFactory(), at=NOON,
    )  # fmt: skip

    if is_slow:
        with pytest.raises(TooSoon):
            _post(discussion, at, author)
    else:
        assert _post(discussion, at, author).created_at == at


def test_slow_mode_that_has_ended_is_not_shown(client, discussion):
    change_discussion(
        discussion=discussion, is_open=True, slow_mode_seconds=60, slow_mode_until=NOON + timedelta(1), reason=WHY,
        by=MemberFactory(), at=NOON,
    )  # fmt: skip

    assert _page(client, discussion).count("goes slowly") == 0


# Notices


@pytest.mark.parametrize("role", ["moderator", "editor"])
def test_notice_stands_above_the_discussion_with_name_and_day(client, request, discussion, role):
    person = request.getfixturevalue(role)
    client.force_login(person)

    answer = client.post(_notice(discussion), {"notice": "Be **kind** <b>please</b>."})

    assert answer.headers["Location"] == f"{discussion.article.get_absolute_url()}#discussion"
    page = _page(client, discussion)
    assert page.count("<p>Be <strong>kind</strong> &lt;b&gt;please&lt;/b&gt;.</p>") == 1
    assert page.count(f'<p class="plainline">{person.public_name}, <time') == 1
    entry = Entry.objects.get(verb="change_notice")
    assert (entry.actor_id, entry.role, entry.before, entry.after) == (
        person.pk, role, {"has_notice": False}, {"has_notice": True},
    )  # fmt: skip
    assert Detail.objects.get(entry_id=entry.pk).public_note == "Be **kind** <b>please</b>."


def test_notice_taken_down_is_gone_and_saved_unchanged_is_not_logged(client, moderator, discussion):
    client.force_login(moderator)
    for notice in ("Be kind.", "Be kind.", ""):
        client.post(_notice(discussion), {"notice": notice})

    discussion.refresh_from_db()
    assert (discussion.notice, discussion.notice_html, discussion.notice_by, discussion.notice_at) == (
        "",
        "",
        None,
        None,
    )
    assert Entry.objects.filter(verb="change_notice").count() == 2
    assert _page(client, discussion).count("A notice from the staff") == 0


@pytest.mark.parametrize("notice", ["x" * 1001, "\u200b", "a\x00b"])
def test_notice_that_cannot_be_taken_changes_nothing(client, moderator, discussion, notice):
    client.force_login(moderator)

    response = client.post(_notice(discussion), {"notice": notice})

    assert (response.status_code, list(response.context["form"].errors), Discussion.objects.get().notice) == (
        200, ["notice"], "",
    )  # fmt: skip


def test_nobody_else_writes_a_notice_and_none_above_what_is_ones_own(client, member, moderator, editor, discussion):
    own = discussion_of(ArticleFactory(authors=[AuthorFactory(member=editor)]))
    questioned = dispute(reporter=moderator).discussion
    answers = {}
    for person in (member, moderator, editor):
        client.force_login(person)
        answers[person.public_name] = [
            client.post(_notice(row), {"notice": "Mine."}).status_code for row in (discussion, own, questioned)
        ]

    assert answers == {"Reader": [403, 403, 403], "Maja": [302, 302, 403], "Ruth": [302, 403, 302]}


def test_links_to_manage_are_for_those_who_may(client, member, moderator, editor, discussion):
    CommentFactory(discussion=discussion)
    seen = {}
    for person in (member, moderator, editor):
        client.force_login(person)
        page = client.get(discussion.article.get_absolute_url()).content.decode()
        seen[person.public_name] = tuple(page.count(f'"{link(discussion)}"') for link in (_notice, _manage))

    assert seen == {"Reader": (0, 0), "Maja": (1, 1), "Ruth": (1, 0)}


# The editors' prompt


def test_prompt_is_set_with_the_details_and_stands_above_the_empty_discussion(client, editor):
    article = ArticleFactory(by=editor)
    client.force_login(editor)
    details = reverse("article_details", args=[article.pk])
    before = client.get(article.get_absolute_url()).content.decode()

    client.post(details, {"slug": article.slug, "prompt": "How do you stay motivated?"})

    page = client.get(article.get_absolute_url()).content.decode()
    invitation = f'<a href="{details}">Ask readers a question above the discussion</a>'
    assert (before.count(invitation), page.count(invitation)) == (1, 0)
    assert page.count('<p class="prompt">How do you stay motivated?</p>') == 1
    assert page.count("Begin with the question above: the form below is yours.") == 1


def test_notice_of_a_discussion_costs_no_query_more(client, discussion, django_assert_num_queries):
    change_notice(discussion=discussion, notice="Be kind.", by=MemberFactory(), at=NOON)
    change_discussion(
        discussion=discussion, is_open=True, slow_mode_seconds=60, reason=WHY, by=MemberFactory(), at=NOON
    )

    with django_assert_num_queries(8):
        client.get(discussion.article.get_absolute_url())
