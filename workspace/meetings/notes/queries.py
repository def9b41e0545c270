"""Reading notes and decisions."""

from collections.abc import Iterable, Sequence

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note, NoteVersion
from workspace.people.models import Person
from workspace.people.queries import names_in
from workspace.spaces.models import Membership, Space


def note_of(item: AgendaItem, writer: Person) -> tuple[Note | None, NoteVersion | None]:
    """Return the item's note, with who saved it, and the writer's own words that were set aside: one query."""
    own = and_(NoteVersion.note_id == Note.id, NoteVersion.set_aside, NoteVersion.saved_by_id == writer.id)
    row = db.session.execute(
        select(Note, NoteVersion)
        .outerjoin(NoteVersion, own)
        .where(Note.item_id == item.id)
        .options(joinedload(Note.saved_by))
    ).first()
    return (row[0], row[1]) if row else (None, None)


def notes(meeting: Meeting) -> Sequence[Note]:
    """Return what was written at each item of the meeting."""
    return db.session.scalars(select(Note).where(Note.meeting_id == meeting.id)).all()


def removed_items(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items that were taken off the agenda: what was written at them still stands."""
    return db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == meeting.id, AgendaItem.removed_at.is_not(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    ).all()


def decisions(meeting: Meeting) -> Sequence[Decision]:
    """Return the decisions of the meeting, in their order."""
    return db.session.scalars(select(Decision).where(Decision.meeting_id == meeting.id).order_by(Decision.number)).all()


def decision(slug: str, meeting_id: int, decision_id: int) -> Decision | None:
    """Return a decision of this meeting with its item, and the meeting with its space and invitations."""
    whole = contains_eager(Decision.meeting)
    return db.session.scalar(
        select(Decision)
        .join(Decision.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Decision.id == decision_id)
        .options(
            joinedload(Decision.item),
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def meeting_to_send(meeting_id: int) -> Meeting:
    """Return the meeting with its agenda and everybody who was invited, for the message that carries its notes."""
    return db.session.get_one(
        Meeting,
        meeting_id,
        options=[
            joinedload(Meeting.space),
            selectinload(Meeting.items),
            selectinload(Meeting.invitations).joinedload(Invitation.person),
        ],
    )


def readers(meeting: Meeting) -> list[Person]:
    """Return whom the notes are sent to: everybody who was invited, but for members who have left the space since."""
    left = select(Membership.person_id).where(
        Membership.space_id == meeting.space_id, Membership.left_at.is_not(None)
    )  # fmt: skip
    gone = set(db.session.scalars(left))
    return [place.person for place in meeting.invitations if place.as_guest or place.person_id not in gone]


def names_in_notes(meeting: Meeting, texts: Iterable[str]) -> dict[int, str]:
    """Return the names that published notes may show: whoever asked not to be named is left out of them.

    So is anybody with the very same name: which of the two was meant, a reader could not tell.
    """
    unnamed = {place.person.preferred_name for place in meeting.invitations if not place.name_in_notes}
    return {number: name for number, name in names_in(texts).items() if name not in unnamed}


def waiting_words(meeting: Meeting) -> Sequence[tuple[AgendaItem, Person]]:
    """Return at which items whose words are set aside, and not yet joined with the note."""
    rows = db.session.execute(
        select(AgendaItem, Person)
        .join(Note, Note.item_id == AgendaItem.id)
        .join(NoteVersion, and_(NoteVersion.note_id == Note.id, NoteVersion.set_aside))
        .join(Person, Person.id == NoteVersion.saved_by_id)
        .where(AgendaItem.meeting_id == meeting.id)
        .order_by(AgendaItem.position, Person.preferred_name)
    ).all()
    return [(row[0], row[1]) for row in rows]


def recent_for(person: Person, most: int = 10) -> Sequence[tuple[Meeting, int]]:
    """Return the meetings whose notes the person can read, with their spaces and how many decisions they made, the
    newest notes first: one query."""
    decisions_made = select(func.count(Decision.id)).where(Decision.meeting_id == Meeting.id).scalar_subquery()
    as_guest = select(Invitation.meeting_id).where(Invitation.person_id == person.id, Invitation.as_guest)
    my_spaces = [place.space_id for place in person.places]
    rows = db.session.execute(
        select(Meeting, decisions_made)
        .where(Meeting.notes_published_at.is_not(None), or_(Meeting.space_id.in_(my_spaces), Meeting.id.in_(as_guest)))
        .order_by(Meeting.notes_published_at.desc(), Meeting.id.desc())
        .limit(most)
        .options(joinedload(Meeting.space))
    ).all()
    return [(row[0], row[1]) for row in rows]
