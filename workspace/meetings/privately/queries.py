"""Reading private words: only for the two between whom they are."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.models import Meeting
from workspace.meetings.privately.models import PrivateWord
from workspace.meetings.queries import in_meeting
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership


def between(meeting: Meeting, person: Person) -> Sequence[PrivateWord]:
    """Return what this person wrote, and what was written to them, about a meeting, the newest first: one query."""
    theirs = or_(PrivateWord.by_id == person.id, PrivateWord.to_id == person.id)
    return db.session.scalars(
        select(PrivateWord)
        .where(PrivateWord.space_id == meeting.space_id, PrivateWord.meeting_id == meeting.id, theirs)
        .options(joinedload(PrivateWord.by), joinedload(PrivateWord.to))
        .order_by(PrivateWord.id.desc())
    ).all()


def private_word(slug: str, meeting_id: int, word_id: int) -> PrivateWord | None:
    """Return a private word about this meeting, with whose it is, the meeting, its space and invitations."""
    return in_meeting(PrivateWord, slug, meeting_id, word_id, joinedload(PrivateWord.by), joinedload(PrivateWord.to))


def people_to_turn_to(meeting: Meeting, person: Person) -> list[tuple[Person, bool]]:
    """Return whom somebody can have a private word with: the person to contact and whoever chairs; where there is none
    of these, the organisers; each with whether they are the person to contact. Never themselves, nor somebody who has
    left.

    The person to contact is known by name, and people name themselves as they like: only an organiser of that name is
    taken for them, or what is private could be drawn to anybody who takes the name.
    """
    chairs = {place.person_id for place in meeting.invitations if place.chairs}
    here = (Membership.space_id == meeting.space_id, Membership.left_at.is_(None), Membership.person_id != person.id)
    is_contact = and_(Membership.role == Role.ORGANISER, Person.preferred_name == meeting.space.contact_name)
    rows = db.session.execute(
        select(Person, is_contact)
        .join(Membership, Membership.person_id == Person.id)
        .where(*here, or_(Person.id.in_(chairs), Membership.role == Role.ORGANISER))
        .order_by(is_contact.desc(), Person.preferred_name, Person.id)
    ).all()
    found = [(row[0], bool(row[1])) for row in rows]
    return [(one, contact) for one, contact in found if contact or one.id in chairs] or found


def private_word_to_tell(word_id: int) -> PrivateWord:
    """Return the private word that a message is about, with its meeting and space."""
    why = {"any_space": "the message names its private word, and says nothing of it"}
    loaded = [joinedload(PrivateWord.meeting).joinedload(Meeting.space)]
    return db.session.get_one(PrivateWord, word_id, options=loaded, execution_options=why)
