"""Reading who looks at a charter again, when, and what was said before."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.charters import queries as charters
from workspace.charters.models import Charter, CharterVersion
from workspace.charters.reviewing.models import CharterReview, CharterReviewer, Review
from workspace.people.models import Person
from workspace.spaces.models import Membership, Space


def review(slug: str, charter_id: int) -> Review | None:
    """Return the next look at a charter of this space."""
    version = charters.newest(slug, charter_id)
    return Review(version, list(reviewers(version))) if version else None


def reviewers(version: CharterVersion) -> Sequence[Person]:
    """Return who was chosen to look at the charter again and still belongs to the space, by name."""
    found = select(Person).join(CharterReviewer, CharterReviewer.person_id == Person.id)
    found = found.join(Membership, Membership.person_id == Person.id)
    chosen = (CharterReviewer.charter_id == version.charter_id, CharterReviewer.space_id == version.space_id)
    belong = (Membership.space_id == version.space_id, Membership.left_at.is_(None))
    return db.session.scalars(found.where(*chosen, *belong).order_by(Person.preferred_name, Person.id)).all()


def reviews(version: CharterVersion) -> Sequence[CharterReview]:
    """Return what was said when the charter was looked at, the newest first."""
    here = (CharterReview.charter_id == version.charter_id, CharterReview.space_id == version.space_id)
    found = select(CharterReview).where(*here).options(joinedload(CharterReview.by))
    return db.session.scalars(found.order_by(CharterReview.at.desc(), CharterReview.id.desc())).all()


def due(space: Space, days: Collection[date]) -> Sequence[Charter]:
    """Return the charters of a space that are to be looked at on one of these days."""
    found = select(Charter).where(Charter.space_id == space.id, Charter.review_on.in_(days))
    return db.session.scalars(found.order_by(Charter.id)).all()


def spaces_that_review() -> Sequence[Space]:
    """Return every space in which a charter is to be looked at again."""
    why = {"any_space": "the day's work is done for every space"}
    waiting = select(Charter.space_id).where(Charter.review_on.is_not(None))
    return db.session.scalars(
        select(Space).where(Space.id.in_(waiting)).order_by(Space.id), execution_options=why
    ).all()


def newest_of(charter: Charter) -> CharterVersion:
    """Return the newest version of a charter, with its charter and space, for a message about it."""
    here = (CharterVersion.charter_id == charter.id, CharterVersion.space_id == charter.space_id)
    whole = joinedload(CharterVersion.charter).joinedload(Charter.space)
    found = select(CharterVersion).where(*here).order_by(CharterVersion.number.desc()).limit(1)
    return db.session.scalars(found.options(whole)).one()
