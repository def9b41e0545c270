"""Counting who is coming by kind, so that no count tells who somebody is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workspace.spaces.mix_lines import HopedKind

FEWEST = 5  # people behind a count that is shown
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Row:
    """A kind of people: how many are hoped for, and how many there are. None: that is not shown. The last row is
    everybody whose kind nobody wrote down; it hopes for nobody."""

    kind: str
    hoped: int | None
    count: int | None


def rows(kinds: Sequence[HopedKind], people: Iterable[Sequence[str]]) -> list[Row]:
    """Count people, each told by the words that say who they are, and hide what must be hidden."""
    counts = [0] * (len(kinds) + 1)
    for words in people:
        counts[_kind_of(kinds, words)] += 1
    shown = hidden(counts)
    named = [Row(one.kind, one.number, count) for one, count in zip(kinds, shown, strict=False)]
    return [*named, Row("", None, shown[-1])]


def _kind_of(kinds: Sequence[HopedKind], words: Sequence[str]) -> int:
    """Return which kind the words name, the longest name first, or the number after the last."""
    said = [_folded(text) for text in words]
    order = sorted(range(len(kinds)), key=lambda number: -len(kinds[number].kind))
    wanted = {number: _folded(kinds[number].kind) for number in order}
    return next((n for n in order if any(f" {wanted[n]} " in f" {text} " for text in said)), len(kinds))


def _folded(text: str) -> str:
    """Return the words in small letters and without the s of a plural."""
    return " ".join(word.removesuffix("s") for word in _WORD.findall(text.casefold()))


def hidden(counts: Sequence[int]) -> list[int | None]:
    """Return the counts, with None where nothing is shown.

    How many people are coming in all is known. So a count under five is hidden, and then the smallest others too,
    until at least two are hidden and at least five people stand behind them: none can be worked out from the rest.
    """
    kept = {number for number, count in enumerate(counts) if count >= FEWEST}
    while kept and len(kept) < len(counts) and not _safe([n for i, n in enumerate(counts) if i not in kept]):
        kept.remove(min(kept, key=lambda number: (counts[number], number)))
    return [count if number in kept else None for number, count in enumerate(counts)]


def _safe(unseen: Sequence[int]) -> bool:
    return len(unseen) > 1 and sum(unseen) >= FEWEST
