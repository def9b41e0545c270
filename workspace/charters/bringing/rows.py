"""What was found in a text, as rows that a person mends. It knows no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from workspace.charters.bringing.told import told
from workspace.charters.kinds import Kind
from workspace.charters.reading.structure import Reading
from workspace.charters.words import HEADING

LEFT_OUT = "left_out"
MOST = 400  # rows of one text


@dataclass(frozen=True)
class Row:
    """A line of a text: a heading, a clause of a kind, or what was left out."""

    what: str
    words: str

    @property
    def is_lost_heading(self) -> bool:
        return self.what == HEADING and not self.words

    @property
    def part(self) -> dict[str, Any]:
        return told(None if self.what == HEADING else Kind(self.what), self.words)


def found_in(reading: Reading) -> list[Row]:
    """Return the rows of what was found: heading by heading, and at the end what was left out. A group that
    has lost its heading keeps an empty one to be written; what stands before the first heading needs none."""
    rows: list[Row] = []
    for number, section in enumerate(reading.sections):
        if section.heading or number:
            rows.append(Row(HEADING, section.heading))
        rows += [Row(clause.kind.value, clause.text) for clause in section.clauses]
    return rows + [Row(LEFT_OUT, line) for line in reading.left_out]


def mended(rows: Iterable[tuple[Row, str]]) -> list[Row]:
    """Return the rows in the order of the places that were typed beside them, counted from 1. A row whose place is no
    number, or is the old one, stays; one that is moved stands before what was there, or after it on the way down."""
    placed = []
    for number, (row, typed) in enumerate(rows, 1):
        place = int(typed) if typed.isdecimal() and len(typed) < 5 else number
        between = 0.0 if place == number else 0.5 if place > number else -0.5
        placed.append((row.what == LEFT_OUT, place + between, row))
    return [row for _is_out, _place, row in sorted(placed, key=lambda one: one[:2]) if row.words or row.is_lost_heading]
