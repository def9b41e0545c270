"""Reading what waits for the message of the week."""

from collections.abc import Collection

from sqlalchemy import select

from workspace import db
from workspace.actions.circle.queries import audience
from workspace.actions.models import Task, TaskChange
from workspace.actions.queries import said_by, whole
from workspace.actions.weekly.models import WaitingNews

OF_ONE = {"any_space": "somebody's message of the week is about all their groups"}


def waiting() -> dict[int, list[int]]:
    """Return the numbers of the changes that wait for each person, by the person's number."""
    rows = db.session.execute(
        select(WaitingNews.person_id, WaitingNews.change_id).order_by(WaitingNews.person_id, WaitingNews.change_id)
    ).all()
    found: dict[int, list[int]] = {}
    for person_id, change_id in rows:
        found.setdefault(person_id, []).append(change_id)
    return found


def news(person_id: int, change_ids: Collection[int]) -> list[tuple[Task, list[TaskChange]]]:
    """Return these changes by their actions, of those that the person still has to do with and may read now."""
    changes = db.session.scalars(
        select(TaskChange).where(TaskChange.id.in_(change_ids)).order_by(TaskChange.id).options(*said_by),
        execution_options=OF_ONE,
    ).all()
    tasks = db.session.scalars(
        whole().where(Task.id.in_({change.task_id for change in changes})).order_by(Task.space_id, Task.id),
        execution_options=OF_ONE,
    ).all()
    return [
        (task, [change for change in changes if change.task_id == task.id])
        for task in tasks
        if any(one.id == person_id for one in audience(task))
    ]
