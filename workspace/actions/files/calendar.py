"""The days on which somebody's actions are due, as a calendar that other programs read."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import gettext as _

from workspace import i18n, libraries, mail
from workspace.actions.models import Task
from workspace.actions.queries import names_in_tasks
from workspace.actions.words import STATE
from workspace.people.models import Person
from workspace.people.names import to_names

if TYPE_CHECKING:
    from icalendar import Event


def calendar_file(person: Person, tasks: Sequence[Task]) -> bytes:
    """Return one entry for each action that the person owns and has not done, for the whole of its day, in their
    language.

    An action keeps its number (UID), so that a calendar changes its entry and adds no second one.
    """
    with i18n.speaking(person.language or (tasks[0].space.language if tasks else "en")):
        owned = [task for task in tasks if task.owner_id == person.id and task.is_open]
        names = names_in_tasks(owned, [text for task in owned for text in (task.what, task.state_words)])
        calendar = libraries.icalendar.Calendar.new(
            prodid="-//Working Together//Actions//EN",
            name=_("What I said I would do"),
            language=i18n.language().tag,
            subcomponents=[_entry(task, task.due_on, names) for task in owned if task.due_on],
        )
        del calendar["UID"]  # the library's own, a new one each time
        return bytes(calendar.to_ical())


def _entry(task: Task, due: date, names: dict[int, str]) -> "Event":
    host = current_app.config["SETTINGS"].host_name or "localhost"
    address = mail.link("actions.show", slug=task.space.slug, task_id=task.id)
    words = [str(STATE[task.state]), to_names(task.state_words, names), _("Say how it is going: %(at)s", at=address)]
    if task.body:
        words.insert(0, _("You said yes for %(body)s", body=task.body.name))
    entry = libraries.icalendar.Event.new(
        uid=f"action-{task.id}@{host}",
        stamp=task.changed_at,
        last_modified=task.changed_at,
        start=due,
        end=due + timedelta(days=1),
        summary=_plain(f"{to_names(task.what, names)} ({task.space.name})"),
        description="\n".join(_plain(line) for part in words for line in part.splitlines()),
        url=address,
    )
    entry.add("transp", "TRANSPARENT")  # a day with a promise is not a day on which one is busy
    return entry


def _plain(words: str) -> str:
    """Return one line without letters that could end a line of the file early."""
    return "".join(letter for letter in " ".join(words.split()) if letter.isprintable())
