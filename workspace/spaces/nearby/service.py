"""What organisers do with the places to turn to."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.nearby.models import HelpPlace
from workspace.spaces.nearby.queries import places
from workspace.spaces.venues.queries import people_to_name


def add(space: Space, *, actor: Person, facts: dict[str, str], by: str, on: date) -> HelpPlace:
    """Put a place on the list, with who checked it and when. Recorded. Refused: a day to come."""
    made = HelpPlace(space_id=space.id, created_at=db.now())
    _write(made, facts, by, on)
    db.session.add(made)
    _record(space, made, actor, Event.HELP_PLACE_ADDED)
    return made


def change(place: HelpPlace, *, actor: Person, facts: dict[str, str], by: str, on: date) -> None:
    """Change what is said of a place, or who checked it and when. Recorded. Refused: a day to come."""
    _write(place, facts, by, on)
    _record(place.space, place, actor, Event.HELP_PLACE_CHANGED)


def remove(place: HelpPlace, *, actor: Person) -> None:
    """Take a place off the list. Recorded."""
    audit.record(actor, Event.HELP_PLACE_REMOVED, place)
    db.session.execute(delete(HelpPlace).where(HelpPlace.id == place.id, HelpPlace.space_id == place.space_id))
    _count(place.space)


def _write(place: HelpPlace, facts: dict[str, str], by: str, on: date) -> None:
    if on > i18n.local(db.now()).date():
        raise DomainError(_("That day is still to come. Write the day on which somebody looked"), "checked_on")
    for name, value in facts.items():
        setattr(place, name, value)
    place.checked_by, place.checked_on = to_references(by, people_to_name(place.space_id)), on


def _record(space: Space, place: HelpPlace, actor: Person, event: Event) -> None:
    db.session.flush()
    _count(space)
    audit.record(actor, event, place)


def _count(space: Space) -> None:
    """Keep with the space by when the first of its places is to be checked again: so pages know it without asking."""
    space.nearby_check_by = min((one.check_by for one in places(space)), default=None)
