"""The form of a place to turn to."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from workspace.forms import ADDRESS, Day, Form, Line, Required, Text, is_web_address

FACTS = ("name", "what_for", "phone", "web", "hours", "languages")


class PlaceForm(Form):
    """Where people can turn, what for, and who checked that it is right."""

    name = Line(_l("What is it called?"), [Required(_l("Write what the place is called"))])
    what_for = Text(_l("What do people turn to it for?"), [Required(_l("Write what people turn to it for"))], most=2000)
    phone = Line(_l("Phone"), most=60)
    web = Line(_l("Web address"), most=ADDRESS)
    hours = Line(_l("When is somebody there?"))
    languages = Line(_l("In which languages can people talk there?"))
    checked_by = Line(_l("Who checked it?"), [Required(_l("Write who rang or looked, and found that this is right"))])
    checked_on = Day(_l("On which day?"), [Required(_l("Write the day on which somebody checked it"))])

    def validate_web(self, field: Field) -> None:
        """Refuse all but web addresses."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Write the whole address, like https://www.example.org"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that there is a way to reach the place."""
        good = bool(super().validate(extra_validators))
        if not (self.phone.data or self.web.data):
            self.add_error("phone", _("Write a phone number or a web address, so that people can reach it"))
            return False
        return good

    @property
    def facts(self) -> dict[str, str]:
        """Return what was written, by the names that the place knows."""
        return {name: self[name].data or "" for name in FACTS}
