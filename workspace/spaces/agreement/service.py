"""Changing the group agreement."""

from flask_babel import gettext as _

from workspace import audit, db
from workspace.audit import Event
from workspace.errors import Conflict
from workspace.people.models import Person
from workspace.spaces.agreement.models import Agreement
from workspace.spaces.agreement.queries import newest
from workspace.spaces.models import Space


def change(space: Space, *, actor: Person, text: str, because: str, seen: int) -> Agreement | None:
    """Make the next version of the group agreement. Recorded by its number; every earlier version is kept.

    The same text again changes nothing, and returns None. Refused with Conflict, which carries their version: somebody
    changed it since the version `seen`.
    """
    db.session.refresh(space, ["slug"], with_for_update=True)  # two who change it at once do so one after the other
    last = newest(space.id)
    number = last.number if last else 0
    if last and last.text == text:
        return None
    if last and number != seen:
        name = last.made_by.preferred_name
        words = _("%(name)s changed the agreement meanwhile. Your words are kept: look at both, then save", name=name)
        raise Conflict(words, theirs=last, field="text")
    made = Agreement(
        space_id=space.id, number=number + 1, text=text, because=because, made_at=db.now(), made_by_id=actor.id
    )
    db.session.add(made)
    db.session.flush()
    audit.record(actor, Event.AGREEMENT_CHANGED, made, {"number": made.number})
    return made
