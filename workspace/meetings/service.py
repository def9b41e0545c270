"""What organisers do with a meeting as a whole: plan it, change it, call it off."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from workspace import audit, db, i18n, mail
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings import queries
from workspace.meetings.calendar import to_send
from workspace.meetings.models import MOST_HONEST, Involvement, Meeting, MeetingState
from workspace.meetings.reminders.service import plan_reminders
from workspace.meetings.words import INVOLVEMENT, WHO_DECIDES, WORK_LEVEL, when
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.venues.models import Venue

# What people have in their calendars: when one of these changes, those who are invited are told.
IN_CALENDARS = ("title", "starts_at", "ends_at", "venue_id", "place", "way_in", "online_link", "phone_in", "to_join")

# What people decide by whether to come: when one of these changes, they are told what it said and what it says.
DECIDED_BY: dict[str, Any] = {
    "purpose": _l("What it is for"),
    "involvement": _l("How far people are involved"),
    "work_level": _l("On which level it works"),
    "who_decides": _l("Who decides"),
    "can_change": _l("What can change"),
    "cannot_change": _l("What cannot change"),
    "decided_by_others": _l("What others decide"),
    "money": _l("What there is to spend"),
}
MEANT: dict[str, dict[Any, Any]] = {"involvement": INVOLVEMENT, "work_level": WORK_LEVEL, "who_decides": WHO_DECIDES}

LEVELS = list(Involvement)  # from the least that people shape to the most

# What a new meeting may leave open until it is written down.
UNSAID: dict[str, Any] = {"involvement": None, "who_decides": None, "can_change": "", "welcomer": ""}


def plan(space: Space, *, actor: Person, facts: dict[str, Any]) -> Meeting:
    """Plan a meeting. Recorded. Nobody is told yet: inviting people is a step of its own.

    What it is for and what can change may be said later, but before anybody is invited.
    Refused: a time that is past; the name co-production for a meeting at which nothing can change, and any name that
    promises members more of the decision than they have.
    """
    facts = UNSAID | facts
    refuse_past(facts["starts_at"])
    _refuse_false_name(facts)
    _refuse_other_venue(space, facts)
    begins = {"sharing": space.sharing, "agenda_days": space.agenda_days or None, "mix": space.mix}
    by = {"created_by_id": actor.id, "created_at": db.now()}
    meeting = Meeting(space_id=space.id, **by, **(begins | _kept(space, facts)))
    db.session.add(meeting)
    db.session.flush()
    audit.record(actor, Event.MEETING_PLANNED, meeting, {"starts_at": meeting.starts_at, "ends_at": meeting.ends_at})
    return meeting


def change(meeting: Meeting, *, actor: Person, facts: dict[str, Any]) -> list[Person]:
    """Change what is said of a meeting. Recorded by the names of what changed.

    When its time, its place, the way to join, what it is for or what is open there changed, everybody who is invited
    is told in words what is different, with a new calendar file. Returns the people who have no e-mail and must be
    told otherwise.
    Refused: what `plan` refuses; a meeting that is finished or cancelled; and, once people are invited, taking away
    what they were told about what it is for and what can change.
    """
    _refuse_ended(meeting)
    if facts["starts_at"] != meeting.starts_at:
        refuse_past(facts["starts_at"])
    _refuse_false_name(facts)
    _refuse_other_venue(meeting.space, facts)
    kept = _kept(meeting.space, facts)
    changed = [name for name, value in kept.items() if value != getattr(meeting, name)]
    if not changed:
        return []
    before = {name: str(getattr(meeting, name) or "") for name in changed if name in DECIDED_BY}
    for name in changed:
        setattr(meeting, name, kept[name])
    if meeting.invitations and meeting.missing_before_inviting:
        missing = meeting.missing_before_inviting[0]
        raise DomainError(_("People are invited, so this cannot be left empty"), missing)
    audit.record(actor, Event.MEETING_CHANGED, meeting, {"fields": changed})
    if "venue_id" in changed and not meeting.way_in:
        changed.append("way_in")  # the way in is the venue's, and so another one
    if "starts_at" in changed and meeting.invitations:
        plan_reminders(meeting)
    told = [name for name in IN_CALENDARS if name in changed]
    return _tell_invited(meeting, "meeting_changed", fields=told, before=before) if told or before else []


def cancel(meeting: Meeting, *, actor: Person, reason: str) -> list[Person]:
    """Call a meeting off. Recorded, and everybody who is invited is told why, with a file that clears their calendar.

    Returns the people who have no e-mail and must be told otherwise.
    Refused: a meeting that has begun, is finished, or was cancelled before.
    """
    if meeting.state is not MeetingState.PLANNED:
        _refuse_ended(meeting)
        raise DomainError(_("This meeting is happening now. Close it instead of cancelling it"))
    meeting.state = MeetingState.CANCELLED
    meeting.cancelled_because = to_references(reason, queries.people_to_name(meeting.space_id))
    audit.record(actor, Event.MEETING_CANCELLED, meeting)
    return _tell_invited(meeting, "meeting_cancelled")


def _kept(space: Space, facts: dict[str, Any]) -> dict[str, Any]:
    people = queries.people_to_name(space.id) if facts["welcomer"] else []
    return facts | {"welcomer": to_references(facts["welcomer"], people)}


def refuse_past(starts_at: datetime) -> None:
    """Refuse, in words for whoever plans, a time that is past."""
    if starts_at <= db.now():
        said = i18n.moment(starts_at)
        raise DomainError(_("%(moment)s is past. Write a time that is still to come", moment=said), "when")


def _refuse_false_name(facts: dict[str, Any]) -> None:
    if facts["involvement"] is Involvement.CO_PRODUCTION and not facts["can_change"]:
        words = _("Call it co-production only when something can change. Write below what can change")
        raise DomainError(words, "involvement")
    level, who = facts["involvement"], facts["who_decides"]
    if level and who and LEVELS.index(level) > LEVELS.index(MOST_HONEST[who]):
        words = _(
            "This cannot be called %(level)s when the answer below is “%(who)s”. "
            "Call it %(honest)s, or open the decision",
            level=INVOLVEMENT[level],
            who=WHO_DECIDES[who],
            honest=INVOLVEMENT[MOST_HONEST[who]],
        )
        raise DomainError(words, "involvement")


def _refuse_other_venue(space: Space, facts: dict[str, Any]) -> None:
    number = facts.get("venue_id")
    if number and not db.session.scalar(select(exists().where(Venue.id == number, Venue.space_id == space.id))):
        raise DomainError(_("That place is not in the list any more. Choose another"), "venue")


def _refuse_ended(meeting: Meeting) -> None:
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError(_("This meeting is cancelled. Plan a new one instead"))
    if meeting.state is MeetingState.CLOSED:
        raise DomainError(_("This meeting is finished, so what was said before it stays as it was"))


# --- what people are told ------------------------------------------------------------------------------------------


def _tell_invited(meeting: Meeting, template: str, **ids: Any) -> list[Person]:
    meeting.calendar_number += 1
    db.session.flush()
    key = f"{template}:{meeting.id}:{meeting.calendar_number}"
    invited = [place.person for place in meeting.invitations if place.invited_at]
    return [one for one in invited if not tell(one, template, key=key, meeting_id=meeting.id, **ids)]


@mail.template("meeting_changed")
def meeting_changed(
    person_id: int,
    meeting_id: int,
    fields: list[str],
    before: dict[str, str] | None = None,
    to_supporter: bool = False,
) -> mail.Letter:
    """Tell somebody who is invited what is different about a meeting now."""
    person, meeting, language = _about(person_id, meeting_id)
    with i18n.speaking(language, meeting.space):
        subject = _("%(space)s: the meeting on %(day)s has changed", **_subject_of(meeting))
        changes = [*_what_is_different(meeting, fields), *_what_is_said_anew(meeting, before or {})]
        text = mail.written("meeting_changed", person=person, meeting=meeting, changes=changes)
    return _with_calendar(person, meeting, language, to_supporter, subject, text)


@mail.template("meeting_cancelled")
def meeting_cancelled(person_id: int, meeting_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who is invited that a meeting is called off, and why."""
    person, meeting, language = _about(person_id, meeting_id)
    with i18n.speaking(language, meeting.space):
        subject = _("%(space)s: the meeting on %(day)s is cancelled", **_subject_of(meeting))
        text = mail.written("meeting_cancelled", person=person, meeting=meeting)
    return _with_calendar(person, meeting, language, to_supporter, subject, text)


def _about(person_id: int, meeting_id: int) -> tuple[Person, Meeting, str]:
    person, meeting = db.session.get_one(Person, person_id), queries.meeting_to_tell(meeting_id)
    return person, meeting, person.language or meeting.space.language


def _subject_of(meeting: Meeting) -> dict[str, str]:
    return {"space": meeting.space.name, "day": i18n.day(meeting.starts_at)}


def _what_is_said_anew(meeting: Meeting, before: dict[str, str]) -> list[str]:
    """Say of each fact that people decide by what it was and what it is."""
    said = []
    for name, label in DECIDED_BY.items():
        if name in before:
            words = {str(one): str(meant) for one, meant in MEANT.get(name, {}).items()}
            was, now = before[name], str(getattr(meeting, name) or "")
            was, now = (" ".join(words.get(one, one).split()) or str(_("not said")) for one in (was, now))
            said.append(str(_("%(what)s: it was “%(was)s”. Now it is “%(now)s”.", what=label, was=was, now=now)))
    return said


def _what_is_different(meeting: Meeting, fields: list[str]) -> list[str]:
    now = _("It is now on %(when)s.", when=when(meeting.starts_at, meeting.ends_at))
    place = _("The place is now: %(words)s", words=meeting.where or _("not said yet"))
    said = {
        "title": _("It is now called “%(title)s”.", title=meeting.title),
        "starts_at": now,
        "ends_at": now,
        "venue_id": place,
        "place": place,
        "way_in": _("The way in is now: %(words)s", words=" ".join(meeting.entrance.split()) or _("not said yet")),
        "online_link": _("Join online here: %(address)s", address=meeting.online_link)
        if meeting.online_link
        else _("There is no link to join online any more."),
        "phone_in": _("Join by phone with this number: %(number)s", number=meeting.phone_in)
        if meeting.phone_in
        else _("There is no number to join by phone any more."),
        "to_join": _("To join online or by phone you need: %(words)s", words=" ".join(meeting.to_join.split()))
        if meeting.to_join
        else _("To join online or by phone you need nothing else."),
    }
    return list(dict.fromkeys(said[name] for name in fields))


def _with_calendar(
    person: Person, meeting: Meeting, language: str, to_supporter: bool, subject: str, text: str
) -> mail.Letter:
    calendar = to_send(meeting, person, language, to_supporter=to_supporter)
    return letter(
        person, to_supporter=to_supporter, language=language, subject=subject, text=text, attachments=[calendar]
    )
