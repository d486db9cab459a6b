"""Members choose how fast they are told; what waits follows their choice."""

import pytest

from notifications.actions import set_pace, stop_mails, tell
from notifications.models import Notice, Preference
from notifications.reading import preferences_of
from tests.factories import NOON, MemberFactory
from tests.notifications.scenes import about_case, mailed, told

pytestmark = pytest.mark.django_db
AT_FIRST = {
    "replies": "once", "answers": "once", "mentions": "once", "followed": "daily", "articles": "daily",
    "disputes": "once", "decisions": "once", "credentials": "once",
}  # fmt: skip


def _reply(member, number=1, kind="reply"):
    return tell(
        member=member, kind=kind, subject_key=f"comment:{number}", title=f"Reply {number}", text="", url="/", at=NOON
    )


@pytest.mark.parametrize("pace", ["once", "daily", "weekly", "site"])
def test_notice_stands_in_the_site_and_the_mail_goes_as_chosen(member, pace):
    other = MemberFactory()
    set_pace(member=member, matter="replies", pace=pace)

    notice = _reply(member)
    _reply(other)

    assert (notice.pace, told(member)) == (pace, [("reply", "Reply 1")])
    assert (mailed(member), mailed(other)) == (["Reply 1"] if pace == "once" else [], ["Reply 1"])


def test_choice_of_one_matter_leaves_the_others(member):
    before = preferences_of(member)
    set_pace(member=member, matter="replies", pace="weekly")
    set_pace(member=member, matter="replies", pace="site")

    assert (before, preferences_of(member)) == (AT_FIRST, AT_FIRST | {"replies": "site"})
    assert Preference.objects.count() == 1


def test_decision_about_oneself_goes_at_once_whatever_was_chosen(member):
    for matter in AT_FIRST:
        set_pace(member=member, matter=matter, pace="site")

    about_case(member)

    assert mailed(member) == ["Decision 1"]


@pytest.mark.parametrize("pace", ["daily", "weekly", "site"])
def test_mail_that_waits_follows_a_new_choice_and_no_other_mail_does(member, pace):
    other = MemberFactory()
    for number, who in enumerate((member, other)):
        _reply(who, number)
    _reply(member, 7, kind="mention")
    about_case(member)

    set_pace(member=member, matter="replies", pace=pace)

    assert (mailed(member), mailed(other)) == (["Reply 7", "Decision 1"], ["Reply 1"])
    assert dict(Notice.objects.filter(member=member).values_list("title", "pace")) == {
        "Reply 0": pace, "Reply 7": "once", "Decision 1": "once",
    }  # fmt: skip


def test_stopping_the_daily_mail_stops_all_that_goes_into_it(member):
    set_pace(member=member, matter="replies", pace="daily")
    set_pace(member=member, matter="answers", pace="weekly")
    _reply(member)
    _reply(member, 2, kind="answer")

    stop_mails(member=member, what="daily")

    assert preferences_of(member) == AT_FIRST | {
        "replies": "site", "answers": "weekly", "followed": "site", "articles": "site",
    }  # fmt: skip
    assert list(Notice.objects.order_by("pk").values_list("pace", flat=True)) == ["site", "weekly"]


def test_stopping_twice_is_stopping_once(member):
    for _time in range(2):
        stop_mails(member=member, what="replies")

    assert preferences_of(member) == AT_FIRST | {"replies": "site"}
