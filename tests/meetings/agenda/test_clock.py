"""When items begin, and what an agenda is warned of."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workspace.meetings.agenda.clock import longest_stretch, minutes_over, timed
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.models import Meeting

TEN = datetime(2027, 1, 14, 10, tzinfo=UTC)
NOON = TEN + timedelta(hours=2)
MEETING = Meeting(starts_at=TEN, ends_at=NOON)


def items(*minutes: int) -> list[AgendaItem]:
    """Return items of these lengths; a negative number is a break."""
    return [AgendaItem(minutes=abs(m), kind=ItemKind.BREAK if m < 0 else ItemKind.DISCUSSION) for m in minutes]


def test_each_item_begins_when_the_one_before_ends():
    rows = timed(MEETING, items(15, 10, 25, -15, 30))
    assert [f"{row.starts_at:%H:%M}" for row in rows] == ["10:00", "10:15", "10:25", "10:50", "11:05"]
    assert f"{rows[-1].ends_at:%H:%M}" == "11:35"


@given(st.lists(st.integers(1, 240), max_size=40))
def test_times_have_no_gap_and_add_up(minutes):
    rows = timed(MEETING, items(*minutes))
    assert all(before.ends_at == after.starts_at for before, after in pairwise(rows))
    assert sum((row.ends_at - row.starts_at for row in rows), timedelta()) == timedelta(minutes=sum(minutes))


def test_the_longest_stretch_is_counted_between_breaks():
    assert longest_stretch(items(15, 10, 25, -15, 30)) == 50
    assert longest_stretch(items(20, -5, 30, 31, -5, 10)) == 61
    assert longest_stretch(items(-20)) == longest_stretch([]) == 0


def test_an_agenda_that_ends_with_the_meeting_is_not_over_and_one_more_minute_is():
    assert minutes_over(MEETING, timed(MEETING, items(60, 60))) == 0
    assert minutes_over(MEETING, timed(MEETING, items(60, 61))) == 1
    assert minutes_over(MEETING, []) == 0
