"""The promise of notes, counted in working days."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace.meetings.models import Meeting
from workspace.meetings.notes_clock import notes_clock
from workspace.spaces.dates.counting import working_days_after
from workspace.spaces.models import Space


@pytest.mark.parametrize(
    ("day", "count", "due"),
    [
        (date(2027, 1, 14), 10, date(2027, 1, 28)),  # Thursday to Thursday
        (date(2027, 1, 15), 1, date(2027, 1, 18)),  # Friday to Monday
        (date(2027, 1, 16), 1, date(2027, 1, 18)),  # a meeting on Saturday
        (date(2027, 1, 14), 0, date(2027, 1, 14)),
    ],
)
def test_working_days_leave_out_saturday_and_sunday(day, count, due):
    assert working_days_after(day, count) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_the_promised_day_is_a_working_day_with_exactly_that_many_in_between(day, count):
    due = working_days_after(day, count)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, due.toordinal() + 1)]
    assert due.weekday() < 5
    assert sum(one.weekday() < 5 for one in between) == count


def meeting(ends_at: datetime, published: datetime | None = None) -> Meeting:
    made = Meeting(ends_at=ends_at, notes_published_at=published)
    space = Space(time_zone="Europe/London", notes_days=10)
    space.__dict__["bank_holidays"] = None
    made.__dict__["space"] = space
    return made


def test_the_day_is_counted_where_the_space_is():
    # Half past midnight on Friday in London is still Thursday in UTC.
    clock = notes_clock(meeting(datetime(2027, 7, 15, 23, 30, tzinfo=UTC)))
    assert clock.due == date(2027, 7, 30)


def test_notes_on_the_promised_day_keep_the_promise_and_a_day_later_they_do_not():
    ends = datetime(2027, 1, 14, 12, tzinfo=UTC)
    in_time = notes_clock(meeting(ends, datetime(2027, 1, 28, 22, tzinfo=UTC)))
    late = notes_clock(meeting(ends, datetime(2027, 1, 29, 9, tzinfo=UTC)))
    assert (in_time.kept, in_time.missed(date(2027, 3, 1))) == (True, False)
    assert (late.kept, late.missed(date(2027, 1, 1))) == (False, True)


def test_notes_that_are_not_there_are_missed_only_after_the_day():
    clock = notes_clock(meeting(datetime(2027, 1, 14, 12, tzinfo=UTC)))
    assert not clock.kept
    assert not clock.missed(date(2027, 1, 28))
    assert clock.missed(date(2027, 1, 29))
