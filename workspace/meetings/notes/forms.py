"""Forms of notes and decisions."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField

from workspace.forms import NOTE, Form, Line, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.notes.models import Result
from workspace.meetings.notes.words import RESULT


class NoteForm(Form):
    """The notes of one item, and the version of the saved text that they were written over."""

    text = Text(_l("Note"), most=NOTE)
    version = IntegerField(default=0)

    @staticmethod
    def id_for(item: AgendaItem) -> str:
        """Return what begins the names of the fields: two items' notes never get into each other's drafts."""
        return f"note-{item.id}"

    @property
    def typed(self) -> dict[str, Any]:
        """Return what was typed, as the verb takes it."""
        return {"text": self.text.data or "", "version": self.version.data or 0}


class DecisionForm(SharedForm):
    """What was decided, and why."""

    asked_for = Text(_l("What was asked for?"))
    result = OneOf(
        _l("How did it end?"),
        [Required(_l("Choose how it ended: agreed, met in the middle, not agreed, or to be agreed by the group"))],
        choices=[(result.value, words) for result, words in RESULT.items()],
    )
    words = Text(
        _l("What we agreed, in one sentence"), [Required(_l("Write in one sentence what was agreed, or was not"))]
    )
    reason = Text(_l("Because"), [Required(_l("Write the reason. People can accept a decision that is explained"))])
    not_possible = Text(_l("What is not possible, and why"))
    who_can_change = Line(_l("Who can change this decision?"))
    different_views = Text(_l("Different views, in their own words"))

    @staticmethod
    def id_for(item: AgendaItem) -> str:
        """Return what begins the names of the fields, for each item its own."""
        return f"decide-{item.id}"

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was filled in, as the verbs take it."""
        return {**self.data, "result": Result(self.result.data)}
