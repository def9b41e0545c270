"""What organisers decide of who reads a charter."""

from workspace import audit, db, i18n
from workspace.audit import Event
from workspace.charters.adopting.service import tell_adopters_of
from workspace.charters.models import CharterVersion
from workspace.people.models import Person


def open_to(version: CharterVersion, *, actor: Person, is_public: bool, takes_names: bool) -> None:
    """Say whether everybody reads the charter and its register, and can put their name under it: what nobody can read
    takes no names. What everybody reads is published from that day, and groups that adopted it
    hear of words that are new to them. Recorded."""
    charter = version.charter
    charter.is_public, charter.takes_names = is_public, is_public and takes_names
    if is_public and version.published_on is None:
        version.published_on = i18n.today()
    db.session.flush()
    opened = {"is_public": charter.is_public, "takes_names": charter.takes_names}
    audit.record(actor, Event.CHARTER_OPENED, charter, opened)
    tell_adopters_of(charter.id)
