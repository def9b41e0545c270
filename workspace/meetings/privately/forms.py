"""The forms of a private word."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from workspace.forms import Form, OneOf, Required, Text
from workspace.people.models import Person

MOST = 4000  # letters: a short message


class WordForm(Form):
    """What somebody wants to say, and to whom."""

    to = OneOf(_l("Who should read it?"), [Required(_l("Choose who should read it"))])
    words = Text(_l("What would you like to say?"), [Required(_l("Write what you would like to say"))], most=MOST)

    def offer_people(self, people: Sequence[tuple[Person, bool]]) -> None:
        """Say who can be chosen, each with whether they are the person to contact."""
        self.to.offer(
            [(str(one.id), one.preferred_name, _l("Whom to contact") if contact else "") for one, contact in people]
        )


class AnswerForm(Form):
    """The answer to a private word."""

    answer = Text(_l("Your answer"), [Required(_l("Write your answer"))], most=MOST)
