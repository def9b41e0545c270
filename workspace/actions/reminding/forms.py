"""Forms that answer a reminder."""

from flask_babel import lazy_gettext as _l

from workspace.actions.forms import MoreTimeForm
from workspace.actions.models import ActionState
from workspace.actions.reminding.models import Said
from workspace.actions.words import WORDS_NEEDED
from workspace.forms import Form, Required, Text


class DoneForm(Form):
    """It is done."""

    words = Text(_l("What changed because of it?"), [Required(WORDS_NEEDED[ActionState.DONE])])


class StuckForm(Form):
    """It cannot go on without help."""

    words = Text(_l("What would help?"), [Required(WORDS_NEEDED[ActionState.STUCK])])


FORM: dict[Said, type[DoneForm | MoreTimeForm | StuckForm]] = {
    Said.DONE: DoneForm,
    Said.MORE_TIME: MoreTimeForm,
    Said.STUCK: StuckForm,
}
