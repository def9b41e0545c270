"""Taking a table in, matching its columns, mending its rows, and keeping its actions."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete

from workspace import audit, db, upkeep
from workspace.actions.importing.checking import Checked, Fate
from workspace.actions.importing.columns import Matched, Part, guess, heading_row
from workspace.actions.importing.models import ImportedMark, LogImport, LogRow
from workspace.actions.models import OPEN_STATES, ActionState, Task, TaskChange
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.models import Person
from workspace.people.names import to_references
from workspace.spaces.models import Space

KEPT = timedelta(days=7)


def begin(space: Space, *, actor: Person, table: Sequence[Sequence[str]]) -> LogImport:
    """Keep the rows of a table for a week, to be matched and mended. None of them is an action yet.

    Refused: a table that has headings and nothing below.
    """
    above = heading_row(table)
    if len(table) <= above + 1:
        words = _("This table has one row. The first row says what the columns are; actions stand below it")
        raise DomainError(words)
    made = LogImport(
        space_id=space.id, by_id=actor.id, made_at=db.now(), headings=list(table[above]), above=above,
        matched=guess(table[above]), said_yes=[actor.id],
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    of = {"space_id": space.id, "import_id": made.id}
    rows = enumerate(table[above + 1 :], above + 2)
    db.session.add_all(LogRow(**of, number=number, cells=list(cells), typed={}) for number, cells in rows)
    db.session.flush()
    return made


def match(of: LogImport, matched: Matched) -> None:
    """Say which column is which. What was typed over rows before stays. Refused: no column with what will be done."""
    if Part.WHAT.value not in matched:
        raise DomainError(_("Choose the column that says what will be done"), Part.WHAT.value)
    of.matched = matched


def mend(of: LogImport, typed: Mapping[int, Mapping[str, str]]) -> None:
    """Keep what was typed over rows, right or wrong."""
    for row in of.rows:
        if row.id in typed:
            row.typed = dict(typed[row.id])


def say_yes(of: LogImport, people: Iterable[int]) -> None:
    """Note who said yes to what stands beside their names, as whoever brings the table says."""
    of.said_yes = sorted({of.by_id, *people})


def keep(of: LogImport, rows: Sequence[Checked], *, actor: Person, people: Sequence[Person]) -> int:
    """Make an action of every row that is ready, all or none, and return how many. The other rows wait for a week.

    Recorded: each action, and how many there were. Nobody gets a message: their yes was given before. Refused: no row
    is ready.
    """
    ready = [row for row in rows if row.fate is Fate.READY]
    if not ready:
        raise DomainError(_("No row is ready. Mend one first, or say who said yes"))
    tasks = [_task(of, row, actor, people) for row in ready]
    db.session.add_all(tasks)
    db.session.flush()
    db.session.add_all(
        TaskChange(space_id=task.space_id, task_id=task.id, by_id=actor.id, at=task.changed_at, state=task.state,
                   words=task.state_words)
        for task in tasks
    )  # fmt: skip
    marks = {mark for row in ready for mark in row.fingerprints}
    db.session.add_all(ImportedMark(space_id=of.space_id, fingerprint=mark, at=db.now()) for mark in sorted(marks))
    for task, row in zip(tasks, ready, strict=True):
        audit.record(actor, Event.ACTION_IMPORTED, task, {"owner": task.owner_id, "due_on": task.due_on},
                     subject=row.owner)  # fmt: skip
    audit.record(actor, Event.ACTIONS_IMPORTED, of, {"actions": len(tasks)})
    gone = [row.row.id for row in rows if row.fate in {Fate.READY, Fate.THERE}]
    db.session.execute(delete(LogRow).where(LogRow.import_id == of.id, LogRow.id.in_(gone)))
    if len(gone) == len(rows):
        throw_away(of)
    return len(tasks)


# A log is the group's own: what it calls finished does not come back to a meeting.
def _task(of: LogImport, row: Checked, actor: Person, people: Sequence[Person]) -> Task:
    moment, state = db.now(), row.state or ActionState.TO_DO
    return Task(
        space_id=of.space_id, what=to_references(row.typed["what"], people),
        owner_id=row.owner.id if row.owner else None, due_on=row.due_on,
        state=state, settled_at=None if state in OPEN_STATES else moment,
        state_words=to_references(row.typed["words"], people),
        recorded_by_id=actor.id, recorded_at=moment, changed_at=moment,
    )  # fmt: skip


def throw_away(of: LogImport) -> None:
    """Forget the rows of a table that are not kept. Actions that were made of it stay."""
    db.session.execute(delete(LogImport).where(LogImport.id == of.id))


@upkeep.every_day
def _forget_old() -> None:
    db.session.execute(delete(LogImport).where(LogImport.made_at < db.now() - KEPT))
