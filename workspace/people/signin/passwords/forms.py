"""What people type about passwords."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField

from workspace.forms import Email, Form, Required
from workspace.people.signin.forms import not_endless


class PasswordSignInForm(Form):
    """An e-mail address and its password."""

    email = Email(_l("Your e-mail address"), [Required(_l("Write your e-mail address"))])
    password = PasswordField(_l("Your password"), [Required(_l("Write your password")), not_endless])
    shared = BooleanField(_l("This is a shared computer"))
    next = HiddenField()


class SetPasswordForm(Form):
    """A new password."""

    password = PasswordField(_l("New password"), [Required(_l("Write a password")), not_endless])
