"""Forms of a charter that a group adopts."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField

from workspace.forms import Form, Required, Text
from workspace.meanwhile import SharedForm


class AdoptForm(Form):
    """Which charter is adopted, by its id."""

    charter = IntegerField(validators=[Required(_l("Choose the charter that you want to adopt"))])


class HereForm(SharedForm):
    """Who answers here for what was adopted."""

    contact = Text(_l("Who answers for it here, and how can people reach them?"), most=1000, id="who-here")


class SeenForm(Form):
    """Of which version the words were read, by its number."""

    number = IntegerField(validators=[Required(_l("Read the new words first"))])
