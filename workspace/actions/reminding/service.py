"""Reminders: at nine in the morning where the space is, to whoever said yes, on each of a few days once."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from workspace import db, i18n, jobs, mail, upkeep
from workspace.actions.models import Task
from workspace.actions.queries import names_in_tasks
from workspace.actions.reminding import queries
from workspace.actions.reminding.days import days_to_remind_of
from workspace.actions.reminding.models import Said
from workspace.actions.words import today
from workspace.people.letters import letter, tell
from workspace.people.models import Person
from workspace.people.names import to_names
from workspace.spaces.models import Space

AT = time(9)


def next_nine(zone: ZoneInfo) -> datetime:
    """Return the next nine in the morning there: no mail of ours comes in the night."""
    local = db.now().astimezone(zone)
    day = local.date() + timedelta(days=local.time() >= AT)
    return datetime.combine(day, AT, zone)


@upkeep.every_day
def plan() -> None:
    """Plan the reminders of each space for the next morning, once."""
    for space in queries.every_space():
        nine = next_nine(ZoneInfo(space.time_zone))
        jobs.enqueue(
            "remind_of_actions", key=f"action_reminders:{space.id}:{nine:%Y-%m-%d}", run_at=nine, space_id=space.id
        )


@jobs.handler("remind_of_actions")
def remind(space_id: int) -> None:
    """Remind people of what they said they would do, each once for each action, its day and each step.

    Nobody is reminded of what is finished, of what waits for the group, or of what somebody dealt with since the
    reminder was due. Who has no e-mail stands on the list of the meeting that the action comes from.
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
                tell(task.owner, "action_reminder", key=f"action_reminder:{task.id}:{task.due_on}:{step}", **about)


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
