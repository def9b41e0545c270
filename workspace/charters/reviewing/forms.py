"""Forms of the next look at a charter."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.charters.reviewing.words import RESULT, RESULT_MEANS
from workspace.forms import Day, Form, OneOf, Required, SomeOf, Text
from workspace.i18n import today
from workspace.meanwhile import SharedForm
from workspace.people.models import Person


class PlanForm(SharedForm):
    """When a charter is looked at again, and by whom."""

    on = Day(_l("On which day is it looked at again?"))
    who = SomeOf(_l("Who looks at it?"))
    was_on: date | None = None  # a day that is over may stay, where only the people change

    def offer(self, members: Iterable[Person], was_on: date | None) -> "PlanForm":
        """Say who can be chosen, and which day there is."""
        self.who.offer([(str(one.id), one.preferred_name) for one in members])
        self.was_on = was_on
        return self

    def validate_on(self, field: Day) -> None:
        if field.day and field.day != self.was_on and field.day < today():
            raise ValidationError(_l("This day is over. Write one that is to come"))

    def validate_who(self, field: SomeOf) -> None:
        if self.on.day and not field.data:
            raise ValidationError(_l("Choose at least one person: they get a message in time"))

    @property
    def chosen(self) -> list[int]:
        """Return the numbers of those who were chosen; of nobody, where no day is."""
        return [int(number) for number in self.who.data or []] if self.on.day else []


class ReviewForm(Form):
    """What came of looking at a charter."""

    result = OneOf(
        _l("What came of it?"),
        [Required(_l("Choose what came of it"))],
        choices=[(one.value, words, RESULT_MEANS[one]) for one, words in RESULT.items()],
    )
    words = Text(_l("Why, and who looked at it with you?"), [Required(_l("Write why, in a few words"))])
    next_on = Day(_l("When is it looked at next?"), [Required(_l("Write when it is looked at next"))])

    def validate_next_on(self, field: Day) -> None:
        if field.day and field.day <= today():
            raise ValidationError(_l("Write a day that is to come, such as a year from now"))


def in_a_year() -> str:
    """Return the day a year from today, as it is typed."""
    day = today()
    return i18n.day(day.replace(year=day.year + 1, day=min(day.day, 28)), weekday=False)
