"""Finding what was added, removed, changed and moved between two versions. It knows no database."""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from workspace.charters.models import CharterPart
from workspace.meetings.editions.changes import Kind, Piece, changes

ALIKE = 0.6  # of the words: two headings with as many in common are the same one, changed


class Fate(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass
class Difference:
    """What became of a part, which is as it was last, and the words that lead from then to now, by what they are of."""

    part: CharterPart
    fates: list[Fate]
    words: dict[str, list[Piece]] = field(default_factory=dict)


# What a part says, in the order in which it is read.
SAYS: dict[str, Callable[[CharterPart], str]] = {
    "words": lambda part: part.words,
    "kind": lambda part: part.kind.value if part.kind else "",
    "body": lambda part: part.body.name if part.body else "",
    "shares": lambda part: part.shared,
    "plain": lambda part: part.plain,
    "easy": lambda part: part.easy,
    "how_known": lambda part: part.how_known,
    "legal": lambda part: part.legal,
    "involvement": lambda part: part.involvement,
    "limits": lambda part: part.limits,
    "best_practice": lambda part: part.best_practice,
    "rung": lambda part: part.rung.value if part.rung else "",
}

CHOSEN = {"kind", "rung"}  # from a list: no words that change one by one


def differences(before: Sequence[CharterPart], after: Sequence[CharterPart]) -> list[Difference]:
    """Return what is different, in the order of the newer version; what was removed stands where it was.

    A clause is known by its number; a heading by its words, or most of them.
    """
    old: dict[Hashable, CharterPart] = dict(zip(_keys(before), before, strict=True))
    new = dict(zip(_headings_found_again(_keys(after), after, old), after, strict=True))
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    found = []
    for key in _in_order(list(old), list(new)):
        was, now = old.get(key), new.get(key)
        one = Difference(now or old[key], [], dict(_changed(was, now)))
        if was is None or now is None:
            one.fates.append(Fate.ADDED if was is None else Fate.REMOVED)
        else:
            one.fates += [Fate.CHANGED] if one.words else []
            one.fates += [Fate.MOVED] if key in moved else []
        if one.fates:
            found.append(one)
    return found


def _keys(parts: Sequence[CharterPart]) -> list[Hashable]:
    seen: dict[str, int] = {}
    keys: list[Hashable] = []
    for part in parts:
        if part.kind:
            keys.append(part.number)
            continue
        words = part.words.casefold()
        seen[words] = seen.get(words, 0) + 1
        keys.append((words, seen[words]))
    return keys


def _headings_found_again(
    keys: list[Hashable], parts: Sequence[CharterPart], old: dict[Hashable, CharterPart]
) -> list[Hashable]:
    """Return the keys, with that of an older heading for one that says most of the same."""
    free = [key for key, part in old.items() if part.kind is None and key not in keys]
    for at, part in enumerate(parts):
        if part.kind is not None or keys[at] in old:
            continue
        near = max(free, key=lambda key: _likeness(old[key].words, part.words), default=None)
        if near is not None and _likeness(old[near].words, part.words) >= ALIKE:
            free.remove(near)
            keys[at] = near
    return keys


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False).ratio()


def _changed(was: CharterPart | None, now: CharterPart | None) -> Iterator[tuple[str, list[Piece]]]:
    for name, says in SAYS.items():
        before, after = (says(one) if one else "" for one in (was, now))
        if before == after or (name == "kind" and not (was and now)):
            continue
        whole = [Piece(kind, said) for kind, said in ((Kind.REMOVED, before), (Kind.ADDED, after)) if said]
        yield name, whole if name in CHOSEN else changes(before, after)


def _moved(before: list[Hashable], after: list[Hashable]) -> set[Hashable]:
    """Return the fewest of these that must have been moved, so that all others stand in the same order."""
    place = {key: at for at, key in enumerate(before)}
    ends: list[int] = []  # the smallest place that a row of this length can end with
    rows: list[list[Hashable]] = []
    for key in after:
        at = bisect_left(ends, place[key])
        row = [*(rows[at - 1] if at else []), key]
        ends[at : at + 1], rows[at : at + 1] = [place[key]], [row]
    return set(after) - set(rows[-1] if rows else [])


def _in_order(before: list[Hashable], after: list[Hashable]) -> list[Hashable]:
    """Return all keys in the order of the newer version, each removed one behind the one that it stood behind."""
    behind: dict[Hashable, list[Hashable]] = {}
    last: Hashable = None
    for key in before:
        if key in after:
            last = key
        else:
            behind.setdefault(last, []).append(key)
    found = list(behind.get(None, []))
    for key in after:
        found += [key, *behind.get(key, [])]
    return found
