"""Forms with which organisers keep a consultation."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace.charters.consulting.models import LONGEST_NAME, Phase
from workspace.charters.consulting.words import PHASE, PHASE_MEANS
from workspace.forms import Day, Form, Line, Lines, OneOf, Required, Text
from workspace.i18n import today
from workspace.meanwhile import SharedForm

ANYBODY, GROUP = "anybody", "group"
NEEDED = _l("Answer this before you close. “Nobody” and “nothing” are answers too")


class QuestionLines(Lines):
    """Questions, one on each line."""

    most_lines = 12

    def read_line(self, line: str) -> str:
        """Return the question."""
        return line


class ConsultationForm(SharedForm):
    """When people are asked, what, and what can still change."""

    phase = OneOf(
        _l("What do you ask about?"),
        [Required(_l("Choose what you ask about"))],
        choices=[(phase.value, words, PHASE_MEANS[phase]) for phase, words in PHASE.items()],
    )
    opens_on = Day(_l("From which day can people say something?"), [Required(_l("Write the first day"))])
    closes_on = Day(_l("Until which day?"), [Required(_l("Write the last day"))])
    why = Text(_l("Why do you ask?"), [Required(_l("Write why you ask"))])
    can_change = Text(_l("What can still change?"), [Required(_l("Write what can still change"))])
    cannot_change = Text(
        _l("What cannot change, and why not?"), [Required(_l("Write what cannot change. “Nothing” is an answer too"))]
    )
    questions = QuestionLines(_l("Your questions, one on each line"))
    who = OneOf(
        _l("Who can read it and say something?"),
        [Required(_l("Choose who can"))],
        choices=[
            (GROUP, _l("The group"), _l("Everybody who belongs to it.")),
            (ANYBODY, _l("Anybody with the address"), _l("People need no account. Comments are shown once answered.")),
        ],
    )

    def validate_opens_on(self, field: Day) -> None:
        if field.day and field.day < today():
            raise ValidationError(_("This day is over. Write today, or one that is to come"))

    def validate_closes_on(self, field: Day) -> None:
        begins = self.opens_on.day if "opens_on" in self else None
        if field.day and field.day < today():
            raise ValidationError(_("This day is over. Write one that is to come"))
        if field.day and begins and field.day < begins:
            raise ValidationError(_("The last day is before the first"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that a consultation knows."""
        facts: dict[str, Any] = {name: self[name].data or "" for name in ("why", "can_change", "cannot_change")}
        facts |= {"closes_on": self.closes_on.day, "is_public": self.who.data == ANYBODY}
        facts |= {"opens_on": self.opens_on.day} if "opens_on" in self else {}
        return facts | ({"phase": Phase(self.phase.data)} if "phase" in self else {})


class CloseConsultationForm(Form):
    """Who and what was missed, each with who said so."""

    missed_who = Text(_l("Who have we missed?"), [Required(NEEDED)])
    who_said = Line(_l("Who said that they were missed?"), [Required(_l("Write who said so"))], most=LONGEST_NAME)
    missed_what = Text(_l("What have we missed?"), [Required(NEEDED)])
    what_said = Line(_l("Who said that it was missed?"), [Required(_l("Write who said so"))], most=LONGEST_NAME)

    @property
    def missed(self) -> dict[str, str]:
        """Return the four answers by the names that a consultation knows."""
        return {name: self[name].data or "" for name in ("missed_who", "who_said", "missed_what", "what_said")}
