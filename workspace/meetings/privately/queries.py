"""Reading private words: only for the two between whom they are."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.privately.models import PrivateWord
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership, Space


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
    whole = contains_eager(PrivateWord.meeting)
    return db.session.scalar(
        select(PrivateWord)
        .join(PrivateWord.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, PrivateWord.id == word_id)
        .options(
            joinedload(PrivateWord.by),
            joinedload(PrivateWord.to),
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def people_to_turn_to(meeting: Meeting, person: Person) -> list[Person]:
    """Return whom somebody can have a private word with: the person to contact and whoever chairs; where there is none
    of these, the organisers. Never themselves, nor somebody who has left."""
    chairs = {place.person_id for place in meeting.invitations if place.chairs}
    here = (Membership.space_id == meeting.space_id, Membership.left_at.is_(None), Membership.person_id != person.id)
    rows = db.session.execute(
        select(Person, Membership.role)
        .join(Membership, Membership.person_id == Person.id)
        .where(*here)
        .where(
            or_(
                Person.id.in_(chairs),
                Person.preferred_name == meeting.space.contact_name,
                Membership.role == Role.ORGANISER,
            )
        )
        .order_by(Person.preferred_name != meeting.space.contact_name, Person.preferred_name, Person.id)
    ).all()
    named = [row[0] for row in rows if row[0].id in chairs or row[0].preferred_name == meeting.space.contact_name]
    return named or [row[0] for row in rows]


def private_word_to_tell(word_id: int) -> PrivateWord:
    """Return the private word that a message is about, with its meeting and space."""
    why = {"any_space": "the message names its private word, and says nothing of it"}
    loaded = [joinedload(PrivateWord.meeting).joinedload(Meeting.space)]
    return db.session.get_one(PrivateWord, word_id, options=loaded, execution_options=why)
