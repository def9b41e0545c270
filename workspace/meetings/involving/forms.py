"""Forms of who needs to be involved: a line, and who comes for a role, a group or a body."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from workspace.forms import Email, Form, Line, OneOf, Required, Text
from workspace.meetings.invitations.forms import GuestForm
from workspace.meetings.involving.models import WantedKind
from workspace.meetings.involving.words import KIND, KIND_MEANS
from workspace.meetings.models import Involvement
from workspace.meetings.words import INVOLVEMENT, INVOLVEMENT_MEANS
from workspace.spaces.models import Membership


class WantedForm(Form):
    """Who needs to be involved, how far, and why."""

    member = SelectField(_l("Somebody of the group"), coerce=int, choices=[], default=0)
    who = Line(_l("Or somebody else"))
    kind = OneOf(
        _l("What is that?"),
        choices=[(kind.value, words, KIND_MEANS[kind]) for kind, words in KIND.items()],
        default=WantedKind.PERSON.value,
    )
    involvement = OneOf(
        _l("How far should they shape what is decided?"),
        [Required(_l("Choose how far they should shape what is decided"))],
        choices=[(level.value, words, INVOLVEMENT_MEANS[level]) for level, words in INVOLVEMENT.items()],
    )
    why = Text(_l("Why do we need them?"), [Required(_l("Write why we need them. One sentence is enough"))], most=2_000)

    def offer(self, members: Iterable[Membership]) -> None:
        """Say who belongs to the group."""
        self.member.choices = [(0, _("Nobody of the list")), *((m.person_id, m.person.preferred_name) for m in members)]

    def validate_who(self, field: Field) -> None:
        """Ask for one of the two: a member, or somebody else."""
        if not field.data and not self.member.data:
            raise ValidationError(_("Choose somebody of the group, or write who else"))
        if field.data and self.member.data:
            raise ValidationError(_("Write one at a time: a member, or somebody else"))

    @property
    def facts(self) -> dict[str, Any]:
        """Return what was written, by the names that the line knows."""
        return {
            "person_id": self.member.data or None,
            "who": self.who.data or "",
            "kind": WantedKind(self.kind.data) if self.who.data else WantedKind.PERSON,
            "involvement": Involvement(self.involvement.data),
            "why": self.why.data or "",
        }


class ComesForm(GuestForm):
    """Who comes for a role, a group or a body."""

    guest_name = Line(_l("Name, as they want to be called"), [Required(_l("Write the name of whoever comes"))])
    guest_email = Email(_l("Their e-mail address"))
    guest_phone = Line(_l("Their phone number"))
    guest_post = Text(_l("Their postal address"), most=500)
