"""The form of copying."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField

from workspace.forms import Form, Required


class CopyForm(Form):
    """Which version is copied, by its id."""

    version = IntegerField(validators=[Required(_l("Choose the charter that you want to copy"))])
