"""The form of what a member can offer."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from workspace.forms import Form, Lines

MOST = 10  # lines
LONGEST = 100  # characters of one line


class SkillLines(Lines):
    """Short lines, one for each thing."""

    most_lines = MOST

    def read_line(self, line: str) -> str:
        """Return the line. Refused: a long one, for organisers read many of them at once."""
        if len(line) > LONGEST:
            raise ValidationError(_("Write at most %(most)d letters on a line", most=LONGEST))
        return line


class SkillsForm(Form):
    """What somebody can offer."""

    skills = SkillLines(_l("What can you offer the group?"), most=2_000)
