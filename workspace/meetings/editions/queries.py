"""Reading editions and versions: what notes and decisions said, when, and what each correction changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.checking.models import Correction
from workspace.meetings.checking.queries import correction as load_correction
from workspace.meetings.editions.models import Edition
from workspace.meetings.models import InMeeting, Meeting
from workspace.meetings.notes.models import Decision, DecisionVersion, Note, NoteVersion
from workspace.meetings.notes.queries import decision as load_decision
from workspace.people.models import Person
from workspace.spaces.models import Sharing, narrowest

STOOD = (NoteVersion.stood, NoteVersion.set_aside.is_(False))


@dataclass(frozen=True)
class Draft:
    """One text of a note that was saved, by whom and when."""

    at: datetime
    by: Person


def editions(meeting: Meeting, audience: Sharing) -> list[Edition]:
    """Return the later editions whose change this circle may read of, in order: one query. A level that is narrowed
    afterwards narrows them too."""
    of_note = and_(Note.item_id == Edition.item_id, Edition.decision_id.is_(None))
    rows = db.session.execute(
        select(Edition, Note.sharing)
        .outerjoin(Note, of_note)
        .where(Edition.meeting_id == meeting.id)
        .order_by(Edition.number)
        .options(joinedload(Edition.item), joinedload(Edition.decision), joinedload(Edition.made_by))
    )
    return [
        edition
        for edition, of in rows
        if narrowest(edition.item.sharing, edition.decision.sharing if edition.decision else of).reaches(audience)
    ]


def edition_to_tell(meeting: Meeting, number: int) -> Edition:
    """Return the edition that a message is about."""
    of = (Edition.meeting_id == meeting.id, Edition.number == number)
    return db.session.scalars(select(Edition).where(*of).options(joinedload(Edition.item))).one()


def drafts(meeting: Meeting, until: datetime | None) -> list[Draft]:
    """Return when each text of the notes was saved, and by whom, until this moment: one query."""
    saved = (
        select(NoteVersion.saved_at, Person)
        .join(Note, Note.id == NoteVersion.note_id)
        .join(Person, Person.id == NoteVersion.saved_by_id)
        .where(Note.meeting_id == meeting.id, *STOOD)
        .order_by(NoteVersion.saved_at, NoteVersion.id)
    )
    rows = db.session.execute(saved.where(NoteVersion.saved_at <= until) if until else saved)
    return [Draft(row[0], row[1]) for row in rows]


def note_versions(meeting: Meeting) -> Sequence[NoteVersion]:
    """Return every text of the meeting's notes that stood, in the order in which they were saved."""
    return db.session.scalars(
        select(NoteVersion)
        .join(Note, Note.id == NoteVersion.note_id)
        .where(Note.meeting_id == meeting.id, *STOOD)
        .order_by(NoteVersion.saved_at, NoteVersion.version)
    ).all()


def decision_versions(meeting: Meeting) -> Sequence[DecisionVersion]:
    """Return everything that the meeting's decisions have said, in the order in which it was saved."""
    return db.session.scalars(
        select(DecisionVersion)
        .join(Decision, Decision.id == DecisionVersion.decision_id)
        .where(Decision.meeting_id == meeting.id)
        .order_by(DecisionVersion.saved_at, DecisionVersion.version)
    ).all()


@dataclass(frozen=True)
class Place(InMeeting):
    """Where a correction is followed: the note of an item, or a decision."""

    correction: Correction
    item: AgendaItem
    note: Note | None = None
    decision: Decision | None = None

    @property
    def meeting(self) -> Any:
        return self.correction.meeting

    @property
    def space_id(self) -> int:
        return self.correction.space_id


def note_to_correct(slug: str, meeting_id: int, correction_id: int, item_id: int) -> Place | None:
    """Return where a correction changes the note of an item. None: one of them is not of this meeting."""
    correction, item = load_correction(slug, meeting_id, correction_id), load_item(slug, meeting_id, item_id)
    if correction is None or item is None:
        return None
    note = db.session.scalar(
        select(Note).where(Note.item_id == item.id).execution_options(populate_existing=True)
    )  # fmt: skip
    return Place(correction, item, note=note)


def decision_to_correct(slug: str, meeting_id: int, correction_id: int, decision_id: int) -> Place | None:
    """Return where a correction changes a decision. None: one of them is not of this meeting."""
    correction, decision = (
        load_correction(slug, meeting_id, correction_id),
        load_decision(slug, meeting_id, decision_id),
    )
    return Place(correction, decision.item, decision=decision) if correction and decision else None
