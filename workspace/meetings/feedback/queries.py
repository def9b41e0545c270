"""Reading what people said about a meeting."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.feedback.models import DAYS, Feedback, FeedbackMark, How
from workspace.meetings.invitations.models import Invitation, Part
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.roles import NOTE_TAKERS


def feedback(meeting: Meeting) -> Feedback | None:
    """Return what was said about the meeting, as sums; None while nobody has answered."""
    return db.session.scalar(select(Feedback).where(Feedback.meeting_id == meeting.id))


def mark_of(place: Invitation) -> FeedbackMark | None:
    """Return that the person has answered, or took a sheet of paper."""
    return db.session.scalar(select(FeedbackMark).where(FeedbackMark.invitation_id == place.id))


def to_answer(person: Person) -> list[Meeting]:
    """Return the meetings that the person was at, of which they have not said yet how they were, while answers are
    taken, the newest first, with their spaces: one query."""
    found = db.session.scalars(*_to_answer(person=person.id, here=person.space_ids, since=db.now() - DAYS))
    return [place.meeting for place in found if place.takes_part]


@db.kept
def _to_answer(*, person: db.Bound, here: db.Bound, since: db.Bound) -> Select[Invitation]:
    said = exists().where(FeedbackMark.invitation_id == Invitation.id)
    return (
        select(Invitation)
        .join(Invitation.meeting)
        .where(Invitation.person_id == person, or_(Invitation.as_guest, Invitation.space_id.in_(here)))
        .where(Invitation.part == Part.VOICE, ~said)
        .where(Meeting.state == MeetingState.CLOSED, Meeting.closed_at > since)
        .order_by(Meeting.starts_at.desc())
        .options(contains_eager(Invitation.meeting).joinedload(Meeting.space))
    )


def sheets_given(meeting: Meeting) -> set[int]:
    """Return the numbers of the people who took a sheet of paper to answer on."""
    rows = select(Invitation.person_id).join(FeedbackMark, FeedbackMark.invitation_id == Invitation.id)
    return set(db.session.scalars(rows.where(Invitation.meeting_id == meeting.id, FeedbackMark.how == How.PAPER)))


def last_time(meeting: Meeting, reader: Person) -> Meeting | None:
    """Return the newest meeting before this one about which answers are settled, if the reader was invited to it or
    takes notes for the space: one query."""
    mine = exists().where(Invitation.meeting_id == Meeting.id, Invitation.person_id == reader.id)
    before = (
        Meeting.space_id == meeting.space_id,
        Meeting.state == MeetingState.CLOSED,
        Meeting.starts_at < meeting.starts_at,
        Meeting.closed_at < db.now() - DAYS,
    )
    found = select(Meeting).join(Feedback, Feedback.meeting_id == Meeting.id).where(*before)
    if reader.role_in(meeting.space_id) not in NOTE_TAKERS:
        found = found.where(mine)
    newest = found.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(1)
    return db.session.scalar(newest.options(joinedload(Meeting.space)))


def with_marks(before: datetime) -> Sequence[Meeting]:
    """Return the meetings, of every space, that were over before this moment and still say who has answered."""
    marked = exists().where(FeedbackMark.invitation_id == Invitation.id, Invitation.meeting_id == Meeting.id)
    over = select(Meeting).where(Meeting.closed_at < before, marked)
    return db.session.scalars(over.options(joinedload(Meeting.space))).all()
