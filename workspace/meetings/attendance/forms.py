"""The forms of attendance and of interests."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from workspace.forms import Form, Line, OneOf, Required
from workspace.meetings.invitations.models import Attended, Invitation
from workspace.meetings.invitations.words import ATTENDED
from workspace.meetings.models import Meeting


class AttendanceForm(Form):
    """How somebody was there, from which item, and to which."""

    attended = OneOf(
        _l("Were they there?"),
        [Required(_l("Choose how they were there, or that they were not"))],
        choices=[(way.value, words) for way, words in ATTENDED.items()],
    )
    came_at = SelectField(_l("They came"), coerce=int)
    left_at = SelectField(_l("They left"), coerce=int)

    def offer(self, meeting: Meeting) -> None:
        """Offer the items of the agenda; 0 stands for the start, and for the end."""
        items = [(item.id, item.title) for item in meeting.items]
        self.came_at.choices = [(0, _("from the start")), *items]
        self.left_at.choices = [(0, _("stayed to the end")), *items]

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was chosen."""
        items = {"came_at_id": self.came_at.data or None, "left_at_id": self.left_at.data or None}
        return {"attended": Attended(self.attended.data), **items}


def as_written(place: Invitation) -> dict[str, Any]:
    """Return what the form shows of a place."""
    attended = place.attended.value if place.attended else None
    return {"attended": attended, "came_at": place.came_at_id or 0, "left_at": place.left_at_id or 0}


class InterestForm(Form):
    """What of somebody's own an item touches, and whose it is."""

    whose = SelectField(_l("Who has the interest?"), coerce=int)
    words = Line(_l("What is the interest?"))
