"""The form of the group agreement."""

from flask_babel import lazy_gettext as _l

from workspace.forms import Form, Line, Required, Text
from workspace.spaces.forms import Number


class AgreementForm(Form):
    """What the group agrees, why it changes, and which version was changed."""

    text = Text(_l("What do we agree?"), [Required(_l("Write what the group agrees"))])
    because = Line(_l("Why do we change it?"))
    seen = Number()
