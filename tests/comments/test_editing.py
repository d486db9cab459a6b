"""Changing and deleting one's own words."""

from datetime import timedelta

import pytest
from django.urls import reverse

from comments.actions import DiscussionClosed, delete_comment, edit_comment
from comments.models import Comment
from moderation.actions import decide_case, flag_comment, leave_case, take_case
from moderation.models import Case
from tests.factories import NOON, ArticleFactory, CommentFactory, MemberFactory

Status = Comment.Status
LATER = NOON + timedelta(hours=1)  # what was said before is public by then
pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(member):
    return CommentFactory(author=member, body="First words.")


@pytest.fixture
def edit(comment):
    return reverse("comment_edit", args=[comment.pk])


@pytest.fixture
def delete(comment):
    return reverse("comment_delete", args=[comment.pk])


def _taken(comment, moderator):
    case = flag_comment(comment=comment, reporter=MemberFactory(), reason="spam", note="", at=NOON).case
    return take_case(case=case, by=moderator, at=NOON)


def test_edit_changes_the_words_and_marks_them(client, member, comment, edit):
    client.force_login(member)

    page = client.post(edit, {"body": "Second **words**."}, follow=True).content.decode()

    comment.refresh_from_db()
    assert (comment.body, comment.body_html.strip(), comment.revision) == (
        "Second **words**.",
        "<p>Second <strong>words</strong>.</p>",
        2,
    )
    history = reverse("comment_history", args=[comment.pk])
    assert (page.count("First words."), page.count(f'<a href="{history}">edited</a>')) == (0, 1)


def test_comment_that_was_never_changed_has_no_mark(client, comment):
    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()

    assert page.count(">edited<") == 0


def test_every_revision_is_kept_with_source_html_and_time(client, comment):
    later = NOON + timedelta(hours=1)
    edit_comment(comment=comment, body="Second *words*.", by=comment.author, at=later)

    kept = comment.revisions.order_by("number").values_list("number", "body", "body_html", "created_at", "is_public")
    assert list(kept) == [
        (1, "First words.", "<p>First words.</p>\n", NOON, True),
        (2, "Second *words*.", "<p>Second <em>words</em>.</p>\n", later, True),
    ]


def test_history_shows_the_latest_words_first(client, comment):
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=LATER)

    response = client.get(reverse("comment_history", args=[comment.pk]))

    assert [row.body for row in response.context["revisions"]] == ["Second words.", "First words."]


@pytest.mark.parametrize("count", [1, 3])
def test_history_query_count_does_not_grow(client, comment, django_assert_num_queries, count):
    for number in range(count):
        edit_comment(comment=comment, body=f"Words {number}.", by=comment.author, at=LATER)

    with django_assert_num_queries(4):
        response = client.get(reverse("comment_history", args=[comment.pk]))

    assert len(response.context["revisions"]) == count + 1


def test_edit_to_the_same_words_keeps_no_revision(comment):
    edit_comment(comment=comment, body="First words.", by=comment.author, at=NOON)

    comment.refresh_from_db()
    assert (comment.revision, comment.edited_at, comment.revisions.count()) == (1, None, 1)


def test_edit_that_cannot_be_taken_keeps_the_words(client, member, comment, edit):
    client.force_login(member)

    response = client.post(edit, {"body": "x" * 10_001})

    assert (response.status_code, response.context["form"]["body"].value()) == (200, "x" * 10_001)
    assert Comment.objects.get().body == "First words."


def test_edit_that_meets_a_rule_is_held_and_opens_a_case(client, member, comment, edit):
    client.force_login(member)

    client.post(edit, {"body": "It costs $124.", "as_it_is": "on"})

    comment.refresh_from_db()
    assert (comment.status, Case.objects.get().hold_rule) == (Status.HELD, "price")


def test_edit_that_meets_a_rule_joins_the_open_case_of_its_flags(comment):
    case = flag_comment(comment=comment, reporter=MemberFactory(), reason="abuse", note="", at=NOON).case

    edit_comment(comment=comment, body="It costs $124.", by=comment.author, at=NOON)

    assert list(Case.objects.values_list("pk", "hold_rule", "severity")) == [(case.pk, "price", Case.Severity.SERIOUS)]


def test_edit_of_a_held_post_leaves_it_held_until_a_moderator_has_seen_it(comment):
    comment.move_to(Status.HELD)

    edit_comment(comment=comment, body="Nothing to hold back.", by=comment.author, at=NOON)

    comment.refresh_from_db()
    assert (comment.status, comment.body) == (Status.HELD, "Nothing to hold back.")


@pytest.mark.parametrize("name", ["comment_edit", "comment_delete"])
@pytest.mark.parametrize(("status", "answer"), [(Status.PUBLISHED, 403), (Status.HELD, 404), (Status.REMOVED, 404)])
def test_words_of_others_can_neither_be_changed_nor_deleted(client, comment, name, status, answer):
    if status != comment.status:
        comment.move_to(status, code="spam")
    client.force_login(MemberFactory())
    address = reverse(name, args=[comment.pk])

    assert [client.get(address).status_code, client.post(address, {"body": "Mine now."}).status_code] == [answer] * 2
    assert Comment.objects.filter(pk=comment.pk, body="First words.", status=status).count() == 1


@pytest.mark.parametrize(("verb", "words"), [(edit_comment, {"body": "Mine now."}), (delete_comment, {})])
def test_actions_refuse_whoever_did_not_write_it(comment, verb, words):
    with pytest.raises(DiscussionClosed):
        verb(comment=comment, by=MemberFactory(), at=NOON, **words)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_edit_of_a_comment_that_went_meanwhile_gives_the_words_back(client, member, comment, edit, status):
    comment.move_to(status, code="spam")
    client.force_login(member)

    response = client.post(edit, {"body": "Words that must not be lost."})

    assert (response.status_code, response.context["form"]["body"].value()) == (409, "Words that must not be lost.")
    assert (client.get(edit).status_code, Comment.objects.get().body) == (403, "First words.")


# Under review


def test_comment_under_review_is_neither_changed_nor_deleted(client, member, moderator, comment, edit, delete):
    _taken(comment, moderator)
    client.force_login(member)

    changed, gone = client.post(edit, {"body": "Words that must not be lost."}), client.post(delete)

    assert (changed.status_code, changed.context["form"]["body"].value()) == (409, "Words that must not be lost.")
    assert (gone.status_code, client.get(edit).status_code, client.get(delete).status_code) == (403, 403, 403)
    assert list(Comment.objects.values_list("body", "status")) == [("First words.", Status.PUBLISHED)]


def test_comment_under_review_offers_its_author_neither(client, member, moderator, comment, edit, delete):
    client.force_login(member)
    article = comment.discussion.article.get_absolute_url()
    before = client.get(article).content.decode()
    _taken(comment, moderator)

    after = client.get(article).content.decode()

    assert [(page.count(edit), page.count(delete)) for page in (before, after)] == [(1, 1), (0, 0)]


@pytest.mark.parametrize("end", ["left", "decided"])
def test_comment_can_be_changed_again_once_the_review_ends(moderator, comment, end):
    case = _taken(comment, moderator)
    if end == "left":
        leave_case(case=case, by=moderator, at=NOON)
    else:
        decide_case(
            case=case, verb="keep", rule=None, statement="It is fine.", private_note="", until=None, by=moderator,
            at=NOON,
        )  # fmt: skip

    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)

    comment.refresh_from_db()
    assert comment.body == "Second words."


# Deleting


def test_delete_asks_first(client, member, comment, delete):
    client.force_login(member)

    page = client.get(delete).content.decode()

    assert (page.count("Delete it"), Comment.objects.get().status) == (1, Status.PUBLISHED)


def test_delete_leaves_a_tombstone_and_the_replies(client, member, comment, delete):
    CommentFactory(parent=comment, body="A reply that stays.")
    client.force_login(member)

    page = client.post(delete, follow=True).content.decode()

    seen = {part: page.count(part) for part in ("First words.", "A comment was deleted by its author.", "A reply that")}
    assert seen == {"First words.": 0, "A comment was deleted by its author.": 1, "A reply that": 1}


def test_delete_without_replies_leaves_nothing(client, member, comment, delete):
    client.force_login(member)

    page = client.post(delete, follow=True).content.decode()

    assert (page.count("First words."), page.count("tombstone")) == (0, 0)


def test_delete_sent_twice_says_nothing_worse(client, member, comment, delete):
    client.force_login(member)

    answers = [client.post(delete) for _n in range(2)]

    place = f"{comment.discussion.article.get_absolute_url()}#discussion"
    assert [(answer.status_code, answer.headers["Location"]) for answer in answers] == [(302, place)] * 2


def test_removed_comment_cannot_be_deleted_by_its_author(client, member, comment, delete):
    comment.move_to(Status.REMOVED, code="spam")
    client.force_login(member)

    assert (client.post(delete).status_code, Comment.objects.get().status) == (403, Status.REMOVED)


def test_change_and_deletion_raise_the_version_that_caches_read(comment):
    discussion = comment.discussion
    versions = [discussion.version]
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)
    discussion.refresh_from_db()
    versions.append(discussion.version)
    delete_comment(comment=comment, by=comment.author, at=NOON)
    discussion.refresh_from_db()
    versions.append(discussion.version)

    assert versions == sorted(set(versions))


@pytest.mark.parametrize("name", ["comment_edit", "comment_delete"])
def test_visitor_is_sent_to_the_sign_in(client, name):
    address = reverse(name, args=[CommentFactory(article=ArticleFactory()).pk])

    assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"
