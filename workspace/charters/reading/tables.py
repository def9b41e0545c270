"""Tables of two sides, such as what services will do beside what people can help with."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from workspace.charters.reading import leads
from workspace.charters.reading.furniture import LONGEST_HEADING
from workspace.charters.reading.lines import Block
from workspace.charters.reading.places import BARE

_BEGINS = re.compile(r"(?:\b(?:will|shall|to|by|drwy)|:)$", re.IGNORECASE)
_FEW = 3  # words


def by_columns(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each table whose heads name kinds of clauses read column by column. Rows of other tables
    stay whole."""
    found: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at + 1
        if _are_heads(blocks[at]):
            while end < len(blocks) and blocks[end].cells and not blocks[end].gap:
                end += 1
        found += _columns(blocks[at:end]) if end > at + 1 else blocks[at:end]
        at = end
    return found


def _are_heads(row: Block) -> bool:
    return len(row.cells) > 1 and all(_is_head(cell, is_marked=row.level > 0) for cell in row.cells)


def _is_head(cell: str, *, is_marked: bool) -> bool:
    """Say whether it names a kind: marked as a head, or in words that begin a list, or in a few."""
    is_so = is_marked or _BEGINS.search(cell) is not None or len(cell.split()) <= _FEW
    return is_so and len(cell) <= LONGEST_HEADING and leads.of_heading(cell.rstrip(":")) is not None


def _columns(rows: Sequence[Block]) -> Iterator[Block]:
    """Give each column as a list under its head. A line of the source is in the cells of its row."""
    heads, *below = (row.cells for row in rows)
    for head, *cells in zip_longest(heads, *below, fillvalue=""):
        if head:
            yield Block(f"{head.rstrip(':')}:" if BARE.match(head) else head, (head,))
        yield from (Block(cell, (cell,), is_item=True, gap=False) for cell in cells if cell)
