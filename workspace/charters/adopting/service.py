"""What organisers do with a charter that their group adopts."""

from workspace import audit, db, jobs
from workspace.audit import Event
from workspace.charters.adopting import queries
from workspace.charters.adopting.models import CharterAdoption
from workspace.charters.models import CharterVersion
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space
from workspace.spaces.venues.queries import people_to_name


def adopt(version: CharterVersion, space: Space, *, actor: Person) -> CharterAdoption:
    """Show the charter of this version, of another space, as one of this space, with the words in force at any time.
    What was written beside it before stays. Recorded."""
    db.session.refresh(space, ["slug"], with_for_update=True)
    row = queries.adoption_of(space.id, version.charter_id)
    if row is not None and row.stopped_at is None:
        return row
    if row is None:
        row = CharterAdoption(space_id=space.id, charter_id=version.charter_id)
    row.adopted_at, row.stopped_at = db.now(), None
    _look(row, version)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, Event.CHARTER_ADOPTED, row, {"charter": version.charter_id, "number": version.number})
    return row


def answer_here(adoption: CharterAdoption, *, actor: Person, contact: str) -> None:
    """Say who answers here for what was adopted. Recorded, without the words."""
    adoption.contact = to_references(contact, people_to_name(adoption.space_id))
    db.session.flush()
    audit.record(actor, Event.ADOPTION_CHANGED, adoption)


def see(adoption: CharterAdoption, version: CharterVersion, *, actor: Person) -> None:
    """Keep that somebody has read the words of this version, so that nobody is told of them again. Recorded."""
    db.session.refresh(adoption, ["seen_number"], with_for_update=True)
    if version.number > adoption.seen_number:
        _look(adoption, version)
        db.session.flush()
        audit.record(actor, Event.ADOPTION_SEEN, adoption, {"number": version.number})


def stop(adoption: CharterAdoption, *, actor: Person) -> None:
    """Show the charter no more; what was written beside it is kept for another time. Recorded."""
    adoption.stopped_at = db.now()
    db.session.flush()
    audit.record(actor, Event.ADOPTION_STOPPED, adoption)


def tell_adopters_of(charter_id: int) -> None:
    """Let the organisers of groups that adopted a charter hear that there are words which they have not read; nobody,
    where it is not shown to everybody."""
    if queries.behind(charter_id):
        jobs.enqueue("charter_new_words", charter_id=charter_id)


def _look(row: CharterAdoption, version: CharterVersion) -> None:
    row.title, row.of_space, row.seen_number = version.title, version.space.name, version.number
