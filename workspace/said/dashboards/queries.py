"""Reading whose key something is, and the actions that everyone may read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.actions.bodies.models import Body
from workspace.actions.models import ActionState, Task
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.models import Meeting
from workspace.paging import last_page, nearest_page
from workspace.people.signin.queries import hash_of
from workspace.said.dashboards.models import DashboardKey
from workspace.spaces.models import Sharing, Space

PAGE = 100


@dataclass(frozen=True)
class Asked:
    """Which actions a program asks for."""

    state: ActionState | None = None
    due_from: date | None = None
    due_to: date | None = None
    changed_since: datetime | None = None
    page: int = 1


@dataclass(frozen=True)
class OpenAction:
    """An action that everyone may read, and for which body or role its owner said yes, if for one."""

    task: Task
    body: str | None


@dataclass(frozen=True)
class FoundActions:
    """One page of them."""

    rows: Sequence[OpenAction]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return last_page(self.total, PAGE)


def key_with(slug: str, key: str) -> DashboardKey | None:
    """Return the key with its space, where it is the key of the space of this name."""
    here = (Space.slug == slug, DashboardKey.key_hash == hash_of(key))
    found = select(DashboardKey).join(DashboardKey.space).where(*here).options(joinedload(DashboardKey.space))
    return db.session.scalar(found)


def key_of(space: Space) -> DashboardKey | None:
    """Return the key that the space gave out, if it has one."""
    return db.session.scalar(select(DashboardKey).where(DashboardKey.space_id == space.id))


def open_actions(space: Space, asked: Asked) -> FoundActions:
    """Return a page of the actions of published notes that are shared with everyone, in the order in which they were
    written down: two queries. A page too far is the last one."""
    total = db.session.scalar(_open(select(func.count(Task.id)), space, asked)) or 0
    page = nearest_page(asked.page, total, PAGE)
    with_body: Any = select(Task, Body.name).outerjoin(Task.body)
    rows = _open(with_body, space, asked)
    found = db.session.execute(rows.order_by(Task.id).limit(PAGE).offset((page - 1) * PAGE))
    return FoundActions([OpenAction(task, body) for task, body in found], total, page)


def _open(rows: Select[Any], space: Space, asked: Asked) -> Select[Any]:
    shared = func.coalesce(AgendaItem.sharing, Meeting.sharing) == Sharing.PUBLIC
    rows = rows.join(Meeting, Meeting.id == Task.meeting_id).outerjoin(AgendaItem, AgendaItem.id == Task.item_id)
    rows = rows.where(Task.space_id == space.id, Meeting.notes_published_at.is_not(None), shared)
    if asked.state:
        rows = rows.where(Task.state == asked.state)
    if asked.due_from:
        rows = rows.where(Task.due_on >= asked.due_from)
    if asked.due_to:
        rows = rows.where(Task.due_on <= asked.due_to)
    if asked.changed_since:
        rows = rows.where(Task.changed_at >= asked.changed_since)
    return rows
