"""The form with which a comment is answered."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from workspace.charters.consulting.models import Fate
from workspace.charters.consulting.words import FATE
from workspace.forms import Form, OneOf, Required, Text

NONE, OTHER = "", "other"


class AnswerCommentForm(Form):
    """What becomes of it, and why."""

    fate = OneOf(
        _l("What becomes of it?"),
        [Required(_l("Choose what becomes of it"))],
        choices=[(fate.value, words) for fate, words in FATE.items() if fate is not Fate.WAITING],
    )
    clause = SelectField(_l("Which words changed because of it?"))
    words = Text(_l("Your answer"))

    def offer(self, changed: Iterable[tuple[int, str]]) -> "AnswerCommentForm":
        """Let them choose between the clauses that say something else than when people were asked."""
        clauses = [(str(number), called) for number, called in changed]
        other = (OTHER, _("Something else: I write in the answer what changed"))
        self.clause.choices = [(NONE, _("Choose what changed")), *clauses, other]
        return self

    def validate_clause(self, field: SelectField) -> None:
        """Ask what changed, where something did."""
        if self.fate.data == Fate.CHANGED and not field.data:
            raise ValidationError(_("Choose what changed"))

    def validate_words(self, field: Text) -> None:
        """Ask for the reason, and for what changed where no clause shows it."""
        if self.fate.data == Fate.NOT_CHANGED and not field.data:
            raise ValidationError(_("Write why it is not changed: whoever said it is told"))
        if self.fate.data == Fate.CHANGED and self.clause.data == OTHER and not field.data:
            raise ValidationError(_("Write what changed"))

    @property
    def number(self) -> int | None:
        """Return the number of the clause that changed."""
        return int(self.clause.data) if self.fate.data == Fate.CHANGED and self.clause.data.isdecimal() else None
