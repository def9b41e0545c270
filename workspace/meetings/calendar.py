"""The calendar file of a meeting, for the meeting's page and for messages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import STATUS

from workspace import db, i18n, mail
from workspace.meetings.models import Meeting, MeetingState

KIND = "text/calendar"


def file_name(meeting: Meeting) -> str:
    """Return the name of the file: a number and no words, as it may lie on a shared computer."""
    return f"meeting-{meeting.id}.ics"


def calendar_file(meeting: Meeting, language: str) -> bytes:
    """Return the meeting as an iCalendar file in this language: when, where and how to join.

    The same meeting keeps its number (UID), and each change of time or place raises SEQUENCE, so that a calendar
    changes its entry and adds no second one. Nobody's needs and nobody's names are in it.
    """
    with i18n.speaking(language, meeting.space):
        calendar = Calendar.new(
            prodid="-//Working Together//Meetings//EN",
            method="CANCEL" if meeting.state is MeetingState.CANCELLED else "PUBLISH",
            language=i18n.language().tag,
            subcomponents=[_event(meeting)],
        )
        # The zone's clock changes of the years around the meeting, so that the file explains itself.
        year = meeting.starts_at.year
        calendar.add_missing_timezones(
            first_date=datetime(year - 1, 1, 1).date(),  # noqa: DTZ001
            last_date=datetime(year + 2, 1, 1).date(),  # noqa: DTZ001
        )
        return bytes(calendar.to_ical())


def _event(meeting: Meeting) -> Event:
    zone = ZoneInfo(meeting.space.time_zone)
    host = current_app.config["SETTINGS"].host_name or "localhost"
    return Event.new(
        uid=f"meeting-{meeting.id}@{host}",
        sequence=meeting.calendar_number,
        stamp=db.now(),
        start=meeting.starts_at.astimezone(zone),
        end=meeting.ends_at.astimezone(zone),
        summary=_lines(f"{meeting.title} ({meeting.space.name})"),
        location=_lines(meeting.where or meeting.online_link),
        description=_description(meeting),
        url=mail.link("meetings.show", slug=meeting.space.slug, meeting_id=meeting.id),
        status=STATUS.CANCELLED if meeting.state is MeetingState.CANCELLED else STATUS.CONFIRMED,
    )


def _description(meeting: Meeting) -> str:
    parts = [_("This meeting is cancelled.") if meeting.state is MeetingState.CANCELLED else "", meeting.purpose]
    if meeting.entrance:
        parts.append(_("Way in: %(words)s", words=meeting.entrance))
    if meeting.venue_id:
        address = mail.link("venues.show", slug=meeting.space.slug, venue_id=meeting.venue_id)
        parts.append(_("About the place, with the way there: %(address)s", address=address))
    if meeting.online_link:
        parts.append(_("Join online: %(address)s", address=meeting.online_link))
    if meeting.phone_in:
        parts.append(_("Join by phone: %(number)s", number=meeting.phone_in))
    if meeting.to_join:
        parts.append(_("What you need to join online or by phone: %(words)s", words=meeting.to_join))
    return "\n\n".join(_lines(part) for part in parts if part)


def _lines(words: str) -> str:
    """Return the words with plain line breaks alone: any other control letter could end a line of the file early."""
    return "\n".join("".join(c for c in line if c.isprintable() or c == "\t") for line in words.splitlines())
