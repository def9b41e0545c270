"""The form of one's introduction at a meeting."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, Text


class IntroductionForm(Form):
    """My words for this meeting, and who says them."""

    own_introduction = Text(_l("What I say about myself at this meeting"), most=1000)
    read_by = SelectField(_l("Who says it?"), coerce=int)
