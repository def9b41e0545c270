"""The form of one's introduction at a meeting."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from workspace.forms import Form, Text
from workspace.meetings.invitations.models import TurnAt


class IntroductionForm(Form):
    """My words for this meeting, and who says them."""

    own_introduction = Text(_l("What I say about myself at this meeting"), most=1000)
    turn = SelectField(
        _l("When do I have my turn?"),
        default="",
        choices=lambda: [
            SelectChoice("", _l("As the list stands")),
            SelectChoice(TurnAt.NEXT.value, _l("Next")),
            SelectChoice(TurnAt.LAST.value, _l("Last of all")),
        ],
    )
    read_by = SelectField(_l("Who says it?"), coerce=int)
