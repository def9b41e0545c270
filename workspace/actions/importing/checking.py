"""What becomes of each row of a table: ready, mended, there already, or refused, and why."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from workspace.actions.importing.columns import Part, cell, plain, state_in
from workspace.actions.importing.models import LogImport, LogRow
from workspace.actions.models import OPEN_STATES, ActionState, Task
from workspace.forms import LINE, TEXT, date_words
from workspace.people.models import Person
from workspace.typed_dates import DateNotRead, read_day


class Fate(StrEnum):
    """What becomes of a row."""

    REFUSED = "refused"
    READY = "ready"
    ENDED = "ended"
    THERE = "there"
    LEFT_OUT = "left_out"


ANY_DAY = date(2026, 1, 1)  # a day without a year is marked alike whenever it is brought in
NOBODY = "nobody"  # chosen in place of an owner: the action looks for one
# What may be typed over many rows at once, which have the same thing wrong.
MANY = {
    "nobody": ("owner", NOBODY),
    "no_day": ("due", ""),
    "to_do": ("state", ActionState.TO_DO.value),
    "left_out": ("left_out", "y"),
    "ended": ("mark", "y"),
}
_WRONG = {"no_day": "due", "to_do": "state", "left_out": "what"}
# How Excel counts days, from 2000 to 2099; the part behind the point is the time of day.
NUMBER = re.compile(r"(\d{5})(?:[.,]\d+)?")
NUMBERS = range(36526, 73051)
BEFORE_THE_FIRST = date(1899, 12, 30)


@dataclass(frozen=True)
class Checked:
    """A row as it will be kept, or why it will not. `typed` is what stands in its fields."""

    row: LogRow
    typed: Mapping[str, str]
    who: str
    owner: Person | None
    due_on: date | None
    state: ActionState | None
    fate: Fate
    problems: Mapping[str, str]
    fingerprints: Sequence[str]
    is_late: bool
    came_from: str = ""
    filled: Sequence[Part] = ()  # what a merged cell above says
    task: Task | None = None  # the action that a row was made into before, when the table calls it finished

    @property
    def is_numbered(self) -> bool:
        """Say whether its day is written as Excel counts days."""
        return _numbered(self.typed["due"]) is not None

    @property
    def is_there_and_finished(self) -> bool:
        """Say whether it was brought in before, and the table calls it finished."""
        return self.fate is Fate.THERE and self.state is not None and self.state not in OPEN_STATES

    def is_to_ask(self, by: Any) -> bool:
        """Say whether its owner is asked when it is kept, and is not whoever brings it in."""
        return self.owner is not None and self.owner.id != by.id and self.state in OPEN_STATES

    @property
    def is_to_end(self) -> bool:
        """Say whether the action that is here is to be called what the table calls it."""
        return self.fate is Fate.ENDED and bool(self.typed["mark"]) and not self.problems

    @property
    def alike(self) -> set[str]:
        """Return what may be typed over it together with others."""
        if self.fate is Fate.ENDED:
            return set() if self.typed["mark"] else {"ended"}
        if self.fate is not Fate.REFUSED:
            return set()
        found = {many for many, name in _WRONG.items() if name in self.problems}
        return found | ({"nobody"} if "owner" in self.problems and self.owner is None else set())


def check(of: LogImport, people: Sequence[Person], known: AbstractSet[str], today: date) -> Iterator[Checked]:
    """Look at each row. `people` are those who may own an action, `known` the marks of rows that were brought in."""
    seen: set[tuple[str, ...]] = set()
    for row in of.rows:
        marks = fingerprints(row, of.matched)
        typed = fields(row, of.matched, people)
        owner = next((person for person in people if str(person.id) == typed["owner"]), None)
        due_on, due_problem = _day(typed["due"], today)
        state = state_in(typed["state"])
        problems = _problems(typed, of, owner, state) | ({"due": due_problem} if due_problem else {})
        same = (plain(typed["what"]), typed["owner"] or plain(cell(row.cells, of.matched, Part.WHO)), typed["due"])
        if same in seen:
            problems["what"] = _("The same action is in a row above. Change it, or leave the row out")
        fate = _fate(typed, problems, is_known=not known.isdisjoint(marks))
        if fate is not Fate.LEFT_OUT:
            seen.add(same)
        is_late = bool(due_on and due_on < today and state in OPEN_STATES)
        who, came_from = (cell(row.cells, of.matched, part) for part in (Part.WHO, Part.FROM))
        filled = [part for part in Part if of.matched.get(part.value) in row.filled]
        yield Checked(row, typed, who, owner, due_on, state, fate, problems, marks, is_late, came_from, filled)


def ended(row: Checked, task: Task | None) -> Checked:
    """Return a row that is here already and that the table calls finished, with the action that it was made into, if
    that is found and goes on."""
    if task is None or row.state is None:
        return row
    words = row.typed["words"] or _("The action log says: %(words)s", words=row.typed["state"])
    too_long = {"words": row.problems["words"]} if "words" in row.problems else {}
    return replace(row, fate=Fate.ENDED, task=task, typed={**row.typed, "words": words}, problems=too_long)


def fields(row: LogRow, matched: Mapping[str, int], people: Sequence[Person]) -> dict[str, str]:
    """Return what stands in the fields of a row: what was typed there, else what its cells say."""
    owner = owner_named(cell(row.cells, matched, Part.WHO), people)
    found = {
        "what": " ".join(cell(row.cells, matched, Part.WHAT).split()),
        "owner": str(owner.id) if owner else "",
        "due": " ".join(cell(row.cells, matched, Part.DUE).split()).removesuffix(" 00:00:00"),
        "state": cell(row.cells, matched, Part.STATE),
        "words": cell(row.cells, matched, Part.WORDS),
        "left_out": "",
        "mark": "",
    }
    return found | row.typed


def owner_named(words: str, people: Sequence[Person]) -> Person | None:
    """Return the one person with this name, or the one whose first name it is; None when nobody or several are."""
    wanted = plain(words)
    if not wanted:
        return None
    whole = [person for person in people if plain(person.preferred_name) == wanted]
    first = [person for person in people if plain(person.preferred_name).split()[:1] == [wanted]]
    found = whole or first
    return found[0] if len(found) == 1 else None


def fingerprints(row: LogRow, matched: Mapping[str, int]) -> list[str]:
    """Return the marks of a row as it came: of all its cells, and of what, who and when alone, so that a log to which
    a column or a state was added later is known again; once more with the day as one, however a program wrote it; and
    all of that without what was filled from merged cells."""
    as_it_came = ["" if place in row.filled else words for place, words in enumerate(row.cells)]
    marked = [one for cells in (row.cells, as_it_came) for one in _marked(cells, matched)]
    return list(dict.fromkeys(_mark(kind, cells) for kind, cells in marked))


def _marked(cells: Sequence[str], matched: Mapping[str, int]) -> Iterator[tuple[str, Sequence[str]]]:
    what, who, due = (cell(cells, matched, part) for part in (Part.WHAT, Part.WHO, Part.DUE))
    yield "row", cells
    yield "parts", [what, who, due]
    day, _problem = _day(due.removesuffix(" 00:00:00"), ANY_DAY)
    if day:
        yield "day", [what, who, day.isoformat()]


def _mark(kind: str, cells: Sequence[str]) -> str:
    words = "\x1f".join([kind, *(" ".join(one.casefold().split()) for one in cells)])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _day(text: str, today: date) -> tuple[date | None, str]:
    if not text:
        return None, ""
    if day := _numbered(text):
        return day, ""
    try:
        return read_day(text, today=today), ""
    except DateNotRead as problem:
        return None, date_words(problem)


def _numbered(text: str) -> date | None:
    found = NUMBER.fullmatch(text)
    return BEFORE_THE_FIRST + timedelta(days=int(found[1])) if found and int(found[1]) in NUMBERS else None


def _problems(
    typed: Mapping[str, str], of: LogImport, owner: Person | None, state: ActionState | None
) -> dict[str, str]:
    found = {}
    if not typed["what"]:
        found["what"] = _("Write what will be done, starting with a verb")
    elif len(typed["what"]) > LINE:
        found["what"] = _("This is longer than %(most)d letters. Make it shorter", most=LINE)
    if owner is None and typed["owner"] != NOBODY:
        found["owner"] = _("Choose a person of this group, or say that nobody has it yet")
    elif owner and owner.id not in of.said_yes:
        found["owner"] = _("Nobody is given an action without their yes. Say above if %(name)s said yes",
                           name=owner.preferred_name)  # fmt: skip
    if state is None:
        found["state"] = _("Choose how it is going")
    if len(typed["words"]) > TEXT:
        found["words"] = _("This is longer than %(most)d letters. Make it shorter", most=TEXT)
    return found


def _fate(typed: Mapping[str, str], problems: Mapping[str, str], *, is_known: bool) -> Fate:
    if is_known:
        return Fate.THERE
    if typed["left_out"]:
        return Fate.LEFT_OUT
    return Fate.REFUSED if problems else Fate.READY
