"""Forms of who has to do with an action."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.actions.forms import people_as_choices
from workspace.forms import Form, Line, OneOf, Required, Text
from workspace.people.models import Person


class AnswerForm(Form):
    """Whether somebody does what they are asked to do."""

    answer = OneOf(
        _l("Will you do it?"),
        [Required(_l("Choose yes or no"))],
        choices=[("yes", _l("Yes, I will do it"), ""), ("no", _l("No"), _l("No is a good answer. Nobody asks why."))],
    )
    words = Text(_l("Anything you want to add"))


class RaisedForm(Form):
    """Who raised what an action is about."""

    shown = OneOf(
        _l("Who may know?"),
        [Required(_l("Choose who may know"))],
        choices=[
            ("named", _l("Everybody who reads this action"), _l("Your name stands beside it.")),
            (
                "private",
                _l("Nobody but me"),
                _l("Your name is on no page and in no record. You get the same messages as all others."),
            ),
            ("not_me", _l("I did not raise it"), ""),
        ],
    )


class AskForm(Form):
    """Who is asked to do an action."""

    person = SelectField(_l("Who is asked?"), [Required(_l("Choose who is asked"))], validate_choice=False)
    body = Line(_l("For a body or in a role?"))

    def offer(self, people: Iterable[Person]) -> None:
        """Fill in who can be chosen."""
        self.person.choices = [("", _l("Choose a person")), *people_as_choices(people)]
