"""Forms of suggestions: making one, and answering it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField

from workspace.forms import Form, Line, NeededWhen, OneOf, Required, Text
from workspace.meetings.agenda.forms import check_minutes
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.suggestions.models import SuggestionState
from workspace.meetings.suggestions.words import STATE, STATE_MEANS
from workspace.meetings.words import ITEM_KIND, ITEM_KIND_MEANS

KINDS = (ItemKind.DISCUSSION, ItemKind.DECISION, ItemKind.INFORMATION)
ON_AGENDA, NEXT_TIME, NOT_HERE = SuggestionState.ON_AGENDA, SuggestionState.NEXT_TIME, SuggestionState.NOT_HERE


class SuggestForm(Form):
    """What somebody would like on the agenda, and why."""

    what = Line(_l("What should we talk about?"), [Required(_l("Write what we should talk about"))])
    why = Text(_l("Why does it matter?"), [Required(_l("Write why it matters. One sentence is enough"))])
    named = OneOf(
        _l("Your name on the agenda"),
        [Required(_l("Choose if the agenda may say that it was you"))],
        choices=[
            ("yes", _l("Say that I suggested it")),
            ("no", _l("Leave my name out"), _l("The organisers and the chair know. Nobody else does")),
        ],
    )


class SuggestForForm(SuggestForm):
    """The same, which an organiser may write down for somebody who said it in another way."""

    by = SelectField(_l("Whose suggestion is it?"), coerce=int, choices=[])

    def offer_people(self, places: Iterable[Invitation], own: int) -> None:
        """Say whose it can be: the writer's own, or of anybody who is invited."""
        others = [(one.person_id, one.person.preferred_name) for one in places if one.person_id != own]
        self.by.choices = [(own, _l("My own")), *others]


class AnswerForm(Form):
    """What becomes of a suggestion. `seen` is its state on the page that was answered."""

    answer = OneOf(
        _l("What becomes of it?"),
        [Required(_l("Choose what becomes of it"))],
        choices=[(state.value, STATE[state], words) for state, words in STATE_MEANS.items()],
    )
    words = Text(
        _l("Your words to the person"),
        [NeededWhen("answer", {NEXT_TIME.value, NOT_HERE.value}, _l("Write why. They read this"))],
    )
    where_instead = Line(
        _l("Where can it go instead?"),
        [NeededWhen("answer", {NOT_HERE.value}, _l("Write where it can go instead: who, or which group"))],
    )
    kind = OneOf(
        _l("What is this item for?"),
        choices=[(kind.value, ITEM_KIND[kind], ITEM_KIND_MEANS[kind]) for kind in KINDS],
        default=ItemKind.DISCUSSION.value,
    )
    minutes = Line(_l("Minutes"), default="10")
    seen = StringField()

    def validate_minutes(self, field: Field) -> None:
        """Refuse what is no whole number of minutes, when it goes on the agenda."""
        if self.answer.data == ON_AGENDA.value:
            check_minutes(field)

    @property
    def state(self) -> SuggestionState:
        return SuggestionState(self.answer.data)

    @property
    def item_facts(self) -> dict[str, Any]:
        """Return how the item is to be, when it goes on the agenda."""
        if self.state is not ON_AGENDA:
            return {}
        return {"kind": ItemKind(self.kind.data), "minutes": int(self.minutes.data or 0)}
