"""Reading what people said about a meeting."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, exists, or_, select
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


def to_come_and_to_answer(person: Person) -> tuple[list[Invitation], list[Meeting]]:
    """Return the person's places at meetings to come, the soonest first, each with the meeting, its space and place;
    and the meetings that they were at, of which they have not said yet how they were, while answers are taken, the
    newest first. One query, as their own page asks for both."""
    now = db.now()
    found = db.session.scalars(*_places(person=person.id, here=person.space_ids, now=now, since=now - DAYS)).all()
    been = [one for one in found if one.meeting.state is MeetingState.CLOSED]
    coming = [one for one in found if one.meeting.state is not MeetingState.CLOSED]
    return coming, [one.meeting for one in reversed(been) if one.takes_part]


@db.kept
def _places(*, person: db.Bound, here: db.Bound, now: db.Bound, since: db.Bound) -> Select[Invitation]:
    said = exists().where(FeedbackMark.invitation_id == Invitation.id)
    to_come = and_(Meeting.state.in_([MeetingState.PLANNED, MeetingState.HAPPENING]), Meeting.ends_at > now)
    is_asked = and_(Invitation.part == Part.VOICE, ~said)
    to_answer = and_(Meeting.state == MeetingState.CLOSED, Meeting.closed_at > since, is_asked)
    return (
        select(Invitation)
        .join(Invitation.meeting)
        .where(Invitation.person_id == person, or_(Invitation.as_guest, Invitation.space_id.in_(here)))
        .where(or_(to_come, to_answer))
        .options(contains_eager(Invitation.meeting).options(joinedload(Meeting.space), joinedload(Meeting.venue)))
        .order_by(Meeting.starts_at, Meeting.id)
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
