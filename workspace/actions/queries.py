"""Reading actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.access import NOTE_TAKERS
from workspace.actions.models import OPEN_STATES, ActionState, Task, TaskChange
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person
from workspace.people.queries import names_in
from workspace.spaces.models import Sharing, Space

ON_A_PAGE = 50


_is_open = Task.state.in_(OPEN_STATES)
# The earliest promise first, those without a day last: late ones stand on top by themselves.
_by_day = (Task.due_on.is_(None), Task.due_on, Task.id)


@dataclass(frozen=True)
class Choice:
    """Which actions of a space somebody wants to see. `state` is open, late, all, or one state."""

    owner_id: int | None = None
    state: str = "open"
    words: str = ""
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of the actions that were chosen."""

    tasks: Sequence[Task]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Sums:
    """How many actions of a space are late, stuck and done."""

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
            joinedload(Task.item),
            joinedload(Task.meeting).selectinload(Meeting.invitations).joinedload(Invitation.person),
            selectinload(Task.changes).joinedload(TaskChange.by),
        )
    )


def tasks_of_meeting(meeting_id: int) -> Sequence[Task]:
    """Return the actions that a meeting wrote down, in that order, with their owners."""
    return db.session.scalars(
        select(Task).where(Task.meeting_id == meeting_id).order_by(Task.id).options(joinedload(Task.owner))
    ).all()


def open_tasks_of(person: Person) -> Sequence[Task]:
    """Return what the person said they would do and has not done yet, in every space, the earliest day first."""
    return db.session.scalars(
        select(Task).where(Task.owner_id == person.id, _is_open).order_by(*_by_day).options(joinedload(Task.space))
    ).all()


def open_tasks_before(meeting: Meeting, most: int = 50) -> Sequence[tuple[Task, Meeting]]:
    """Return what earlier meetings of the space said would be done and is not yet, the earliest day first, with the
    meeting that wrote each down: one query."""
    rows = db.session.execute(
        select(Task, Meeting)
        .join(Meeting, Meeting.id == Task.meeting_id)
        .where(Task.space_id == meeting.space_id, Meeting.starts_at < meeting.starts_at, _is_open)
        .where(Meeting.id != meeting.id)
        .order_by(*_by_day)
        .limit(most)
        .options(joinedload(Task.item), contains_eager(Task.meeting))
    ).all()
    return [(row[0], row[1]) for row in rows]


def names_in_tasks(tasks: Iterable[Task], texts: Iterable[str]) -> dict[int, str]:
    """Return the names that texts of these actions may show. Whoever asked not to be named in the notes of a meeting
    is not named in its actions either, and nobody in those of a meeting that was held without names."""
    names = names_in(texts)
    if not names:
        return {}
    unnamed = db.session.scalars(
        select(Invitation.person_id)
        .join(Invitation.meeting)
        .where(
            Invitation.meeting_id.in_({task.meeting_id for task in tasks}),
            Invitation.person_id.in_(names),
            or_(Invitation.name_in_notes.is_(False), Meeting.without_names),
        )
    ).all()
    return {number: name for number, name in names.items() if number not in unnamed}


def open_to(person: Person, space: Space) -> ColumnElement[bool]:
    """Return the condition that the person, who belongs to the space, may read an action: the same as ACTION_READ."""
    if person.role_in(space.id) in NOTE_TAKERS:
        return true()
    kept = select(AgendaItem.id).where(AgendaItem.space_id == space.id, AgendaItem.sharing == Sharing.GROUP)
    kept_whole = select(Meeting.id).where(Meeting.space_id == space.id, Meeting.sharing == Sharing.GROUP)
    of_no_item = or_(Task.meeting_id.is_(None), Task.meeting_id.not_in(kept_whole))
    mine = select(Invitation.meeting_id).where(Invitation.person_id == person.id)
    return or_(
        and_(Task.item_id.is_(None), of_no_item), Task.item_id.not_in(kept),
        Task.owner_id == person.id, Task.meeting_id.in_(mine),
    )  # fmt: skip


def owners(space: Space, reader: Person) -> Sequence[Person]:
    """Return everybody who owns an action of the space that the reader may read, open or not, by name."""
    has_one = select(Task.owner_id).where(Task.space_id == space.id, open_to(reader, space))
    return db.session.scalars(
        select(Person).where(Person.id.in_(has_one)).order_by(Person.preferred_name, Person.id)
    ).all()


def sums(space: Space, reader: Person, today: date) -> Sums:
    """Count the space's late, stuck and done actions that the reader may read: one query."""
    row = db.session.execute(
        select(
            func.count().filter(_is_late(today)).label("late"),
            func.count().filter(Task.state == ActionState.STUCK).label("stuck"),
            func.count().filter(Task.state == ActionState.DONE).label("done"),
        ).where(Task.space_id == space.id, open_to(reader, space))
    ).one()
    return Sums(late=row.late, stuck=row.stuck, done=row.done)


def chosen(space: Space, reader: Person, choice: Choice, today: date) -> Found:
    """Return a page of the space's actions that the reader may read, late first, with owners and meetings; a page
    too far is the last one."""
    matching = _matching(select(Task.id).join(Task.owner).where(open_to(reader, space)), space, choice, today)
    total = db.session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    page = nearest_page(choice.page, total, ON_A_PAGE)
    tasks = db.session.scalars(
        select(Task)
        .where(Task.id.in_(matching))
        .order_by(_is_open.desc(), *_by_day)
        .limit(ON_A_PAGE)
        .offset((page - 1) * ON_A_PAGE)
        .options(joinedload(Task.owner), joinedload(Task.meeting))
    ).all()
    return Found(tasks, total, page, last_page(total, ON_A_PAGE))


def _matching(query: Select[int], space: Space, choice: Choice, today: date) -> Select[int]:
    query = query.where(Task.space_id == space.id)
    if choice.owner_id:
        query = query.where(Task.owner_id == choice.owner_id)
    if choice.words:
        written = (Task.what, Task.state_words, Person.preferred_name)
        query = query.where(or_(*(text.icontains(choice.words, autoescape=True) for text in written)))
    if choice.state == "open":
        return query.where(_is_open)
    if choice.state == "late":
        return query.where(_is_late(today))
    return query if choice.state == "all" else query.where(Task.state == choice.state)


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(_is_open, Task.due_on < today)
