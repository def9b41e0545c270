"""Forms of the end of a meeting."""

from collections.abc import Collection, Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from workspace.forms import Form, Line, Text
from workspace.meetings.closing.models import MissedKind
from workspace.meetings.invitations.models import Invitation

GROUP = "group"


class CloseForm(Form):
    """Two questions that are asked before a meeting closes, each with who said so. "Nobody" and "nothing" are answers.

    `closing` says that the meeting is to close with them: a question that nobody has answered before needs an answer.
    """

    missed_who = Text(_l("Who have we missed?"))
    # The verb says, in our words, who can be chosen.
    who_said = SelectField(_l("Who said that they were missed?"), validate_choice=False)
    missed_what = Text(_l("What have we missed?"))
    what_said = SelectField(_l("Who said that it was missed?"), validate_choice=False)

    closing = False
    answered: Collection[MissedKind] = ()

    def offer(self, places: Iterable[Invitation]) -> None:
        """Say who can have said so: the group, or one of those who are there."""
        names = [(str(one.person_id), one.person.preferred_name) for one in places if one.takes_part]
        choices = [("", _("Choose who said so")), (GROUP, _("The group")), *names]
        self.who_said.choices = self.what_said.choices = choices

    def validate_missed_who(self, field: Field) -> None:
        """Ask for an answer when the meeting closes and nobody gave one yet."""
        if self.closing and not field.data and MissedKind.WHO not in self.answered:
            raise ValidationError(_("Say who we have missed. “Nobody” is an answer too"))

    def validate_missed_what(self, field: Field) -> None:
        """Ask for an answer when the meeting closes and nobody gave one yet."""
        if self.closing and not field.data and MissedKind.WHAT not in self.answered:
            raise ValidationError(_("Say what we have missed. “Nothing” is an answer too"))

    def validate_who_said(self, field: Field) -> None:
        """Ask who gave an answer."""
        self._said(self.missed_who, field)

    def validate_what_said(self, field: Field) -> None:
        """Ask who gave an answer."""
        self._said(self.missed_what, field)

    def _said(self, words: Field, who: Field) -> None:
        if words.data and not who.data:
            raise ValidationError(_("Choose who said so. “The group” is an answer too"))


class CheckOutForm(Form):
    """Somebody's last word, if they want it in the notes."""

    words = Line(_l("Their word, if they want it in the notes"))
