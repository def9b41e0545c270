"""The form in which somebody brings what they want to check."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from workspace.charters.sealing.receipts import LONGEST
from workspace.forms import Form, Text


class VerifyForm(Form):
    """A code, the words of a receipt or of a charter, or a file with them."""

    words = Text(_l("The code, or the words of a receipt or a charter"), most=200_000)
    file = FileField(_l("Or a file: a receipt, or the text of a charter"))

    @property
    def brought(self) -> str:
        """Return what was brought; of a file that is no text, what can be read of it."""
        if self.file.data and self.file.data.filename:
            read: bytes = self.file.data.stream.read(LONGEST)
            return read.decode("utf-8", "replace")
        return str(self.words.data or "")

    def validate_words(self, field: Text) -> None:
        if not field.data and not (self.file.data and self.file.data.filename):
            raise ValidationError(_l("Write a code, paste the words, or choose a file"))
