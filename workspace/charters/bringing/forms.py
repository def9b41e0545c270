"""The forms of a text on its way in."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import FieldList, FormField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from workspace.actions.bodies.models import LONGEST_NAME
from workspace.charters.bringing.rows import LEFT_OUT, Row
from workspace.charters.words import CLAUSE_KIND, HEADING, HEADING_WORDS
from workspace.forms import Form, Line, Required, Text

LONGEST = 200_000  # letters of a text
WHAT = {HEADING: HEADING_WORDS} | {kind.value: words for kind, words in CLAUSE_KIND.items()}
WHAT |= {LEFT_OUT: _l("Left out")}


class WordsForm(Form):
    """The words of a charter that exists, pasted or in a file."""

    file = FileField(_l("A file with the charter"))
    words = Text(_l("Or paste the words of the charter"), most=LONGEST)


class RowForm(PlainForm):
    """One row: what it is, its words, and its place."""

    what = SelectField(_l("What is it?"), choices=[SelectChoice(*one) for one in WHAT.items()], validate_choice=False)
    words = Text(_l("Its words"), most=LONGEST)
    place = StringField(_l("Place"))


class MendForm(Form):
    """What was found, to be mended."""

    title = Line(_l("What is it called?"), [Required(_l("Write what the charter is called"))])
    body = Line(_l("Which body or role answers for its commitments?"), most=LONGEST_NAME)
    rows = FieldList(FormField(RowForm))

    @property
    def typed(self) -> list[tuple[Row, str]]:
        """Return each row as it was sent, with the place typed beside it. What is nothing we know is left out."""
        sent: list[dict[str, Any]] = [one.data for one in self.rows.entries]
        return [
            (Row(one["what"] if one["what"] in WHAT else LEFT_OUT, one["words"] or ""), (one["place"] or "").strip())
            for one in sent
        ]
