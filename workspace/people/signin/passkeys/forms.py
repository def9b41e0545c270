"""What a browser and its owner send about passkeys."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from workspace.forms import Form, Line, Required


class AnswerForm(Form):
    """What the device answered, as text, or the name of what stopped it."""

    answer = HiddenField()
    next = HiddenField()


class SignInForm(AnswerForm):
    """An answer that signs somebody in."""

    shared = BooleanField(_l("This is a shared computer"))


class NameForm(Form):
    """What somebody calls their passkey."""

    name = Line(_l("The name of this passkey"), [Required(_l("Write a name that you will know again"))])
