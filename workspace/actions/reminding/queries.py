"""Reading what to remind people of, and what a link in a reminder opens."""

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from workspace import db, i18n
from workspace.actions.models import ActionState, Task
from workspace.actions.queries import whole
from workspace.actions.reminding.models import Ticket
from workspace.people.models import Person
from workspace.people.signin.queries import same, sealed
from workspace.spaces.models import Space

LIVES = timedelta(days=35)  # of a link: the next reminder comes after a month at most
REMINDED = (ActionState.TO_DO, ActionState.DOING, ActionState.STUCK)  # what the group is to agree waits for the group
TICKET = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})\.([0-9]{6})\.([0-9a-f]{32})")


def every_space() -> Sequence[Space]:
    """Return all spaces."""
    return db.session.scalars(select(Space).order_by(Space.id)).all()


def to_remind(space: Space, days: Collection[date]) -> Sequence[Task]:
    """Return what somebody of the space, or a guest, said they would do on these days and has not done: one query."""
    return db.session.scalars(
        select(Task)
        .where(Task.space_id == space.id, Task.state.in_(REMINDED), Task.due_on.in_(days), Task.owner_id.is_not(None))
        .order_by(Task.id)
        .options(joinedload(Task.owner))
    ).all()


def ticket_of(task_id: int, person_id: int, until: date) -> str:
    """Return what stands in the address for this action, person and day: numbers and 128 bits that only we make."""
    words = f"{task_id}.{person_id}.{until.toordinal()}"
    return f"{words}.{sealed('answer to a reminder', words)[:32]}"


def ticket(written: str) -> Ticket | None:
    """Return what an address of ours opens, with all that the page of an action shows; None for any other."""
    found = TICKET.fullmatch(written)
    if found is None:
        return None
    task_id, person_id, until = int(found[1]), int(found[2]), date.fromordinal(int(found[3]))
    if not same(written, ticket_of(task_id, person_id, until)):
        return None
    why = {"any_space": "the mark in the address says that it was made for this action"}
    task = db.session.scalar(whole().where(Task.id == task_id), execution_options=why)
    person = db.session.get(Person, person_id)
    if task is None or person is None:
        return None
    return Ticket(written, task, person, until, is_over=i18n.local(db.now()).date() > until)
