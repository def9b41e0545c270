"""Reminders: planned with the change that makes them due, sent by a job, to each person once."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from workspace import db, i18n, jobs, mail, upkeep
from workspace.meetings import queries
from workspace.meetings.invitations.models import Answer
from workspace.meetings.invitations.queries import to_tell_otherwise
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.reminders.queries import meeting_to_remind_of, meetings_to_come
from workspace.meetings.words import when, your_answer
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces import service as spaces
from workspace.spaces.models import Space

NEWLY = timedelta(days=1)  # whoever was invited since then needs no reminder


def plan_reminders(meeting: Meeting) -> None:
    """Plan the reminders that are still to come, in the transaction in use. Planned twice, each is sent once.

    A meeting that moves is planned anew, and what was planned for the old time does nothing when its hour comes.
    """
    for days in meeting.space.reminder_days:
        moment = _due(meeting, days)
        if moment > db.now():
            key = f"reminders:{meeting.id}:{days}:{_stamp(meeting)}"
            about = {"meeting_id": meeting.id, "days": days, "starts_at": _stamp(meeting)}
            jobs.enqueue("send_reminders", key=key, run_at=moment, **about)


@spaces.when_changed
def plan_anew(space: Space) -> None:
    """Plan reminders at the times that the space has chosen now."""
    for meeting in meetings_to_come(space):
        plan_reminders(meeting)


@jobs.handler("send_reminders")
def send_reminders(meeting_id: int, days: int, starts_at: str) -> None:
    """Remind everybody who is invited and has not said no, each in their own way, once for each meeting, time and day.

    Nobody is reminded of a meeting that has moved, was cancelled or has begun, nor twice in one morning when the
    worker had been away for days.
    """
    meeting = meeting_to_remind_of(meeting_id)
    if meeting is None or meeting.state is not MeetingState.PLANNED or _stamp(meeting) != starts_at:
        return
    chosen = meeting.space.reminder_days
    nearer = any(other < days and _due(meeting, other) <= db.now() for other in chosen)
    if days not in chosen or nearer or meeting.starts_at <= db.now():
        return
    for place in meeting.invitations:
        known = place.invited_at is not None and place.invited_at <= db.now() - NEWLY
        if known and place.answer is not Answer.APOLOGIES:
            tell(place.person, "reminder", key=f"reminder:{meeting_id}:{days}:{starts_at}", meeting_id=meeting_id)


def _due(meeting: Meeting, days: int) -> datetime:
    zone = ZoneInfo(meeting.space.time_zone)
    day = meeting.starts_at.astimezone(zone).date() - timedelta(days=days)
    return datetime.combine(day, upkeep.MORNING, zone)


def _stamp(meeting: Meeting) -> str:
    return f"{meeting.starts_at:%Y%m%dT%H%M}"


@mail.template("reminder")
def reminder(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Remind somebody when and where, and what they answered; ask again whoever has not."""
    person = db.session.get_one(Person, person_id)
    meeting = meeting_to_remind_of(meeting_id) or queries.meeting_to_tell(meeting_id)
    place = queries.place_to_tell(meeting, person)
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        text = mail.written(
            "reminder",
            person=person,
            meeting=meeting,
            when=when(meeting.starts_at, meeting.ends_at),
            said=your_answer(place) if place and place.answer else "",
            to_reach=len(to_tell_otherwise(meeting)) if queries.role_of(person, meeting) is Role.ORGANISER else 0,
            to_supporter=to_supporter,
        )
        day = i18n.day(meeting.starts_at, year=False)
        subject = _("%(space)s: we meet on %(day)s", space=meeting.space.name, day=day)
    return letter(person, to_supporter=to_supporter, language=language, subject=subject, text=text)
