"""Reading venues."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.people.models import Person
from workspace.spaces.models import Membership, Space
from workspace.spaces.venues.models import Venue, VenuePhoto


def venues(of: Space) -> Sequence[Venue]:
    """Return the venues of the space, by name, those out of use last."""
    return db.session.scalars(
        select(Venue)
        .where(Venue.space_id == of.id)
        .order_by(Venue.retired_at.is_not(None), func.lower(Venue.name), Venue.id)
    ).all()


def venues_to_choose(of: Space, *, but: int | None = None) -> list[Venue]:
    """Return the venues that a meeting can be at: those in use, and the one it is at already."""
    return [one for one in venues(of) if one.retired_at is None or one.id == but]


def venue(slug: str, venue_id: int) -> Venue | None:
    """Return the venue of this space with its photos: two queries."""
    return db.session.scalar(
        select(Venue)
        .join(Venue.space)
        .where(Space.slug == slug, Venue.id == venue_id)
        .options(contains_eager(Venue.space), selectinload(Venue.photos).joinedload(VenuePhoto.upload))
    )


def photo(slug: str, venue_id: int, photo_id: int) -> VenuePhoto | None:
    """Return a photo of this venue."""
    whole = contains_eager(VenuePhoto.venue)
    return db.session.scalar(
        select(VenuePhoto)
        .join(VenuePhoto.venue)
        .join(Venue.space)
        .where(Space.slug == slug, Venue.id == venue_id, VenuePhoto.id == photo_id)
        .options(whole.contains_eager(Venue.space), joinedload(VenuePhoto.upload))
    )


def people_to_name(space_id: int) -> Sequence[Person]:
    """Return everybody who belongs to the space or did so once."""
    members = select(Membership.person_id).where(Membership.space_id == space_id)
    return db.session.scalars(select(Person).where(Person.id.in_(members))).all()
