"""Taking invitations back. The calendar of whoever was invited is cleared, and what they typed waits for them in case
they are invited again, until the meeting is over."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select

from workspace import audit, db, i18n, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.calendar import to_clear
from workspace.meetings.invitations import queries
from workspace.meetings.invitations.models import Answer, Invitation, InvitationNeed, TakenBack
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.queries import meeting_to_tell
from workspace.meetings.words import when
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.needs.models import NeedKind
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership

TYPED = ("answered_by_id", "coming_with", "name_in_notes", "own_introduction", "read_by_id", "agreement_id")


def uninvite(place: Invitation, *, actor: Person) -> bool:
    """Take an invitation back, and keep what the person typed for it aside. Recorded.

    They are told once, with a file that clears their calendar. Returns False when they have no e-mail, and must be
    told otherwise. Refused once the meeting has begun: who was there stays true.
    """
    meeting = place.meeting
    if meeting.state is not MeetingState.PLANNED:
        raise DomainError(_("The meeting has begun, so the list of people stays as it is"))
    audit.record(actor, Event.UNINVITED, meeting, subject=place.person)
    _keep_aside(place)
    db.session.delete(place)
    meeting.calendar_number += 1
    db.session.flush()
    number = meeting.calendar_number
    key = f"uninvited:{meeting.id}:{number}"
    return tell(place.person, "uninvited", key=key, meeting_id=meeting.id, number=number)


@spaces.when_left
def take_back(membership: Membership, actor: Person) -> None:
    """Take back the invitations of somebody who leaves the space, to meetings that have not begun."""
    for place in queries.planned_places(membership):
        uninvite(place, actor=actor)


def _keep_aside(place: Invitation) -> None:
    needs = db.session.scalars(select(InvitationNeed).where(InvitationNeed.invitation_id == place.id)).all()
    said: dict[str, Any] = {name: getattr(place, name) for name in TYPED}
    said["answer"] = place.answer
    said["needs"] = [[row.need_id, row.kind, row.words] for row in needs]
    where = {"space_id": place.space_id, "meeting_id": place.meeting_id, "person_id": place.person_id}
    db.session.add(TakenBack(said=said, answered_at=place.answered_at, **where))


def give_back(meeting: Meeting, place: Invitation, person: Person) -> None:
    """Put what somebody typed before their invitation was taken back into their new place.

    A need of their profile that they no longer show stays away.
    """
    aside = db.session.scalar(
        select(TakenBack).where(TakenBack.meeting_id == meeting.id, TakenBack.person_id == place.person_id)
    )
    if aside is None:
        return
    for name in TYPED:
        setattr(place, name, aside.said[name])
    place.answer = Answer(aside.said["answer"]) if aside.said["answer"] else None
    place.answered_at = aside.answered_at
    shared = {need.id for need in queries.shared_needs(person)} if aside.said["needs"] else set()
    of = {"space_id": place.space_id, "invitation_id": place.id}
    for need_id, kind, words in aside.said["needs"]:
        if need_id in shared or kind:
            told = NeedKind(kind) if kind else None
            db.session.add(InvitationNeed(need_id=need_id, kind=told, words=words, **of))
    meeting.calendar_number += 1  # after that of the file that cleared their calendar
    db.session.delete(aside)
    db.session.flush()


@upkeep.every_day
def _forget_old() -> None:
    """Forget what nobody can be invited to any more."""
    over = select(Meeting.id).where(
        (Meeting.ends_at < db.now()) | Meeting.state.in_([MeetingState.CLOSED, MeetingState.CANCELLED])
    )
    db.session.execute(delete(TakenBack).where(TakenBack.meeting_id.in_(over)))


@mail.template("uninvited")
def uninvited(person_id: int, meeting_id: int, number: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody that they are not invited any more, and clear their calendar."""
    person, meeting = db.session.get_one(Person, person_id), meeting_to_tell(meeting_id)
    language = person.language or meeting.space.language
    with i18n.speaking(language, meeting.space):
        facts = {"space": meeting.space.name, "day": i18n.day(meeting.starts_at)}
        subject = _("%(space)s: you are not invited to the meeting on %(day)s any more", **facts)
        held = when(meeting.starts_at, meeting.ends_at)
        text = mail.written("uninvited", person=person, meeting=meeting, when=held, to_supporter=to_supporter)
    calendar = to_clear(meeting, person, language, number=number, to_supporter=to_supporter)
    return letter(
        person, to_supporter=to_supporter, language=language, subject=subject, text=text, attachments=[calendar]
    )
