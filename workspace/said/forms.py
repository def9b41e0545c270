"""Forms of what people said."""

from collections.abc import Iterable, Sequence
from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, NeededWhen, OneOf, Required, Text, filled
from workspace.said.models import Result, Shown
from workspace.said.words import RESULT, SHOWN, SHOWN_MEANS

OWN = "own"
SHOWN_CHOICES = [(shown.value, SHOWN[shown], SHOWN_MEANS[shown]) for shown in Shown]


class MarkForm(Form):
    """Which of what was said is mine, and who may know."""

    what = OneOf(_l("Which of these is yours?"), [Required(_l("Choose what is yours"))])
    item = SelectField(
        _l("Which item was it about?"), [NeededWhen("what", {OWN}, _l("Choose which item it is about"))],
        validate_choice=False,
    )  # fmt: skip
    words = Text(
        _l("What you said, in a line or two"), [NeededWhen("what", {OWN}, _l("Write what you said"))], most=2_000
    )
    shown = OneOf(
        _l("Who may know that it is yours?"),
        [Required(_l("Choose who may know that it is yours"))],
        choices=SHOWN_CHOICES,
    )

    @classmethod
    def offering(cls, things: Iterable[tuple[str, str, str]], items: Iterable[Any], chosen: str = "") -> Self:
        """Return the form with what was said at the meeting, and its items, to choose from."""
        things = list(things)
        form = filled(cls, data={"what": chosen or (OWN if not things else None), "shown": None})
        form.what.offer([*things, (OWN, _("Something else that I said"))])
        form.item.choices = [("", _("Choose an item")), *((str(item.id), item.title) for item in items)]
        return form


class ShownForm(Form):
    """Who may know that something is mine."""

    shown = OneOf(
        _l("Who may know that it is yours?"),
        [Required(_l("Choose who may know that it is yours"))],
        choices=SHOWN_CHOICES,
    )


class OutcomeForm(Form):
    """What came of something that was said."""

    result = OneOf(
        _l("What came of it?"),
        [Required(_l("Choose what came of it"))],
        choices=[(result.value, words) for result, words in RESULT.items()],
    )
    decision = SelectField(
        _l("Which decision?"), [NeededWhen("result", {Result.DECISION}, _l("Choose the decision"))],
        validate_choice=False,
    )  # fmt: skip
    action = SelectField(
        _l("Which action?"), [NeededWhen("result", {Result.ACTION}, _l("Choose the action"))], validate_choice=False
    )
    words = Text(
        _l("The answer, or the reason"),
        [NeededWhen("result", {Result.ANSWER, Result.NOT_POSSIBLE}, _l("Write the answer, or why it is not possible"))],
    )

    @classmethod
    def offering(cls, decisions: Sequence[tuple[int, str]], tasks: Sequence[tuple[int, str]]) -> Self:
        """Return the form with the decisions and actions that may have come of it."""
        form = filled(cls)
        form.decision.choices = [("", _("Choose a decision")), *((str(number), words) for number, words in decisions)]
        form.action.choices = [("", _("Choose an action")), *((str(number), words) for number, words in tasks)]
        return form
