"""Forms of polls: what is asked, and the answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField
from wtforms.validators import ValidationError

from workspace import db, i18n
from workspace.forms import Day, Form, Line, Lines, OneOf, Required, SomeOf, Text, date_words
from workspace.meetings.forms import usual_end
from workspace.meetings.polls.models import MOST_OPTIONS, Fit, PollOption, PollPlace, Span
from workspace.meetings.polls.words import FIT, FIT_FOR
from workspace.meetings.words import when
from workspace.spaces.models import Membership
from workspace.typed_dates import DateNotRead, in_zone, read_moment


class OptionLines(Lines):
    """Dates with times, one on each line, as people write them."""

    most_lines = MOST_OPTIONS

    def read_line(self, line: str) -> Span:
        """Return when this date begins and ends, in UTC."""
        try:
            read = read_moment(line, now=i18n.local(db.now()))
            starts = in_zone(read.starts, i18n.zone())
            ends = in_zone(read.ends, i18n.zone()) if read.ends else usual_end(starts)
        except DateNotRead as problem:
            raise ValidationError(date_words(problem)) from problem
        if starts <= db.now():
            raise ValidationError(_("%(moment)s is past", moment=i18n.moment(starts)))
        return starts, ends


class ClosesForm(Form):
    """Until when people can answer."""

    closes = Day(_l("Until when can people answer?"), [Required(_l("Write the last day for answers, like 3 June"))])

    closes_at: datetime

    def validate_closes(self, field: Any) -> None:
        """Refuse a day that is past. Answers are taken until its end: the midnight after it, where the space is."""
        if field.day is None:
            return
        self.closes_at = in_zone(datetime.combine(field.day + timedelta(days=1), time()), i18n.zone())
        if self.closes_at <= db.now():
            raise ValidationError(_("%(day)s is past. Write a day that is still to come", day=i18n.day(field.day)))


class AskForm(ClosesForm):
    """A question about dates, and whom it asks."""

    title = Line(_l("What is the meeting called?"), [Required(_l("Write what the meeting is called"))])
    about = Text(_l("What is it for?"))
    options = OptionLines(_l("Dates and times, one on each line"), [Required(_l("Write at least two dates"))])
    everyone = BooleanField(_l("Everyone in this list"))
    members = SomeOf(_l("Whom do you ask?"))

    def offer(self, members: Iterable[Membership]) -> None:
        """Say who can be asked."""
        self.members.offer([(str(one.person_id), _named(one), _reached(one)) for one in members])

    def chosen(self, members: Iterable[Membership]) -> list[Membership]:
        """Return the members that were ticked, or all of them."""
        ticked = set(self.members.data or [])
        return [one for one in members if self.everyone.data or str(one.person_id) in ticked]

    def validate_options(self, field: Any) -> None:
        """Ask for two dates at least."""
        if len(field.read) == 1:
            raise ValidationError(_("Write at least two dates. For a single one, plan the meeting and invite people"))

    def validate_members(self, field: Any) -> None:
        """Ask for at least one person."""
        if not field.data and not self.everyone.data:
            raise ValidationError(_("Choose whom you ask"))


def _named(one: Membership) -> Markup:
    return Markup("<bdi>{}</bdi>").format(one.person.preferred_name)


def _reached(one: Membership) -> str:
    return one.title if one.person.has_mail else str(_("No e-mail: ask them yourself, and write down what they say"))


class AnswerForm(Form):
    """How each date fits somebody. The fields of the dates are made for each poll."""

    words: Mapping[Fit, Any] = FIT

    @property
    def fits(self) -> dict[int, Fit]:
        """Return how each date fits, by its number."""
        return {int(name[5:]): Fit(field.data) for name, field in self._fields.items() if name.startswith("date_")}


class OwnAnswerForm(AnswerForm):
    """The same, by the person themselves, with a line that nobody else ever sees."""

    private_line = Line(_l("A line for yourself"))


class AnswerForSomebodyForm(AnswerForm):
    """The same, written down by an organiser for somebody who told them."""

    words = FIT_FOR


def answer_form(kind: type[AnswerForm], options: Sequence[PollOption]) -> type[AnswerForm]:
    """Return the form with a question for each date."""
    needed = Required(_l("Choose one answer for each date"))
    fits = [(fit.value, words) for fit, words in kind.words.items()]
    dates = {f"date_{one.id}": OneOf(when(one.starts_at, one.ends_at), [needed], choices=fits) for one in options}
    return type(kind.__name__, (kind,), dates)


def as_answered(place: PollPlace) -> dict[str, Any]:
    """Return what the form shows to the person whose place it is."""
    fits = {f"date_{answer.option_id}": answer.fit.value for answer in place.answers}
    return fits | {"private_line": place.private_line}


class ChooseForm(Form):
    """Which date it is."""

    option = OneOf(_l("Which date is it?"), [Required(_l("Choose a date"))])
