"""When each item of an agenda begins, and whether the agenda is kind to the people who sit through it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workspace.meetings.agenda.models import AgendaItem, ItemKind
from workspace.meetings.models import Meeting

# Minutes that most people can listen for without a pause; interpreters change over at half of it.
LONGEST_STRETCH = 50


@dataclass(frozen=True)
class Timed:
    """An item, and when it begins and ends if all goes as planned."""

    item: AgendaItem
    starts_at: datetime
    ends_at: datetime


def timed(meeting: Meeting, items: Iterable[AgendaItem]) -> list[Timed]:
    """Return the items with their times, one after the other from the start of the meeting."""
    rows, begins = [], meeting.starts_at
    for item in items:
        ends = begins + timedelta(minutes=item.minutes)
        rows.append(Timed(item, begins, ends))
        begins = ends
    return rows


def longest_stretch(items: Iterable[AgendaItem]) -> int:
    """Return the most minutes that go by without a break."""
    longest = stretch = 0
    for item in items:
        stretch = 0 if item.kind is ItemKind.BREAK else stretch + item.minutes
        longest = max(longest, stretch)
    return longest


def tiring(items: Iterable[AgendaItem]) -> dict[int, int]:
    """Return the items at which people have listened for too long, by their numbers: the first of each stretch that
    goes past 50 minutes, with the minutes since the last break by its end."""
    found, stretch = {}, 0
    for item in items:
        before = stretch
        stretch = 0 if item.kind is ItemKind.BREAK else stretch + item.minutes
        if before <= LONGEST_STRETCH < stretch:
            found[item.id] = stretch
    return found


def minutes_over(meeting: Meeting, rows: Sequence[Timed]) -> int:
    """Return by how many minutes the agenda runs past the end of the meeting, 0 when it fits."""
    return max(0, int((rows[-1].ends_at - meeting.ends_at).total_seconds() // 60)) if rows else 0
