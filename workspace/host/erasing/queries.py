"""Reading whom to erase, and what stands in the way."""

from collections.abc import Sequence

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.people.models import Person
from workspace.spaces.models import Membership, Space


def person(person_id: int) -> Person | None:
    """Return somebody who is known here, with their places; nobody who was erased."""
    places = selectinload(Person.memberships).options(joinedload(Membership.space), joinedload(Membership.person))
    here = (Person.id == person_id, Person.preferred_name != "")
    return db.session.scalar(select(Person).where(*here).options(places), execution_options={"populate_existing": True})


def turned_to(of: Person) -> Sequence[Space]:
    """Return the spaces whose people turn to this person."""
    theirs = select(Membership.space_id).where(Membership.person_id == of.id)
    named = and_(Space.id.in_(theirs), Space.contact_name == of.preferred_name)
    mailed = and_(Space.contact_email != "", Space.contact_email == (of.email or ""))
    return db.session.scalars(select(Space).where(or_(named, mailed)).order_by(Space.name)).all()


def another_hosts(of: Person) -> bool:
    """Say whether somebody else hosts this installation."""
    return bool(db.session.scalar(select(exists().where(Person.is_host, Person.id != of.id))))


def spaces_beside(of: Person) -> Sequence[int]:
    """Return the spaces at whose meetings the person is or was a guest."""
    guest = (Invitation.person_id == of.id, Invitation.as_guest)
    return db.session.scalars(select(func.distinct(Invitation.space_id)).where(*guest)).all()
