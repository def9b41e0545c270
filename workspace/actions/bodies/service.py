"""Finding the body or the role that somebody speaks for."""

from workspace import db
from workspace.actions.bodies import queries
from workspace.actions.bodies.models import Body


def called(space_id: int, name: str) -> Body | None:
    """Return the body or the role with this name, however it was typed this time; a new one where the space has none
    yet, and None for no name. The space's own spelling counts, also that of those who say whom they speak for."""
    typed = " ".join(name.split())
    if not typed:
        return None
    known = {body.name.casefold(): body for body in queries.bodies(space_id)}
    if found := known.get(typed.casefold()):
        return found
    spelt = {one.casefold(): one for one in queries.spoken_for(space_id)}
    made = Body(space_id=space_id, name=spelt.get(typed.casefold(), typed))
    db.session.add(made)
    db.session.flush()
    return made
