"""Writing down how a version is published."""

from typing import Any

from workspace import audit, db
from workspace.audit import Event
from workspace.charters.models import CharterVersion
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name


def publish(version: CharterVersion, *, actor: Person, facts: dict[str, Any]) -> None:
    """Keep how a version is published, also of one that is agreed: none of its own words change. Recorded."""
    db.session.refresh(version, ["published_on"], with_for_update=True)
    for name, value in facts.items():
        setattr(version, name, value)
    version.contact = to_references(version.contact, people_to_name(version.space_id))
    db.session.flush()
    audit.record(actor, Event.CHARTER_PUBLISHED, version.charter, {"number": version.number})
