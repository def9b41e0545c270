"""The forms of the agenda."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField
from wtforms.validators import Regexp, ValidationError

from workspace.forms import Form, Line, OneOf, Required, Text
from workspace.meanwhile import SharedForm
from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.agenda.patterns import PATTERN, PATTERN_MEANS, Pattern
from workspace.meetings.words import ITEM_KIND, ITEM_KIND_MEANS
from workspace.spaces.models import Sharing
from workspace.spaces.words import SHARING

MOST_MINUTES = 240  # of one item: longer than that is a meeting of its own
WORDS = ("title", "led_by", "details", "content_note")
NAMED_BY_KIND = {ItemKind.INTRODUCTIONS, ItemKind.BREAK}


def check_minutes(field: Field) -> None:
    """Refuse what is no whole number of minutes from 1 to 240."""
    typed = field.data or ""
    if not (typed.isdecimal() and len(typed) <= len(str(MOST_MINUTES)) and 0 < int(typed) <= MOST_MINUTES):
        raise ValidationError(_("Write a whole number of minutes, from 1 to 240"))


class ItemForm(SharedForm):
    """An item: what it is for, what it is about, who leads it, and for how long."""

    kind = OneOf(
        _l("What is this item for?"),
        [Required(_l("Choose what this item is for"))],
        choices=[(kind.value, words, ITEM_KIND_MEANS[kind]) for kind, words in ITEM_KIND.items()],
    )
    title = Line(_l("What is it about?"))
    minutes = Line(_l("Minutes"), [Required(_l("Write how many minutes it takes, from 1 to 240"))], default="10")
    led_by = Line(_l("Who leads it?"))
    details = Text(_l("What people need to know about it"))
    content_note = Text(_l("Is there anything in it that may be hard to hear?"))
    sharing = OneOf(_l("Who may hear of it?"), choices=[(level.value, words) for level, words in SHARING.items()])

    def validate_minutes(self, field: Field) -> None:
        """Refuse what is no whole number of minutes from 1 to 240."""
        check_minutes(field)

    def validate_title(self, field: Field) -> None:
        """Introductions and breaks are called that when nobody gave them a name; any other item needs one."""
        if field.data or not self.kind.data:
            return
        if self.kind.data not in NAMED_BY_KIND:
            raise ValidationError(_("Write what the item is about"))
        field.data = str(ITEM_KIND[ItemKind(self.kind.data)])

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the item knows."""
        words = {name: self[name].data or "" for name in WORDS}
        level = {"sharing": Sharing(self.sharing.data)} if self.sharing.data else {}
        return words | level | {"kind": ItemKind(self.kind.data), "minutes": int(self.minutes.data or 0)}


def as_written(item: AgendaItem) -> dict[str, str]:
    """Return what the form shows of an item."""
    words = {name: getattr(item, name) for name in WORDS}
    return words | {"kind": item.kind.value, "minutes": str(item.minutes), "sharing": item.sharing.value}


class StartForm(Form):
    """Which agenda to start from."""

    pattern = OneOf(
        _l("Which agenda is closest to what you need?"),
        [Required(_l("Choose an agenda to start from"))],
        choices=[(pattern.value, words, PATTERN_MEANS[pattern]) for pattern, words in PATTERN.items()],
    )

    @classmethod
    def about(cls, *, has_last: bool) -> Self:
        """Return the form for a page; that of last time is offered where there is one."""
        form = cls(formdata=None)
        form.pattern.offer(
            [(one.value, words, PATTERN_MEANS[one]) for one, words in PATTERN.items()
             if has_last or one is not Pattern.LAST_TIME]
        )  # fmt: skip
        return form

    @property
    def chosen(self) -> Pattern:
        return Pattern(self.pattern.data)


class MoveForm(Form):
    """Where an item goes: up, down, or to a place, counted from 1."""

    to = StringField(validators=[Regexp(r"up|down|[1-9][0-9]{0,3}", message=_l("Choose a place for the item"))])
