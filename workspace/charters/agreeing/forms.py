"""Forms of asking the group, of answering, and of writing down what it agreed."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace import i18n
from workspace.forms import Day, Form, OneOf, Required, Text
from workspace.meetings.models import Meeting

YES, NO, NO_MEETING = "yes", "no", "none"


class AskForm(Form):
    """Until when people are to answer."""

    until = Day(_l("Until when do you need an answer?"), [Required(_l("Write until when people can answer"))])

    def validate_until(self, field: Day) -> None:
        if field.day and field.day < i18n.today():
            raise ValidationError(_l("This day is over. Write one that is to come"))


class AnswerForm(Form):
    """Yes, or no with the reason."""

    agrees = OneOf(
        _l("Do you agree with these words?"),
        [Required(_l("Say whether you agree"))],
        choices=[(YES, _l("I agree with them")), (NO, _l("I do not agree, or not with all of them"))],
    )
    why = Text(_l("Why not, or what would be better?"))

    def validate_why(self, field: Text) -> None:
        if self.agrees.data == NO and not field.data:
            raise ValidationError(_l("Say why: the group can only answer what it knows"))


class AgreedForm(Form):
    """How the group came to agree."""

    how = Text(_l("How did the group agree?"), [Required(_l("Write how the group agreed"))])
    meeting = OneOf(_l("At which meeting?"), [Required(_l("Choose the meeting, or that there was none"))])

    def offer(self, meetings: Sequence[tuple[Meeting, str]]) -> "AgreedForm":
        """Let them choose between these meetings, each with what it is called here."""
        none = (NO_MEETING, _l("At none: people answered on the page, by phone or by post"))
        self.meeting.choices = [*((str(one.id), called) for one, called in meetings), none]
        return self

    @property
    def meeting_id(self) -> int | None:
        """Return the number of the meeting that was chosen."""
        return None if self.meeting.data == NO_MEETING else int(self.meeting.data)
