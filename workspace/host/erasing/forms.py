"""The form that erases a person."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Form, Required


class EraseForm(Form):
    """That somebody knows what they do."""

    sure = BooleanField(_l("I know that this cannot be undone"), [Required(_l("Say that you know it"))])
