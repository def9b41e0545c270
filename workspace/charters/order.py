"""The order of a charter's parts, and how they stand in groups. It knows no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from workspace.charters.kinds import Kind
from workspace.charters.models import CharterPart


@dataclass
class Group:
    """A heading with the clauses under it; without a heading where clauses stand before the first one."""

    heading: CharterPart | None
    clauses: list[CharterPart] = field(default_factory=list)

    @property
    def has_two_sides(self) -> bool:
        """Say whether it holds what is promised, and what others can do for it."""
        return {Kind.COMMITMENT, Kind.YOU_CAN_HELP} <= {one.kind for one in self.clauses}

    @property
    def ladder(self) -> list[CharterPart]:
        """Return the ways of working that are steps, from being told to deciding together."""
        return sorted((one for one in self.clauses if one.step), key=lambda one: one.step)

    def of(self, *kinds: Kind) -> list[CharterPart]:
        return [one for one in self.clauses if one.kind in kinds]

    @property
    def one_sided(self) -> list[CharterPart]:
        """Return what does not belong to either side."""
        return [one for one in self.clauses if one.kind not in {Kind.COMMITMENT, Kind.YOU_CAN_HELP}]


def grouped(parts: Iterable[CharterPart]) -> list[Group]:
    """Return the parts by heading, in order."""
    groups: list[Group] = []
    for part in parts:
        if part.kind is None:
            groups.append(Group(part))
            continue
        if not groups:
            groups.append(Group(None))
        groups[-1].clauses.append(part)
    return groups


def moved(parts: Sequence[CharterPart], one: CharterPart, to: str) -> list[CharterPart]:
    """Return the parts with this one further up, further down, or at a place, counted from 1. A heading takes its
    clauses along, past the neighbouring heading and its clauses. Past either end it stays."""
    start = parts.index(one)
    end = _next_heading(parts, start + 1) if one.kind is None else start + 1
    rest = [*parts[:start], *parts[end:]]
    if to == "up":
        place = start - 1 if one.kind else _heading_before(rest, start)
    elif to == "down":
        place = start + 1 if one.kind else _next_heading(rest, start + 1)
    else:
        place = int(to) - 1
    place = max(0, min(place, len(rest)))
    return [*rest[:place], *parts[start:end], *rest[place:]]


def _next_heading(parts: Sequence[CharterPart], start: int) -> int:
    return next((at for at in range(start, len(parts)) if parts[at].kind is None), len(parts))


def _heading_before(parts: Sequence[CharterPart], end: int) -> int:
    return next((at for at in range(end - 1, -1, -1) if parts[at].kind is None), 0)
