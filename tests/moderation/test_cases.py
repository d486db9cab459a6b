"""Flags gather in one case; a decision is logged, told, and made once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse

from audit.models import Entry
from comments.models import Comment
from moderation.actions import AlreadyDecided, decide_case, flag_comment
from moderation.models import Case, Flag, PolicyRule
from notifications.models import Notice
from tests.factories import NOON, CommentFactory, MemberFactory


@pytest.mark.django_db(transaction=True)
def test_twenty_flags_at_once_make_one_case():
    comment, people = CommentFactory(), [MemberFactory() for _n in range(20)]

    def flag(person):
        try:
            flag_comment(comment=comment, reporter=person, reason="spam", note="", at=NOON)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(flag, people))

    assert (Case.objects.count(), Flag.objects.count()) == (1, 20)


def _decide(case, moderator, verb="remove"):
    return decide_case(
        case=case, verb=verb, rule=PolicyRule.objects.get(code="promotion"), statement="It names a price and a shop.",
        private_note="", until=None, by=moderator, at=NOON,
    )  # fmt: skip


@pytest.mark.django_db
def test_removal_writes_one_log_entry_and_tells_author_and_reporter(moderator):
    comment, reporter = CommentFactory(), MemberFactory()
    case = flag_comment(comment=comment, reporter=reporter, reason="promotion", note="", at=NOON).case

    _decide(case, moderator)

    comment.refresh_from_db()
    told = set(Notice.objects.values_list("member", "kind"))
    assert (comment.status, Entry.objects.count()) == (Comment.Status.REMOVED, 1)
    assert told == {(comment.author.pk, "decision"), (reporter.pk, "flag_outcome")}


@pytest.mark.django_db
def test_second_moderator_is_told_who_decided(client, moderator):
    case = flag_comment(comment=CommentFactory(), reporter=MemberFactory(), reason="spam", note="", at=NOON).case
    _decide(case, moderator)
    with pytest.raises(AlreadyDecided):
        _decide(case, moderator)
    client.force_login(moderator)

    response = client.post(
        reverse("case_detail", args=[case.pk]), {"verb": "keep", "statement": "Words that must not be lost."}
    )

    page = response.content.decode()
    assert (response.status_code, "Maja" in page, "Words that must not be lost." in page) == (409, True, True)
    assert Entry.objects.count() == 1


@pytest.mark.django_db
def test_nobody_decides_about_their_own_post(client, moderator):
    comment = CommentFactory(author=moderator)
    case = flag_comment(comment=comment, reporter=MemberFactory(), reason="spam", note="", at=NOON).case
    client.force_login(moderator)

    response = client.post(reverse("case_detail", args=[case.pk]), {"verb": "keep", "statement": "Fine."})

    assert (response.status_code, Entry.objects.count()) == (403, 0)
