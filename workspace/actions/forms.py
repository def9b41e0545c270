"""Forms of actions."""

from collections.abc import Iterable, Sequence
from typing import Self

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import Regexp

from workspace.actions.models import ActionState, Task, TaskChange
from workspace.actions.words import STATE, STATE_MEANS
from workspace.forms import Day, Form, Line, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.people.models import Person


class TaskForm(Form):
    """An action: what, who said yes to it, and by when."""

    what = Line(_l("What will be done?"), [Required(_l("Write what will be done, starting with a verb"))])
    why = Line(_l("Why, in one sentence?"))
    owner = SelectField(
        _l("Who will do it?"),
        [Required(_l("Choose who will do it"))],
        validate_choice=False,  # the verb says, in our words, who can be chosen
    )
    said_yes = BooleanField(_l("They said yes"))
    body = Line(_l("For a body or in a role?"))
    due = Day(_l("By when?"))

    def offer(self, people: Iterable[Person]) -> None:
        """Fill in who can be chosen."""
        self.owner.choices = [("", _l("Choose a person")), *people_as_choices(people)]


class TaskChangeForm(Form):
    """How an action is going."""

    state = OneOf(
        _l("How is it going?"),
        validators=[Required(_l("Choose how it is going"))],
        choices=[(state.value, STATE[state], STATE_MEANS[state]) for state in ActionState],
    )
    words = Text(_l("In your words"))
    seen = HiddenField()  # the last change that the page showed

    def written_since(self, task: Task, person: Person) -> list[TaskChange]:
        """Return what others wrote about the action since the page of this person was opened, the newest first."""
        seen = self.seen.data or ""
        if not seen.isdecimal():
            return []
        return [change for change in task.changes if change.id > int(seen) and change.by_id != person.id]


class SettleForm(Form):
    """Whether the group calls an action finished."""

    finished = OneOf(
        _l("Is it finished?"),
        [Required(_l("Choose yes or not yet"))],
        choices=[
            ("yes", _l("Yes"), _l("It does not come back at the next meeting.")),
            ("no", _l("Not yet"), _l("It goes on. Write what is still to be done.")),
        ],
    )
    words = Text(_l("In your words"))


class MoreTimeForm(Form):
    """It needs more time."""

    due = Day(_l("By when will it be done?"), [Required(_l("Write a day, like 3 June"))])
    words = Text(_l("Why does it need more time?"))


class RewordForm(SharedForm):
    """An action in other words, or with another day."""

    what = Line(_l("What will be done?"), [Required(_l("Write what will be done, starting with a verb"))])
    why = Line(_l("Why, in one sentence?"))
    due = Day(_l("By when?"))
    words = Text(_l("What changes, and why?"), [Required(_l("Write why, in a few words"))])


class TaskFilterForm(Form):
    """Which actions to show. It is part of the address, so that the page can be kept and shared."""

    left_out: Sequence[str] = ()  # names of what was chosen in words that are not known

    who = SelectField(_l("Who"), default="")
    state = SelectField(
        _l("State"),
        default="open",
        choices=lambda: [
            ("open", _l("Not done yet")),
            ("late", _l("Late")),
            ("nobody", _l("Needs somebody")),
            ("waits", _l("Ended, waits for the group")),
            *((state.value, words) for state, words in STATE.items()),
            ("all", _l("All of them")),
        ],
    )
    due = SelectField(
        _l("By when"),
        default="",
        choices=lambda: [
            ("", _l("Any day")),
            ("7", _l("In the next 7 days")),
            ("30", _l("In the next 30 days")),
            ("none", _l("No day was set")),
        ],
    )
    words = Line(_l("Words, or the name of somebody"), default="")
    meeting = HiddenField(_l("Meeting"), [Regexp(r"\d{0,9}$")], default="")

    @property
    def in_address(self) -> dict[str, str]:
        """Return what was chosen, as parts of an address."""
        return {name: value for name, value in self.data.items() if value}

    @property
    def is_set(self) -> bool:
        """Say whether anything else is chosen than what the page shows by itself."""
        return any(field.data and field.data != field.default for field in self)

    @classmethod
    def offering(cls, owners: Iterable[Person], chosen: MultiDict[str, str]) -> Self:
        """Return the form as chosen in an address, with these owners of actions to choose from."""
        form = cls(chosen)
        form.who.choices = [("", _l("Everybody")), ("me", _l("Me")), *people_as_choices(owners)]
        return form


def people_as_choices(people: Iterable[Person]) -> list[tuple[str, str]]:
    """Return people as the choices of a list, by number."""
    return [(str(person.id), person.preferred_name) for person in people]
