"""What organisers decide of who reads a charter."""

from workspace import audit, db
from workspace.audit import Event
from workspace.charters.models import CharterVersion
from workspace.people.models import Person


def open_to(version: CharterVersion, *, actor: Person, is_public: bool, takes_names: bool) -> None:
    """Say whether everybody reads the charter and its register, and can put their name under it: what nobody can read
    takes no names. Recorded."""
    charter = version.charter
    charter.is_public, charter.takes_names = is_public, is_public and takes_names
    db.session.flush()
    opened = {"is_public": charter.is_public, "takes_names": charter.takes_names}
    audit.record(actor, Event.CHARTER_OPENED, charter, opened)
