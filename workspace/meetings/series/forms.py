"""The form of meetings that come again."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms.validators import NumberRange, Optional, ValidationError

from workspace import db, i18n
from workspace.forms import Form, Lines, NeededWhen, OneOf, Required, date_words
from workspace.meetings.models import Meeting
from workspace.meetings.series.rhythm import MOST, every_month, every_term, every_weeks
from workspace.spaces.forms import Number
from workspace.typed_dates import DateNotRead, in_zone, read_day


class Rhythm(StrEnum):
    """How often a meeting comes again."""

    WEEKS = "weeks"
    MONTH = "month"
    TERM = "term"
    DAYS = "days"


class DayLines(Lines):
    """Days, one on each line."""

    most_lines = MOST

    def read_line(self, line: str) -> date:
        """Return the day."""
        try:
            return read_day(line, today=i18n.local(db.now()).date())
        except DateNotRead as problem:
            raise ValidationError(date_words(problem)) from problem


class RepeatForm(Form):
    """When a meeting comes again."""

    rhythm = OneOf(_l("When does it come again?"), [Required(_l("Choose when it comes again"))])
    weeks = Number(
        _l("How many weeks lie between two meetings?"),
        [Optional(), NumberRange(1, 26, _l("Write a number of weeks from 1 to 26"))],
        default=2,
    )
    times = Number(
        _l("How many more meetings?"),
        [Optional(), NumberRange(1, MOST, _l("Write a number of meetings from 1 to 12"))],
        default=3,
    )
    days = DayLines(_l("The days, one on each line"), [NeededWhen("rhythm", (Rhythm.DAYS,), _l("Write the days"))])

    spans: list[tuple[datetime, datetime]]
    holidays: Sequence[tuple[date, date]] = ()  # of schools, as the space keeps them

    def offer(self, meeting: Meeting) -> None:
        """Say how the meeting can come again."""
        weekday = i18n.day(meeting.starts_at)
        self.rhythm.offer(
            [
                (Rhythm.WEEKS.value, _("Every few weeks, on the same weekday")),
                (
                    Rhythm.MONTH.value,
                    _("Every month, in the same week of it"),
                    _("As %(day)s is in its month", day=weekday),
                ),
                (
                    Rhythm.TERM.value,
                    _("Once in each term"),
                    _("In the same week of each, from the school holidays that your group keeps"),
                ),
                (Rhythm.DAYS.value, _("On days that I write")),
            ]
        )

    def read(self, meeting: Meeting) -> bool:
        """Work out when the meetings are, at the time that clocks show at this one. Say whether that went well."""
        starts, ends = i18n.local(meeting.starts_at), i18n.local(meeting.ends_at)
        self.spans = []
        try:
            for day in self._days(starts.date()):
                last = day + (ends.date() - starts.date())
                begins, closes = datetime.combine(day, starts.time()), datetime.combine(last, ends.time())
                self.spans.append((in_zone(begins, i18n.zone()), in_zone(closes, i18n.zone())))
        except DateNotRead as problem:
            self.add_error("rhythm", date_words(problem))
        return not self.errors

    def _days(self, first: date) -> list[date]:
        times = self.times.data or 1
        if self.rhythm.data == Rhythm.WEEKS:
            return every_weeks(first, self.weeks.data or 1, times)
        if self.rhythm.data == Rhythm.TERM:
            return self._in_terms(first, times)
        return every_month(first, times) if self.rhythm.data == Rhythm.MONTH else sorted(self.days.read)

    def _in_terms(self, first: date, times: int) -> list[date]:
        """Return the days of so many terms; with fewer terms known, say what to do."""
        days = every_term(first, self.holidays, times)
        if not days:
            self.add_error("rhythm", _("We do not know when the next term begins. Add the school holidays first"))
        elif len(days) < times:
            words = ngettext(
                "We know of %(num)d more term. Add the school holidays after it, or plan fewer meetings",
                "We know of %(num)d more terms. Add the school holidays after them, or plan fewer meetings",
                len(days),
            )
            self.add_error("times", words)
        return days
