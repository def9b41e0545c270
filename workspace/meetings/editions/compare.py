"""What is different between two editions of the notes, part by part."""

from dataclasses import dataclass
from enum import StrEnum

from workspace.meetings.editions.changes import Kind, Piece, changes, count
from workspace.meetings.notes.document import DecisionPart, Document, ItemPart
from workspace.meetings.notes.words import RESULT


class Where(StrEnum):
    """What a difference is in."""

    NOTE = "note"
    DECISION = "decision"


@dataclass(frozen=True)
class Difference:
    """The words of one note or decision, as pieces. `number` is that of the decision."""

    where: Where
    key: str
    title: str
    number: int
    pieces: list[Piece]

    @property
    def added(self) -> int:
        return count(self.pieces, Kind.ADDED)

    @property
    def removed(self) -> int:
        return count(self.pieces, Kind.REMOVED)


def differences(before: Document, after: Document) -> list[Difference]:
    """Return what is different, in the order of the newer edition."""
    old, new = ({part.item.id: part for part in one.parts} for one in (before, after))
    found: list[Difference | None] = []
    for number in dict.fromkeys([*new, *old]):
        then, now = old.get(number), new.get(number)
        title = now.title if now else then.title if then else ""
        found.append(_difference(Where.NOTE, number, title, 0, _text(then), _text(now)))
        made, kept = _decisions(then), _decisions(now)
        for decision in sorted({*made, *kept}):
            words = (_words(made.get(decision)), _words(kept.get(decision)))
            found.append(_difference(Where.DECISION, number, title, decision, *words))
    return [one for one in found if one]


def _difference(where: Where, item: int, title: str, number: int, before: str, after: str) -> Difference | None:
    key = f"{where.value}-{item}-{number}"
    return Difference(where, key, title, number, changes(before, after)) if before != after else None


def _text(part: ItemPart | None) -> str:
    return part.text if part else ""


def _decisions(part: ItemPart | None) -> dict[int, DecisionPart]:
    return {row.number: row for row in part.decisions} if part else {}


def _words(decision: DecisionPart | None) -> str:
    if decision is None:
        return ""
    return "\n".join([f"{RESULT[decision.result]}.", *(text for text in decision.texts if text)])
