"""Finding the actions of a space that somebody chose to see: a page of the list, all of them, or the first of each
state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, Subquery, column, func, select, table, union_all
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.actions.bodies.models import Body
from workspace.actions.models import ENDED_STATES, OPEN_STATES, ActionState, Task
from workspace.actions.queries import MOST_COUNTED, by_day, in_hand, is_open, needs_somebody, readable, reads_all
from workspace.meetings.search.plain import MOST_WORDS, mark_of_body, words_of
from workspace.meetings.search.queries import asked_for, has_words
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person
from workspace.spaces.models import Space

ON_A_PAGE = 50
MOST_PAGES = 10_000  # a page further on is the last
MOST_IN_A_FILE = 50_000  # beyond that a file holds the first of the list, and says so
AT_ONCE = 500  # actions of a file that are loaded at once

COMMON = 8000  # actions that have a word: of more than that, the first of the list are found sooner in its order
NOBODY_TYPES = "qznothing"  # a word that no action has
# SQLite keeps its word index as a table that is asked by its own name.
_WORDS = table("search_words_of_actions", column("rowid", Integer), column("search_words_of_actions"))


@dataclass(frozen=True)
class Choice:
    """Which actions of a space somebody wants to see. `state` is open, late, nobody (it needs somebody), waits (for the
    group to call it finished), all, or one state; `due` the number of days within which it is to be done, "none" for
    one without a day, or nothing for any day."""

    owner_id: int | None = None
    state: str = "open"
    words: str = ""
    page: int = 1
    meeting_id: int | None = None
    due: str = ""


@dataclass(frozen=True)
class Found:
    """One page of the actions that were chosen. With `is_cut` there are more than the `total` that were counted."""

    tasks: Sequence[Task]
    total: int
    page: int
    is_cut: bool

    @property
    def pages(self) -> int:
        return last_page(self.total, ON_A_PAGE)


def chosen(space: Space, reader: Person, choice: Choice, today: date) -> Found:
    """Return a page of the space's actions that the reader may read, late first, with owners and meetings; a page
    too far is the last one.

    Each state gives its own in the order of an index, and no more than are needed: so a page takes no longer in a
    space with many years of actions.
    """
    most = min(max(choice.page, 1), MOST_PAGES) * ON_A_PAGE + MOST_COUNTED
    numbers = _first(space, reader, choice, today, most + 1)
    total = min(len(numbers), most)
    page = nearest_page(choice.page, total, ON_A_PAGE)
    tasks = loaded(numbers[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return Found(tasks, total, page, is_cut=len(numbers) > most)


def every(
    space: Space, reader: Person, choice: Choice, today: date, most: int = MOST_IN_A_FILE
) -> Iterator[Sequence[Task]]:
    """Give all of the space's actions that were chosen and that the reader may read, in the order of the list, some
    hundreds at a time: one query, and two for each of those."""
    numbers = _first(space, reader, choice, today, most)
    for start in range(0, len(numbers), AT_ONCE):
        yield loaded(numbers[start : start + AT_ONCE])


def first_of_each(
    space: Space, reader: Person, choice: Choice, today: date, most: int
) -> dict[ActionState, Sequence[int]]:
    """Return, for each state that was chosen, the numbers of its actions in the order of the list, so many at most:
    one query."""
    asked, values = _question(space, reader, choice, today, most)
    rows = db.session.execute(*_numbers_by_state(*asked, **values))
    found = {state: [row.id for row in same] for state, same in groupby(rows, key=lambda row: row.state)}
    return {state: found.get(state, []) for state in states_of(choice.state)}


def _first(space: Space, reader: Person, choice: Choice, today: date, most: int) -> Sequence[int]:
    asked, values = _question(space, reader, choice, today, most)
    return db.session.scalars(*_numbers(*asked, **values)).all()


class _Asked(NamedTuple):
    """What shapes the statement that finds the actions that were chosen."""

    reads_all: bool
    state: str
    words: str  # how they are looked for: "index", "order" of the list, or not at all
    is_sqlite: bool
    is_one_owner: bool
    is_one_meeting: bool
    due: str


def _question(space: Space, reader: Person, choice: Choice, today: date, most: int) -> tuple[_Asked, dict[str, Any]]:
    """Return what shapes the statement, and what fills it."""
    due = choice.due if choice.due in {"", "none"} else "within"
    one = (bool(choice.owner_id), bool(choice.meeting_id))
    is_sqlite = db.engine().dialect.name == "sqlite"
    looked_for, common = _looked_for(space, choice.words) if choice.words else ("", "")
    how = "order" if common and is_sqlite and not any(one) and _is_common(looked_for) else "index"
    asked = _Asked(reads_all(reader, space), choice.state, how if choice.words else "", is_sqlite, *one, due)
    until = today + timedelta(days=int(choice.due) if choice.due.isdecimal() else 0)
    of = {"reader": reader.id, "space": space.id, "owner": choice.owner_id, "meeting": choice.meeting_id}
    return asked, {**of, "today": today, "until": until, "most": most, "words": looked_for, "common": common}


def _looked_for(space: Space, words: str) -> tuple[str, str]:
    """Return what the word index is asked for: a word is found by its beginning, in any text of an action or in the
    name of its owner or body, with or without accents. Signs alone find nothing. For a single word that is in no name,
    return as well what the words of an action are like."""
    starts = words_of(words)[:MOST_WORDS]
    if not starts:
        return f'"{NOBODY_TYPES}"', ""
    rows = db.session.execute(select(Body.id, Body.name).where(Body.space_id == space.id)).all()
    bodies = [(mark_of_body(row.id), words_of(row.name)) for row in rows]
    marks = {
        start: [mark for mark, own in bodies if any(word.startswith(start) for word in own)] for start in starts
    }  # fmt: skip
    asked = asked_for(space, starts, marks)
    return asked, f"% {starts[0]}%" if len(starts) == 1 and "qzperson" not in asked and not marks[starts[0]] else ""


def _is_common(looked_for: str) -> bool:
    found = select(_WORDS.c.rowid).where(_matches(looked_for)).limit(COMMON + 1).subquery()
    return (db.session.scalar(select(func.count()).select_from(found)) or 0) > COMMON


def _matches(looked_for: Any) -> ColumnElement[bool]:
    return _WORDS.c.search_words_of_actions.op("MATCH", is_comparison=True)(looked_for)


def loaded(numbers: Sequence[int]) -> Sequence[Task]:
    """Return the actions with these numbers in the order of the list, with owners and meetings: one query."""
    return db.session.scalars(
        *_by_number(numbers=numbers),
        execution_options={"any_space": "the numbers are those that were found in one space"},
    ).all()


@db.kept
def _by_number(*, numbers: db.Bound) -> Select[Task]:
    late_first = select(Task).where(Task.id.in_(numbers)).order_by(is_open.desc(), *by_day)
    return late_first.options(*in_hand, joinedload(Task.meeting))


@db.kept
def _numbers(*asked: Any, most: db.Bound, **values: db.Bound) -> Select[int]:
    found = _found(_Asked(*asked), most, **values)
    return select(found.c.id).order_by(*_late_first(found)).limit(most)


@db.kept
def _numbers_by_state(*asked: Any, most: db.Bound, **values: db.Bound) -> Select[ActionState, int]:
    found = _found(_Asked(*asked), most, by_state=True, **values)
    return select(found.c.state, found.c.id).order_by(found.c.state, *_late_first(found))


def _late_first(found: Subquery) -> Sequence[ColumnElement[Any]]:
    return found.c.state.in_(OPEN_STATES).desc(), found.c.due_on.asc().nulls_last(), found.c.id


def _found(asked: _Asked, most: db.Bound, *, by_state: bool = False, **values: db.Bound) -> Subquery:
    """Return the actions that were chosen: all of them where they are few, unless they are asked for by state; else so
    many of each state at most."""
    few = _few(asked, values)
    columns = [Task.id, Task.state, Task.due_on]
    mine = readable(columns, asked.reads_all, values["reader"], values["space"], few=bool(few))
    conditions = {
        Task.due_on < values["today"]: asked.state == "late",
        needs_somebody: asked.state == "nobody",
        Task.settled_at.is_(None): asked.state == "waits",
        Task.due_on.between(values["today"], values["until"]): asked.due == "within",
        Task.due_on.is_(None): asked.due == "none",
        Task.words.like(values["common"]): asked.words == "order",
    }
    mine = mine.where(*(condition for condition, holds in conditions.items() if holds))
    if few and not by_state:
        return mine.where(*few, Task.state.in_(states_of(asked.state))).subquery()
    if few:
        some = mine.where(*few).cte("chosen")
        in_order = select(some).order_by(some.c.due_on.asc().nulls_last(), some.c.id)
        of_each = [in_order.where(some.c.state == state) for state in states_of(asked.state)]
    else:
        of_each = [mine.where(Task.state == state).order_by(*by_day) for state in states_of(asked.state)]
    return union_all(*(one.limit(most).subquery().select() for one in of_each)).subquery()


def _few(asked: _Asked, values: Mapping[str, db.Bound]) -> list[ColumnElement[bool]]:
    """Return what leaves few enough actions to read them all, and only then to sort them by state and day. Each is
    found by an index of its own: SQLite, left to itself, goes through the states of the whole space instead."""
    found: list[Select[int]] = []
    if asked.is_one_owner:
        found.append(select(Task.id).where(Task.owner_id == values["owner"]))
    if asked.is_one_meeting:
        found.append(select(Task.id).where(Task.meeting_id == values["meeting"]))
    if asked.words == "index" and asked.is_sqlite:
        found.append(select(_WORDS.c.rowid).where(_matches(values["words"])))
    elif asked.words == "index":
        return [*map(Task.id.in_, found), has_words(Task.words, values["words"])]
    return [Task.id.in_(one) for one in found]


def states_of(chosen: str) -> Sequence[ActionState]:
    """Return the states that are meant by what was chosen."""
    if chosen in {"open", "late", "nobody"}:
        return OPEN_STATES
    if chosen == "waits":
        return ENDED_STATES
    return tuple(ActionState) if chosen == "all" else (ActionState(chosen),)
