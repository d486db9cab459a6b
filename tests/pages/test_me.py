"""What a member finds of their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import apply_for_credential, mute_member, restrict_member
from comments.models import Comment, Draft
from moderation.actions import flag_comment, flag_member
from notifications.actions import tell
from tests.claims.scenes import report
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged

pytestmark = pytest.mark.django_db
REPORTS, CASES = "/me/reports/", "/me/cases/"


def ways(client):
    """Return what stands behind each link of "My pages", by its words."""
    groups = client.get("/me/").context["groups"]
    return {way.label: (way.count, way.hint) for group in groups for way in group.ways if way.count or way.hint}


def rows(client, address, **query):
    """Return the keys that a list shows."""
    return [row.pk for row in client.get(address, query).context["rows"]]


def test_my_pages_count_what_is_mine(client, member, moderator):
    other = MemberFactory()
    for writer in (member, other):  # of the other one, nothing is counted
        CommentFactory(author=writer)
        question = CommentFactory(author=writer, kind="question", title="Why?")
        CommentFactory(author=writer, parent=question)
        CommentFactory(author=writer, status=Comment.Status.HELD)
        report(reporter=writer)
        Draft.objects.create(member=writer, place="discussion:5", values={"body": "Hm."}, saved_at=NOON)
        decide(flagged(CommentFactory(author=writer), reporter=writer), moderator)
        mute_member(member=writer, muted=MemberFactory(), at=NOON)
        apply_for_credential(member=writer, kind="nurse", country="Wales", number="5", register_url="", at=NOON)
    client.force_login(member)

    assert ways(client) == {
        "Notices": (None, "2 new"),
        "What you follow": (5, ""),  # what one writes in is followed by itself
        "Drafts": (1, ""),
        "Comments": (2, ""),
        "Questions": (1, ""),
        "Answers": (1, ""),
        "Statements you questioned": (1, "1 waits for an answer"),
        "Conduct you flagged": (1, ""),
        "Decisions about what you wrote": (1, ""),
        "Posts that wait for a moderator": (1, ""),
        "My licence": (None, "Waiting for a moderator."),
        "Members you muted": (1, ""),
    }


def test_my_pages_link_to_pages_that_are_there(client, member):
    client.force_login(member)
    groups = client.get("/me/").context["groups"]

    answers = {way.label: client.get(way.href).status_code for group in groups for way in group.ways}

    first_asks_for_the_password = {"Second step when you sign in", "Download everything", "Delete my account"}
    assert {label for label, status in answers.items() if status != 200} <= first_asks_for_the_password
    assert set(answers.values()) <= {200, 302}


@pytest.mark.parametrize("count", [1, 3])
def test_my_pages_take_the_same_queries_however_much_they_show(client, member, count, django_assert_num_queries):
    for number in range(count):
        restrict_member(
            member=member, ability="flag", effect="refused", until=None, reason=f"Reason {number}.", at=timezone.now()
        )
        tell(
            member=member, kind="decision", subject_key=f"comment:{number}", title="A decision", text="See.", url="/",
            at=NOON,
        )  # fmt: skip
        report(reporter=member)
        CommentFactory(author=member)
    client.force_login(member)

    with django_assert_num_queries(13):
        page = client.get("/me/")

    assert (len(page.context["restrictions"]), page.context["groups"][0].ways[0].hint) == (count, f"{count} new")


def test_my_reports_are_mine_alone_and_lose_nothing_while_more_come(client, member, monkeypatch):
    monkeypatch.setattr("pages.member_page.PER_PAGE", 2)
    mine = [report(reporter=member, at=NOON + timedelta(days=day)).pk for day in range(3)]
    report()
    client.force_login(member)

    seen, before, pages = [], "", 0
    while before is not None:
        page = client.get(REPORTS, {"before": before})
        seen += [row.pk for row in page.context["rows"]]
        before = page.context["older"]
        pages += 1
        report(reporter=member, at=NOON + timedelta(days=9 + pages))

    assert (seen, pages) == (mine[::-1], 2)
    assert client.get(REPORTS, {"before": "-1"}).status_code == 400


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        (None, "No moderator has decided yet."),
        ("keep", "The moderators read it and left it up."),
        ("remove", "The moderators acted on it."),
        ("warn", "The moderators acted on it."),
    ],
)
def test_my_flags_say_what_became_of_them(client, member, moderator, verb, words):
    case = flagged(CommentFactory(), reporter=member, note="Private words of mine.")
    flagged(CommentFactory())  # of somebody else
    if verb:
        decide(case, moderator, verb)
    client.force_login(member)

    page = client.get(REPORTS, {"kind": "flags"})

    assert [flag.reporter_id for flag in page.context["rows"]] == [member.pk]
    assert words in page.content.decode()
    assert moderator.public_name not in page.content.decode()
    assert "It names a price and a shop." not in page.content.decode()  # what its author is told


def test_flag_of_words_that_went_names_nobody(client, member, moderator):
    comment = CommentFactory(body="Buy my powder.")
    decide(flagged(comment, reporter=member), moderator)
    profile = MemberFactory(public_name="Pat Profile")
    flag_member(member=profile, reporter=member, reason="spam", note="", at=NOON)
    client.force_login(member)

    page = client.get(REPORTS, {"kind": "flags"}).content.decode()

    shown = ["Buy my powder." in page, comment.author.public_name in page, "Pat Profile" in page]
    assert shown == [False, False, True]


def test_my_cases_show_the_reasons_and_not_who_flagged_or_decided(client, member, moderator):
    reporter = MemberFactory(public_name="Rita Reporter")
    comment = CommentFactory(author=member)
    decision = decide(
        flagged(comment, reporter=reporter, note="I dislike it."), moderator, "warn", private_note="Watch."
    )
    decide(flagged(CommentFactory(author=member)), moderator, "keep")  # they were never told
    decide(flagged(CommentFactory()), moderator)  # about somebody else
    client.force_login(member)

    page = client.get(CASES)

    text = page.content.decode()
    assert [row.pk for row in page.context["rows"]] == [decision.pk]
    told = ("It names a price and a shop.", "/policy/comments/#promotion", "You can answer")
    assert [words for words in told if words not in text] == []
    secret = ("Rita Reporter", moderator.public_name, "I dislike it.", "Watch.")
    assert [words for words in secret if words in text] == []


def test_my_cases_show_the_posts_that_wait(client, member):
    held = CommentFactory(author=member, status=Comment.Status.HELD)
    CommentFactory(author=member)
    CommentFactory(status=Comment.Status.HELD)
    client.force_login(member)

    assert (rows(client, CASES, kind="held"), rows(client, CASES), rows(client, CASES, kind="x\x00")) == (
        [held.pk], [], [],
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_my_lists_take_the_same_queries(client, member, moderator, count, django_assert_num_queries):
    for _ in range(count):
        report(reporter=member)
        decide(flagged(CommentFactory(author=member)), moderator)
        decide(flagged(CommentFactory(), reporter=member), moderator)
        flag_comment(comment=CommentFactory(), reporter=member, reason="spam", note="", at=NOON)
        CommentFactory(author=member, status=Comment.Status.HELD)
    client.force_login(member)

    found = {}
    expected = {REPORTS: 5, f"{REPORTS}?kind=flags": 6, CASES: 5, f"{CASES}?kind=held": 5}
    for address, queries in expected.items():
        with django_assert_num_queries(queries):
            found[address] = len(client.get(address).context["rows"])

    assert found == dict(zip(expected, (count, 2 * count, count, count), strict=True))


def test_pages_of_others_are_of_no_use(client, member, moderator):
    """Nothing in these addresses names a member: they show whoever is signed in."""
    decide(flagged(CommentFactory(author=member)), moderator)
    client.force_login(MemberFactory())

    assert [rows(client, address) for address in (REPORTS, CASES)] == [[], []]
    assert reverse("own_cases") == CASES
