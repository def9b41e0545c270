"""A promise of several bodies: one answers for it, and each of the others has a part in it."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from workspace import db
from workspace.actions.bodies.service import called
from workspace.charters.models import CharterPart, CharterShare
from workspace.people.models import Person
from workspace.people.names import to_references


def share(part: CharterPart, shares: Iterable[tuple[str, str]], people: Sequence[Person]) -> None:
    """Let these bodies have a part in a promise, each with what it does, and no others. A body that the space does not
    know yet is added."""
    db.session.flush()
    here = (CharterShare.part_id == part.id, CharterShare.space_id == part.space_id)
    known = {one.body_id: one for one in db.session.scalars(select(CharterShare).where(*here))}
    for name, words in shares:
        if body := called(part.space_id, name):
            row = known.pop(body.id, None) or CharterShare(space_id=part.space_id, part_id=part.id, body_id=body.id)
            row.words = to_references(words, people)
            db.session.add(row)
    for row in known.values():
        db.session.delete(row)
    db.session.flush()


def copy_shares(of: CharterPart, to: CharterPart) -> None:
    """Let a part of another version be shared as this one is."""
    if of.shares:
        db.session.flush()
    for one in of.shares:
        said = {"body_id": one.body_id, "words": one.words}
        db.session.add(CharterShare(space_id=to.space_id, part_id=to.id, **said))
