"""Forms that answer a reminder."""

from flask_babel import lazy_gettext as _l

from workspace.actions.models import ActionState
from workspace.actions.reminding.models import Said
from workspace.actions.words import WORDS_NEEDED
from workspace.forms import Day, Form, Required, Text


class DoneForm(Form):
    """It is done."""

    words = Text(_l("What changed because of it?"), [Required(WORDS_NEEDED[ActionState.DONE])])


class MoreTimeForm(Form):
    """It needs more time."""

    due = Day(_l("By when will it be done?"), [Required(_l("Write a day, like 3 June"))])
    words = Text(_l("Why does it need more time?"))


class StuckForm(Form):
    """It cannot go on without help."""

    words = Text(_l("What would help?"), [Required(WORDS_NEEDED[ActionState.STUCK])])


FORM: dict[Said, type[DoneForm | MoreTimeForm | StuckForm]] = {
    Said.DONE: DoneForm,
    Said.MORE_TIME: MoreTimeForm,
    Said.STUCK: StuckForm,
}
