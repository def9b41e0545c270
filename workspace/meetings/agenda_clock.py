"""The promise that the agenda comes so many days before: by when, and whether it was kept."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from workspace.meetings.models import Meeting


@dataclass(frozen=True)
class AgendaClock:
    """The day until which the agenda is promised, and the day since which people have it as it is, if they have it."""

    due: date
    ready: date | None

    @property
    def kept(self) -> bool:
        """Say whether people had it in time, and it has stayed the same since."""
        return self.ready is not None and self.ready <= self.due

    def missed(self, today: date) -> bool:
        """Say whether the promise is broken: it came or changed later, or the day has passed without it."""
        return (self.ready or today) > self.due


def agenda_clock(meeting: Meeting, first_invited: datetime | None) -> AgendaClock | None:
    """Return the promise that was made when the meeting was planned; None when there was none.

    People have the agenda once there is one and the first of them is invited. Each change of it begins anew, until
    the meeting begins: what is changed there, is changed together.
    """
    if not meeting.agenda_days:
        return None
    zone = ZoneInfo(meeting.space.time_zone)
    due = meeting.starts_at.astimezone(zone).date() - timedelta(days=meeting.agenda_days)
    if meeting.agenda_changed_at is None or first_invited is None:
        return AgendaClock(due, None)
    return AgendaClock(due, max(meeting.agenda_changed_at, first_invited).astimezone(zone).date())
