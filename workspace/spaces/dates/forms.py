"""Forms of days to keep in mind, and of the times that somebody can never do."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from workspace import db, i18n
from workspace.forms import LINE, Form, Lines, OneOf, Required, SomeOf, date_words
from workspace.spaces.dates.day_lines import Named, read_line
from workspace.spaces.dates.models import DayKind, PartOfDay
from workspace.spaces.dates.words import DAY_KIND, PART
from workspace.typed_dates import DateNotRead


class DayLines(Lines):
    """Names with their days, one on each line."""

    most_lines = 200

    def read_line(self, line: str) -> Named:
        """Return the name, the first day and the last."""
        try:
            named = read_line(line, today=i18n.local(db.now()).date())
        except DateNotRead as problem:
            if problem.values.get("part") == "name":
                raise ValidationError(
                    _("Write a name, a colon and the days, like “Easter: 25 March 2027”")
                ) from problem
            raise ValidationError(date_words(problem)) from problem
        if len(named[0]) > LINE:
            raise ValidationError(_("This name is too long"))
        return named


class DaysForm(Form):
    """Days to keep in mind, all of one kind."""

    kind = OneOf(
        _l("What are they?"),
        [Required(_l("Choose what these days are"))],
        choices=[(kind.value, words) for kind, words in DAY_KIND.items()],
        default=DayKind.SCHOOL_HOLIDAY.value,
    )
    days = DayLines(_l("Names and days, one on each line"), [Required(_l("Write at least one name with its days"))])


class TermFileForm(Form):
    """A file with school holidays."""

    file = FileField(_l("A calendar (.ics) or a table saved as text (.csv)"))

    def validate_file(self, field: Any) -> None:
        """Ask for a file."""
        if not field.data:
            raise ValidationError(_("Choose a file first"))


class BusyTimesForm(Form):
    """When somebody can never come: for each day of the week, which parts of it."""

    @property
    def times(self) -> set[tuple[int, PartOfDay]]:
        """Return what was ticked."""
        return {
            (number, PartOfDay(part))
            for number in range(len(i18n.WEEKDAYS))
            for part in self[f"day_{number}"].data or []
        }


def _week() -> type[BusyTimesForm]:
    parts = [(part.value, words) for part, words in PART.items()]
    days = {f"day_{number}": SomeOf(words, choices=parts) for number, words in enumerate(i18n.WEEKDAYS)}
    return type("WeekForm", (BusyTimesForm,), days)


WeekForm = _week()
