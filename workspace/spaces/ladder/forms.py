"""The form of a step on the way of a concern."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import NumberRange, ValidationError

from workspace.forms import ADDRESS, Email, Line, Required, Text, is_web_address
from workspace.meanwhile import SharedForm
from workspace.spaces.forms import Number

FACTS = ("to_whom", "phone", "email", "post", "web", "days", "if_not")


class StepForm(SharedForm):
    """To whom a concern goes, how, and by when they answer."""

    to_whom = Line(_l("To whom does the concern go?"), [Required(_l("Write a role or an organisation"))])
    phone = Line(_l("Phone"), most=60)
    email = Email(_l("E-mail"))
    post = Text(_l("Address for letters"), most=1000)
    web = Line(_l("Web address of a form"), most=ADDRESS)
    days = Number(
        _l("Within how many working days do they answer?"),
        [Required(_l("Write how many working days")), NumberRange(1, 90, _l("Write a number of days from 1 to 90"))],
    )
    if_not = Text(_l("What else can people do if there is no answer?"), most=1000)

    def validate_web(self, field: Field) -> None:
        """Refuse all but web addresses."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Write the whole address, like https://www.example.org"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that there is a way to reach them."""
        good = super().validate(extra_validators)
        if not any(self[name].data for name in ("phone", "email", "post", "web")):
            self.add_error("phone", _("Write at least one way to reach them: phone, e-mail, letter or form"))
            return False
        return good

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the step knows."""
        return {name: self[name].data or "" for name in FACTS}
