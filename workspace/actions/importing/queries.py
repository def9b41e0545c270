"""Reading tables on their way in."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, selectinload

from workspace import db
from workspace.actions.importing.checking import Checked, check, ended
from workspace.actions.importing.models import ImportedMark, LogImport
from workspace.actions.models import OPEN_STATES, Task
from workspace.actions.queries import whole
from workspace.people.models import Person
from workspace.people.names import to_references
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
    """Return every row with what becomes of it: one query for the rows that are there already, and one for the actions
    of those that the table calls finished, if any."""
    known = select(ImportedMark.fingerprint).where(ImportedMark.space_id == of.space_id)
    rows = list(check(of, people, set(db.session.scalars(known)), today))
    whats = {id(row): to_references(row.typed["what"], people) for row in rows if row.is_there_and_finished}
    if not whats:
        return rows
    here = whole().where(Task.space_id == of.space_id, Task.meeting_id.is_(None), Task.state.in_(OPEN_STATES))
    found = db.session.scalars(here.where(Task.what.in_(set(whats.values()))).order_by(Task.id)).all()
    return [
        ended(row, _made_of(row, [task for task in found if task.what == whats[id(row)]])) if id(row) in whats else row
        for row in rows
    ]


def _made_of(row: Checked, tasks: Sequence[Task]) -> Task | None:
    """Return which of these actions, that all say the same, the row was made into; None when that is not sure."""
    same = [task for task in tasks if task.due_on == row.due_on] if len(tasks) > 1 else tasks
    named = row.owner.id if row.owner else None
    same = [task for task in same if named in {task.owner_id, task.asked_id}] if len(same) > 1 else same
    return same[0] if len(same) == 1 else None
