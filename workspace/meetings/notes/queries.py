"""Reading notes and decisions."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, exists, func, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note, NoteVersion
from workspace.meetings.queries import in_meeting
from workspace.people.models import Person
from workspace.people.queries import names_in
from workspace.roles import NOTE_TAKERS
from workspace.spaces.models import Membership, Sharing, Space, reaching

_newest_notes = (Meeting.notes_published_at.desc(), Meeting.id.desc())


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


def to_correct(meeting: Meeting) -> list[tuple[AgendaItem, list[Decision]]]:
    """Return every item of the meeting, those taken off the agenda too, with its decisions: two queries."""
    made = decisions(meeting)
    items = db.session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position, AgendaItem.id)
    )
    return [(item, [row for row in made if row.item_id == item.id]) for item in items]


def decision(slug: str, meeting_id: int, decision_id: int) -> Decision | None:
    """Return a decision of this meeting with its item, and the meeting with its space and invitations."""
    return in_meeting(Decision, slug, meeting_id, decision_id, joinedload(Decision.item))


def meeting_to_send(meeting_id: int) -> Meeting:
    """Return the meeting with its agenda and everybody who was invited, for the message that carries its notes."""
    return db.session.get_one(
        Meeting,
        meeting_id,
        execution_options={"any_space": "the message names its meeting, and the host sees which messages wait"},
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


def decisions_in(meeting: Meeting, audience: Sharing) -> Select[int]:
    """Return the statement that counts the decisions of the meeting that this circle may read."""
    made = select(func.count(Decision.id)).join(Decision.item)
    return made.where(Decision.meeting_id == meeting.id, _decision_reaches(audience))


def _decision_reaches(audience: Sharing) -> ColumnElement[bool]:
    own = or_(Decision.sharing.is_(None), Decision.sharing.in_(reaching(audience)))
    return and_(AgendaItem.sharing.in_(reaching(audience)), own)


def has_part_for(audience: Sharing) -> ColumnElement[bool]:
    """Return the condition that a meeting has an item on its agenda that this circle may read of."""
    here = (AgendaItem.meeting_id == Meeting.id, AgendaItem.removed_at.is_(None))
    return exists().where(*here, AgendaItem.sharing.in_(reaching(audience)))


def recent_for(person: Person, most: int = 10) -> Sequence[tuple[Meeting, int]]:
    """Return the meetings whose notes hold something for the person, with their spaces and how many decisions they
    can read in them, the newest notes first: one query.

    Each of the person's spaces gives its newest, in the order of an index; the newest of those are kept. However many
    years a space has met, no more of its meetings are looked at.
    """
    taken = [place.space_id for place in person.places if place.role in NOTE_TAKERS]
    spaces = {f"space_{number}": space_id for number, space_id in enumerate(person.space_ids)}
    takes_notes = tuple(place.role in NOTE_TAKERS for place in person.places)
    recent = _recent(takes_notes, most, person=person.id, here=person.space_ids, taken=taken, **spaces)
    return [(row[0], row[1]) for row in db.session.execute(*recent)]


@db.kept
def _recent(
    takes_notes: tuple[bool, ...], most: int, *, person: db.Bound, here: db.Bound, taken: db.Bound, **spaces: db.Bound
) -> Select[Meeting, int]:
    places = zip(spaces.values(), takes_notes, strict=True)
    newest = [_newest_in(space, takes, most).subquery().select() for space, takes in places]
    return (
        select(Meeting, _decisions_for(or_(Meeting.id.in_(_invited_to(person)), Meeting.space_id.in_(taken))))
        .where(Meeting.id.in_(union_all(_published_for(person, here), *newest)))
        .order_by(*_newest_notes)
        .limit(most)
        .options(joinedload(Meeting.space))
    )


def _published_for(person: db.Bound, here: db.Bound) -> Select[int]:
    """Return the meetings that the person was invited to: as a guest, or in a space that they still belong to."""
    invited = select(Meeting.id).join(Invitation, Invitation.meeting_id == Meeting.id)
    belongs = or_(Invitation.as_guest, Invitation.space_id.in_(here))
    return invited.where(Invitation.person_id == person, belongs, Meeting.notes_published_at.is_not(None))


def _newest_in(space: db.Bound, takes_notes: bool, most: int) -> Select[int]:
    published = select(Meeting.id).where(Meeting.space_id == space, Meeting.notes_published_at.is_not(None))
    if not takes_notes:
        published = published.where(has_part_for(Sharing.MEMBERS))
    return published.order_by(*_newest_notes).limit(most)


def _invited_to(person: db.Bound) -> Select[int]:
    return select(Invitation.meeting_id).where(Invitation.person_id == person)


def _decisions_for(inside: ColumnElement[bool]) -> ScalarSelect[int]:
    made = select(func.count(Decision.id)).join(Decision.item).where(Decision.meeting_id == Meeting.id)
    return made.where(or_(inside, _decision_reaches(Sharing.MEMBERS))).correlate(Meeting).scalar_subquery()


def with_public_notes(slug: str, meeting_id: int) -> Meeting | None:
    """Return a meeting whose notes are published and hold something for everyone, in a space that everyone may read
    of, with its agenda and who was invited."""
    return db.session.scalar(
        select(Meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, _public())
        .options(
            contains_eager(Meeting.space),
            selectinload(Meeting.items),
            selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def public_notes(space: Space, most: int = 5) -> Sequence[Meeting]:
    """Return the newest meetings of the space whose notes hold something for everyone."""
    found = select(Meeting).join(Meeting.space).where(Meeting.space_id == space.id, _public())
    return db.session.scalars(found.order_by(Meeting.starts_at.desc(), Meeting.id.desc()).limit(most)).all()


def _public() -> ColumnElement[bool]:
    return and_(Meeting.notes_published_at.is_not(None), Space.is_public, has_part_for(Sharing.PUBLIC))
