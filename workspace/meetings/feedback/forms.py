"""The form with which people say how a meeting was."""

from flask_babel import lazy_gettext as _l

from workspace.forms import Form, Line, OneOf, Required
from workspace.meetings.feedback.models import Answers, Asked, Said
from workspace.meetings.feedback.words import ASKED, SAID

# No answer lies in a draft: it would be kept with a name. workspace/drafts.py leaves these fields out.
CHOICES = [(said.value, words) for said, words in SAID.items()]


class FeedbackForm(Form):
    """Three questions and a free line."""

    felt_heard = OneOf(ASKED[Asked.HEARD], [Required(_l("Choose an answer"))], choices=CHOICES)
    felt_safe = OneOf(ASKED[Asked.SAFE], [Required(_l("Choose an answer"))], choices=CHOICES)
    was_clear = OneOf(ASKED[Asked.CLEAR], [Required(_l("Choose an answer"))], choices=CHOICES)
    free_line = Line(_l("Is there anything else?"), most=500)

    @property
    def answers(self) -> Answers:
        """Return what was answered."""
        fields = {Asked.HEARD: self.felt_heard, Asked.SAFE: self.felt_safe, Asked.CLEAR: self.was_clear}
        return Answers({asked: Said(field.data) for asked, field in fields.items()}, self.free_line.data or "")
