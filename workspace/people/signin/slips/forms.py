"""What people type from a slip."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from workspace.forms import Form, Line, Required
from workspace.people.signin.forms import LONGEST_CODE


class SlipCodeForm(Form):
    """The short code that is printed on a slip."""

    code = Line(_l("The short code on your slip"), [Required(_l("Type the short code"))], most=LONGEST_CODE)
    shared = BooleanField(_l("This is a shared computer"))
