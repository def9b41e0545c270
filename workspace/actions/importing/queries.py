"""Reading tables on their way in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from workspace import db
from workspace.actions.importing.checking import Checked, check
from workspace.actions.importing.models import ImportedMark, LogImport
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space
from workspace.spaces.queries import people_with_role


def table(slug: str, import_id: int) -> LogImport | None:
    """Return a table that is on its way into this space, with its rows."""
    return db.session.scalar(
        select(LogImport)
        .join(LogImport.space)
        .where(Space.slug == slug, LogImport.id == import_id)
        .options(contains_eager(LogImport.space), selectinload(LogImport.rows))
    )


def tables_of(space: Space, person: Person) -> Sequence[LogImport]:
    """Return the tables that somebody began to bring into the space, the newest first."""
    mine = select(LogImport).where(LogImport.space_id == space.id, LogImport.by_id == person.id)
    return db.session.scalars(mine.order_by(LogImport.id.desc())).all()


def owners(of: LogImport) -> Sequence[Person]:
    """Return who may own an action of the space, by name."""
    return sorted(people_with_role(of.space_id, set(Role)), key=lambda one: (one.preferred_name.casefold(), one.id))


def checked(of: LogImport, people: Sequence[Person], today: date) -> list[Checked]:
    """Return every row with what becomes of it: one query for the rows that are there already."""
    known = select(ImportedMark.fingerprint).where(ImportedMark.space_id == of.space_id)
    return list(check(of, people, set(db.session.scalars(known)), today))
