"""Reading who agrees with a version of a charter."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.charters.models import Charter, CharterAnswer, CharterVersion
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.spaces.models import Membership

MOST_MEETINGS = 12  # of the last ones, of which one is chosen


def answers(version: CharterVersion) -> Sequence[CharterAnswer]:
    """Return what people said of a version, in the order of their names."""
    here = (CharterAnswer.version_id == version.id, CharterAnswer.space_id == version.space_id)
    found = select(CharterAnswer).join(CharterAnswer.by).where(*here).options(joinedload(CharterAnswer.by))
    return db.session.scalars(found.order_by(Person.preferred_name, Person.id)).all()


def answer_of(version: CharterVersion, person: Person) -> CharterAnswer | None:
    """Return what somebody said of a version."""
    here = (CharterAnswer.version_id == version.id, CharterAnswer.space_id == version.space_id)
    return db.session.scalar(select(CharterAnswer).where(*here, CharterAnswer.by_id == person.id))


def silent(version: CharterVersion) -> Sequence[Person]:
    """Return the members who have said nothing of a version yet, in the order of their names."""
    here = (Membership.space_id == version.space_id, Membership.left_at.is_(None))
    said = select(CharterAnswer.by_id).where(
        CharterAnswer.version_id == version.id, CharterAnswer.space_id == version.space_id
    )
    found = select(Person).join(Membership, Membership.person_id == Person.id).where(*here, Person.id.not_in(said))
    return db.session.scalars(found.order_by(Person.preferred_name, Person.id)).all()


def last_meetings(space_id: int) -> Sequence[Meeting]:
    """Return the last meetings that were held, the newest first."""
    held = Meeting.state.in_((MeetingState.HAPPENING, MeetingState.CLOSED))
    found = select(Meeting).where(Meeting.space_id == space_id, held).order_by(Meeting.starts_at.desc())
    return db.session.scalars(found.limit(MOST_MEETINGS)).all()


def version_to_tell(version_id: int) -> CharterVersion:
    """Return a version with its charter and space, for a message about it."""
    whole = joinedload(CharterVersion.charter).joinedload(Charter.space)
    return db.session.scalars(select(CharterVersion).where(CharterVersion.id == version_id).options(whole)).one()
