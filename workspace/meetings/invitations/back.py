"""Taking invitations back. The calendar of whoever was invited is cleared, and what they typed waits for them in case
they are invited again, until the meeting is over; so does what was arranged for them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from workspace import audit, db, i18n, mail, upkeep
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.arrangements.models import ArrangementStep, Step
from workspace.meetings.calendar import to_clear
from workspace.meetings.invitations import queries
from workspace.meetings.invitations.models import Answer, Invitation, InvitationNeed, TakenBack
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.offer.models import OfferAnswer, OfferSaid
from workspace.meetings.queries import meeting_to_tell
from workspace.meetings.words import when
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.needs import service as needs
from workspace.people.needs.models import Need, NeedKind
from workspace.spaces import service as spaces
from workspace.spaces.models import Membership

TYPED = ("answered_by_id", "coming_with", "name_in_notes", "own_introduction", "read_by_id", "agreement_id")
STEP = ("number", "state", "arranger_id", "words", "instead", "speak_to", "by_id", "at")
SAID = ("offer_id", "said", "said_at", "said_by_id")


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
    rows = select(InvitationNeed).where(InvitationNeed.invitation_id == place.id).order_by(InvitationNeed.id)
    answers = select(OfferAnswer).where(OfferAnswer.invitation_id == place.id).order_by(OfferAnswer.id)
    said: dict[str, Any] = {name: getattr(place, name) for name in TYPED}
    said["answer"] = place.answer
    said["needs"] = [
        [row.need_id, row.kind, row.words, _as_text(row.changed_at), _facts(row.steps, STEP)]
        for row in db.session.scalars(rows.options(selectinload(InvitationNeed.steps)))
    ]
    said["offer"] = _facts(db.session.scalars(answers), SAID)
    where = {"space_id": place.space_id, "meeting_id": place.meeting_id, "person_id": place.person_id}
    db.session.add(TakenBack(said=said, answered_at=place.answered_at, **where))


def _facts(rows: Iterable[db.Base], names: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{name: _as_text(getattr(row, name)) for name in names} for row in rows]


def _as_text(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def give_back(meeting: Meeting, place: Invitation, person: Person) -> None:
    """Put what somebody typed before their invitation was taken back into their new place: their answers to it and to
    the offer, and their needs with what was done about each.

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
    for need_id, kind, *told in aside.said["needs"]:
        if need_id in shared or kind:
            _give_need_back(place, need_id, NeedKind(kind) if kind else None, *told)
    for one in aside.said.get("offer", ()):
        facts = {**one, "said": OfferSaid(one["said"]), "said_at": datetime.fromisoformat(one["said_at"])}
        db.session.add(OfferAnswer(space_id=place.space_id, invitation_id=place.id, **facts))
    meeting.calendar_number += 1  # after that of the file that cleared their calendar
    db.session.delete(aside)
    db.session.flush()


def _give_need_back(
    place: Invitation,
    need_id: int | None,
    kind: NeedKind | None,
    words: str,
    changed_at: str | None = None,
    steps: Iterable[dict[str, Any]] = (),
) -> None:
    changed = datetime.fromisoformat(changed_at) if changed_at else None
    of = {"space_id": place.space_id, "invitation_id": place.id}
    row = InvitationNeed(need_id=need_id, kind=kind, words=words, changed_at=changed, **of)
    db.session.add(row)
    db.session.flush()
    for step in steps:
        facts = {**step, "state": Step(step["state"]), "at": datetime.fromisoformat(step["at"])}
        db.session.add(ArrangementStep(space_id=place.space_id, invitation_need_id=row.id, **facts))


@needs.when_removed
def _forget_need(need: Need) -> None:
    """Forget what was arranged for a need that its owner deletes, where it waits for them to be invited again."""
    for aside in db.session.scalars(select(TakenBack).where(TakenBack.person_id == need.person_id)):
        kept = [one for one in aside.said["needs"] if one[0] != need.id]
        aside.said = {**aside.said, "needs": kept}


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
