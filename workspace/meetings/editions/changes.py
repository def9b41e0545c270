"""What is different between two texts, word by word, in a way that can be read aloud."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

WORD = re.compile(r"\s*\S+")


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Words that follow each other and have the same fate."""

    kind: Kind
    words: str


def changes(before: str, after: str) -> list[Piece]:
    """Return the pieces that lead from one text to the other: same, removed and added ones, in reading order.

    All but the removed pieces make the new text, all but the added ones the old; only spaces at the end may differ.
    """
    old, new = WORD.findall(before), WORD.findall(after)
    pieces: list[Piece] = []
    for fate, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if fate == "equal":
            pieces.append(Piece(Kind.SAME, "".join(new[c:d])))
            continue
        pieces += [Piece(Kind.REMOVED, "".join(old[a:b]))] if b > a else []
        pieces += [Piece(Kind.ADDED, "".join(new[c:d]))] if d > c else []
    return pieces


def count(pieces: list[Piece], kind: Kind) -> int:
    """Return how many words had this fate."""
    return sum(len(piece.words.split()) for piece in pieces if piece.kind is kind)
