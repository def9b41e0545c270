"""What people type to sign in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import ValidationError

from workspace.forms import Email, Form, Line, Required

LONGEST_CODE = 100  # with all the spaces and dashes that somebody may put in
LONGEST_PASSWORD = 200  # hashing more would keep a server busy for nothing


def not_endless(form: Any, field: Any) -> None:
    """Refuse a password that nobody typed."""
    if len(field.data or "") > LONGEST_PASSWORD:
        raise ValidationError(_l("Use at most 200 letters"))


class AskForm(Form):
    """The address that a link and a code are mailed to."""

    email = Email(_l("Your e-mail address"), [Required(_l("Write your e-mail address"))])
    next = HiddenField()


class CodeForm(Form):
    """The code of the newest message."""

    code = Line(_l("The 6-digit code"), [Required(_l("Type the code from the message"))], most=LONGEST_CODE)
    shared = BooleanField(_l("This is a shared computer"))


class EnterForm(Form):
    """The one question behind a link or a slip."""

    shared = BooleanField(_l("This is a shared computer"))


class AgainForm(Form):
    """Showing again that it is you: with a code or with the password, whichever is at hand."""

    code = Line(_l("The 6-digit code"), most=LONGEST_CODE)
    password = PasswordField(_l("Your password"), [not_endless])
    next = HiddenField()
