"""What people do with actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload, selectinload

from workspace import audit, db, i18n, mail
from workspace.actions.bodies.service import called
from workspace.actions.changes import Before, by_hand, remember
from workspace.actions.circle.queries import named_in
from workspace.actions.models import ActionState, Change, Task, TaskChange
from workspace.actions.queries import names_in_tasks
from workspace.actions.words import WORDS_NEEDED
from workspace.audit import Event
from workspace.errors import DomainError
from workspace.i18n import today
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.closing import service as closing
from workspace.meetings.closing.models import Became, Missed
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names, to_references


@dataclass(frozen=True)
class Worded:
    """What is to be done, by when and why."""

    what: str
    due_on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Promise(Worded):
    """The same, by whom, whether they said yes to it themselves, and for which body or role, if for any."""

    owner_id: int = 0
    said_yes: bool = False
    body: str = ""


def record(item: AgendaItem, *, actor: Person, promise: Promise) -> Task:
    """Write down, at an item of a meeting, what somebody said they would do.

    Promised: whoever said yes owns it; whoever did not is asked, and nobody owns it until their yes. They are told by
    mail, unless they wrote it down themselves. Recorded. Refused: an owner who is not invited to the meeting, a day
    that is over, a meeting that has not begun or whose notes are published: those do not change any more.
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


def record_of_space(space_id: int, *, actor: Person, worded: Worded) -> Task:
    """Write down what is to be done in a space, before anybody said yes to it: its members read it, and nobody has it
    until somebody says yes. Names in its words are references already. Recorded. Refused: a day that is over."""
    refuse_past(worded.due_on)
    facts = {"what": worded.what, "why": worded.why, "due_on": worded.due_on}
    task = _added(actor, said_yes=False, space_id=space_id, **facts)
    audit.record(actor, Event.ACTION_RECORDED, task, {"due_on": worded.due_on})
    return task


def _recorded(meeting: Meeting, actor: Person, promise: Promise, **origin: int) -> Task:
    _refuse_before_and_after(meeting)
    people = [place.person for place in meeting.invitations]
    person = next((person for person in people if person.id == promise.owner_id), None)
    if person is None:
        raise DomainError(_("Choose somebody who is invited to this meeting"), "owner")
    refuse_past(promise.due_on)
    of = {"space_id": meeting.space_id, "meeting_id": meeting.id, **origin}
    whose = {"owner_id": person.id} if promise.said_yes else {"asked_id": person.id}
    words = {"what": to_references(promise.what, people), "why": to_references(promise.why, people)}
    body = called(meeting.space_id, promise.body)
    facts = {"due_on": promise.due_on, "body_id": body.id if body else None, **words, **whose, **of}
    task = _added(actor, said_yes=promise.said_yes, **facts)
    audit.record(actor, Event.ACTION_RECORDED, task, {**whose, "due_on": promise.due_on}, subject=person)
    if person.id != actor.id and promise.said_yes:
        tell(person, "action_given", key=f"action_given:{task.id}", by_hand=by_hand(task), task_id=task.id)
    elif person.id != actor.id:
        key = f"action_asked:first:{task.id}"
        tell(person, "action_asked", key=key, by_hand=by_hand(task), task_id=task.id, by_id=actor.id)
    return task


def refuse_past(due_on: date | None) -> None:
    """Refuse a day that is over."""
    if due_on and due_on < today():
        raise DomainError(_("%(day)s is over. Write a day that is still to come", day=i18n.day(due_on)), "due")


def _refuse_before_and_after(meeting: Meeting) -> None:
    if meeting.notes_published_at:
        raise DomainError(_("The notes of this meeting are published. Write the action down at the next meeting"))
    if meeting.state not in {MeetingState.HAPPENING, MeetingState.CLOSED}:
        raise DomainError(_("Start the meeting first, then write down its actions"))


def _added(actor: Person, *, said_yes: bool, **facts: Any) -> Task:
    moment = db.now()
    task = Task(
        state=ActionState.TO_DO, recorded_by_id=actor.id, recorded_at=moment, changed_at=moment, **facts
    )  # fmt: skip
    db.session.add(task)
    db.session.flush()
    yes = {"kind": Change.TAKEN_ON, "about_id": task.owner_id, "body_id": task.body_id} if said_yes else {}
    first = TaskChange(space_id=task.space_id, task_id=task.id, by_id=actor.id, at=moment, state=task.state, **yes)
    db.session.add(first)
    return task


def change_state(task: Task, *, actor: Person, state: ActionState, words: str = "") -> None:
    """Say how an action is going. The words stay in its history for ever. Recorded, and told to all who have to do
    with it.

    Promised: an action that is called done, or could not be done, comes back to the group until the group, or whoever
    raised it, calls it finished too; one that goes on is not finished any more.
    Refused: stuck, done, could not do and to be agreed without words, for others learn from them what would help, what
    changed, what could be done instead, or what to agree.
    """
    if state in WORDS_NEEDED and not words.strip():
        raise DomainError(WORDS_NEEDED[state], "words")
    task.state, task.state_words, task.settled_at = state, to_references(words, named_in(task)), None
    remember(task, actor, Change.STATE, words=task.state_words)


def settle(task: Task, *, actor: Person, finished: bool, words: str = "") -> None:
    """Call an action finished that its owner called so, for the group or as the one who raised it; or say why it is
    not, and it goes on. Recorded, and told to all who have to do with it.

    Refused: an action that goes on, or is called finished already; "not finished" without words.
    """
    if not task.waits_for_the_group:
        raise DomainError(_("Somebody answered this meanwhile. Below you read what became of it"))
    if not finished and not words.strip():
        raise DomainError(_("Write what is still to be done"), "words")
    words = to_references(words, named_in(task))
    if finished:
        task.settled_at = db.now()
    else:
        task.state, task.state_words = ActionState.DOING, words
    raiser = actor if task.was_raised_openly_by(actor) else None
    remember(task, actor, Change.SETTLED if finished else Change.NOT_SETTLED, words=words, about=raiser)


def reword(task: Task, *, actor: Person, promise: Worded, words: str) -> None:
    """Put an action in other words, or give it another day, and say why. What it said before stays in its history.
    Recorded, and told to all who have to do with it.

    Refused: no reason, a new day that is over, an action that is finished.
    """
    _refuse_change(task, promise.due_on, words)
    people, before, why = list(named_in(task)), Before(task.what, task.due_on), task.why
    task.what, task.why = to_references(promise.what, people), to_references(promise.why, people)
    task.due_on = promise.due_on
    kind = Change.REWORDED if task.due_on == before.due_on else Change.REWORDED_WITH_DAY
    if (task.what, task.why) == (before.what, why):
        kind = Change.NEW_DAY if task.due_on != before.due_on else Change.REWORDED
    remember(task, actor, kind, words=to_references(words, people), before=before)


def give_day(task: Task, *, actor: Person, due_on: date, words: str = "") -> None:
    """Give an action another day, and leave its words as they are. Recorded, kept in its history and told as `reword`
    does, and refused as there, and for the day that it has already. Nobody has to say why it needs more time."""
    words = words.strip() or str(_("It needs more time"))
    if due_on == task.due_on:
        raise DomainError(_("That is its day now. Write another one"), "due")
    _refuse_change(task, due_on, words)
    before, task.due_on = Before(task.what, task.due_on), due_on
    remember(task, actor, Change.NEW_DAY, words=to_references(words, named_in(task)), before=before)


def _refuse_change(task: Task, due_on: date | None, words: str) -> None:
    if not words.strip():
        raise DomainError(_("Write why, in a few words"), "words")
    if not task.is_open:
        raise DomainError(_("This action is finished. Write down a new one instead"))
    if due_on != task.due_on:
        refuse_past(due_on)


# --- what people are told ------------------------------------------------------------------------------------------


@mail.template("action_given")
def action_given(person_id: int, task_id: int, to_supporter: bool = False) -> mail.Letter:
    """Tell somebody what they said they would do, by when, and how to change it."""
    return _about_a_task("action_given", person_id, task_id, to_supporter)


@mail.template("action_asked")
def action_asked(person_id: int, task_id: int, by_id: int, to_supporter: bool = False) -> mail.Letter:
    """Ask somebody whether they will do something; no is a good answer too."""
    return _about_a_task("action_asked", person_id, task_id, to_supporter, by=db.session.get_one(Person, by_id))


def _about_a_task(template: str, person_id: int, task_id: int, to_supporter: bool, **more: Any) -> mail.Letter:
    reader = db.session.get_one(Person, person_id)
    changes = selectinload(Task.changes).joinedload(TaskChange.body)
    loaded = [joinedload(Task.space), joinedload(Task.meeting), joinedload(Task.body), changes]
    task = db.session.get_one(Task, task_id, options=loaded)
    language = reader.language or task.space.language
    with i18n.speaking(language, task.space):
        names = names_in_tasks([task], [task.what, task.why])
        texts = {"what": to_names(task.what, names), "why": to_names(task.why, names)}
        text = mail.written(template, owner=reader, task=task, to_supporter=to_supporter, **texts, **more)
        subjects = {
            "action_given": _("%(space)s: you said yes to an action", space=task.space.name),
            "action_asked": _("%(space)s: will you do this?", space=task.space.name),
        }
    return letter(reader, to_supporter=to_supporter, language=language, subject=subjects[template], text=text)
