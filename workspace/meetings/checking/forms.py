"""Forms of checking notes."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace import i18n
from workspace.forms import Day, Form, NeededWhen, OneOf, Required, Text
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.checking.models import Answered
from workspace.meetings.checking.words import ANSWERED, ANSWERED_MEANS
from workspace.meetings.models import Meeting

WHOLE = "0"


class SendForm(Form):
    """By when people say what is wrong."""

    check_by = Day(
        _l("By when can people say what is wrong?"), [Required(_l("Write a day, like 3 June or “next Friday”"))]
    )


class AskForm(Form):
    """What the notes should say instead."""

    part = SelectField(_l("Which part is it about?"), default=WHOLE)
    says = Text(_l("What should it say?"), [Required(_l("Write what the notes should say"))])
    why = Text(_l("Why?"))

    def offer(self, meeting: Meeting, removed: Iterable[AgendaItem]) -> None:
        """Fill in the parts of the notes, with those of items that were taken off the agenda."""
        items = [(str(item.id), f"{number}. {item.title}") for number, item in enumerate(meeting.items, 1)]
        items += [(str(item.id), _("%(item)s (taken off the agenda)", item=item.title)) for item in removed]
        self.part.choices = [(WHOLE, _l("The notes as a whole, or who was there")), *items]


class AnswerForm(Form):
    """What became of a correction."""

    answer = OneOf(
        _l("What became of it?"),
        [Required(_l("Choose whether the notes were changed"))],
        choices=[(one.value, ANSWERED[one], ANSWERED_MEANS[one]) for one in ANSWERED_MEANS],
    )
    because = Text(
        _l("Your answer to them"),
        [NeededWhen("answer", (Answered.NOT_CHANGED,), _l("Write why the notes stay as they are"))],
    )

    def only_stays(self) -> None:
        """Offer no change: published notes change by a new edition, on a page of its own."""
        stays = Answered.NOT_CHANGED
        self.answer.offer([(stays.value, ANSWERED[stays], ANSWERED_MEANS[stays])])


class AgreeForm(Form):
    """At which meeting the notes were agreed."""

    at = SelectField(_l("At which meeting were they agreed?"), [Required(_l("Choose the meeting"))])

    def offer(self, meetings: Sequence[Meeting]) -> None:
        """Fill in the meetings that came after."""
        rows = [(str(one.id), f"{one.title}, {i18n.day(one.starts_at)}") for one in meetings]
        self.at.choices = [("", _l("Choose a meeting")), *rows]
