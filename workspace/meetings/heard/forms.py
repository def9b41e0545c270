"""Forms of what was heard."""

from typing import Any, Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, NeededWhen, OneOf, Required, Text, filled
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import HeardState
from workspace.meetings.heard.words import HOW

CONFIRMED, CORRECTED = HeardState.CONFIRMED.value, HeardState.CORRECTED.value


class HeardForm(Form):
    """A line or two of what was said, and who said it, if that may be said."""

    words = Text(_l("We heard"), [Required(_l("Write what was said, in a line or two"))], most=2_000)
    speaker = SelectField(_l("Who said it?"), validate_choice=False)

    @classmethod
    def at(cls, item: AgendaItem) -> Self:
        """Return the form with the people of this meeting to choose from."""
        form = filled(cls)
        people: list[tuple[str, Any]] = [(str(p.person_id), p.person.preferred_name) for p in item.meeting.invitations]
        form.speaker.choices = [("", _("Do not say who")), *people]
        return form


class OwnReadingForm(Form):
    """What a speaker says to their own line."""

    state = OneOf(
        _l("Is that what you said?"),
        [Required(_l("Choose whether it is right"))],
        choices=[(CONFIRMED, _l("Yes, it is right")), (CORRECTED, _l("I said it differently"))],
    )
    own_words = Text(_l("How you said it"), [NeededWhen("state", {CORRECTED}, _l("Write how you said it"))], most=2_000)


class TheirReadingForm(Form):
    """What a speaker said to their line, written down by whoever read it to them."""

    state = OneOf(
        _l("What did they say to it?"),
        [Required(_l("Choose what they said to it"))],
        choices=[(CONFIRMED, _l("Yes, it is right")), (CORRECTED, _l("They said it differently"))],
    )
    own_words = Text(
        _l("How they said it, in their words"),
        [NeededWhen("state", {CORRECTED}, _l("Write how they said it"))],
        most=2_000,
    )
    how = OneOf(
        _l("How did they tell you?"),
        [Required(_l("Choose how they told you"))],
        choices=[(how.value, words) for how, words in HOW.items()],
    )
