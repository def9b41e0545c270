"""What people do with actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from workspace import audit, db, i18n, mail
from workspace.actions.models import ActionState, Task, TaskChange
from workspace.actions.queries import names_in_tasks
from workspace.actions.words import WORDS_NEEDED, today
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.closing import service as closing
from workspace.meetings.closing.models import Became, Missed
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references


@dataclass(frozen=True)
class Promise:
    """What somebody says they will do, by when, and that they said yes to it themselves."""

    what: str
    owner_id: int
    said_yes: bool
    due_on: date | None = None


def record(item: AgendaItem, *, actor: Person, promise: Promise) -> Task:
    """Write down, at an item of a meeting, what somebody said they would do.

    Promised: the owner is told by mail, unless they wrote it down themselves. Recorded. Refused: an owner who is not
    invited to the meeting or did not say yes, a day that is over, a meeting that has not begun or whose notes are
    published: those do not change any more.
    """
    return _recorded(item.meeting, actor, promise, item_id=item.id)


def record_missed(row: Missed, *, actor: Person, promise: Promise) -> Task:
    """Write down what somebody said they would do about what a meeting has missed. It is shared as the meeting is.

    Promised and refused as in `record`, and refused when something else came of it meanwhile.
    """
    closing.take(row)
    task = _recorded(row.meeting, actor, promise, missed_id=row.id)
    closing.settle(row, actor=actor, became=Became.ACTION)
    return task


def _recorded(meeting: Meeting, actor: Person, promise: Promise, **origin: int) -> Task:
    _refuse_before_and_after(meeting)
    people = [place.person for place in meeting.invitations]
    owner = next((person for person in people if person.id == promise.owner_id), None)
    if owner is None:
        raise DomainError(_("Choose somebody who is invited to this meeting"), "owner")
    if not promise.said_yes:
        raise DomainError(_("Ask them first. Tick this when they said yes"), "said_yes")
    due_on = promise.due_on
    if due_on and due_on < today():
        raise DomainError(_("%(day)s is over. Write a day that is still to come", day=i18n.day(due_on)), "due")
    of = {"space_id": meeting.space_id, "meeting_id": meeting.id, **origin}
    task = _added(actor, what=to_references(promise.what, people), owner_id=owner.id, due_on=due_on, **of)
    audit.record(actor, Event.ACTION_RECORDED, task, {"owner": owner.id, "due_on": due_on}, subject=owner)
    if owner.id != actor.id:
        tell(owner, "action_given", key=f"action_given:{task.id}", task_id=task.id)
    return task


def _refuse_before_and_after(meeting: Meeting) -> None:
    if meeting.notes_published_at:
        raise DomainError(_("The notes of this meeting are published. Write the action down at the next meeting"))
    if meeting.state not in {MeetingState.HAPPENING, MeetingState.CLOSED}:
        raise DomainError(_("Start the meeting first, then write down its actions"))


def _added(actor: Person, **facts: Any) -> Task:
    moment = db.now()
    task = Task(
        state=ActionState.TO_DO, recorded_by_id=actor.id, recorded_at=moment, changed_at=moment, **facts
    )  # fmt: skip
    db.session.add(task)
    db.session.flush()
    _remember(task, actor)
    return task


def change_state(task: Task, *, actor: Person, state: ActionState, words: str = "") -> None:
    """Say how an action is going. The words stay in its history for ever. Recorded.

    Refused: stuck, done and could not do without words, for others learn from them what would help, what changed, or
    what could be done instead.
    """
    if state in WORDS_NEEDED and not words.strip():
        raise DomainError(WORDS_NEEDED[state], "words")
    before = task.state
    task.state, task.state_words = state, to_references(words, _people(task))
    task.changed_at = db.now()
    _remember(task, actor)
    audit.record(actor, Event.ACTION_CHANGED, task, {"from": before, "to": state}, subject=task.owner)


def _people(task: Task) -> Iterable[Person]:
    invited = [place.person for place in task.meeting.invitations] if task.meeting else []
    return {person.id: person for person in (*invited, task.owner)}.values()


def _remember(task: Task, actor: Person) -> None:
    change = TaskChange(
        space_id=task.space_id, task_id=task.id, by_id=actor.id, at=task.changed_at,
        state=task.state, words=task.state_words,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("action_given")
def action_given(person_id: int, task_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what they said they would do, by when, and how to change it."""
    owner = db.session.get_one(Person, person_id)
    task = db.session.get_one(Task, task_id, options=[joinedload(Task.space), joinedload(Task.meeting)])
    language = owner.language or task.space.language
    with i18n.speaking(language, task.space):
        what = to_names(task.what, names_in_tasks([task], [task.what]))
        text = mail.written("action_given", owner=owner, task=task, what=what, to_supporter=to_supporter)
        subject = _("%(space)s: you said yes to an action", space=task.space.name)
    return letter(owner, to_supporter=to_supporter, language=language, subject=subject, text=text)
