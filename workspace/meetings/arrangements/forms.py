"""Forms of arrangements: how far a need is, and whether what was arranged worked."""

from collections.abc import Iterable
from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, Line, NeededWhen, OneOf, Required, Text, filled
from workspace.meetings.arrangements.models import ARRANGING, JUDGED, ArrangementStep, Step
from workspace.meetings.arrangements.words import JUDGED_MEANS, STATE, STATE_MEANS
from workspace.people.models import Person

LONGEST = 2_000  # characters of how, why and what instead
CANNOT = (Step.CANNOT,)


class StepForm(Form):
    """How far a need is arranged."""

    state = OneOf(
        _l("How far is it?"),
        [Required(_l("Choose how far it is"))],
        choices=[(state.value, STATE[state], STATE_MEANS[state]) for state in ARRANGING],
    )
    arranger = SelectField(_l("Who sees to it?"))
    words = Text(
        _l("How, or why it cannot be done"),
        [NeededWhen("state", CANNOT, _l("Write why it cannot be done"))],
        most=LONGEST,
    )
    instead = Text(
        _l("What there is instead"),
        [NeededWhen("state", CANNOT, _l("Write what there is instead, or that you have found nothing yet"))],
        most=LONGEST,
    )
    speak_to = Line(
        _l("Whom they can talk to about it"),
        [NeededWhen("state", CANNOT, _l("Write the name and the phone number of one person"))],
    )

    @classmethod
    def about(cls, now: ArrangementStep | None, arrangers: Iterable[Person], asker: Person, **texts: str) -> Self:
        """Return the form as it stands, with everybody who can see to it; at first that is whoever asks for the form.
        `texts` are those of the last step, with today's names in them."""
        data: dict[str, Any] = {"state": now.state.value if now else None, **texts}
        data["arranger"] = str((now.arranger_id if now else asker.id) or "")
        form = filled(cls, data=data)
        known = {str(one.id): one.preferred_name for one in arrangers}
        if now and now.arranger:  # whoever saw to it stays a choice, even after leaving the group
            known.setdefault(str(now.arranger.id), now.arranger.preferred_name)
        form.arranger.choices = [("", _l("Nobody in particular")), *known.items()]
        return form

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was chosen and written."""
        return {
            "state": Step(self.state.data),
            "arranger_id": int(self.arranger.data) if self.arranger.data else None,
            "words": self.words.data or "",
            "instead": self.instead.data or "",
            "speak_to": self.speak_to.data or "",
        }


class JudgeForm(Form):
    """Whether what was arranged worked, from the person whose need it is."""

    worked = OneOf(
        _l("Did it work for you?"),
        [Required(_l("Choose yes, partly or no"))],
        choices=[(state.value, JUDGED_MEANS[state]) for state in JUDGED],
    )
    words = Text(_l("In your own words"), most=LONGEST)
