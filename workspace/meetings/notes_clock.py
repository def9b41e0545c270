"""The promise that notes follow a meeting: by when, and whether it was kept."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workspace.meetings.models import Meeting
from workspace.spaces.dates.counting import working_days_after


@dataclass(frozen=True)
class NotesClock:
    """The day until which notes are promised, and the day on which they came, if they have."""

    due: date
    published: date | None

    @property
    def kept(self) -> bool:
        """Say whether the notes came in time."""
        return self.published is not None and self.published <= self.due

    def missed(self, today: date) -> bool:
        """Say whether the promise is broken: the notes came late, or the day has passed without them."""
        return (self.published or today) > self.due


def notes_clock(meeting: Meeting) -> NotesClock:
    """Return the promise for this meeting, counted from the day on which it ends where the space is.

    Needs the bank holidays of its space loaded (queries.meeting_and_holidays).
    """
    ends, published = _day(meeting, meeting.ends_at), meeting.notes_published_at
    holidays = meeting.space.bank_holidays
    due = working_days_after(ends, meeting.space.notes_days, holidays.dates if holidays else ())
    return NotesClock(due, _day(meeting, published) if published else None)


def _day(meeting: Meeting, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(meeting.space.time_zone)).date()
