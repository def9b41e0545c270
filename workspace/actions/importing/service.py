"""Taking a table in, matching its columns, mending its rows, and keeping its actions."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from workspace import audit, db, i18n, mail, upkeep
from workspace.actions.importing.checking import MANY, Checked, Fate
from workspace.actions.importing.columns import Matched, Part, guess
from workspace.actions.importing.merged import Range, read
from workspace.actions.importing.models import ImportedMark, LogImport, LogRow
from workspace.actions.models import OPEN_STATES, ActionState, Change, Task, TaskChange
from workspace.actions.queries import by_day, names_in_tasks
from workspace.actions.service import change_state
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references
from workspace.spaces.models import Space

KEPT = timedelta(days=7)


def begin(space: Space, *, actor: Person, table: Sequence[Sequence[str]], merged: Iterable[Range] = ()) -> LogImport:
    """Keep the rows of a table for a week, to be matched and mended. None of them is an action yet. What merged cells
    say stands in each of their rows.

    Refused: a table that has headings and nothing below.
    """
    found = read(table, merged)
    if not found.rows:
        words = _("This table has one row. The first row says what the columns are; actions stand below it")
        raise DomainError(words)
    made = LogImport(
        space_id=space.id, by_id=actor.id, made_at=db.now(), headings=found.headings, above=found.above,
        matched=guess(found.headings), said_yes=[actor.id],
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    of = {"space_id": space.id, "import_id": made.id}
    for place, cells in enumerate(found.rows):
        filled = found.filled.get(place)
        typed = {"filled": ",".join(map(str, filled))} if filled else {}
        db.session.add(LogRow(**of, number=found.above + 2 + place, cells=cells, typed=typed))
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
            row.typed = {**row.typed, **typed[row.id]}


def mend_alike(rows: Iterable[Checked], chosen: Container[str]) -> int:
    """Mend many rows that have the same thing wrong, each as MANY says, and return how many."""
    count = 0
    for row in rows:
        over = {name: words for many, (name, words) in MANY.items() if many in chosen and many in row.alike}
        if over:
            row.row.typed = {**row.row.typed, **over}
            count += 1
    return count


def say_yes(of: LogImport, people: Iterable[int]) -> None:
    """Note who said yes to what stands beside their names, as whoever brings the table says. What goes on is theirs
    only once they say yes themselves: they are asked when it is kept."""
    of.said_yes = sorted({of.by_id, *people})


@dataclass(frozen=True)
class Kept:
    """How many actions were made, how many that were here already were ended, and who was asked."""

    made: int
    ended: int
    asked: Sequence[Person]
    by_hand: Sequence[Person]  # of those who were asked: who has no e-mail


def keep(of: LogImport, rows: Sequence[Checked], *, actor: Person, people: Sequence[Person]) -> Kept:
    """Make an action of every row that is ready, and end those here that the table calls finished and somebody
    marked, all or none. The other rows wait for a week.

    Promised: whoever is named beside what goes on is asked, each in one message, and nobody but whoever brings the
    table in has an action before their own yes. Recorded: each action, and how many there were. Refused: no row is
    ready.
    """
    ready, ended = [row for row in rows if row.fate is Fate.READY], [row for row in rows if row.is_to_end]
    if not ready and not ended:
        raise DomainError(_("No row is ready. Mend one first, or say who said yes"))
    tasks = [_task(of, row, actor, people) for row in ready]
    db.session.add_all(tasks)
    db.session.flush()
    for task, row in zip(tasks, ready, strict=True):
        db.session.add_all(_history(task, row, actor, people))
    for row in ended:
        if row.task and row.state:
            change_state(row.task, actor=actor, state=row.state, words=row.typed["words"])
    marks = {mark for row in ready for mark in row.fingerprints}
    db.session.add_all(ImportedMark(space_id=of.space_id, fingerprint=mark, at=db.now()) for mark in sorted(marks))
    for task, row in zip(tasks, ready, strict=True):
        audit.record(actor, Event.ACTION_IMPORTED, task, {"owner": task.owner_id, "due_on": task.due_on},
                     subject=row.owner)  # fmt: skip
    audit.record(actor, Event.ACTIONS_IMPORTED, of, {"actions": len(tasks)})
    asked = _ask(of, tasks, actor, people)
    gone = [row.row.id for row in rows if row.fate in {Fate.READY, Fate.THERE} or row.is_to_end]
    db.session.execute(delete(LogRow).where(LogRow.import_id == of.id, LogRow.id.in_(gone)))
    if len(gone) == len(rows):
        throw_away(of)
    return Kept(len(tasks), len(ended), asked, [person for person in asked if not person.has_mail])


# A log is the group's own: what it calls finished does not come back to a meeting.
def _task(of: LogImport, row: Checked, actor: Person, people: Sequence[Person]) -> Task:
    moment, state = db.now(), row.state or ActionState.TO_DO
    named = row.owner.id if row.owner else None
    is_asked = state in OPEN_STATES and named != actor.id
    return Task(
        space_id=of.space_id, what=to_references(row.typed["what"], people),
        owner_id=None if is_asked else named, asked_id=named if is_asked else None, due_on=row.due_on,
        state=state, settled_at=None if state in OPEN_STATES else moment,
        state_words=to_references(row.typed["words"], people),
        recorded_by_id=actor.id, recorded_at=moment, changed_at=moment,
    )  # fmt: skip


def _history(task: Task, row: Checked, actor: Person, people: Sequence[Person]) -> Iterator[TaskChange]:
    """Give the first lines of an action's history: how it was, what else the table says of it, and who is asked."""
    of = {"space_id": task.space_id, "task_id": task.id, "by_id": actor.id, "at": task.changed_at, "state": task.state}
    said = [task.state_words]
    if row.who and not row.owner:
        said.append(to_references(_("The table says who does it: %(words)s", words=row.who), people))
    if row.came_from:
        said.append(to_references(_("The table says from which meeting: %(words)s", words=row.came_from), people))
    yield TaskChange(**of, words="\n\n".join(filter(None, said)))
    if task.asked_id:
        yield TaskChange(**of, kind=Change.ASKED, about_id=task.asked_id)


def _ask(of: LogImport, tasks: Sequence[Task], actor: Person, people: Sequence[Person]) -> list[Person]:
    """Ask everybody who is named, in one message each."""
    asked = []
    for person in people:
        numbers = [task.id for task in tasks if task.asked_id == person.id]
        if numbers:
            asked.append(person)
            tell(person, "actions_asked", key=f"actions_asked:{numbers[0]}", by_id=actor.id, task_ids=numbers)
    return asked


@mail.template("actions_asked")
def actions_asked(person_id: int, by_id: int, task_ids: list[int], to_supporter: bool = False) -> mail.Letter:
    """Ask somebody for their yes to all that a table says they do; no is a good answer too."""
    reader, by = db.session.get_one(Person, person_id), db.session.get_one(Person, by_id)
    tasks = db.session.scalars(
        select(Task).where(Task.id.in_(task_ids)).order_by(*by_day).options(joinedload(Task.space))
    ).all()  # fmt: skip
    space = tasks[0].space
    language = reader.language or space.language
    with i18n.speaking(language, space):
        names = names_in_tasks(tasks, (task.what for task in tasks))
        lines = [(task, to_names(task.what, names)) for task in tasks]
        text = mail.written("actions_asked", owner=reader, by=by, space=space, lines=lines, to_supporter=to_supporter)
        subject = _("%(space)s: will you do these?", space=space.name)
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)


def throw_away(of: LogImport) -> None:
    """Forget the rows of a table that are not kept. Actions that were made of it stay."""
    db.session.execute(delete(LogImport).where(LogImport.id == of.id))


@upkeep.every_day
def _forget_old() -> None:
    db.session.execute(delete(LogImport).where(LogImport.made_at < db.now() - KEPT))
