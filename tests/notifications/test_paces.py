"""Which matter a kind of notice belongs to, and when digests are due."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifications.paces import AT_FIRST, Matter, Pace, digest_after, digest_before, matter_of
from tests.properties import steady

LONDON, UTC_ZONE = ZoneInfo("Europe/London"), ZoneInfo("UTC")
TIMES = st.datetimes(datetime(2025, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("kind", "matter"),
    [
        ("reply", "replies"), ("answer", "answers"), ("mention", "mentions"), ("comment", "followed"),
        ("article_new", "articles"), ("receipt", "disputes"), ("dispute_opened", "disputes"),
        ("flag_outcome", "decisions"), ("credential", "credentials"), ("credential_lapsing", "credentials"),
        ("decision", None), ("restriction_lifted", None), ("response_removed", None), ("export_ready", None),
    ],
)  # fmt: skip
def test_kind_belongs_to_a_matter_or_is_about_oneself(kind, matter):
    assert matter_of(kind) == matter


def test_every_matter_has_a_pace_at_first():
    assert set(AT_FIRST) == set(Matter)


@pytest.mark.parametrize(
    ("pace", "at", "due"),
    [
        (Pace.DAILY, datetime(2026, 3, 2, 6, 59, tzinfo=UTC), datetime(2026, 3, 2, 7, tzinfo=UTC)),
        (Pace.DAILY, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), datetime(2026, 3, 3, 7, tzinfo=UTC)),
        (Pace.WEEKLY, datetime(2026, 3, 2, 6, 59, tzinfo=UTC), datetime(2026, 3, 2, 7, tzinfo=UTC)),
        (Pace.WEEKLY, datetime(2026, 3, 2, 7, 0, tzinfo=UTC), datetime(2026, 3, 9, 7, tzinfo=UTC)),
        (Pace.DAILY, datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 6, tzinfo=UTC)),  # summer time
        (Pace.DAILY, datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC)),  # and its end
    ],
)
def test_digest_is_due_at_the_same_hour_of_the_clock(pace, at, due):
    assert digest_after(pace, at, zone=LONDON, hour=7) == due


@steady
@given(st.sampled_from([Pace.DAILY, Pace.WEEKLY]), TIMES, st.integers(0, 23), st.sampled_from([LONDON, UTC_ZONE]))
def test_no_time_lies_between_two_digests_but_those_without_one(pace, at, hour, zone):
    last, following = (find(pace, at, zone=zone, hour=hour) for find in (digest_before, digest_after))

    assert last <= at < following
    assert digest_after(pace, last, zone=zone, hour=hour) == following
    assert (following - last) // timedelta(hours=1) in ({23, 24, 25} if pace == Pace.DAILY else {167, 168, 169})
