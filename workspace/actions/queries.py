"""Reading actions."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select, union_all
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.actions.models import OPEN_STATES, ActionState, Task, TaskChange, TaskPerson
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.sharing.queries import open_to as in_circle
from workspace.people.models import Person
from workspace.people.names import referenced
from workspace.roles import NOTE_TAKERS
from workspace.spaces.models import Sharing, Space

MOST_COUNTED = 200  # beyond the page that is shown: a longer list is "more than"
MOST_OWNERS = 50  # to choose from; where more people own actions, they are found by their name

is_open = Task.state.in_(OPEN_STATES)
needs_somebody = and_(is_open, Task.owner_id.is_(None), Task.asked_id.is_(None))
in_hand = (joinedload(Task.owner), joinedload(Task.asked), joinedload(Task.body))
# What is read with a change to say it in words.
said_by = (joinedload(TaskChange.by), joinedload(TaskChange.about), joinedload(TaskChange.body))
# The earliest promise first, those without a day last: late ones stand on top by themselves.
by_day = (Task.due_on.asc().nulls_last(), Task.id)


@dataclass(frozen=True)
class Sums:
    """How many actions of a space are late, stuck and done; one more than the most that are counted, where there are
    more."""

    late: int
    stuck: int
    done: int


def task(slug: str, task_id: int) -> Task | None:
    """Return the action with its owner, its history, and the meeting that it comes from with who was invited."""
    return db.session.scalar(whole().where(Space.slug == slug, Task.id == task_id))


def whole() -> Select[Task]:
    """Return the statement that reads actions with all that their pages show, and that their verbs need."""
    return (
        select(Task)
        .join(Task.space)
        .options(
            contains_eager(Task.space),
            joinedload(Task.owner),
            joinedload(Task.asked),
            joinedload(Task.body),
            joinedload(Task.raised_by),
            joinedload(Task.item),
            joinedload(Task.meeting).selectinload(Meeting.invitations).joinedload(Invitation.person),
            selectinload(Task.changes).options(*said_by),
            selectinload(Task.circle).joinedload(TaskPerson.person),
        )
    )


# --- lists of a meeting and of a person ----------------------------------------------------------------------------


def tasks_of_meeting(meeting_id: int) -> Sequence[Task]:
    """Return the actions that a meeting wrote down, in that order, with their owners."""
    return db.session.scalars(
        select(Task).where(Task.meeting_id == meeting_id).order_by(Task.id).options(*in_hand)
    ).all()


def tasks_by_number(space_id: int, numbers: Collection[int]) -> dict[int, Task]:
    """Return these actions of a space by their number, for whoever reads all of them."""
    here = select(Task).where(Task.space_id == space_id, Task.id.in_(numbers))
    return {one.id: one for one in db.session.scalars(here)} if numbers else {}


def open_tasks_of(person: Person) -> Sequence[Task]:
    """Return what the person said they would do and has not done yet, what they are asked to do, and what they raised
    with their name and is to be called finished, in every space, the earliest day first."""
    return db.session.scalars(*_open_of(person=person.id, here=person.space_ids)).all()


@db.kept
def _open_of(*, person: db.Bound, here: db.Bound) -> Select[Task]:
    others = Task.owner_id.is_distinct_from(person)  # of one's own, somebody else says it
    raised = and_(Task.raised_by_id == person, Task.raised_privately.is_(False), Task.space_id.in_(here), others)
    ended = and_(raised, Task.settled_at.is_(None), not_(is_open))
    mine = or_(and_(or_(Task.owner_id == person, Task.asked_id == person), is_open), ended)
    return select(Task).where(mine).order_by(*by_day).options(joinedload(Task.space), joinedload(Task.body))


def open_tasks_before(meeting: Meeting, most: int = 50) -> Sequence[tuple[Task, Meeting]]:
    """Return what earlier meetings of the space said would be done and the group has not called finished yet, the
    earliest day first, with the meeting that wrote each down: one query."""
    rows = db.session.execute(
        select(Task, Meeting)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(Task.space_id == meeting.space_id, Meeting.starts_at < meeting.starts_at)
        .where(Task.settled_at.is_(None))
        .where(Meeting.id != meeting.id)
        .order_by(*by_day)
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
    shape, most = (reads_all(reader, space), chosen is not None), MOST_OWNERS + 1
    found = db.session.scalars(*_owning(*shape, reader=reader.id, space=space.id, chosen=chosen, most=most)).all()
    return found if len(found) <= MOST_OWNERS else [person for person in found if person.id == chosen]


@db.kept
def _owning(
    reads_all: bool, is_one_chosen: bool, *, reader: db.Bound, space: db.Bound, chosen: db.Bound, most: db.Bound
) -> Select[Person]:
    has_one = readable([Task.owner_id], reads_all, reader, space).distinct()
    theirs = readable([Task.owner_id], reads_all, reader, space, few=True).where(Task.owner_id == chosen).limit(1)
    some = [has_one.limit(most), *([theirs] if is_one_chosen else [])]
    owning = union_all(*(one.subquery().select() for one in some))
    return select(Person).where(Person.id.in_(owning)).order_by(Person.preferred_name, Person.id)


def sums(space: Space, reader: Person, today: date) -> Sums:
    """Count the space's late, stuck and done actions that the reader may read: one query, which does not count on
    beyond the most that are said."""
    counted = _counted(reads_all(reader, space), reader=reader.id, space=space.id, today=today, most=MOST_COUNTED + 1)
    return Sums(*db.session.execute(*counted).one())


@db.kept
def _counted(
    reads_all: bool, *, reader: db.Bound, space: db.Bound, today: db.Bound, most: db.Bound
) -> Select[int, int, int]:
    mine = readable([Task.id], reads_all, reader, space)
    late, stuck, done = (
        select(func.count()).select_from(mine.where(which).limit(most).subquery()).scalar_subquery()
        for which in (is_late(today), Task.state == ActionState.STUCK, Task.state == ActionState.DONE)
    )
    return select(late, stuck, done)


def without_anybody(space_ids: Sequence[int]) -> dict[int, int]:
    """Return how many actions of each of these spaces nobody does or is asked to do, where there are any; one more than
    the most that are counted, where there are more: one query."""
    counts = [
        select(literal(number).label("space_id"), func.count().label("many")).select_from(
            select(Task.id).where(Task.space_id == number, needs_somebody).limit(MOST_COUNTED + 1).subquery()
        )
        for number in space_ids
    ]
    rows = db.session.execute(union_all(*counts)).all() if counts else []
    return {row.space_id: row.many for row in rows if row.many}


def reads_all(reader: Person, space: Space) -> bool:
    """Say whether the reader may read every action of the space."""
    return reader.role_in(space.id) in NOTE_TAKERS


def readable(
    columns: Sequence[Any], reads_all: bool, reader: db.Bound, space: db.Bound, *, few: bool = False
) -> Select[Any]:
    """Return the statement that reads columns of those actions of the space that are open to the reader. With `few`,
    other conditions leave so few that no index of the space is to be gone through, as SQLite would: the plus is how
    it is told."""
    here = select(*columns).where((Task.space_id + 0 if few else Task.space_id) == space)
    return here if reads_all else here.where(open_to(reader, space))


def is_late(today: db.Bound) -> ColumnElement[bool]:
    """Return the condition that an action goes on and its day is over."""
    return and_(is_open, Task.due_on < today)
