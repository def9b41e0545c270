"""What organisers do with venues."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.venues.models import Venue, VenuePhoto
from workspace.spaces.venues.queries import people_to_name
from workspace.uploads.models import Upload
from workspace.uploads.taking import Taken, keep

MOST_PHOTOS = 12  # of one venue: a page that a phone can load


def add(space: Space, *, actor: Person, facts: dict[str, Any]) -> Venue:
    """Add a place where the space meets. Recorded. Nobody has looked at it yet."""
    venue = Venue(space_id=space.id, created_at=db.now(), **facts)
    db.session.add(venue)
    audit.record(actor, Event.VENUE_ADDED, venue)
    return venue


def change(venue: Venue, *, actor: Person, facts: dict[str, Any]) -> None:
    """Change what is said of a place. Recorded by the names of what changed. Who looked last, and when, stays."""
    changed = [name for name, value in facts.items() if value != getattr(venue, name)]
    for name in changed:
        setattr(venue, name, facts[name])
    if changed:
        audit.record(actor, Event.VENUE_CHANGED, venue, {"fields": changed})


def check(venue: Venue, *, actor: Person, by: str, on: date) -> None:
    """Keep who looked at the place and found it as it is said here, and when. Recorded.

    Refused: a day to come, and a day before the last look.
    """
    if on > i18n.local(db.now()).date():
        raise DomainError(_("That day is still to come. Write the day on which somebody looked"), "on")
    if venue.checked_on and on < venue.checked_on:
        words = _("Somebody looked later than that already: on %(day)s", day=i18n.day(venue.checked_on))
        raise DomainError(words, "on")
    venue.checked_by, venue.checked_on = to_references(by, people_to_name(venue.space_id)), on
    audit.record(actor, Event.VENUE_CHECKED, venue, {"on": on})


def retire(venue: Venue, *, actor: Person) -> None:
    """Take a place out of use: no new meeting can be at it, and those that were there still say so. Recorded."""
    if venue.retired_at is None:
        venue.retired_at = db.now()
        audit.record(actor, Event.VENUE_CHANGED, venue, {"fields": ["retired_at"]})


def bring_back(venue: Venue, *, actor: Person) -> None:
    """Take a place into use again. Recorded."""
    if venue.retired_at is not None:
        venue.retired_at = None
        audit.record(actor, Event.VENUE_CHANGED, venue, {"fields": ["retired_at"]})


def remove(venue: Venue, *, actor: Person) -> None:
    """Delete a place with its photos. Recorded. Refused: a place that a meeting is or was at; retire it instead."""
    pictures = select(VenuePhoto.upload_id).where(VenuePhoto.venue_id == venue.id)
    try:
        with db.session.begin_nested():
            audit.record(actor, Event.VENUE_REMOVED, venue)
            db.session.execute(delete(Upload).where(Upload.id.in_(pictures)))
            db.session.execute(delete(Venue).where(Venue.id == venue.id))
    except IntegrityError as error:  # a meeting points at it
        words = _("A meeting is or was at this place, so it cannot be deleted. Take it out of use instead")
        raise DomainError(words) from error


# --- photos --------------------------------------------------------------------------------------------------------


def add_photo(venue: Venue, *, actor: Person, picture: Taken, alt: str) -> VenuePhoto:
    """Add a photo, with what it shows in words. Recorded. Refused: more than 12."""
    count = select(func.count(VenuePhoto.id)).where(VenuePhoto.venue_id == venue.id)
    if (db.session.scalar(count) or 0) >= MOST_PHOTOS:
        raise DomainError(_("There are %(most)d photos already. Remove one first", most=MOST_PHOTOS), "picture")
    upload = keep(picture, space_id=venue.space_id, actor=actor)
    photo = VenuePhoto(space_id=venue.space_id, venue_id=venue.id, upload_id=upload.id, alt=alt)
    db.session.add(photo)
    audit.record(actor, Event.VENUE_CHANGED, venue, {"fields": ["photos"]})
    return photo


def describe(photo: VenuePhoto, *, actor: Person, alt: str) -> None:
    """Change what is said of a photo in words. Recorded."""
    photo.alt = alt
    audit.record(actor, Event.VENUE_CHANGED, photo.venue, {"fields": ["photos"]})


def remove_photo(photo: VenuePhoto, *, actor: Person) -> None:
    """Delete a photo, and the picture with it. Recorded."""
    audit.record(actor, Event.VENUE_CHANGED, photo.venue, {"fields": ["photos"]})
    db.session.execute(delete(Upload).where(Upload.id == photo.upload_id))
