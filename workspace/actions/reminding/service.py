"""Reminders: at nine in the morning where the space is, to whoever said yes, on each of a few days once."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from workspace import audit, db, i18n, jobs, mail, upkeep
from workspace.actions import service as actions
from workspace.actions.changes import by_hand
from workspace.actions.models import Task
from workspace.actions.queries import names_in_tasks
from workspace.actions.reminding import queries
from workspace.actions.reminding.days import days_to_remind_of
from workspace.actions.reminding.models import STATE_SAID, Said, Ticket
from workspace.audit import Event
from workspace.i18n import today
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.spaces.models import Space

upkeep.each_morning("remind_of_actions", "action_reminders", queries.every_space)


@jobs.handler("remind_of_actions")
def remind(space_id: int) -> None:
    """Remind people of what they said they would do, each once for each action, its day and each step.

    Nobody is reminded of what is finished, of what waits for the group, or of what somebody dealt with since the
    reminder was due. Who has no e-mail stands on the list of what is told by hand.
    """
    space = db.session.get_one(Space, space_id)
    with i18n.speaking(space.language, space):
        days = days_to_remind_of(today())
        until = today() + queries.LIVES
        for task in queries.to_remind(space, days):
            assert task.due_on  # noqa: S101  (they were chosen by it)
            step = days[task.due_on]
            if task.owner and i18n.local(task.changed_at).date() < step:
                about = {"task_id": task.id, "until": until.isoformat()}
                about |= {"meeting_id": task.meeting_id} if task.meeting_id else {}
                key = f"action_reminder:{task.id}:{task.due_on}:{step}"
                tell(task.owner, "action_reminder", key=key, by_hand=by_hand(task), **about)


def answer(found: Ticket, said: Said, *, words: str, due_on: date | None = None) -> None:
    """Keep what somebody answered to a reminder as their own, by the verbs of the action's page, which tell, record and
    refuse as there. Recorded beside that: it came by the link of a message, without a sign-in."""
    if said in STATE_SAID:
        actions.change_state(found.task, actor=found.person, state=STATE_SAID[said], words=words)
    elif due_on:
        actions.give_day(found.task, actor=found.person, due_on=due_on, words=words)
    audit.record(found.person, Event.ACTION_ANSWERED, found.task, {"said": said}, subject=found.person)


@mail.template("action_reminder")
def action_reminder(
    person_id: int, task_id: int, until: str, meeting_id: int | None = None, to_supporter: bool = False
) -> mail.Letter:
    """Remind somebody what they said yes to, with links to answer without signing in: for them alone."""
    reader = db.session.get_one(Person, person_id)
    found_by = {"any_space": "a message is about the action that it names"}
    task = db.session.get_one(Task, task_id, options=[joinedload(Task.space)], execution_options=found_by)
    language, last = reader.language or task.space.language, date.fromisoformat(until)
    with i18n.speaking(language, task.space):
        names = names_in_tasks([task], [task.what, task.why])
        ticket = queries.ticket_of(task.id, reader.id, last)
        links = {said.name: mail.link("reminding.answer", ticket=ticket, said=said) for said in Said}
        text = mail.written(
            "action_reminder", reader=reader, task=task, to_supporter=to_supporter, links=links, until=last,
            days=(task.due_on - today()).days if task.due_on else 0,
            what=to_names(task.what, names), why=to_names(task.why, names),
        )  # fmt: skip
        subject = _("%(space)s: how is it going with what you said yes to?", space=task.space.name)
        if to_supporter:
            subject = _("%(space)s: a reminder of an action", space=task.space.name)
    return letter(reader, to_supporter=to_supporter, language=language, subject=subject, text=text)
