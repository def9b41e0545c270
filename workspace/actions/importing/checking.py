"""What becomes of each row of a table: ready, mended, there already, or refused, and why."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _

from workspace.actions.importing.columns import Part, cell, plain, state_in
from workspace.actions.importing.models import LogImport, LogRow
from workspace.actions.models import OPEN_STATES, ActionState
from workspace.forms import LINE, TEXT, date_words
from workspace.people.models import Person
from workspace.typed_dates import DateNotRead, read_day


class Fate(StrEnum):
    """What becomes of a row."""

    REFUSED = "refused"
    READY = "ready"
    THERE = "there"
    LEFT_OUT = "left_out"


ANY_DAY = date(2026, 1, 1)  # a day without a year is marked alike whenever it is brought in
NOBODY = "nobody"  # chosen in place of an owner: the action looks for one


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
        who = cell(row.cells, of.matched, Part.WHO)
        yield Checked(row, typed, who, owner, due_on, state, fate, problems, marks, is_late)


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
    a column or a state was added later is known again; once more with the day as one, however a program wrote it."""
    what, who, due = (cell(row.cells, matched, part) for part in (Part.WHAT, Part.WHO, Part.DUE))
    marked = [("row", row.cells), ("parts", [what, who, due])]
    day, _problem = _day(due.removesuffix(" 00:00:00"), ANY_DAY)
    if day:
        marked.append(("day", [what, who, day.isoformat()]))
    return list(dict.fromkeys(_mark(kind, cells) for kind, cells in marked))


def _mark(kind: str, cells: Sequence[str]) -> str:
    words = "\x1f".join([kind, *(" ".join(one.casefold().split()) for one in cells)])
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()


def _day(text: str, today: date) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        return read_day(text, today=today), ""
    except DateNotRead as problem:
        return None, date_words(problem)


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
