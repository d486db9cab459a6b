"""A badge lapses by itself; its member is told beforehand and afterwards, once each."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts import actions, jobs
from accounts.models import Credential
from accounts.reading import next_lapse_at
from tests.accounts.licences import checked, told
from tests.factories import NOON

pytestmark = pytest.mark.django_db


def test_badge_lapses_by_itself_with_one_notice_beforehand_and_one_after(moderator):
    row = checked(moderator)
    checked(moderator, expires_on=date(2030, 1, 1))  # of somebody else, who is not told
    days = {}
    for days_before in (31, 30, 29, 0, -1, -2):
        at = NOON.replace(year=2028) - timedelta(days=days_before)
        days[days_before] = (actions.tell_lapses(at=at), row.pk in Credential.objects.valid(at).values_list(flat=True))

    assert days == {31: (0, True), 30: (1, True), 29: (0, True), 0: (0, True), -1: (1, False), -2: (0, False)}
    assert told()[2:] == [
        (row.member.public_name, "Your badge ends soon"),
        (row.member.public_name, "Your badge has ended"),
    ]
    row.refresh_from_db()
    assert (row.number_sealed, row.lapsed_at) == ("", NOON.replace(year=2028, month=3, day=3))


def test_lapse_is_told_once_though_nobody_was_there_to_warn(moderator):
    row = checked(moderator)

    assert [actions.tell_lapses(at=NOON.replace(year=2029)) for _ in range(2)] == [1, 0]
    assert told()[1:] == [(row.member.public_name, "Your badge has ended")]


@pytest.mark.parametrize("how", ["revoked", "withdrawn", "renewed"])
def test_ended_badge_is_not_told_of_its_day(moderator, how):
    row = checked(moderator)
    if how == "revoked":
        actions.revoke_credential(credential=row, reason="So.", by=moderator, at=NOON)
    elif how == "withdrawn":
        actions.withdraw_credential(credential=row, by=row.member, at=NOON)
    else:
        checked(moderator, row.member, expires_on=date(2030, 1, 1))

    assert actions.tell_lapses(at=NOON.replace(year=2028)) == 0


def test_next_look_is_planned_for_the_first_who_has_to_be_told(moderator):
    assert next_lapse_at() is None
    checked(moderator)
    assert next_lapse_at() == NOON.replace(year=2028, month=2, day=1, hour=0)
    actions.tell_lapses(at=NOON.replace(year=2028, month=2, day=1))
    assert next_lapse_at() == NOON.replace(year=2028, month=3, day=3, hour=0)
    actions.tell_lapses(at=NOON.replace(year=2028, month=3, day=3))
    assert next_lapse_at() is None


@pytest.mark.django_db(transaction=True)
def test_check_lets_the_worker_come_back_in_time(moderator):
    checked(moderator)

    call_command("db_worker", batch=True, interval=0, reload=False)
    planned = jobs.DBTaskResult.objects.filter(task_path="accounts.jobs.tell_of_lapses", status="READY")

    assert [row.run_after for row in planned] == [NOON.replace(year=2028, month=2, day=1, hour=0)]


def test_command_for_a_timer_tells_whoever_is_due(moderator, capsys):
    today = timezone.now()
    checked(moderator, at=today - timedelta(days=9), expires_on=timezone.localdate(today) + timedelta(days=9))

    for _ in range(2):
        call_command("tell_of_lapses")

    assert capsys.readouterr().out.splitlines() == ["1 were told", "0 were told"]
