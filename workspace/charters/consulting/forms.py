"""Forms of a consultation: saying something, and typing in what came otherwise."""

import re
from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import Optional, ValidationError

from workspace.charters.consulting.models import LONGEST_NAME, Came, ConsultationQuestion, Stance
from workspace.charters.consulting.saying import Source
from workspace.charters.consulting.words import CAME, STANCE
from workspace.charters.order import Group
from workspace.forms import Form, Line, OneOf, Required, Text
from workspace.people.models import Person

LONGEST = 5_000  # characters of one comment
SOMEBODY_ELSE = ""


class _SayForm(Form):
    """What all who say something are asked."""

    stance = OneOf(
        _l("Do you agree?"), [Optional()], choices=[(stance.value, words) for stance, words in STANCE.items()]
    )
    words = Text(_l("What do you want to say?"), most=LONGEST)
    called = Line(_l("Which name do you want to have here?"), most=LONGEST_NAME)

    def validate_words(self, field: Text) -> None:
        if self.stance.data == Stance.DISAGREE and not self.said_something:
            raise ValidationError(_("Say why you do not agree: the group can only answer what it knows"))

    @property
    def said_something(self) -> bool:
        """Say whether there is a word of theirs anywhere."""
        return bool(self.words.data)

    @property
    def chosen(self) -> Stance | None:
        """Return how they feel about it."""
        return Stance(self.stance.data) if self.stance.data else None


class WholeForm(_SayForm):
    """Each question, and the draft as a whole."""

    @property
    def said_something(self) -> bool:
        """Say whether there is a word of theirs anywhere."""
        return any(field.data for name, field in self._fields.items() if name == "words" or name.startswith("question"))


class ClauseForm(_SayForm):
    """One clause."""


def questions_in(posted: Iterable[str]) -> set[int]:
    """Return the numbers of the questions that these fields answer: one may be asked no more when its answer comes."""
    return {int(found.group(1)) for name in posted if (found := re.fullmatch(r"question_(\d{1,9})", name))}


def whole_form(questions: Iterable[ConsultationQuestion]) -> type[WholeForm]:
    """Return the form with a field for each question."""
    fields = {f"question_{one.id}": Text(one.words, most=LONGEST) for one in questions}
    return type("WholeFormWithQuestions", (WholeForm,), fields)


# --- typing in -----------------------------------------------------------------------------------------------------


class TypeForm(_SayForm):
    """What came by post, by phone, by mail or in a meeting."""

    about = SelectField(_l("What is it about?"))
    came = OneOf(
        _l("How did it come?"),
        [Required(_l("Choose how it came"))],
        choices=[(came.value, words) for came, words in CAME.items() if came is not Came.PAGE],
    )
    came_from = Line(_l("Which letter, call or meeting was it?"), [Required(_l("Write where it came from"))])
    who = SelectField(_l("Who said it?"), validate_choice=False)

    def offer(
        self, groups: Iterable[Group], questions: Sequence[ConsultationQuestion], people: Sequence[Person],
        called: dict[str, str],
    ) -> "TypeForm":  # fmt: skip
        """Say what it can be about, and who of the group can have said it. `called`: how each clause is named."""
        clauses = [(f"clause-{one.number}", called[str(one.number)]) for group in groups for one in group.clauses]
        asked = [(f"question-{one.id}", one.words) for one in questions]
        self.about.choices = [("whole", _("The whole draft")), *asked, *clauses]
        names = [(str(one.id), one.preferred_name) for one in people]
        self.who.choices = [(SOMEBODY_ELSE, _("Somebody else")), *names]
        self.people = {str(one.id): one for one in people}
        return self

    def source(self, typed_by: Person) -> Source:
        """Return who said it and how it came."""
        by = self.people.get(self.who.data or "")
        return Source(by, self.called.data or "", Came(self.came.data), self.came_from.data or "", typed_by)
