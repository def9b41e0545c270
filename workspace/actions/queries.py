"""Reading actions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.actions.models import OPEN_STATES, ActionState, Task, TaskChange, TaskPerson
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.sharing.queries import open_to as in_circle
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person
from workspace.people.names import referenced
from workspace.roles import NOTE_TAKERS
from workspace.spaces.models import Sharing, Space

ON_A_PAGE = 50
MOST_COUNTED = 200  # beyond the page that is shown: a longer list is "more than"
MOST_PAGES = 10_000  # a page further on is the last
MOST_IN_A_FILE = 50_000  # beyond that a file holds the first of the list, and says so
AT_ONCE = 500  # actions of a file that are loaded at once
MOST_OWNERS = 50  # to choose from; where more people own actions, they are found by their name

_is_open = Task.state.in_(OPEN_STATES)
_in_hand = (joinedload(Task.owner), joinedload(Task.asked))
# The earliest promise first, those without a day last: late ones stand on top by themselves.
_by_day = (Task.due_on.asc().nulls_last(), Task.id)


@dataclass(frozen=True)
class Choice:
    """Which actions of a space somebody wants to see. `state` is open, late, all, or one state."""

    owner_id: int | None = None
    state: str = "open"
    words: str = ""
    page: int = 1


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


@dataclass(frozen=True)
class Sums:
    """How many actions of a space are late, stuck and done; one more than the most that are counted, where there are
    more."""

    late: int
    stuck: int
    done: int


def task(slug: str, task_id: int) -> Task | None:
    """Return the action with its owner, its history, and the meeting that it comes from with who was invited."""
    return db.session.scalar(
        select(Task)
        .join(Task.space)
        .where(Space.slug == slug, Task.id == task_id)
        .options(
            contains_eager(Task.space),
            joinedload(Task.owner),
            joinedload(Task.asked),
            joinedload(Task.raised_by),
            joinedload(Task.item),
            joinedload(Task.meeting).selectinload(Meeting.invitations).joinedload(Invitation.person),
            selectinload(Task.changes).options(joinedload(TaskChange.by), joinedload(TaskChange.about)),
            selectinload(Task.circle).joinedload(TaskPerson.person),
        )
    )


# --- lists of a meeting and of a person ----------------------------------------------------------------------------


def tasks_of_meeting(meeting_id: int) -> Sequence[Task]:
    """Return the actions that a meeting wrote down, in that order, with their owners."""
    return db.session.scalars(
        select(Task).where(Task.meeting_id == meeting_id).order_by(Task.id).options(*_in_hand)
    ).all()


def open_tasks_of(person: Person) -> Sequence[Task]:
    """Return what the person said they would do and has not done yet, what they are asked to do, and what they raised
    with their name and is to be called finished, in every space, the earliest day first."""
    return db.session.scalars(*_open_of(person=person.id, here=person.space_ids)).all()


@db.kept
def _open_of(*, person: db.Bound, here: db.Bound) -> Select[Task]:
    raised = and_(Task.raised_by_id == person, Task.raised_privately.is_(False), Task.space_id.in_(here))
    ended = and_(raised, Task.settled_at.is_(None), not_(_is_open))
    mine = or_(and_(or_(Task.owner_id == person, Task.asked_id == person), _is_open), ended)
    return select(Task).where(mine).order_by(*_by_day).options(joinedload(Task.space))


def open_tasks_before(meeting: Meeting, most: int = 50) -> Sequence[tuple[Task, Meeting]]:
    """Return what earlier meetings of the space said would be done and the group has not called finished yet, the
    earliest day first, with the meeting that wrote each down: one query."""
    rows = db.session.execute(
        select(Task, Meeting)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(Task.space_id == meeting.space_id, Meeting.starts_at < meeting.starts_at)
        .where(Task.settled_at.is_(None))
        .where(Meeting.id != meeting.id)
        .order_by(*_by_day)
        .limit(most)
        .options(joinedload(Task.item), contains_eager(Task.meeting))
    ).all()
    return [(row[0], row[1]) for row in rows]


def names_in_tasks(tasks: Iterable[Task], texts: Iterable[str]) -> dict[int, str]:
    """Return the names that texts of these actions may show. Whoever asked not to be named in the notes of a meeting
    is not named in its actions either, and nobody in those of a meeting that was held without names: one query."""
    named = referenced(texts)
    if not named:
        return {}
    unnamed = (
        select(Invitation.person_id)
        .join(Invitation.meeting)
        .where(
            Invitation.meeting_id.in_({task.meeting_id for task in tasks}),
            or_(Invitation.name_in_notes.is_(False), Meeting.without_names),
        )
    )
    known = select(Person.id, Person.preferred_name).where(Person.id.in_(named), Person.id.not_in(unnamed))
    return {row.id: row.preferred_name for row in db.session.execute(known)}


def open_to(person: db.Bound, space: db.Bound) -> ColumnElement[bool]:
    """Return the condition that a person who belongs to a space may read an action of it: the same as ACTION_READ for
    whoever takes no notes."""
    of_no_item = and_(Task.item_id.is_(None), Task.meeting.has(Meeting.sharing == Sharing.GROUP))
    own = or_(Task.owner_id == person, Task.asked_id == person, Task.raised_by_id == person)
    return in_circle(person, space, Task.meeting_id, Task.item, or_own=own, or_kept=of_no_item)


def owners(space: Space, reader: Person, chosen: int | None = None) -> Sequence[Person]:
    """Return everybody who owns an action of the space that the reader may read, open or not, by name: one query.

    Where that is more than fit in a list, return nobody but the one who is `chosen`, if that is an owner.
    """
    shape, most = (_reads_all(reader, space), chosen is not None), MOST_OWNERS + 1
    found = db.session.scalars(*_owning(*shape, reader=reader.id, space=space.id, chosen=chosen, most=most)).all()
    return found if len(found) <= MOST_OWNERS else [person for person in found if person.id == chosen]


@db.kept
def _owning(
    reads_all: bool, is_one_chosen: bool, *, reader: db.Bound, space: db.Bound, chosen: db.Bound, most: db.Bound
) -> Select[Person]:
    has_one = _readable([Task.owner_id], reads_all, reader, space).distinct()
    some = [has_one.limit(most), *([has_one.where(Task.owner_id == chosen)] if is_one_chosen else [])]
    owning = union_all(*(one.subquery().select() for one in some))
    return select(Person).where(Person.id.in_(owning)).order_by(Person.preferred_name, Person.id)


def sums(space: Space, reader: Person, today: date) -> Sums:
    """Count the space's late, stuck and done actions that the reader may read: one query, which does not count on
    beyond the most that are said."""
    counted = _counted(_reads_all(reader, space), reader=reader.id, space=space.id, today=today, most=MOST_COUNTED + 1)
    return Sums(*db.session.execute(*counted).one())


@db.kept
def _counted(
    reads_all: bool, *, reader: db.Bound, space: db.Bound, today: db.Bound, most: db.Bound
) -> Select[int, int, int]:
    mine = _readable([Task.id], reads_all, reader, space)
    late, stuck, done = (
        select(func.count()).select_from(mine.where(which).limit(most).subquery()).scalar_subquery()
        for which in (_is_late(today), Task.state == ActionState.STUCK, Task.state == ActionState.DONE)
    )
    return select(late, stuck, done)


def _reads_all(reader: Person, space: Space) -> bool:
    return reader.role_in(space.id) in NOTE_TAKERS


def readable(columns: Sequence[Any], reader: Person, space: Space) -> Select[Any]:
    """Return the statement that reads columns of those actions of the space that are open to the reader."""
    return _readable(columns, _reads_all(reader, space), reader.id, space.id)


def _readable(columns: Sequence[Any], reads_all: bool, reader: db.Bound, space: db.Bound) -> Select[Any]:
    here = select(*columns).where(Task.space_id == space)
    return here if reads_all else here.where(open_to(reader, space))


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
    tasks = _loaded(numbers[(page - 1) * ON_A_PAGE : page * ON_A_PAGE])
    return Found(tasks, total, page, is_cut=len(numbers) > most)


def every(
    space: Space, reader: Person, choice: Choice, today: date, most: int = MOST_IN_A_FILE
) -> Iterator[Sequence[Task]]:
    """Give all of the space's actions that were chosen and that the reader may read, in the order of the list, some
    hundreds at a time: one query, and two for each of those."""
    numbers = _first(space, reader, choice, today, most)
    for start in range(0, len(numbers), AT_ONCE):
        yield _loaded(numbers[start : start + AT_ONCE])


def _first(space: Space, reader: Person, choice: Choice, today: date, most: int) -> Sequence[int]:
    return db.session.scalars(
        *_numbers(
            _reads_all(reader, space), choice.state, choice.words, bool(choice.owner_id),
            reader=reader.id, space=space.id, owner=choice.owner_id, today=today, most=most,
        )
    ).all()  # fmt: skip


def _loaded(numbers: Sequence[int]) -> Sequence[Task]:
    return db.session.scalars(
        *_by_number(numbers=numbers),
        execution_options={"any_space": "the numbers are those that were found in one space"},
    ).all()


@db.kept
def _by_number(*, numbers: db.Bound) -> Select[Task]:
    late_first = select(Task).where(Task.id.in_(numbers)).order_by(_is_open.desc(), *_by_day)
    return late_first.options(*_in_hand, joinedload(Task.meeting))


@db.kept
def _numbers(
    reads_all: bool, chosen: str, words: str, is_one_owner: bool,
    *, reader: db.Bound, space: db.Bound, owner: db.Bound, today: db.Bound, most: db.Bound,
) -> Select[int]:  # fmt: skip
    mine = _readable([Task.id, Task.state, Task.due_on], reads_all, reader, space)
    if is_one_owner:
        mine = mine.where(Task.owner_id == owner)
    if chosen == "late":
        mine = mine.where(Task.due_on < today)
    if words:
        written = (Task.what, Task.state_words, Person.preferred_name)
        mine = mine.outerjoin(Task.owner).where(or_(*(text.icontains(words, autoescape=True) for text in written)))
    states = [
        mine.where(Task.state == state).order_by(*_by_day).limit(most).subquery().select() for state in _states(chosen)
    ]
    found = union_all(*states).subquery()
    late_first = (found.c.state.in_(OPEN_STATES).desc(), found.c.due_on.asc().nulls_last(), found.c.id)
    return select(found.c.id).order_by(*late_first).limit(most)


def _states(chosen: str) -> Sequence[ActionState]:
    if chosen in {"open", "late"}:
        return OPEN_STATES
    return tuple(ActionState) if chosen == "all" else (ActionState(chosen),)


def _is_late(today: db.Bound) -> ColumnElement[bool]:
    return and_(_is_open, Task.due_on < today)
