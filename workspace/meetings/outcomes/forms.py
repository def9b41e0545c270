"""Forms of what is parked and asked."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from workspace.forms import Day, Form, NeededWhen, OneOf, Required, Text, filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.outcomes.models import QuestionState
from workspace.meetings.outcomes.words import STATE, STATE_MEANS, WORDS_NEEDED

UNTIL = (("next", _l("At the next meeting")), ("day", _l("After a day")))
COMING = QuestionState.COMING.value


def _people(item: AgendaItem, first: Any) -> list[tuple[str, Any]]:
    return [("", first), *((str(p.person_id), p.person.preferred_name) for p in item.meeting.invitations)]


class ParkForm(Form):
    """What is put aside, why, until when, and who brings it back."""

    what = Text(_l("What is parked?"), [Required(_l("Write what is parked"))])
    why = Text(_l("Why not now?"), [Required(_l("Write why it is not talked about now"))])
    until = OneOf(_l("When does it come back?"), [Required(_l("Choose when it comes back"))], choices=UNTIL)
    until_on = Day(_l("After which day?"), [NeededWhen("until", {"day"}, _l("Write the day, like 3 June"))])
    owner = SelectField(_l("Who brings it back?"), [Required(_l("Choose who brings it back"))], validate_choice=False)

    @classmethod
    def at(cls, item: AgendaItem) -> Self:
        """Return the form with the people of this meeting to choose from."""
        form = filled(cls, data={"until": "next"})
        form.owner.choices = _people(item, _("Choose a person"))
        return form


class AskForm(Form):
    """A question, who asked it if they wish, who answers it and by when, or the answer if there is one."""

    words = Text(_l("What is the question?"), [Required(_l("Write the question"))])
    asked_by = SelectField(_l("Who asked?"), validate_choice=False)
    owner = SelectField(_l("Who answers it?"), [Required(_l("Choose who answers it"))], validate_choice=False)
    due = Day(_l("By when?"))
    answer = Text(_l("The answer, if it was given already"))

    def validate_due(self, field: Field) -> None:
        """Ask for a day where there is no answer yet: a question is never only noted."""
        if not field.data and not self.answer.data:
            raise ValidationError(_("Write by when the answer comes, or write the answer"))

    @classmethod
    def at(cls, item: AgendaItem) -> Self:
        """Return the form with the people of this meeting to choose from."""
        form = filled(cls)
        form.asked_by.choices = _people(item, _("Do not say who asked"))
        form.owner.choices = _people(item, _("Choose a person"))
        return form


class AnswerForm(Form):
    """Where the answer to a question is now."""

    state = OneOf(
        _l("Where is the answer?"),
        [Required(_l("Choose where the answer is"))],
        choices=[(state.value, STATE[state], STATE_MEANS[state]) for state in QuestionState],
    )
    words = Text(_l("In your words"))
    due = Day(_l("By when?"), [NeededWhen("state", {COMING}, _l("Write by when the answer comes"))])

    def validate_words(self, field: Field) -> None:
        """Ask for the answer, or for the reason why there is none."""
        needed = {state.value: words for state, words in WORDS_NEEDED.items()}
        if not field.data and self.state.data in needed:
            raise ValidationError(str(needed[self.state.data]))


class ParkedForm(Form):
    """What becomes of something parked: it waits on, or need not come back."""

    until = OneOf(
        _l("When does it come back?"),
        [Required(_l("Choose when it comes back"))],
        choices=(*UNTIL, ("never", _l("It need not come back"))),
    )
    until_on = Day(_l("After which day?"), [NeededWhen("until", {"day"}, _l("Write the day, like 3 June"))])
    because = Text(_l("Why need it not come back?"), [NeededWhen("until", {"never"}, _l("Write why"))])
