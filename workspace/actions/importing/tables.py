"""Reading a table out of a file or of what somebody pasted: no cell is lost, and nothing in it is carried out."""

import csv
import io
from collections import Counter
from itertools import islice

from flask_babel import gettext as _

from workspace.errors import DomainError

LARGEST = 1024 * 1024  # bytes
MOST_ROWS, MOST_COLUMNS = 2_000, 50
BETWEEN = ",;\t"
LOOKED_AT = 30  # rows, to find out what stands between cells
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how files of Excel and OpenOffice begin

Table = list[list[str]]


def read_file(content: bytes) -> Table:
    """Return the rows of a table that was saved as text, with commas, semicolons or tabs between cells, in the letters
    of any program. Refused, in words that say what to do: all that is no such table, or too large."""
    if len(content) > LARGEST:
        raise _refused(_("This file is larger than 1 MB. Save a part of it as a file of its own"), "file")
    return read_text(_letters(content), "file")


def read_text(text: str, field: str = "pasted") -> Table:
    """Return the rows of a table, without rows and last cells that are empty. Refused as in `read_file`."""
    text = text.replace("\0", "").removeprefix("\ufeff")
    head, _end, rest = text.partition("\n")
    sign = head.rstrip("\r").strip('"').lower()
    between = sign[4:] if sign.startswith("sep=") and len(sign) == 5 else ""
    try:
        rows = _rows(rest, between) if between else _rows(text, _what_stands_between(text))
    except csv.Error as error:
        raise _refused(_("This table cannot be read. Save it as CSV again"), field) from error
    return checked(rows, field)


def checked(rows: Table, field: str) -> Table:
    """Return the rows of a table that is not too large. Refused: one that is, or has none."""
    if not rows:
        raise _refused(_("There is no table here. Choose a file, or paste the cells of one"), field)
    if len(rows) > MOST_ROWS + 1:
        raise _refused(_("This table has more than %(most)d rows. Bring it in in parts", most=MOST_ROWS), field)
    if max(map(len, rows)) > MOST_COLUMNS:
        words = _("This table has more than %(most)d columns. Take out those that you do not need", most=MOST_COLUMNS)
        raise _refused(words, field)
    return rows


def _refused(words: str, field: str) -> DomainError:
    return DomainError(words, field)


def _letters(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")  # how spreadsheets on Windows save a table


def _rows(text: str, between: str) -> Table:
    cells = ([cell.strip() for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=between))
    return [row for row in map(_without_last_empty, cells) if row]


def _without_last_empty(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def _what_stands_between(text: str) -> str:
    """Return the sign that gives the most rows of the same width; a comma where none does."""

    def evenness(sign: str) -> tuple[int, int]:
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
            widths = Counter(len(row) for row in islice(rows, LOOKED_AT))
        except csv.Error:
            return 0, 0
        several = {width: count for width, count in widths.items() if width > 1}
        return max(((count, width) for width, count in several.items()), default=(0, 0))

    return max(BETWEEN, key=evenness)
