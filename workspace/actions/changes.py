"""Keeping each change of an action, and telling those who have to do with it."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from workspace import audit, db, i18n, mail
from workspace.actions.bodies.models import Body
from workspace.actions.circle.queries import audience
from workspace.actions.models import Change, Task, TaskChange
from workspace.actions.queries import names_in_tasks, said_by
from workspace.actions.weekly.models import WaitingNews
from workspace.actions.words import change_words, doer
from workspace.audit import Event
from workspace.people.letters import ByHand, letter, tell
from workspace.people.models import Hears, Person
from workspace.people.names import to_names


@dataclass(frozen=True)
class Before:
    """What an action said before it was put in other words."""

    what: str
    due_on: date | None


def remember(
    task: Task,
    actor: Person,
    kind: Change,
    *,
    words: str = "",
    about: Person | None = None,
    body: Body | None = None,
    before: Before | None = None,
) -> TaskChange:
    """Keep a change in the history of the action, which is never edited, record it without its words, and tell all who
    have to do with the action, each in the way that they chose, but for whoever changed it and whoever is asked, who
    hears of it in a message of its own."""
    task.changed_at = db.now()
    change = TaskChange(
        space_id=task.space_id, task_id=task.id, by_id=actor.id, at=task.changed_at, state=task.state, words=words,
        kind=kind, about_id=about.id if about else None, body_id=body.id if body else None,
        what_before=before.what if before else "", due_before=before.due_on if before else None,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()
    facts = {"change": kind, "state": task.state}
    audit.record(actor, Event.ACTION_CHANGED, task, facts, subject=about or task.owner)
    asked = about.id if kind is Change.ASKED and about else 0
    for person in audience(task, but={actor.id, asked}):
        _hear(person, task, change)
    return change


def by_hand(task: Task, person: Person | None = None) -> list[ByHand]:
    """Return where somebody without e-mail is told of an action by hand: nowhere, when that would tell an organiser
    who raised it in private."""
    in_private = person and task.raised_privately and task.was_raised_by(person) and not task.concerns(person)
    return [] if in_private else [ByHand(task.space_id, task_ids=[task.id])]


def _hear(person: Person, task: Task, change: TaskChange) -> None:
    """Let somebody hear of a change in the way that they chose: at once, in the message of the week, or not by mail."""
    if person.hears is Hears.AT_ONCE:
        key = f"action_changed:{change.id}"
        tell(person, "action_changed", key=key, by_hand=by_hand(task, person), change_id=change.id)
    elif person.hears is Hears.WEEKLY:
        db.session.add(WaitingNews(space_id=change.space_id, person_id=person.id, change_id=change.id))


@mail.template("action_changed")
def action_changed(person_id: int, change_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody who has to do with an action what became of it. The same for all, whatever they have to do with it:
    so it tells of nobody that they raised it."""
    reader = db.session.get_one(Person, person_id)
    change = db.session.get_one(TaskChange, change_id, options=said_by)
    loaded = [joinedload(Task.space), joinedload(Task.owner), joinedload(Task.body)]
    task = db.session.get_one(Task, change.task_id, options=loaded)
    language = reader.language or task.space.language
    with i18n.speaking(language, task.space):
        names = names_in_tasks([task], [task.what, change.words])
        text = mail.written(
            "action_changed", reader=reader, task=task, change=change, what=to_names(task.what, names),
            now_it_is=change_words(change), doer=doer(task), words=to_names(change.words, names),
            to_supporter=to_supporter,
        )  # fmt: skip
        subject = _("%(space)s: news of an action", space=task.space.name)
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)
