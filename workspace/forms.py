"""What all forms share: fields that strip and keep what was typed, and fields that read days and moments."""

from collections.abc import Container, Sequence
from datetime import date
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from flask import g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import FileField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, Length, ValidationError

from workspace import db, drafts, i18n, libraries
from workspace.typed_dates import DateNotRead, DateProblem, in_zone, read_day, read_moment
from workspace.uploads.models import UploadKind
from workspace.uploads.taking import Taken, take

LINE = 200  # characters of one line of text
ADDRESS = 500  # characters of a link
TEXT = 20_000  # characters of a longer text
NOTE = 100_000  # characters of the notes of one item

F = TypeVar("F", bound="Form")


class _OurWords:
    """What the library says of an answer that a page did not offer, in words of ours and in the reader's language."""

    says: ClassVar = {
        "Not a valid choice.": _l("Choose one of the answers in the list"),
        "Invalid Choice: could not coerce.": _l("Choose one of the answers in the list"),
        "'%(value)s' is not a valid choice for this field.": _l("Choose from the answers in the list"),
        "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose from the answers in the list"),
        "Not a valid integer value.": _l("Write a whole number, like 12"),
        "Not a valid decimal value.": _l("Write a number, like 12.50"),
    }

    def gettext(self, words: str) -> str:
        return str(self.says.get(words, _l("We could not read this answer. Look at it again")))

    def ngettext(self, one: str, _many: str, _number: int) -> str:
        return self.gettext(one)


class Form(FlaskForm):
    """A form of ours. Cross-site posts are refused for the whole application before any form sees them."""

    kept_at: Any = None  # when what it shows was typed, if it comes from a draft

    class Meta:
        csrf = False

        def get_translations(self, _form: Any) -> _OurWords:
            return _OurWords()

    def complain_only_of(self, *names: str) -> None:
        """Show what is wrong with these fields alone, where somebody checks a part before the rest is written."""
        for name, field in self._fields.items():
            if name not in names:
                field.errors = []

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
    draft = _drafts().get(form_address(form_id))
    if draft is None:
        return kind(formdata=None, **kwargs)
    form = kind(formdata=MultiDict([(name, value) for name, value in draft.fields]), **kwargs)
    form.kept_at = draft.saved_at
    return form


def _drafts() -> dict[str, drafts.Draft]:
    if "drafts" not in g:
        g.drafts = drafts.on_page(current_user.id, request.path) if current_user.is_authenticated else {}
    found: dict[str, drafts.Draft] = g.drafts
    return found


def form_address(form_id: str = "form") -> str:
    """Return what names this form on this page, for its draft."""
    return f"{request.path}#{form_id}"


class Required(InputRequired):
    """The answer cannot be empty. Marked by aria-required alone: `required` is spoken as an error before typing."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)

    def __call__(self, form: Any, field: Any) -> None:
        if isinstance(field.data, str) and not field.data.strip():
            field.errors[:] = []
            raise ValidationError(str(self.message))
        super().__call__(form, field)


class NeededWhen:
    """The answer cannot be empty when the field `other` holds one of these choices."""

    def __init__(self, other: str, choices: Container[Any], message: Any) -> None:
        self.other, self.choices, self.message = other, choices, message

    def __call__(self, form: Any, field: Any) -> None:
        if not field.data and form[self.other].data in self.choices:
            raise ValidationError(str(self.message))


def is_web_address(text: str) -> bool:
    """Say whether the text is an address of the web, and of nothing that a browser would carry out."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text


def _strip(value: Any) -> Any:
    # PostgreSQL refuses a NUL in a text, and nobody types one. Forms end lines with two characters, scripts with one:
    # the same text stays the same, however it was sent.
    return value.replace("\0", "").replace("\r\n", "\n").strip() if isinstance(value, str) else value


def _one_line(value: Any) -> Any:
    return " ".join(_strip(value).split()) if isinstance(value, str) else value


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


class Lines(Text):
    """Several things, one on each line. `read` holds what was read; what cannot be is named with its line."""

    most_lines = 100

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.type = "Text"  # shown like any longer text
        self.read: list[Any] = []

    def read_line(self, line: str) -> Any:
        """Return what one line says. Refused with ValidationError, in words."""
        raise NotImplementedError

    def pre_validate(self, form: Any) -> None:
        """Read each line, and refuse the same thing twice and more lines than there may be."""
        self.read, problems = [], []
        for number, line in enumerate((self.data or "").splitlines(), 1):
            if not line.strip():
                continue
            try:
                self._add(self.read_line(" ".join(line.split())))
            except ValidationError as problem:
                where = {"number": number, "words": line.strip()[:LINE], "problem": problem}
                problems.append(_("Line %(number)d, “%(words)s”: %(problem)s.", **where))
        if len(self.read) > self.most_lines:
            problems = [
                _("Write at most %(most)d lines. You wrote %(count)d", most=self.most_lines, count=len(self.read))
            ]
        if problems:
            raise ValidationError(" ".join(problems[:3]).removesuffix("."))

    def _add(self, one: Any) -> None:
        if one in self.read:
            raise ValidationError(_("The same is on a line above"))
        self.read.append(one)


class Email(StringField):
    """An e-mail address, kept in small letters so that it is found again. Nothing is sent to try it."""

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators], filters=[_one_line], **kwargs)

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.data = libraries.email_validator.validate_email(
                self.data, check_deliverability=False
            ).normalized.lower()
        except libraries.email_validator.EmailNotValidError as problem:
            raise ValidationError(_("Write a whole e-mail address, like ann@example.org")) from problem


class _Choices:
    """Choices with words and, where it helps, an explanation: (value, words) or (value, words, explanation)."""

    choices: Any
    explained: dict[str, Any]

    def offer(self, choices: Sequence[tuple[Any, ...]]) -> None:
        """Say what can be chosen."""
        self.choices = [SelectChoice(choice[0], choice[1]) for choice in choices]
        self.explained = {str(choice[0]): choice[2] for choice in choices if len(choice) > 2}


class OneOf(_Choices, RadioField):
    """One choice of a few, as radio buttons."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, choices: Sequence[tuple[Any, ...]] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, [*validators], **kwargs)
        self.offer(choices)


class SomeOf(_Choices, SelectMultipleField):
    """Any number of a list of choices, as check boxes."""

    def __init__(
        self, label: Any, validators: Sequence[Any] = (), *, choices: Sequence[tuple[Any, ...]] = (), **kwargs: Any
    ) -> None:
        super().__init__(label, [*validators], **kwargs)
        self.offer(choices)


class Day(StringField):
    """A day typed as people write it. `data` is what was typed, `day` the date that was read."""

    day: date | None = None
    understood: Any = ""  # what was read, said back under the field

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators], filters=[_one_line], **kwargs)

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
    understood: Any = ""  # what was read, said back under the field

    def __init__(self, label: Any, validators: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators], filters=[_one_line], **kwargs)

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            read = read_moment(self.data, now=i18n.local(db.now()))
            end = in_zone(read.ends, i18n.zone()) if read.ends else None
            self.moments = (in_zone(read.starts, i18n.zone()), end)
        except DateNotRead as problem:
            raise ValidationError(date_words(problem)) from problem


class Attached(FileField):
    """A file. `taken` is what may be kept of it, once it was looked into. The view of its page says files=True."""

    taken: Taken | None = None

    def __init__(self, label: Any, validators: Sequence[Any] = (), *, kind: UploadKind, **kwargs: Any) -> None:
        super().__init__(label, [*validators], **kwargs)
        self.kind = kind

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file that was sent; a browser sends an empty one when none was chosen."""
        self.data = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)

    def pre_validate(self, form: Any) -> None:
        if self.data:
            self.taken = take(self.data, self.kind)


_DATE_WORDS = {
    DateProblem.EMPTY: _l("Write a date like 3 June"),
    DateProblem.NO_TIME: _l("Write a time too, like 10am: “3 June 2027, 10am”"),
    DateProblem.NO_SUCH_TIME: _l("There is no such time. Write a time like 10am, or 14:30"),
    DateProblem.END_BEFORE_START: _l("The end is before the start. Write it like “10am to 12”"),
    DateProblem.TOO_FAR: _l("That year is too far away. Write a year like 2027"),
}


def date_words(problem: DateNotRead) -> str:
    """Say what is wrong with a typed date, and what to write instead."""
    values = problem.values
    if problem.code in _DATE_WORDS:
        return str(_DATE_WORDS[problem.code])
    if problem.code is DateProblem.NO_SUCH_DAY:
        last = i18n.day(date(int(values["year"]), int(values["month"]), int(values["last"])), weekday=False)
        return str(_("There is no such day. The last day of that month is %(day)s", day=last))
    if problem.code is DateProblem.WRONG_WEEKDAY:
        real = i18n.day(date(int(values["year"]), int(values["month"]), int(values["day"])))
        return str(_("That day is %(day)s. Check the weekday and the date", day=real))
    if problem.code is DateProblem.TIME_SKIPPED:
        later = values["instead"]
        return str(_("The clocks go forward then, and that time does not exist. Write %(time)s instead", time=later))
    return str(_("Write a date like 3 June, or 3/6/2027. We could not read “%(text)s”", text=values["text"]))
