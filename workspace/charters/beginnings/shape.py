"""What an example of a charter holds. Its words are lazy: they come in the language of whoever asks for them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workspace.charters.kinds import Kind
from workspace.meetings.models import Involvement


@dataclass(frozen=True)
class Piece:
    """A heading, or a clause with what else is said of it, by the names that a part knows."""

    kind: Kind | None
    words: Any
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Beginning:
    """An example: for whom it is, and all of its parts in order."""

    key: str  # as it stands in addresses
    title: Any
    about: Any
    made_by: Any  # a sentence to go on with: who made it out of the example
    pieces: tuple[Piece, ...]

    @property
    def headings(self) -> list[Any]:
        return [one.words for one in self.pieces if one.kind is None]

    @property
    def clauses(self) -> list[Piece]:
        return [one for one in self.pieces if one.kind]


def heading(words: Any) -> Piece:
    """Return a heading."""
    return Piece(None, words)


def principle(words: Any) -> Piece:
    """Return what everybody in it believes."""
    return Piece(Kind.PRINCIPLE, words)


def right(words: Any) -> Piece:
    """Return what people may expect."""
    return Piece(Kind.RIGHT, words)


def responsibility(words: Any) -> Piece:
    """Return what people take on."""
    return Piece(Kind.RESPONSIBILITY, words)


def commitment(words: Any, how_known: Any) -> Piece:
    """Return a promise, which never comes without how people will know that it is kept."""
    return Piece(Kind.COMMITMENT, words, {"how_known": how_known})


def you_can_help(words: Any) -> Piece:
    """Return what people can do, where they are able to."""
    return Piece(Kind.YOU_CAN_HELP, words)


def way(rung: Involvement, words: Any) -> Piece:
    """Return a way of working, on its step between being told and deciding together."""
    return Piece(Kind.WAY_OF_WORKING, words, {"rung": rung})


def level(words: Any, *, involvement: Any, limits: Any, best_practice: Any) -> Piece:
    """Return a level of involvement with its limits, and how it is done well."""
    said = {"involvement": involvement, "limits": limits, "best_practice": best_practice}
    return Piece(Kind.LEVEL, words, said)


def explanation(words: Any, legal: Any) -> Piece:
    """Return some background, with the law that it speaks of. It promises nothing."""
    return Piece(Kind.EXPLANATION, words, {"legal": legal})
