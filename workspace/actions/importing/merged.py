"""What the merged cells of a sheet say: a name that spans three rows stands in each of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workspace.actions.importing.columns import heading_row

Range = Sequence[int]  # first row, last row, first column, last column


@dataclass(frozen=True)
class Read:
    """A table with its headings found. `filled` says for a row which cells say what a merged cell above them says."""

    headings: list[str]
    above: int  # rows that stood above the headings, and headings of headings
    rows: list[list[str]]
    filled: dict[int, list[int]]


def read(table: Sequence[Sequence[str]], merged: Iterable[Range] = ()) -> Read:
    """Find the headings of a table, and say in each row what its merged cells say. A row of headings that is merged
    with the one below it is headings of headings, and only the lower one counts."""
    rows, ranges = [list(row) for row in table], list(merged)
    filled = _filled(rows, ranges)
    above = heading_row(rows)
    headings = _across(rows[above], above, ranges)
    while above + 1 < len(rows) and any(
        headings[place] for place in filled.get(above + 1, ()) if place < len(headings)
    ):
        above += 1
        lower = _across(rows[above], above, ranges)
        wide = max(len(headings), len(lower))
        headings = [low or high for low, high in zip(_wide(lower, wide), _wide(headings, wide), strict=True)]
    below = {number - above - 1: places for number, places in filled.items() if number > above}
    return Read(headings, above, rows[above + 1 :], below)


def _filled(rows: list[list[str]], merged: Sequence[Range]) -> dict[int, list[int]]:
    """Write what merged cells say into each of their rows, and return where."""
    filled: dict[int, list[int]] = {}
    for first, last, column, _last_column in merged:
        words = rows[first][column] if column < len(rows[first]) else ""
        for number in range(first + 1, min(last + 1, len(rows)) if words else 0):
            rows[number] = _wide(rows[number], column + 1)
            rows[number][column] = words
            filled.setdefault(number, []).append(column)
    return filled


def _across(row: Sequence[str], number: int, merged: Sequence[Range]) -> list[str]:
    """Return headings, of which one that spans several columns stands above each of them."""
    words = list(row)
    for first, last, column, last_column in merged:
        if first <= number <= last and column < len(row):
            words = _wide(words, last_column + 1)
            words[column : last_column + 1] = [row[column]] * (last_column + 1 - column)
    return words


def _wide(row: list[str], width: int) -> list[str]:
    return row + [""] * (width - len(row))
