"""Forms of bringing many actions up to date at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace import i18n
from workspace.actions.models import ActionState, Task
from workspace.actions.words import STATE
from workspace.forms import Day, Form, Line
from workspace.meanwhile import SharedForm, filled_meanwhile
from workspace.meetings.models import Meeting
from workspace.people.names import to_names


class RowForm(SharedForm):
    """How one action of several is going, and by when it is to be done."""

    state = SelectField(_l("State"), choices=lambda: [(state.value, words) for state, words in STATE.items()])
    due = Day(_l("By when"))
    words = Line(_l("In your words"))

    def says_something_of(self, task: Task) -> bool:
        """Say whether there is anything to keep."""
        return bool(self.words.data) or self.to is not task.state or self.due.day != task.due_on

    @property
    def to(self) -> ActionState:
        return ActionState(self.state.data)


class MeetingForm(Form):
    """Whose actions to bring up to date. It is part of the address."""

    meeting = SelectField(_l("Meeting"), validate_choice=False)

    def offer(self, meetings: Iterable[Meeting]) -> None:
        """Say which meetings there are to choose from."""
        named = ((str(one.id), f"{one.title}, {i18n.day(one.starts_at)}") for one in meetings)
        self.meeting.choices = [("", _l("All of them")), *named]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a field of a row, as the summary above the page says it: with the name of the action."""

    id: str
    errors: Sequence[str]
    type: str = ""


class Together:
    """All rows of the page, and what is wrong in them."""

    def __init__(self, rows: Sequence[tuple[Task, RowForm]], names: Mapping[int, str]) -> None:
        self.rows, self.names = rows, names
        self.form_errors: list[Any] = []
        self.kept_at = next((row.kept_at for _task, row in rows if row.kept_at), None)

    @property
    def errors(self) -> list[Mistake]:
        return list(self)

    def __iter__(self) -> Iterator[Mistake]:
        for task, row in self.rows:
            what = to_names(task.what, self.names)
            yield from (Mistake(field.id, [f"{what}: {field.errors[0]}"]) for field in row if field.errors)

    def validate(self) -> bool:
        """Check every row, so that all mistakes are shown at once."""
        valid = [row.validate() for _task, row in self.rows]
        return all(valid)


def row_of(task: Task) -> RowForm:
    """Return the form of an action: as it was posted, else as it was typed before and not sent, else as it is."""
    as_is = {"prefix": f"a{task.id}-", "data": {"state": task.state.value, "due": _due(task)}}
    form = filled_meanwhile(RowForm, **as_is)
    of_others = form.kept_at and not form.state.data  # what was typed before was about other actions
    return RowForm(formdata=None, **as_is) if of_others else form


def _due(task: Task) -> str:
    return i18n.day(task.due_on, weekday=False) if task.due_on else ""
