"""What is found in the words of a charter."""

from dataclasses import dataclass

from workspace.charters.kinds import Kind


@dataclass(frozen=True)
class Clause:
    """One promise, right or explanation, in its own words."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Section:
    """A heading with its clauses; the heading is empty where the text has lost it."""

    heading: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Reading:
    """All that was found, and the lines that belong to no part of it."""

    title: str
    sections: tuple[Section, ...]
    left_out: tuple[str, ...]
