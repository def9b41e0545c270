"""Forms that correct what is published: the words, and what changed in one line."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField

from workspace.forms import NOTE, Form, Line, Required, Text
from workspace.meetings.editions.words import Version, version_words
from workspace.meetings.notes.forms import DecisionForm


class _Correcting(Form):
    says = Line(_l("What changed, in one line"), [Required(_l("Write in one line what changed"))], most=300)
    closes_older = BooleanField(_l("The words before were private, or named somebody"))
    seen = HiddenField()  # the number of the edition that the page showed

    @property
    def edition_seen(self) -> int:
        """Return which edition was read before this one was written."""
        typed = str(self.seen.data or "")
        return int(typed) if typed.isdecimal() else 0


class CorrectNoteForm(_Correcting):
    """The note of an item as it should read."""

    text = Text(_l("Note"), most=NOTE)


class CorrectDecisionForm(DecisionForm, _Correcting):
    """A decision as it should read."""


class CompareForm(Form):
    """Which two versions of the notes are compared."""

    before = SelectField(_l("The older one"))
    after = SelectField(_l("The newer one"))

    def offer(self, versions: Sequence[Version], chosen: tuple[Version, Version] | None) -> None:
        """Fill in the versions, and show the two that are compared."""
        self.before.choices = self.after.choices = [(one.name, version_words(one)) for one in versions]
        if chosen:
            self.before.data, self.after.data = chosen[0].name, chosen[1].name
