"""The calendar file of a meeting, for the meeting's page and for messages."""

import re
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import gettext as _

from workspace import db, i18n, libraries, mail
from workspace.meetings import queries
from workspace.meetings.invitations.models import COMING, Answer, Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person

if TYPE_CHECKING:
    from icalendar import Event, vCalAddress

KIND = "text/calendar"
UID = re.compile(r"meeting-(\d{1,9})-(\d{1,9})-([0-9a-f]{20})@", re.IGNORECASE)  # meeting, person, mark

IN_CALENDARS: dict[Answer | None, str] = {
    **dict.fromkeys(COMING, "ACCEPTED"),
    Answer.NOT_SURE: "TENTATIVE",
    Answer.APOLOGIES: "DECLINED",
    None: "NEEDS-ACTION",
}


def file_name(meeting: Meeting) -> str:
    """Return the name of the file: a number and no words, as it may lie on a shared computer."""
    return f"meeting-{meeting.id}.ics"


def to_send(meeting: Meeting, person: Person, language: str, *, to_supporter: bool) -> mail.Attachment:
    """Return the file for a message: it asks the calendar of whoever is invited, and only tells a supporter's."""
    place = None if to_supporter else queries.place_to_tell(meeting, person)
    method = _method(meeting, place, asks=True)
    content = calendar_file(meeting, language, place=place, asks=True)
    return mail.Attachment(file_name(meeting), content, KIND, {"method": method, "charset": "utf-8"})


def to_clear(meeting: Meeting, person: Person, language: str, *, number: int, to_supporter: bool) -> mail.Attachment:
    """Return the file that takes the meeting out of the calendar of one person, whose invitation was taken back when
    the meeting's `number` was this. It says nothing else of the meeting: it is theirs no more."""
    place = None if to_supporter else Invitation(meeting_id=meeting.id, person_id=person.id)
    with i18n.speaking(language, meeting.space):
        event = _event(meeting, None, asks=False)
        for name in ("SEQUENCE", "STATUS", "UID", "DESCRIPTION", "LOCATION", "URL"):
            event.pop(name, None)
        event.add("uid", _uid(meeting, place))
        event.add("sequence", number)
        event.add("status", "CANCELLED")
        if place and person.email:
            event.add("attendee", libraries.icalendar.vCalAddress.new(person.email))
        content = _file(meeting, event, "CANCEL")
    return mail.Attachment(file_name(meeting), content, KIND, {"method": "CANCEL", "charset": "utf-8"})


def calendar_file(meeting: Meeting, language: str, *, place: Invitation | None = None, asks: bool = False) -> bytes:
    """Return the meeting as an iCalendar file in this language: when, where and how to join.

    The same meeting keeps its number (UID), and each change of time or place raises SEQUENCE, so that a calendar
    changes its entry and adds no second one. The number of somebody's own `place` has a mark that shows whose answer
    comes back. `asks`: their calendar asks if they come. Nobody's needs and nobody's names are in it.
    """
    with i18n.speaking(language, meeting.space):
        return _file(meeting, _event(meeting, place, asks=asks), _method(meeting, place, asks=asks))


def _file(meeting: Meeting, event: "Event", method: str) -> bytes:
    calendar = libraries.icalendar.Calendar.new(
        prodid="-//Working Together//Meetings//EN",
        method=method,
        language=i18n.language().tag,
        subcomponents=[event],
    )
    del calendar["UID"]  # the library's own, a new one each time: it would make each file a calendar of its own
    # The zone's clock changes of the years around the meeting, so that the file explains itself.
    year = meeting.starts_at.year
    calendar.add_missing_timezones(
        first_date=datetime(year - 1, 1, 1).date(),  # noqa: DTZ001
        last_date=datetime(year + 2, 1, 1).date(),  # noqa: DTZ001
    )
    return bytes(calendar.to_ical())


def numbers_in(uid: str) -> tuple[int, int] | None:
    """Return the numbers of the meeting and the person that a calendar's entry is about; None when its mark is not
    ours. The mark holds for the two alone: whoever is invited cannot write somebody else's number."""
    found = UID.match(uid)
    if found is None or not mail.is_mark(found[3], f"place {found[1]} {found[2]}"):
        return None
    return int(found[1]), int(found[2])


def _method(meeting: Meeting, place: Invitation | None, *, asks: bool) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return "CANCEL"
    return "REQUEST" if asks and place else "PUBLISH"


def _event(meeting: Meeting, place: Invitation | None, *, asks: bool) -> "Event":
    statuses = libraries.icalendar.enums.STATUS
    zone = ZoneInfo(meeting.space.time_zone)
    asked = place if asks else None
    return libraries.icalendar.Event.new(
        uid=_uid(meeting, place),
        sequence=meeting.calendar_number,
        stamp=db.now(),
        start=meeting.starts_at.astimezone(zone),
        end=meeting.ends_at.astimezone(zone),
        summary=_lines(f"{meeting.title} ({meeting.space.name})"),
        location=_lines(meeting.where or meeting.online_link),
        description=_description(meeting, answers=asked is not None and bool(_replies())),
        url=mail.link("meetings.show", slug=meeting.space.slug, meeting_id=meeting.id),
        status=statuses.CANCELLED if meeting.state is MeetingState.CANCELLED else statuses.CONFIRMED,
        organizer=_organizer(meeting),
        attendees=[_attendee(asked)] if asked else [],
    )


def _uid(meeting: Meeting, place: Invitation | None) -> str:
    host = current_app.config["SETTINGS"].host_name or "localhost"
    if place is None:
        return f"meeting-{meeting.id}@{host}"
    numbers = (meeting.id, place.person_id)
    return f"meeting-{numbers[0]}-{numbers[1]}-{mail.mark(f'place {numbers[0]} {numbers[1]}')}@{host}"


def _replies() -> str:
    return str(current_app.config["SETTINGS"].mail_replies)


def _organizer(meeting: Meeting) -> "vCalAddress":
    name = _lines(meeting.space.name).replace('"', "'")
    return libraries.icalendar.vCalAddress.new(_replies() or mail.from_address(), cn=name)


def _attendee(place: Invitation) -> "vCalAddress":
    answer = libraries.icalendar.enums.PARTSTAT(IN_CALENDARS[place.answer])
    return libraries.icalendar.vCalAddress.new(place.person.email or "", partstat=answer, rsvp=bool(_replies()))


def _description(meeting: Meeting, *, answers: bool) -> str:
    cancelled = meeting.state is MeetingState.CANCELLED
    parts = [_("This meeting is cancelled.") if cancelled else "", meeting.purpose]
    if answers and not cancelled:
        address = mail.link("invitations.reply", slug=meeting.space.slug, meeting_id=meeting.id)
        words = _("Your answer in this calendar reaches us. To say how you join and what you need: %(at)s", at=address)
        parts.append(words)
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
