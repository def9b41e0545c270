"""Reading corrections, and what changed since the notes were sent for checking."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.audit import AuditEvent, Event
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.checking.models import Answered, Correction
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes import queries as notes
from workspace.meetings.notes.models import Decision, DecisionVersion, Note, NoteVersion
from workspace.meetings.queries import in_meeting
from workspace.people.models import Person
from workspace.spaces.models import NotesRule, Space


def corrections(meeting: Meeting) -> Sequence[Correction]:
    """Return the corrections that were asked for, in that order, with items and people: one query."""
    return db.session.scalars(
        select(Correction)
        .where(Correction.meeting_id == meeting.id)
        .order_by(Correction.id)
        .options(joinedload(Correction.item), joinedload(Correction.asked_by), joinedload(Correction.answered_by))
    ).all()


def waiting_count(meeting: Meeting) -> int:
    """Return how many corrections wait for an answer."""
    return db.session.scalar(waiting(meeting)) or 0


def waiting(meeting: Meeting) -> Select[int]:
    """Return the statement that counts them."""
    here = (Correction.meeting_id == meeting.id, Correction.answer == Answered.WAITING)
    return select(func.count(Correction.id)).where(*here)


def correction(slug: str, meeting_id: int, correction_id: int) -> Correction | None:
    """Return a correction of this meeting with its people and item, and the meeting with who was invited."""
    return in_meeting(
        Correction,
        slug,
        meeting_id,
        correction_id,
        joinedload(Correction.item),
        joinedload(Correction.asked_by),
        joinedload(Correction.answered_by),
    )


def removed_parts(meeting: Meeting) -> list[AgendaItem]:
    """Return the items that were taken off the agenda after something was written down at them: three queries."""
    written = {row.item_id for row in notes.notes(meeting)} | {row.item_id for row in notes.decisions(meeting)}
    return [item for item in notes.removed_items(meeting) if item.id in written]


def as_sent(meeting: Meeting) -> dict[int, str]:
    """Return each item's text as it was when the notes were sent for checking, by the item's number."""
    if meeting.notes_sent_at is None:
        return {}
    rows = db.session.execute(
        select(Note.item_id, NoteVersion.text)
        .join(NoteVersion, NoteVersion.note_id == Note.id)
        .where(Note.meeting_id == meeting.id, NoteVersion.saved_at <= meeting.notes_sent_at)
        .where(NoteVersion.stood, NoteVersion.set_aside.is_(False))
        .order_by(NoteVersion.version)
    )
    return {row.item_id: row.text for row in rows}


def changed_since(correction: Correction) -> bool:
    """Say whether words of the notes that it is about, or who was there, have changed since it was asked for."""
    meeting_id, at, item_id = correction.meeting_id, correction.asked_at, correction.item_id
    note = exists().where(
        NoteVersion.note_id == Note.id, Note.meeting_id == meeting_id, NoteVersion.saved_at > at, NoteVersion.stood
    )
    decision = exists().where(
        DecisionVersion.decision_id == Decision.id, Decision.meeting_id == meeting_id, DecisionVersion.saved_at > at
    )
    if item_id:
        return bool(
            db.session.scalar(select(note.where(Note.item_id == item_id) | decision.where(Decision.item_id == item_id)))
        )
    there = exists().where(Invitation.meeting_id == meeting_id, Invitation.attended_at > at)
    return bool(db.session.scalar(select(note | decision | there)))


def later_meetings(meeting: Meeting) -> Sequence[Meeting]:
    """Return the meetings of the space that began after this one, the newest first: at one of them notes are agreed."""
    begun = Meeting.state.in_([MeetingState.HAPPENING, MeetingState.CLOSED])
    later = (Meeting.space_id == meeting.space_id, Meeting.id != meeting.id, Meeting.starts_at >= meeting.starts_at)
    return db.session.scalars(select(Meeting).where(*later, begun).order_by(Meeting.starts_at.desc()).limit(12)).all()


def agreed_by(meeting: Meeting) -> Person | None:
    """Return who said that the notes are agreed; None when it was silence, or when they are not."""
    return db.session.scalar(
        select(Person)
        .join(AuditEvent, AuditEvent.actor_id == Person.id)
        .where(
            AuditEvent.thing_kind == Meeting.__tablename__,
            AuditEvent.thing_id == meeting.id,
            AuditEvent.event == Event.NOTES_AGREED,
        )
    )


def waiting_for_silence(moment: datetime) -> Sequence[Meeting]:
    """Return the meetings, of every space, whose notes may be agreed by silence: no correction waits for an answer.

    Their day is over somewhere on earth; whether it is over where the space is, is for the caller to say.
    """
    waits = exists().where(Correction.meeting_id == Meeting.id, Correction.answer == Answered.WAITING)
    return db.session.scalars(
        select(Meeting)
        .join(Meeting.space)
        .where(
            Space.notes_rule == NotesRule.SILENCE,
            Meeting.state == MeetingState.CLOSED,
            Meeting.notes_published_at.is_(None),
            Meeting.notes_check_by <= moment.date(),
            ~waits,
        )
        .options(contains_eager(Meeting.space), selectinload(Meeting.invitations).joinedload(Invitation.person))
    ).all()


def being_checked(until: date) -> Sequence[Meeting]:
    """Return the meetings, of every space, whose draft is checked until this day at the latest, with everybody who was
    invited, and the newest last."""
    return db.session.scalars(
        select(Meeting)
        .join(Meeting.space)
        .where(
            Meeting.state == MeetingState.CLOSED,
            Meeting.notes_sent_at.is_not(None),
            Meeting.notes_published_at.is_(None),
            Meeting.notes_check_by <= until,
        )
        .order_by(Meeting.id)
        .options(contains_eager(Meeting.space), selectinload(Meeting.invitations).joinedload(Invitation.person))
    ).all()


def asked_by(meeting: Meeting) -> set[int]:
    """Return the numbers of those who asked for a correction."""
    return set(db.session.scalars(select(Correction.asked_by_id).where(Correction.meeting_id == meeting.id)))


def correction_to_tell(correction_id: int) -> Correction:
    """Return the correction that a message is about, with its meeting and who was invited."""
    return db.session.get_one(
        Correction,
        correction_id,
        options=[
            joinedload(Correction.item),
            joinedload(Correction.meeting).joinedload(Meeting.space),
            joinedload(Correction.meeting).selectinload(Meeting.invitations).joinedload(Invitation.person),
        ],
    )
