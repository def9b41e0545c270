"""Forms of keeping in touch."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import ValidationError

from workspace.actions.contact.models import Wish
from workspace.actions.contact.words import WISHES
from workspace.forms import Day, Form, NeededWhen, OneOf, Required, Text
from workspace.i18n import today

UNTIL = _l("Write a day, like 3 June")


class AskForm(Form):
    """The question, in one's own words."""

    words = Text(_l("What would you like to ask?"), [Required(_l("Write what you would like to ask"))], most=2000)


class WishForm(Form):
    """What somebody answers."""

    wish = OneOf(_l("What would you like?"), [Required(_l("Choose one answer"))], choices=WISHES)
    until = Day(_l("Until when is the pause?"), [NeededWhen("wish", {Wish.PAUSE}, UNTIL)])

    def validate_until(self, field: Field) -> None:
        """Refuse a pause that is over."""
        if self.wish.data == Wish.PAUSE and self.until.day and self.until.day <= today():
            raise ValidationError(_("Write a day that is to come"))
