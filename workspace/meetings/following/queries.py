"""Reading what those who follow a meeting see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from workspace import db
from workspace.meetings.agenda.models import AgendaItem, ItemState
from workspace.meetings.heard.models import Heard
from workspace.meetings.heard.queries import to_read_back
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.document import ItemPart, Written, document
from workspace.meetings.notes.models import Note
from workspace.meetings.notes.queries import decisions, names_in_notes
from workspace.meetings.running.agenda import Agenda
from workspace.meetings.running.introductions import Round, round_of
from workspace.meetings.turns.queries import Queue, queue
from workspace.people.queries import names_in
from workspace.spaces.models import Space


@dataclass(frozen=True)
class Follower:
    """Somebody who follows a meeting, and their place at it, if they are invited. No more than a look needs."""

    meeting: Meeting
    place: Invitation | None

    @property
    def space(self) -> Space:
        return self.meeting.space

    @property
    def space_id(self) -> int:
        return self.meeting.space_id

    def invited(self, person: Any) -> bool:
        """Say whether the person has a place here that still stands."""
        return self.place is not None and self.place.stands_for(person)

    def place_of(self, person: Any) -> Invitation | None:
        """Return the follower's own place."""
        return self.place


def follower(slug: str, meeting_id: int, person_id: int) -> Follower | None:
    """Return the meeting with its space, and the person's place there: one query, whatever the size of the meeting."""
    own = and_(Invitation.meeting_id == Meeting.id, Invitation.person_id == person_id)
    row = db.session.execute(
        select(Meeting, Invitation)
        .join(Meeting.space)
        .outerjoin(Invitation, own)
        .where(Space.slug == slug, Meeting.id == meeting_id)
        .options(contains_eager(Meeting.space))
    ).first()
    if row is None:
        return None
    if row[1] is not None:
        set_committed_value(row[1], "meeting", row[0])
    return Follower(row[0], row[1])


@dataclass(frozen=True)
class Scene:
    """What everybody who follows a meeting sees of it."""

    meeting: Meeting
    agenda: Agenda
    round: Round
    parts: list[ItemPart]  # of the item that the meeting is at, and of the one before it
    queue: Queue
    heard: Mapping[int, Sequence[Heard]]  # lines that wait for the yes of whoever said them, by their number
    names: dict[int, str]  # in what is said about who meets people, and about the item

    @property
    def introducing(self) -> bool:
        """Say whether people introduce themselves now, or will as the first thing."""
        now = self.agenda.now
        return bool(self.round.waiting) and (now is None or now.kind == "introductions")

    @property
    def late(self) -> list[Invitation]:
        """Return who came after the start, in the order in which it was written down."""
        came = [place for place in self.meeting.invitations if place.was_present and place.came_at_id]
        return sorted(came, key=lambda place: (place.attended_at is None, place.attended_at, place.id))

    @property
    def accepted(self) -> int:
        """Return how many people accepted a version of the group agreement."""
        return sum(place.agreement_id is not None for place in self.meeting.invitations)


def scene(meeting: Meeting) -> Scene:
    """Return what the room looks like. Needs the meeting with its agenda, invitations and people: six queries more."""
    agenda = Agenda(list(meeting.items))
    shown = [item for item in (agenda.now, last_item(agenda)) if item]
    numbers = {item.id for item in shown}
    written = Written(_notes_shown(shown), [row for row in decisions(meeting) if row.item_id in numbers], [])
    notes = document(meeting, written, names_in_notes(meeting, written.texts(meeting)))
    return Scene(
        meeting=meeting,
        agenda=agenda,
        round=round_of(meeting),
        parts=[part for part in reversed(notes.parts) if part.item in shown],
        queue=queue(meeting),
        heard=to_read_back(meeting) if meeting.state is MeetingState.HAPPENING else {},
        names=names_in([meeting.welcomer, agenda.now.details if agenda.now else ""]),
    )


def last_item(agenda: Agenda) -> AgendaItem | None:
    """Return the item that was done last: the nearest one before where the meeting is, or the last of all."""
    before = agenda.items[: agenda.number(agenda.now) - 1] if agenda.now else agenda.items
    return next((item for item in reversed(before) if item.state is ItemState.DONE), None)


def _notes_shown(items: list[AgendaItem]) -> Sequence[Note]:
    numbers = [item.id for item in items if item.notes_shown]
    if not numbers:
        return []
    return db.session.scalars(select(Note).where(Note.item_id.in_(numbers))).all()
