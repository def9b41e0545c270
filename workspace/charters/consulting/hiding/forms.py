"""Forms of hiding a comment, of asking somebody to look again, and of what they say."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, OneOf, Required, Text
from workspace.people.models import Person

BACK, HIDDEN = "back", "hidden"


class HideForm(Form):
    """Why a comment is hidden, and who looks again if its author asks."""

    why = Text(_l("Which point of the group agreement does it break, and how?"), [Required(_l("Write the reason"))])
    appeal_to = SelectField(_l("Who looks at it again, if they ask?"), [Required(_l("Choose somebody"))])

    def offer(self, people: Iterable[Person]) -> "HideForm":
        """Let them choose between these people."""
        names = [(str(one.id), one.preferred_name) for one in people]
        self.appeal_to.choices = [("", _("Choose somebody")), *names]
        return self


class AppealForm(Form):
    """Why it should be shown."""

    words = Text(_l("Why should it be shown?"), [Required(_l("Write why it should be shown"))])


class SettleForm(Form):
    """Whether it is shown again, and why."""

    result = OneOf(
        _l("What do you decide?"),
        [Required(_l("Choose what you decide"))],
        choices=[(BACK, _l("It is shown again")), (HIDDEN, _l("It stays hidden"))],
    )
    words = Text(_l("Why?"), [Required(_l("Write why"))])
