"""What all forms share: fields that strip and keep what was typed, and fields that read days and moments."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from workspace import db, drafts, i18n
from workspace.typed_dates import DateNotRead, DateProblem, in_zone, read_day, read_moment

LINE = 200  # characters of one line of text
TEXT = 20_000  # characters of a longer text
NOTE = 100_000  # characters of the notes of one item

F = TypeVar("F", bound="Form")


class Form(FlaskForm):
    """A form of ours. Cross-site posts are refused for the whole application before any form sees them."""

    kept_at: Any = None  # when what it shows was typed, if it comes from a draft

    class Meta:
        csrf = False

    def add_error(self, field: str, words: Any) -> None:
        """Show what a verb refused beside the field, or above the whole form when it names none."""
        named = self._fields.get(field)
        if named is None:
            self.form_errors.append(words)
        else:
            named.errors = [*named.errors, words]


def filled(kind: type[F], form_id: str = "form", **kwargs: Any) -> F:
    """Return the form with what was posted, else with what the person typed before and did not send, else with `obj`.

    Where a page holds several forms, each has its own `form_id`, which begins the names of its fields.
    """
    if form_id != "form":
        kwargs["prefix"] = form_id
    if request.method == "POST":
        return kind(**kwargs)
    draft = current_user.is_authenticated and drafts.find(current_user.id, form_address(form_id))
    if not draft:
        return kind(formdata=None, **kwargs)
    form = kind(formdata=MultiDict([(name, value) for name, value in draft.fields]), **kwargs)
    form.kept_at = draft.saved_at
    return form


def form_address(form_id: str = "form") -> str:
    """Return what names this form on this page, for its draft."""
    return f"{request.path}#{form_id}"


class Required(InputRequired):
    """The answer cannot be empty. Marked by aria-required alone: `required` is spoken as an error before typing."""

    field_flags: dict[str, Any] = {}  # noqa: RUF012

    def __init__(self, message: Any) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Any) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            field.errors[:] = []
            raise ValidationError(self.message)
        super().__call__(form, field)


def _strip(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _one_line(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def not_longer(most: int) -> Length:
    """Refuse more than `most` characters and say how many there may be."""
    return Length(max=most, message=_l("Write at most %(max)d letters. What you typed is kept here"))


class Line(StringField):
    """One line of text, at most 200 characters; line breaks become spaces."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), *, most: int = LINE, **kwargs: Any) -> None:
        super().__init__(label, [*validators, not_longer(most)], filters=[_one_line], **kwargs)


class Text(TextAreaField):
    """A longer text, at most 20,000 characters unless said otherwise."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), *, most: int = TEXT, **kwargs: Any) -> None:
        super().__init__(label, [*validators, not_longer(most)], filters=[_strip], **kwargs)


class OneOf(RadioField):
    """One choice of a few, as radio buttons. Choices are (value, words) or (value, words, explanation)."""

    def __init__(self, label: Any, choices: Sequence[tuple[Any, ...]], **kwargs: Any) -> None:
        self.explained = {str(choice[0]): choice[2] for choice in choices if len(choice) > 2}
        super().__init__(label, choices=[SelectChoice(choice[0], choice[1]) for choice in choices], **kwargs)


class SomeOf(SelectMultipleField):
    """Any number of a list of choices, as check boxes."""

    def __init__(self, label: Any, choices: Sequence[tuple[Any, ...]] = (), **kwargs: Any) -> None:
        self.explained = {str(choice[0]): choice[2] for choice in choices if len(choice) > 2}
        super().__init__(label, choices=[SelectChoice(choice[0], choice[1]) for choice in choices], **kwargs)


class Day(StringField):
    """A day typed as people write it. `data` is what was typed, `day` the date that was read."""

    day: date | None = None

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[_one_line], **kwargs)

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.day = read_day(self.data, today=i18n.local(db.now()).date())
        except DateNotRead as problem:
            raise ValidationError(date_words(problem)) from problem


class DayAndTime(StringField):
    """A day with a time, and perhaps an end: "3 June 2027, 10am to 12". `moments` is (start, end or None) in UTC."""

    moments: Any = None

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[_one_line], **kwargs)

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            read = read_moment(self.data, now=i18n.local(db.now()))
            end = in_zone(read.ends, i18n.zone()) if read.ends else None
            self.moments = (in_zone(read.starts, i18n.zone()), end)
        except DateNotRead as problem:
            raise ValidationError(date_words(problem)) from problem


def date_words(problem: DateNotRead) -> str:
    """Say what is wrong with a typed date, and what to write instead."""
    values = problem.values
    if problem.code is DateProblem.EMPTY:
        return _("Write a date like 3 June")
    if problem.code is DateProblem.NO_SUCH_DAY:
        last = date(int(values["year"]), int(values["month"]), int(values["last"]))
        return _("There is no such day. The last day of that month is %(day)s", day=i18n.day(last, weekday=False))
    if problem.code is DateProblem.WRONG_WEEKDAY:
        real = date(int(values["year"]), int(values["month"]), int(values["day"]))
        return _("That day is %(day)s. Check the weekday and the date", day=i18n.day(real))
    if problem.code is DateProblem.NO_TIME:
        return _("Write a time too, like 10am: “3 June 2027, 10am”")
    if problem.code is DateProblem.NO_SUCH_TIME:
        return _("There is no such time. Write a time like 10am, or 14:30")
    if problem.code is DateProblem.END_BEFORE_START:
        return _("The end is before the start. Write it like “10am to 12”")
    if problem.code is DateProblem.TIME_SKIPPED:
        return _(
            "The clocks go forward then, and that time does not exist. Write %(time)s instead", time=values["instead"]
        )
    if problem.code is DateProblem.TOO_FAR:
        return _("That year is too far away. Write a year like 2027")
    return _("Write a date like 3 June, or 3/6/2027. We could not read “%(text)s”", text=values["text"])
