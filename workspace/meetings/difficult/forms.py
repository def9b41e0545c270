"""The forms of difficult conversations."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from workspace.forms import Form, Line, NeededWhen, OneOf, Required, Text
from workspace.meetings.agenda.forms import check_minutes
from workspace.meetings.difficult.models import After
from workspace.meetings.invitations.models import Invitation
from workspace.people.models import Person

MOST_DAYS = 30


class DifficultForm(Form):
    """How an item that may be hard to talk about is prepared."""

    content_note = Text(
        _l("What may be hard to hear in it?"), [Required(_l("Write what people should know before they come"))]
    )
    minutes = Line(_l("Minutes"), [Required(_l("Write how many minutes it takes, from 1 to 240"))])
    second = SelectField(_l("Who else looks after people while you talk?"), coerce=int, choices=[])
    days = Line(
        _l("After how many days are we in touch with those who want it?"), [Required(_l("Write a number of days"))]
    )

    def offer_people(self, places: Iterable[Invitation]) -> None:
        """Say who can be asked: everybody with a voice of their own who may come and does not chair."""
        may = [one for one in places if one.is_voice and not one.chairs and (one.may_come or not one.answer)]
        self.second.choices = [(0, _l("Nobody yet")), *((one.person_id, one.person.preferred_name) for one in may)]

    def validate_minutes(self, field: Field) -> None:
        """Refuse what is no whole number of minutes from 1 to 240."""
        check_minutes(field)

    def validate_days(self, field: Field) -> None:
        """Refuse what is no whole number of days from 1 to 30."""
        typed = field.data or ""
        if not (typed.isdecimal() and len(typed) < len("100") and 0 < int(typed) <= MOST_DAYS):
            raise ValidationError(_("Write a whole number of days, from 1 to 30"))


class AfterForm(Form):
    """Whether somebody wants us to be in touch afterwards, how, and with whom they would talk."""

    way = OneOf(_l("Would you like somebody to be in touch afterwards?"), [Required(_l("Choose one"))])
    ring_by = SelectField(
        _l("Who should ring you?"),
        [NeededWhen("way", {After.RING.value}, _l("Choose who should ring you"))],
        coerce=int,
    )

    def offer_ways(self, *, has_mail: bool, organisers: Sequence[Person]) -> None:
        """Offer what can be: a message needs an e-mail address."""
        self.way.offer(
            [
                (After.NOT.value, _l("No"), _l("You can change your mind, also afterwards.")),
                *(
                    [(After.MESSAGE.value, _l("A message"), _l("We ask how you are, and say where else you can turn."))]
                    if has_mail
                    else []
                ),
                (After.RING.value, _l("A call"), _l("Only the person whom you choose learns of it.")),
            ]
        )
        self.ring_by.choices = [(0, _l("Nobody")), *((one.id, one.preferred_name) for one in organisers)]
