"""Writing down whom a charter covers."""

from collections.abc import Sequence

from workspace import audit, db
from workspace.audit import Event
from workspace.charters.models import Charter
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.venues.queries import people_to_name


def write(charter: Charter, *, actor: Person, questions: Sequence[Sequence[str]]) -> None:
    """Keep the questions that tell people whether a charter covers them, in place of those before. They are no part of
    what is agreed and sealed. Recorded."""
    people = people_to_name(charter.space_id)
    charter.scope = [[to_references(words, people) for words in pair] for pair in questions]
    db.session.flush()
    audit.record(actor, Event.CHARTER_SCOPE_WRITTEN, charter, {"questions": len(charter.scope)})
