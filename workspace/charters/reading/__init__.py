"""Finding the structure of a charter in its words.

A text becomes blocks (`lines`, and `tables` where they have two sides); what belongs to no charter is left out
(`furniture`); the rest is put under its headings (`places` says what each block can be, `finding` puts it there), and
each clause is of the kind that its list, its heading or its own beginning names (`leads`).
Every line of the text is in the title, in a heading, in a clause, or among those that were left out.
"""

from collections.abc import Sequence

from workspace.charters.reading.finding import found_in
from workspace.charters.reading.furniture import furniture
from workspace.charters.reading.lines import blocks_of
from workspace.charters.reading.structure import Reading
from workspace.charters.reading.tables import by_columns


def read_text(words: str, around: Sequence[str] = ()) -> Reading:
    """Return the title, headings and clauses that are found in a text, and the lines that are left out, with those that
    stood around it."""
    rows, without_words = blocks_of(words)
    blocks = by_columns(rows)
    gone = furniture(blocks)
    left_out = [*around, *(line for at in sorted(gone) for line in blocks[at].lines)]
    return found_in([one for at, one in enumerate(blocks) if at not in gone], [*left_out, *without_words])
