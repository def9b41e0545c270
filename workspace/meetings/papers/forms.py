"""The forms of papers."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import InputRequired, ValidationError

from workspace import i18n
from workspace.forms import ADDRESS, Attached, Day, Form, Line, OneOf, Required, Text, is_web_address
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.papers.models import Paper, PaperForm
from workspace.meetings.papers.words import PAPER_FORM, code_of_language
from workspace.uploads.models import UploadKind


class PaperFactsForm(Form):
    """What a paper is about, what it means for people, who brings it, and by when."""

    item = SelectField(_l("For which item?"), coerce=int, choices=[])
    title = Line(_l("What is the paper called?"), [Required(_l("Write what the paper is called"))])
    means = Text(
        _l("What does it mean for people?"),
        [Required(_l("Write what it means for people: nobody should have to guess that"))],
    )
    due = Day(_l("By which day is it sent?"), [Required(_l("Write by which day people get it"))])
    brought_by = Line(_l("Who brings it?"))

    def offer_items(self, items: Iterable[AgendaItem]) -> None:
        """Say for which items a paper can be."""
        self.item.choices = [(item.id, item.title) for item in items]

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the paper knows."""
        return {
            "item_id": self.item.data,
            "title": self.title.data or "",
            "means": self.means.data or "",
            "due_on": self.due.day,
            "brought_by": self.brought_by.data or "",
        }


class ReadingForm(Form):
    """Who read a paper before it was final, and what changed after."""

    how_many = Line(_l("How many people read it?"), [Required(_l("Write how many people read it"))])
    who = Line(_l("Who were they?"), [Required(_l("Write who they were, like: panel members"))])
    read_on = Day(_l("On which day?"), [Required(_l("Write the day on which they read it"))])
    changed = Text(
        _l("What changed after?"), [Required(_l("Write what changed. Nothing is an answer: then say why"))], most=2000
    )

    def validate_how_many(self, field: Field) -> None:
        """Refuse what is no whole number of people from 1 to 9,999."""
        typed = field.data or ""
        if not (typed.isdecimal() and len(typed) < len("10000") and int(typed) > 0):
            raise ValidationError(_("Write a whole number, like 4"))


def as_written(paper: Paper) -> dict[str, Any]:
    """Return what the form shows of a paper."""
    due = i18n.day(paper.due_on, weekday=False)
    return {"item": paper.item_id, "title": paper.title, "means": paper.means, "due": due}


class VersionForm(Form):
    """A paper in one form and language: a file, or a link to where it is."""

    kind = OneOf(
        _l("In which form is it?"),
        [InputRequired(_l("Choose in which form it is"))],
        choices=[(one.value, words) for one, words in PAPER_FORM.items()],
        default=PaperForm.STANDARD.value,
    )
    language = SelectField(_l("In which language?"), choices=[])
    other_language = Line(_l("Or in another language"))
    file = Attached(_l("The file"), kind=UploadKind.PAPER)
    link = Line(_l("Or a link to where it is"), most=ADDRESS)

    def offer_languages(self, of_space: str) -> None:
        """Say which languages there are, that of the space first."""
        known = [(one.code, one.name) for one in i18n.offered()]
        self.language.choices = sorted(known, key=lambda one: one[0] != of_space)

    def validate_other_language(self, field: Field) -> None:
        """Refuse what is no language that has a name."""
        if field.data and not code_of_language(field.data):
            raise ValidationError(_("We do not know this language. Write its usual name, like Somali"))

    @property
    def in_language(self) -> str:
        """Return the code of the language that was written, else of the one that was chosen."""
        return code_of_language(self.other_language.data or "") or str(self.language.data)

    def validate_link(self, field: Field) -> None:
        """Refuse all but web addresses."""
        if field.data and not is_web_address(field.data):
            raise ValidationError(_("Write the whole address, like https://www.example.org/paper"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, and that there is a file or a link, and not both."""
        good = bool(super().validate(extra_validators))
        if self.file.errors or self.link.errors:
            return False
        if bool(self.file.data) == bool(self.link.data):
            words = _("Take the file or the link, not both") if self.link.data else _("Choose a file, or write a link")
            self.add_error("file", words)
            return False
        return good
