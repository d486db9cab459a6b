"""A decision: the change, one log entry, the author and the reporters told."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings as site
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Restriction
from audit.models import Detail, Entry
from comments.actions import delete_comment, edit_comment
from comments.models import Comment
from moderation.actions import StaleCase, flag_member, open_case
from moderation.models import Case, Decision, PolicyRule
from notifications.models import Notice, OutboxMail
from tests.factories import NOON, CommentFactory, MemberFactory
from tests.moderation.steps import decide, flagged

Status = Comment.Status
pytestmark = pytest.mark.django_db


def _case_in(status):
    """An open case about a comment in this state."""
    if status == Status.HELD:
        comment = CommentFactory(body="It costs $124.", status=Status.HELD)
        return Case.objects.get(comment=comment)
    comment = CommentFactory()
    case = open_case(comment=comment, at=NOON)
    if status == Status.DELETED:
        delete_comment(comment=comment, by=comment.author, at=NOON)
    elif status != Status.PUBLISHED:
        comment.move_to(status, code="promotion")
    return Case.objects.get(pk=case.pk)


AFTER = {  # what becomes of a comment; None: this decision cannot be made
    Status.PUBLISHED: {"keep": "published", "publish": None, "remove": "removed", "restore": None, "warn": "published", "suspend": "removed"},  # noqa: E501
    Status.HELD: {"keep": None, "publish": "published", "remove": "removed", "restore": None, "warn": "removed", "suspend": "removed"},  # noqa: E501
    Status.HIDDEN: {"keep": None, "publish": "published", "remove": "removed", "restore": None, "warn": "removed", "suspend": "removed"},  # noqa: E501
    Status.REMOVED: {"keep": "removed", "publish": None, "remove": None, "restore": "published", "warn": None, "suspend": None},  # noqa: E501
    Status.DELETED: {"keep": "deleted", "publish": None, "remove": None, "restore": None, "warn": "deleted", "suspend": "deleted"},  # noqa: E501
}  # fmt: skip


@pytest.mark.parametrize("verb", Decision.Verb.values)
@pytest.mark.parametrize("status", Status)
def test_decision_moves_the_comment(moderator, status, verb):
    case = _case_in(status)
    written = Entry.objects.count()

    if AFTER[status][verb] is None:
        with pytest.raises(StaleCase):
            decide(case, moderator, verb)
    else:
        decide(case, moderator, verb)

    is_made = AFTER[status][verb] is not None
    case.refresh_from_db()
    assert case.comment.status == (AFTER[status][verb] or status)
    assert (case.status, Entry.objects.count() - written) == (("decided", 1) if is_made else ("open", 0))


def test_no_decision_leaves_a_post_waiting_where_nobody_looks():
    waiting = [after for status in (Status.HELD, Status.HIDDEN) for after in AFTER[status].values() if after]

    assert {after for after in waiting if after in ("held", "hidden")} == set()


def test_removal_names_the_rule_on_the_tombstone_and_the_reason_for_its_author(moderator):
    case = flagged(CommentFactory())

    decide(case, moderator)

    comment = Comment.objects.get()
    assert (comment.removal_code, comment.status_reason) == ("promotion", "It names a price and a shop.")


def test_decision_writes_one_log_entry_with_its_words_beside_it(moderator):
    case = flagged(CommentFactory())

    decision = decide(case, moderator, private_note="The third time.")

    entry = Entry.objects.get(verb__startswith="decide_case")
    assert (entry.actor_id, entry.role, entry.verb, entry.at) == (moderator.pk, "moderator", "decide_case:remove", NOON)
    assert (entry.subject, entry.case_id, entry.revision) == (f"comment:{case.comment_id}", case.pk, 1)
    assert (entry.before, entry.after) == ({"status": "published"}, {"status": "removed"})
    assert entry.reason_code == "promotion"
    words = Detail.objects.get(entry_id=entry.pk)
    assert (words.public_note, words.private_note) == (decision.statement, "The third time.")


def test_decision_that_fails_leaves_no_trace(moderator):
    case = flagged(CommentFactory())
    entries = Entry.objects.count()

    with pytest.raises(IntegrityError):
        decide(case, moderator, "suspend", until=NOON - timedelta(days=1))

    case.refresh_from_db()
    assert (case.status, case.comment.status, Entry.objects.count()) == ("open", "published", entries)
    assert (Decision.objects.count(), Restriction.objects.count(), Notice.objects.count()) == (0, 0, 0)


# Who is told


def _told():
    return {(row.member_id, row.kind): row for row in Notice.objects.all()}


def test_author_gets_the_statement_with_the_rule_in_the_site_and_by_mail(moderator):
    comment = CommentFactory()
    rule = PolicyRule.objects.get(code="promotion")

    decide(flagged(comment), moderator)

    notice = _told()[comment.author_id, "decision"]
    assert (notice.title, notice.url) == ("Your post was removed", "/me/cases/")
    assert notice.text.split("\n\n") == [
        "Your post was removed.",
        "It is about what you wrote on 2 March 2026.",
        "It names a price and a shop.",
        f"Rule: {rule.title}. {rule.text}",
        f"A moderator decided this, not a machine. You can answer by writing to us: {site.CONTACT_EMAIL}",
    ]
    mail = OutboxMail.objects.get(to=comment.author.email)
    assert (mail.subject, mail.text.startswith(notice.text)) == (notice.title, True)


@pytest.mark.parametrize(
    ("status", "verb", "first"),
    [
        (Status.HELD, "publish", ["Your post is published.", "It is about what you wrote on 2 March 2026."]),
        (Status.REMOVED, "restore", ["Your post is back.", "It is about what you wrote on 2 March 2026."]),
        (Status.PUBLISHED, "warn", ["A warning from the moderators.", "It is about what you wrote on 2 March 2026."]),
        (
            Status.HELD,
            "warn",
            [
                "A warning from the moderators.",
                "It is about what you wrote on 2 March 2026.",
                "Your post was removed.",
            ],
        ),
        (
            Status.PUBLISHED,
            "suspend",
            ["Your account is suspended.", "It is about what you wrote on 2 March 2026.", "Your post was removed."],
        ),
    ],
)
def test_author_is_told_what_happened(moderator, status, verb, first):
    case = _case_in(status)

    decide(case, moderator, verb)

    notice = _told()[case.comment.author_id, "decision"]
    assert notice.text.split("\n\n")[: len(first)] == first


def test_notice_leads_to_a_post_that_everybody_can_read(moderator):
    case = _case_in(Status.HELD)

    decide(case, moderator, "publish")

    assert _told()[case.comment.author_id, "decision"].url == f"/comments/{case.comment_id}/"


def test_author_of_what_was_left_up_is_not_worried(moderator):
    reporter = MemberFactory()
    case = flagged(CommentFactory(), reporter=reporter)

    decide(case, moderator, "keep")

    assert set(_told()) == {(reporter.pk, "flag_outcome")}


@pytest.mark.parametrize(
    ("verb", "text"),
    [
        ("remove", "Thank you. The moderators acted on it."),
        ("warn", "Thank you. The moderators acted on it."),
        ("suspend", "Thank you. The moderators acted on it."),
        ("keep", "Thank you. The moderators read it and left it up."),
    ],
)
def test_every_reporter_gets_the_outcome_once(moderator, verb, text):
    comment, reporters = CommentFactory(), MemberFactory.create_batch(3)
    for reporter in reporters:
        case = flagged(comment, reporter=reporter)

    decide(case, moderator, verb)

    outcomes = Notice.objects.filter(kind="flag_outcome").values_list("member", "text")
    assert sorted(outcomes) == sorted((reporter.pk, text) for reporter in reporters)
    assert OutboxMail.objects.filter(to__in=[reporter.email for reporter in reporters]).count() == 3


def test_reporter_of_what_its_author_took_away_is_told_so(moderator):
    comment, reporter = CommentFactory(), MemberFactory()
    case = flagged(comment, reporter=reporter)
    delete_comment(comment=comment, by=comment.author, at=NOON)

    decide(case, moderator, "keep")

    text = "Thank you. Its author had taken it away before the moderators decided."
    assert _told()[reporter.pk, "flag_outcome"].text == text


def test_moderator_who_flagged_it_is_not_told_of_their_own_decision(moderator):
    case = flagged(CommentFactory(), reporter=moderator)

    decide(case, moderator, "keep")

    assert _told() == {}


# Suspension


def test_suspension_ends_when_it_says_and_refuses_everything_but_reading(moderator):
    case = flagged(CommentFactory())
    until = timezone.make_aware(datetime(2026, 4, 1, 23, 59))  # noqa: DTZ001 - made aware

    decision = decide(case, moderator, "suspend", until=until)

    row = Restriction.objects.get()
    assert (decision.restriction, row.member_id, row.ends_at) == (row, case.comment.author_id, until)
    assert (row.ability, row.effect, row.reason) == ("all", "refused", "It names a price and a shop.")
    assert "It ends on 1 April 2026." in _told()[row.member_id, "decision"].text.split("\n\n")


def test_suspension_for_good_says_so(moderator):
    case = flag_member(member=MemberFactory(), reporter=MemberFactory(), reason="abuse", note="", at=NOON).case

    decide(case, moderator, "suspend")

    assert "It has no end date." in _told()[case.member_id, "decision"].text.split("\n\n")


def test_day_of_a_suspension_is_told_in_the_time_of_the_site(moderator, settings):
    settings.TIME_ZONE = "America/Los_Angeles"
    timezone.deactivate()
    case = flagged(CommentFactory())
    until = timezone.make_aware(datetime.combine(date(2026, 4, 1), datetime.max.time()))

    decide(case, moderator, "suspend", until=until)

    assert "It ends on 1 April 2026." in _told()[case.comment.author_id, "decision"].text.split("\n\n")


@pytest.mark.parametrize("verb", ["publish", "remove", "restore"])
def test_profile_can_be_kept_warned_or_suspended_and_nothing_else(moderator, verb):
    case = flag_member(member=MemberFactory(), reporter=MemberFactory(), reason="abuse", note="", at=NOON).case

    with pytest.raises(StaleCase):
        decide(case, moderator, verb)


# Which words were judged


def test_decision_names_the_revision_that_it_judged(moderator):
    comment = CommentFactory()
    case = flagged(comment)
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)

    decision = decide(case, moderator, seen_revision=2)

    assert decision.comment_revision == 2


def test_words_changed_since_they_were_read_are_not_judged(moderator):
    comment = CommentFactory()
    case = flagged(comment)
    edit_comment(comment=comment, body="Second words.", by=comment.author, at=NOON)

    with pytest.raises(StaleCase):
        decide(case, moderator, seen_revision=1)

    case.refresh_from_db()
    assert (case.status, Decision.objects.count(), Notice.objects.count()) == ("open", 0, 0)
