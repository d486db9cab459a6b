"""Members who are named with @: links, rows, who is told, and the suggestions while one types."""

import uuid

import pytest
from django.urls import reverse

from accounts.actions import rename_member
from accounts.actions.leaving import former_member
from accounts.models import Member, Mute
from comments.actions import edit_comment, leave_discussions, tell_about, tell_mentioned
from comments.models import Comment, Mention
from moderation.actions import decide_case
from moderation.models import Case
from notifications.models import Notice
from tests.factories import NOON, CommentFactory, MemberFactory

Status = Comment.Status
pytestmark = pytest.mark.django_db


def _data(**more):
    return {"kind": "remark", "title": "", "body": "I walk every day.", "submission_key": str(uuid.uuid4())} | more


def _named(comment):
    return list(comment.mentions.order_by("member__slug").values_list("member__slug", flat=True))


@pytest.fixture
def ruth():
    return MemberFactory(public_name="Ruth Ann")


@pytest.fixture
def walter():
    return MemberFactory(public_name="Walter")


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Thank you @ruth-ann!", ["ruth-ann"]),
        ("@Ruth-Ann and @WALTER, @ruth-ann again", ["ruth-ann", "walter"]),
        ("*@walter* (@ruth-ann)", ["ruth-ann", "walter"]),
        ("write to me@walter.example or @walter.example", []),
        ("https://example.org/@walter and [@walter](https://example.org)", []),
        ("`@walter` and \\@walter", []),
        ("@walter-x, @walt, @walter_, @@walter, x@walter", []),
        ("@nobody-here", []),
    ],
)
def test_names_of_members_are_links_and_noted(article, ruth, walter, body, names):
    comment = CommentFactory(article=article, body=body)

    assert _named(comment) == names
    assert {name: f'href="/members/{name}/"' in comment.body_html for name in ("ruth-ann", "walter")} == {
        name: name in names for name in ("ruth-ann", "walter")
    }


def test_name_of_a_member_who_is_not_active_is_plain_text(article, ruth):
    Member.objects.filter(pk=ruth.pk).update(is_active=False)

    comment = CommentFactory(article=article, body="@ruth-ann")

    assert (comment.body_html, _named(comment)) == ("<p>@ruth-ann</p>\n", [])


def test_former_name_leads_to_the_member(article, ruth):
    rename_member(member=ruth, public_name="Odile", at=NOON)

    comment = CommentFactory(article=article, body="@ruth-ann")

    assert (comment.body_html.count('href="/members/ruth-ann/"'), _named(comment)) == (1, ["odile"])


@pytest.mark.parametrize(("count", "is_taken"), [(10, True), (11, False)])
def test_ten_members_are_the_most_that_a_comment_names(client, member, address, count, is_taken):
    people = MemberFactory.create_batch(count)
    client.force_login(member)

    response = client.post(address, _data(body=" ".join(f"@{person.slug} @{person.slug}" for person in people)))

    if is_taken:
        assert len(_named(Comment.objects.get())) == 10
    else:
        errors = {"body": ["Name fewer members with @: 10 are the most, and it names 11."]}
        assert (response.context["form"].errors, Comment.objects.count()) == (errors, 0)


def test_held_words_name_nobody_until_a_moderator_publishes_them(article, moderator, ruth):
    comment = CommentFactory(article=article, body="@ruth-ann it costs $5", status=Status.HELD)
    before = _named(comment)

    decide_case(
        case=Case.objects.get(comment=comment), verb="publish", rule=None, statement="It is fine.", private_note="",
        until=None, by=moderator, at=NOON,
    )  # fmt: skip

    assert (before, _named(comment)) == ([], ["ruth-ann"])


def test_edit_and_deletion_change_who_is_named(client, member, article, ruth, walter):
    comment = CommentFactory(article=article, author=member, body="@ruth-ann")
    named = []
    for body in ("@walter", "@walter costs $5", "nobody"):
        edit_comment(comment=comment, body=body, by=member, at=NOON)
        named.append(_named(comment))
    other = CommentFactory(article=article, author=member, body="@ruth-ann @reader")
    named.append(_named(other))
    client.force_login(member)
    client.post(reverse("comment_delete", args=[other.pk]))

    assert (named, Mention.objects.count()) == ([["walter"], [], [], ["ruth-ann"]], 0)


def _told():
    return list(Notice.objects.filter(kind="mention").order_by("member__slug").values_list("member__slug", flat=True))


def test_whoever_is_named_is_told_once_even_after_edits(article, ruth, walter):
    comment = CommentFactory(article=article, body="@ruth-ann")
    for _n in range(2):
        tell_about(comment_id=comment.pk, at=NOON)
    first = _told()
    edit_comment(comment=comment, body="@ruth-ann @walter", by=comment.author, at=NOON)
    for _n in range(2):
        tell_mentioned(comment_id=comment.pk, at=NOON)

    assert (first, _told()) == (["ruth-ann"], ["ruth-ann", "walter"])
    notice = Notice.objects.filter(kind="mention").first()
    assert (notice.url, notice.text) == (comment.get_absolute_url(), "")


def test_answered_and_named_is_told_of_the_answer_alone(article, ruth):
    comment = CommentFactory(parent=CommentFactory(article=article, author=ruth), body="@ruth-ann yes")

    tell_about(comment_id=comment.pk, at=NOON)

    assert list(Notice.objects.filter(member=ruth).values_list("kind", flat=True)) == ["reply"]


@pytest.mark.parametrize("why", ["muted", "removed", "withdrawn", "nothing"])
def test_nobody_is_told_by_whom_they_muted_or_of_what_they_cannot_see(article, ruth, why):
    comment = CommentFactory(article=article, body="@ruth-ann")
    if why == "muted":
        Mute.objects.create(member=ruth, muted=comment.author, created_at=NOON)
    if why == "removed":
        comment.move_to(Status.REMOVED, code="spam")
    if why == "withdrawn":
        type(article).objects.update(withdrawn_at=NOON, withdrawn_reason="Out of date.")

    tell_mentioned(comment_id=comment.pk, at=NOON)

    assert _told() == (["ruth-ann"] if why == "nothing" else [])


# Suggestions


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ru", ["ruth-ann", "ruthless"]),
        ("RUTH A", ["ruth-ann"]),
        ("ruth-a", ["ruth-ann"]),
        ("ann", []),
        ("", []),
        ("%", []),
        ("\x00", []),
        ("r" * 500, []),
    ],
)
def test_suggestions_are_public_names_that_begin_so(client, member, typed, found):
    for name in ("Ruthless", "Ruth Ann", "Walter"):
        MemberFactory(public_name=name)
    Member.objects.filter(pk=MemberFactory(public_name="Ruth Gone").pk).update(is_active=False)
    client.force_login(member)

    answer = client.get(reverse("member_suggest"), {"q": typed})

    names = {"ruth-ann": "Ruth Ann", "ruthless": "Ruthless"}
    assert answer.json() == {"members": [{"name": names[slug], "slug": slug} for slug in found]}


@pytest.mark.parametrize("count", [2, 20])
def test_suggestions_are_eight_at_most_in_one_query_and_no_addresses(client, member, count, django_assert_num_queries):
    for number in range(count):
        MemberFactory(public_name=f"Zed {number:02}")
    client.force_login(member)

    with django_assert_num_queries(3):
        answer = client.get(reverse("member_suggest"), {"q": "zed"})

    assert len(answer.json()["members"]) == min(count, 8)
    assert "@" not in answer.content.decode()


def test_suggestions_have_a_limit(client, member, settings):
    settings.SUGGESTIONS_PER_MINUTE = 2
    client.force_login(member)

    answers = [client.get(reverse("member_suggest"), {"q": "ru"}).status_code for _n in range(3)]

    assert answers == [200, 200, 429]


def test_visitor_gets_no_suggestions(client):
    assert client.get(reverse("member_suggest"), {"q": "ru"}).status_code == 302


# When a member leaves


@pytest.mark.parametrize("mode", Member.Leaving.values)
def test_name_of_a_member_who_left_is_no_name_any_more_wherever_it_stood(article, ruth, mode):
    former = former_member()
    MemberFactory(public_name="Former")  # the words that come name nobody
    ruth = rename_member(member=ruth, public_name="Odile", at=NOON)
    seen = CommentFactory(article=article, body="@odile and @Ruth-Ann, not me@odile.example or @odile-b")
    held = CommentFactory(article=article, body="@ruth-ann costs $5", status=Status.HELD)
    changed = CommentFactory(article=article, body="@odile was here")
    edit_comment(comment=changed, body="Nobody was here.", by=changed.author, at=NOON)

    leave_discussions(member=ruth, former=former, mode=mode, at=NOON)

    seen.refresh_from_db()
    held.refresh_from_db()
    words = "@Former member and @Former member, not me@odile.example or @odile-b"
    assert (seen.body, seen.body_html, held.body) == (words, f"<p>{words}</p>\n", "@Former member costs $5")
    said = list(changed.revisions.order_by("number").values_list("body", "body_html"))
    assert said == [(text, f"<p>{text}</p>\n") for text in ("@Former member was here", "Nobody was here.")]
    assert Mention.objects.count() == 0
