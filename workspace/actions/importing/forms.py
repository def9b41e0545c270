"""Form of a table to bring in."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from workspace.forms import Form, Line, Text


class TableForm(Form):
    """A file, or the cells of a table as they were copied."""

    file = FileField(_l("An Excel workbook, or a table saved as CSV"))
    sheet = Line(_l("Which sheet of the workbook?"), most=100)
    pasted = Text(_l("Or paste the cells here"), most=1_000_000)
