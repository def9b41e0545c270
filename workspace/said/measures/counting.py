"""What is worked out from counts, and when a number is not shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FEWEST = 5  # a number that rests on fewer could tell of somebody


class Period(StrEnum):
    """The time that is looked at."""

    YEAR = "year"
    MONTHS = "months"
    ALL = "all"


def first_day(period: Period, today: date) -> date | None:
    """Return the day with which the time begins; None where it has no beginning."""
    if period is Period.YEAR:
        return date(today.year, 1, 1)
    if period is Period.MONTHS:
        leap_day = (today.month, today.day) == (2, 29)
        return today.replace(year=today.year - 1, day=28 if leap_day else today.day)
    return None


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int = 0
    whole: int = 0

    @property
    def can_be_shown(self) -> bool:
        """Say whether the whole is enough not to tell of somebody, and the part is, or is none."""
        return self.whole >= FEWEST and (self.part == 0 or self.part >= FEWEST)

    @property
    def percent(self) -> int | None:
        """Return the share in whole per cent, or None where it is not shown. Nothing but all is 100, and nothing but
        none is 0."""
        if not self.can_be_shown:
            return None
        rounded = round(100 * self.part / self.whole)
        return min(max(rounded, 1), 99) if 0 < self.part < self.whole else rounded


@dataclass(frozen=True)
class Days:
    """How many things took how many days."""

    counts: Mapping[int, int] = field(default_factory=dict)

    @property
    def whole(self) -> int:
        return sum(self.counts.values())

    @property
    def can_be_shown(self) -> bool:
        return self.whole >= FEWEST

    @property
    def median(self) -> float | None:
        """Return the number of days that half of them needed at most, or None where it is not shown."""
        if not self.can_be_shown:
            return None
        lower, upper = self._at((self.whole - 1) // 2), self._at(self.whole // 2)
        return (lower + upper) / 2

    def _at(self, place: int) -> int:
        """Return how long the thing took that stands at this place, the quickest at 0."""
        for days in sorted(self.counts):
            place -= self.counts[days]
            if place < 0:
                return days
        raise IndexError(place)


@dataclass(frozen=True)
class Measures:
    """All numbers of one time."""

    closed_in_time: Share
    days_to_close: Days
    began_with_members: Share
    acted_on: Share
    told_why_not: Share
    within_promised_time: Share

    @property
    def shares(self) -> dict[str, Share]:
        """Return those that are so many of so many, by name."""
        return {name: found for name, found in vars(self).items() if isinstance(found, Share)}
