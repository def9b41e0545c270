"""Reading people."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm.util import identity_key

from workspace import db
from workspace.people.models import Person
from workspace.people.names import referenced, to_names


def names_in(texts: Iterable[str]) -> dict[int, str]:
    """Return today's names of everybody who is named in these texts: one query, or none when they are loaded."""
    ids = referenced(texts)
    loaded = (db.session.identity_map.get(identity_key(Person, number)) for number in ids)
    names = {person.id: person.preferred_name for person in loaded if person}
    if missing := ids - names.keys():
        rows = db.session.execute(select(Person.id, Person.preferred_name).where(Person.id.in_(missing)))
        names |= {row.id: row.preferred_name for row in rows}
    return names


def with_names(text: str) -> str:
    """Return a text that stands alone with today's names in it; where a page shows several, ask names_in() once."""
    return to_names(text, names_in([text]))


def with_email(email: str) -> Person | None:
    """Return the person who uses this e-mail address, in small letters or not."""
    return db.session.scalar(select(Person).where(Person.email == email.lower()))
