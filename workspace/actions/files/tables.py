"""A list of actions as a file: comma-separated values, or JSON."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask_babel import gettext as _

from workspace import db, i18n, mail
from workspace.actions.models import Task
from workspace.actions.queries import names_in_tasks
from workspace.actions.words import STATE
from workspace.i18n import today
from workspace.people.names import to_names
from workspace.spaces.models import Space

# What a spreadsheet would carry out when a cell begins with it, blanks or not.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as comma-separated values. A cell that a spreadsheet would take for a formula begins with an
    apostrophe."""
    made = io.StringIO()
    made.write("\ufeff")  # tells spreadsheets how letters are kept
    table = csv.writer(made)
    table.writerow(heads)
    table.writerows([_plain(cell) for cell in row] for row in rows)
    return made.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" \xa0").startswith(FORMULA) or cell.startswith(FORMULA) else cell


def table_of(space: Space, parts: Iterable[Sequence[Task]]) -> str:
    """Return the actions as a table that spreadsheets open."""
    heads = (_("Number"), _("Action"), _("Who"), _("By when"), _("State"), _("In words"), _("Late by days"),
             _("Meeting"), _("Written down"), _("Address"), _("For whom"), _("Waits for the group"))  # fmt: skip
    return as_csv(heads, (_cells(facts) for facts in _facts(space, parts)))


def _cells(facts: dict[str, Any]) -> list[str]:
    order = ("number", "action", "who", "by_when", "state_words", "words", "days_late", "meeting", "written_down",
             "address", "for_whom", "waits")  # fmt: skip
    said = {**facts, "waits": _("yes") if facts["waits_for_the_group"] else ""}
    return [str(said[name] or "") for name in order]


def json_of(space: Space, parts: Iterable[Sequence[Task]]) -> str:
    """Return the actions as JSON: the same facts as the table, with the state as a word that is the same in every
    language beside how it is said."""
    made = {"space": space.name, "made_at": db.now().isoformat(timespec="seconds"), "language": i18n.language().tag}
    return json.dumps({**made, "actions": list(_facts(space, parts))}, ensure_ascii=False, indent=1) + "\n"


def _facts(space: Space, parts: Iterable[Sequence[Task]]) -> Iterator[dict[str, Any]]:
    now = today()
    for tasks in parts:
        names = names_in_tasks(tasks, (text for task in tasks for text in (task.what, task.state_words)))
        for task in tasks:
            yield {
                "number": task.id,
                "action": to_names(task.what, names),
                "who": task.owner.preferred_name if task.owner else None,
                "for_whom": task.body.name if task.body else None,
                "by_when": task.due_on.isoformat() if task.due_on else None,
                "state": task.state.value,
                "state_words": str(STATE[task.state]),
                "words": to_names(task.state_words, names),
                "waits_for_the_group": task.waits_for_the_group,
                "days_late": task.days_late(now),
                "meeting": task.meeting.title if task.meeting else None,
                "written_down": i18n.local(task.recorded_at).date().isoformat(),
                "address": mail.link("actions.show", slug=space.slug, task_id=task.id),
            }
