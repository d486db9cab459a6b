"""Flags gather in one open case; each says which words it is about."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import restrict_member
from comments.actions import edit_comment
from comments.models import Comment
from moderation.actions import flag_comment, flag_member
from moderation.models import Case, Flag
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import decide

Status, Severity = Comment.Status, Case.Severity
pytestmark = pytest.mark.django_db


def _flag(comment, reporter=None, reason="spam", **more):
    return flag_comment(comment=comment, reporter=reporter or MemberFactory(), reason=reason, note="", at=NOON, **more)


def _address(thing):
    return (
        reverse("comment_flag", args=[thing.pk])
        if isinstance(thing, Comment)
        else reverse("member_flag", args=[thing.slug])
    )


@pytest.fixture(params=["comment", "profile"])
def thing(request):
    """What can be flagged."""
    return CommentFactory() if request.param == "comment" else MemberFactory()


def test_flag_says_who_why_and_about_which_words(client, member):
    comment = CommentFactory()
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)
    client.force_login(member)

    response = client.post(_address(comment), {"reason": "promotion", "note": "A shop.", "revision": "1"}, follow=True)

    found = Flag.objects.values_list("reporter", "comment", "member", "reason", "note", "comment_revision")
    assert list(found) == [(member.pk, comment.pk, None, "promotion", "A shop.", 1)]
    assert response.content.decode().count("you are told what became of it") == 1


def test_flag_of_a_profile_opens_a_case_about_the_member(client, member):
    other = MemberFactory()
    client.force_login(member)

    response = client.post(_address(other), {"reason": "other", "note": "The name is rude."})

    assert response.headers["Location"] == other.get_absolute_url()
    assert list(Case.objects.values_list("member", "comment", "status")) == [(other.pk, None, "open")]


def test_form_of_a_flag_carries_the_words_that_were_read(client, member):
    comment = CommentFactory()
    client.force_login(member)
    form = client.get(_address(comment)).context["form"]
    edit_comment(comment=comment, body="Nothing to see.", by=comment.author, at=NOON)

    client.post(_address(comment), {"reason": "abuse", "note": "", "revision": form["revision"].value()})

    assert Flag.objects.get().comment_revision == 1


@pytest.mark.parametrize(("sent", "noted"), [(None, 2), (0, 2), (-5, 1), (1, 1), (2, 2), (99, 2)])
def test_flag_is_about_a_revision_that_exists(sent, noted):
    comment = CommentFactory()
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)
    comment.refresh_from_db()

    assert _flag(comment, revision=sent).comment_revision == noted


@pytest.mark.parametrize(("data", "field"), [({}, "reason"), ({"reason": "wrong"}, "reason"), ({"reason": "spam", "note": "x" * 1001}, "note")])  # fmt: skip  # noqa: E501
def test_flag_that_cannot_be_taken_keeps_the_note(client, member, thing, data, field):
    client.force_login(member)

    response = client.post(_address(thing), {"note": "A note that must not be lost."} | data)

    form = response.context["form"]
    assert (response.status_code, list(form.errors), Flag.objects.count()) == (200, [field], 0)
    assert form["note"].value() == data.get("note", "A note that must not be lost.")


# Who may flag what


def test_nobody_flags_their_own(client, thing):
    owner = thing.author if isinstance(thing, Comment) else thing
    client.force_login(owner)

    answers = [client.get(_address(thing)).status_code, client.post(_address(thing), {"reason": "spam"}).status_code]

    assert (answers, Case.objects.count()) == ([403, 403], 0)


def test_member_who_may_not_flag_is_refused(client, member, thing):
    restrict_member(member=member, ability="flag", effect="refused", until=None, reason="Flood.", at=timezone.now())
    client.force_login(member)

    assert (client.post(_address(thing), {"reason": "spam"}).status_code, Flag.objects.count()) == (403, 0)


def test_visitor_is_sent_to_the_sign_in(client, thing):
    assert client.get(_address(thing)).headers["Location"] == f"/accounts/login/?next={_address(thing)}"


@pytest.mark.parametrize("role", ["member", "moderator"])
@pytest.mark.parametrize("status", [Status.HELD, Status.HIDDEN, Status.REMOVED, Status.DELETED])
def test_what_is_not_public_cannot_be_flagged(client, request, role, status):
    comment = CommentFactory(status=status)
    cases = Case.objects.count()
    client.force_login(request.getfixturevalue(role))

    answers = [client.get(_address(comment)).status_code, client.post(_address(comment), {"reason": "spam"}).status_code]  # fmt: skip  # noqa: E501

    assert (answers, Flag.objects.count(), Case.objects.count()) == ([404, 404], 0, cases)


def test_member_who_left_cannot_be_flagged(client, member):
    other = MemberFactory()
    type(other).objects.filter(pk=other.pk).update(is_active=False)
    client.force_login(member)

    assert client.post(_address(other), {"reason": "spam"}).status_code == 404


# One case


def test_flags_of_many_gather_in_one_case_as_urgent_as_the_gravest():
    comment = CommentFactory()

    cases = [_flag(comment, reason=reason).case_id for reason in ("off_topic", "dangerous", "abuse")]

    case = Case.objects.get()
    assert (cases, case.flags.count(), case.severity) == ([case.pk] * 3, 3, Severity.URGENT)


@pytest.mark.parametrize(
    ("reason", "severity"),
    [
        ("dangerous", Severity.URGENT),
        ("privacy", Severity.URGENT),
        ("abuse", Severity.SERIOUS),
        ("promotion", Severity.NORMAL),
        ("spam", Severity.NORMAL),
        ("off_topic", Severity.NORMAL),
        ("other", Severity.NORMAL),
    ],
)
def test_reason_says_how_urgent_a_case_is(reason, severity):
    assert _flag(CommentFactory(), reason=reason).case.severity == severity


def test_case_of_a_held_post_takes_its_flags_too():
    comment = CommentFactory(body="It costs $124.", status=Status.HELD)

    flag = _flag(comment, reason="abuse")

    case = Case.objects.get()
    assert (flag.case, case.hold_rule, case.severity) == (case, "price", Severity.SERIOUS)


def test_second_flag_by_the_same_member_changes_nothing(client, member, thing):
    client.force_login(member)
    for reason in ("spam", "dangerous"):
        client.post(_address(thing), {"reason": reason})

    assert (Flag.objects.get().reason, Case.objects.get().severity) == ("spam", Severity.NORMAL)


def test_flag_of_words_that_were_judged_opens_nothing_and_says_so(client, member, moderator):
    comment = CommentFactory()
    decide(_flag(comment, reporter=member).case, moderator, "keep")
    client.force_login(member)

    page = client.post(_address(comment), {"reason": "spam", "revision": "1"}, follow=True).content.decode()

    assert (Case.objects.count(), Flag.objects.count()) == (1, 1)
    assert page.count("You have flagged this before.") == 1


def test_flag_of_other_words_than_were_judged_opens_a_new_case(member, moderator):
    comment = CommentFactory()
    decide(_flag(comment, reporter=member).case, moderator, "keep")
    edit_comment(comment=comment, body="Much worse.", by=comment.author, at=NOON)
    comment.refresh_from_db()

    flag = _flag(comment, reporter=member)

    assert (flag.case.status, flag.comment_revision, Case.objects.count()) == ("open", 2, 2)


def test_profile_can_be_flagged_again_once_a_case_was_decided(member, moderator):
    other = MemberFactory()
    first = flag_member(member=other, reporter=member, reason="other", note="", at=NOON)
    decide(first.case, moderator, "keep")

    second = flag_member(member=other, reporter=member, reason="other", note="", at=NOON + timedelta(days=1))

    assert (second.pk != first.pk, second.case.status) == (True, "open")


def test_flag_by_somebody_else_after_a_decision_opens_a_new_case(moderator):
    comment = CommentFactory()
    decide(_flag(comment).case, moderator, "keep")

    assert _flag(comment).case.status == "open"


def test_flagged_comment_stays_up_until_somebody_decides(client):
    comment = CommentFactory(body="Flagged by many.")
    for _n in range(5):
        _flag(comment, reason="dangerous")

    page = client.get(comment.discussion.article.get_absolute_url()).content.decode()

    assert page.count("<p>Flagged by many.</p>") == 1
