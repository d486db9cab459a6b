"""Ten minutes in which words can be changed freely; the history after them; words that a moderator judged."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Credential
from comments.actions import DiscussionClosed, delete_comment, edit_comment
from comments.models import Comment, Endorsement, HelpfulMark
from moderation.actions import decide_case, flag_comment, reopen_for_restore
from moderation.models import PolicyRule
from tests.claims.scenes import report
from tests.factories import NOON, CommentFactory, MemberFactory

Status = Comment.Status
pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(minutes=9, seconds=59)
LATE = NOON + timedelta(minutes=10)


@pytest.fixture
def comment(member):
    return CommentFactory(author=member, body="First words.")


def _history(client, comment):
    response = client.get(reverse("comment_history", args=[comment.pk]))
    return [row.body for row in response.context["revisions"]]


def _mark_and_history(client, comment):
    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    return page.count(">edited<"), _history(client, comment)


@pytest.mark.parametrize(
    ("at", "mark", "history"),
    [(SOON, 0, ["Second words."]), (LATE, 1, ["Second words.", "First words."])],
)
def test_within_ten_minutes_new_words_take_the_place_of_the_old(client, comment, at, mark, history):
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=at)

    assert _mark_and_history(client, comment) == (mark, history)


def test_after_ten_minutes_what_stood_before_is_seen_but_not_what_was_changed_freely(client, comment):
    for number, at in enumerate((SOON, LATE, LATE)):
        edit_comment(comment=comment, body=f"Words {number}.", by=comment.author, at=at)

    assert _mark_and_history(client, comment) == (1, ["Words 2.", "Words 1.", "Words 0."])


def test_author_and_moderators_still_see_what_was_changed_freely(client, member, moderator, comment):
    edit_comment(comment=comment, body="Second words.", by=member, at=SOON)
    seen = {}

    for person in (member, moderator, MemberFactory()):
        client.force_login(person)
        seen[person] = _history(client, comment)

    assert list(seen.values()) == [["Second words.", "First words."]] * 2 + [["Second words."]]


def test_minutes_are_a_setting(client, comment, settings):
    settings.EDIT_FREE_MINUTES = 0

    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)

    assert _mark_and_history(client, comment) == (1, ["Second words.", "First words."])


def _endorse(comment):
    member = MemberFactory()
    credential = Credential.objects.create(member=member, kind="physiotherapist", country="Norway")
    Endorsement.objects.create(comment=comment, member=member, credential=credential, created_at=NOON)
    Comment.objects.filter(pk=comment.pk).update(endorsement_count=1)


def _find_helpful(comment):
    HelpfulMark.objects.create(comment=comment, member=MemberFactory(), created_at=NOON)
    Comment.objects.filter(pk=comment.pk).update(helpful_count=1)


RESTS = {
    "answered": lambda comment: CommentFactory(parent=comment),
    "answered by words that wait": lambda comment: CommentFactory(parent=comment, body="It costs $5."),
    "flagged": lambda comment: flag_comment(comment=comment, reporter=MemberFactory(), reason="spam", note="", at=NOON),
    "questioned": lambda comment: report(target=comment, words="First words."),
    "found helpful": _find_helpful,
    "endorsed": _endorse,
}


@pytest.mark.parametrize("what", RESTS)
def test_words_on_which_somebody_relied_keep_their_history_at_once(client, comment, what):
    RESTS[what](comment)

    edit_comment(comment=comment, body="Second words.", by=comment.author, at=SOON)

    assert _mark_and_history(client, comment) == (1, ["Second words.", "First words."])


def test_own_reply_and_what_concerns_another_comment_change_nothing(client, comment):
    other = CommentFactory(article=comment.discussion.article)
    for relied in RESTS.values():
        relied(CommentFactory(article=comment.discussion.article, body="First words."))
    CommentFactory(parent=comment, author=comment.author)
    CommentFactory(parent=other)

    edit_comment(comment=comment, body="Second words.", by=comment.author, at=SOON)

    assert _history(client, comment) == ["Second words."]


def test_page_says_until_when_one_is_free_and_then_that_the_history_is_seen(client, member):
    fresh = CommentFactory(author=member, at=timezone.now())
    old = CommentFactory(author=member, at=timezone.now() - timedelta(minutes=11))
    client.force_login(member)

    pages = [client.get(reverse("comment_edit", args=[row.pk])).content.decode() for row in (fresh, old)]

    words = [
        "your new words take the place of the old ones",
        "What it said before is kept, and readers can look at it.",
    ]
    assert [[page.count(said) for said in words] for page in pages] == [[1, 0], [0, 1]]


def test_change_of_the_interest_alone_is_a_version_too(comment):
    edit_comment(comment=comment, body=comment.body, interest="I sell them.", by=comment.author, at=LATE)

    versions = list(comment.revisions.order_by("number").values_list("body", "interest"))
    assert versions == [("First words.", ""), ("First words.", "I sell them.")]


# Judged


def _decide(comment, moderator, verb):
    case = flag_comment(comment=comment, reporter=MemberFactory(), reason="spam", note="", at=NOON).case
    _record(case, moderator, verb)


def _record(case, moderator, verb):
    decide_case(
        case=case, verb=verb, rule=PolicyRule.objects.in_force().first(), statement="Reasons.", private_note="",
        until=None, by=moderator, at=NOON,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["comment_edit", "comment_delete"])
def test_words_that_broke_a_rule_stay_as_they_are_and_the_page_says_why(client, member, moderator, comment, name):
    _decide(comment, moderator, "warn")
    client.force_login(member)
    address = reverse(name, args=[comment.pk])

    seen, sent = client.get(address), client.post(address, {"body": "Words that must not be lost."})

    why = "A moderator found that this comment breaks a rule, so it stays as it is"
    assert (seen.status_code, seen.content.decode().count(why)) == (403, 1)
    assert (sent.status_code, sent.content.decode().count(why)) == (409 if name == "comment_edit" else 403, 1)
    assert list(Comment.objects.values_list("body", "status")) == [("First words.", Status.PUBLISHED)]
    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()
    assert page.count(address) == 0


@pytest.mark.parametrize(("verb", "words"), [(edit_comment, {"body": "Mine now."}), (delete_comment, {})])
def test_actions_refuse_to_change_judged_words(moderator, comment, verb, words):
    _decide(comment, moderator, "warn")

    with pytest.raises(DiscussionClosed):
        verb(comment=comment, by=comment.author, at=LATE, **words)


@pytest.mark.parametrize("verbs", [["keep"], ["remove", "restore"]])
def test_words_that_were_left_up_or_put_back_are_their_authors_again(moderator, comment, verbs):
    for verb in verbs:
        if verb == "restore":
            _record(reopen_for_restore(comment=comment, by=moderator, at=NOON), moderator, verb)
        else:
            _decide(comment, moderator, verb)

    edit_comment(comment=comment, body="Second words.", by=comment.author, at=LATE)

    comment.refresh_from_db()
    assert (comment.body, comment.judged_at) == ("Second words.", None)
