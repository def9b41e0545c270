"""Finding notes, decisions and papers by their words, the people named in them, and days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, Select, column, func, literal_column, select, table, true
from sqlalchemy.orm import joinedload

from workspace import db
from workspace.meetings.queries import names_like
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import MOST_WORDS, mark_of, mark_of_space, words_of
from workspace.meetings.sharing.queries import open_to
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person
from workspace.people.names import referenced, to_names
from workspace.people.queries import names_in
from workspace.roles import NOTE_TAKERS
from workspace.spaces.models import Space

PAGE = 20  # entries on one page
MOST_COUNTED = 200  # a longer list is "more than 200": nobody reads to its end, and counting it would take its time
MOST_NAMESAKES = 20  # people whose names have a word that is searched for

OFTEN_ACCENTED = "aceinosuwyz"

# SQLite keeps its word index as a table that is asked by its own name. The numbers in it are those of the entries with
# a minus: so it gives the newest first. The minus also keeps it from being asked anew for each row of the space.
_WORDS = table("search_words", column("rowid", Integer), column("search_words"))
_ENTRY: ColumnElement[int] = literal_column("-search_words.rowid", Integer)


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how many there are. `starts` are the words looked for, in plain letters."""

    entries: Sequence[SearchEntry]
    texts: list[str]  # of each entry, with the names that it may show
    count: int  # one more than the most that are counted, when there are more
    page: int
    starts: list[str]
    left_out: int  # words of the search beyond the most that are looked for

    @property
    def pages(self) -> int:
        return last_page(min(self.count, MOST_COUNTED), PAGE)

    @property
    def is_cut(self) -> bool:
        return self.count > MOST_COUNTED


def found(
    space: Space, reader: Person, *, words: str, since: date | None = None, until: date | None = None, page: int = 1
) -> Found:
    """Return what was written down in this space, is published and open to the reader, and has all these words, and
    the papers that do: the newest first.

    A word is found by its beginning, with or without accents, and by the name of somebody whom the text names; signs
    alone find nothing. Days are those of the space, both included. Four queries, however much there is.
    """
    typed = words_of(words)
    starts = typed[:MOST_WORDS]
    asked = _with_words(space, starts) if starts else _newest_first()
    asked = asked.where(SearchEntry.space_id == space.id, *_days(space, since, until), _open_to(space, reader))
    numbers = [] if words and not starts else db.session.scalars(asked.limit(MOST_COUNTED + 1)).all()
    page = nearest_page(page, min(len(numbers), MOST_COUNTED), PAGE)
    entries = _entries(numbers[(page - 1) * PAGE : min(page * PAGE, MOST_COUNTED)])
    return Found(entries, _shown(entries), len(numbers), page, starts, len(typed) - len(starts))


def _entries(numbers: Sequence[int]) -> list[SearchEntry]:
    """Return these entries in this order, with all that the page shows of them."""
    loaded = (SearchEntry.meeting, SearchEntry.item, SearchEntry.note, SearchEntry.decision, SearchEntry.paper)
    found = db.session.scalars(
        select(SearchEntry).where(SearchEntry.id.in_(numbers)).options(*map(joinedload, loaded)),
        execution_options={"any_space": "the numbers are those that were found in one space"},
    ).all()
    return sorted(found, key=lambda entry: numbers.index(entry.id))


def _shown(entries: Sequence[SearchEntry]) -> list[str]:
    """Return the text of each entry. Who left no mark in its words may not be named in it."""
    shown, names = [], names_in(entry.text for entry in entries)
    for entry in entries:
        named = {number: names.get(number, "") for number in referenced([entry.text]) if mark_of(number) in entry.words}
        shown.append(to_names(entry.text, named))
    return shown


def _open_to(space: Space, reader: Person) -> ColumnElement[bool]:
    """Leave out what is kept to the people invited, for those who were not."""
    if reader.role_in(space.id) in NOTE_TAKERS:
        return true()
    return open_to(
        reader.id, space.id, SearchEntry.meeting_id, SearchEntry.item, SearchEntry.note, SearchEntry.decision
    )


def _days(space: Space, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    days = []
    if since:
        days.append(SearchEntry.held_at >= _midnight(space, since))
    if until:
        days.append(SearchEntry.held_at < _midnight(space, until + timedelta(days=1)))
    return days


def _midnight(space: Space, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(space.time_zone))


def _marks(space: Space, starts: list[str]) -> dict[str, list[str]]:
    """Return, for each beginning of a word, what stands for everybody whose name has a word that begins like it."""
    long_enough = [start for start in starts if len(start) > 1]
    names = names_like(space.id, long_enough, map(_loosely, long_enough)) if long_enough else {}
    words = {number: words_of(name) for number, name in names.items()}
    return {start: _called(start, words) if start in long_enough else [] for start in starts}


def _called(start: str, words: dict[int, list[str]]) -> list[str]:
    called = (number for number, own in words.items() if any(word.startswith(start) for word in own))
    return [mark_of(number) for number in islice(called, MOST_NAMESAKES)]


def _loosely(start: str) -> str:
    """Leave open which accent a letter of a name has: few names are looked at in vain, and none is missed."""
    return "".join("_" if letter in OFTEN_ACCENTED or not letter.isascii() else letter for letter in start)


def asked_for(space: Space, starts: list[str], more: Mapping[str, list[str]] | None = None) -> str:
    """Return, in the language of the word index in use, what is looked for: in this space, a word that begins so or a
    mark of somebody who is called so, for each of the beginnings. `more` are other marks that stand for them."""
    marks = _marks(space, starts)
    is_sqlite = db.engine().dialect.name == "sqlite"
    both, either, open_end = (" AND ", " OR ", "*") if is_sqlite else (" & ", " | ", ":*")
    groups = ([f"{start}{open_end}", *marks[start], *(more or {}).get(start, [])] for start in starts)
    return both.join([mark_of_space(space.id), *(f"({either.join(group)})" for group in groups)])


def has_words(words: Any, asked: db.Bound) -> ColumnElement[bool]:
    """Return the condition, on PostgreSQL, that kept words have what is looked for."""
    simple: ColumnElement[str] = literal_column("'simple'")
    return func.to_tsvector(simple, words).op("@@", is_comparison=True)(func.to_tsquery(simple, asked))


def _newest_first() -> Select[int]:
    return select(SearchEntry.id).order_by(SearchEntry.held_at.desc(), SearchEntry.id.desc())


def _with_words(space: Space, starts: list[str]) -> Select[int]:
    """Return the entries that have a word of each group, those published last first, as a word index gives them: it
    stops when there are enough. Each word is letters and digits alone, so it can stand in either index's language."""
    asked = asked_for(space, starts)
    if db.engine().dialect.name == "sqlite":
        found = select(SearchEntry.id).join(_WORDS, SearchEntry.id == _ENTRY)
        return found.where(_WORDS.c.search_words.op("MATCH")(asked)).order_by(_WORDS.c.rowid)
    matches = has_words(SearchEntry.words, asked)
    # With the plus the word index is asked, and not entry after entry, newest first, for its words: where few have them
    # that takes seconds.
    return select(SearchEntry.id).where(matches).order_by((SearchEntry.id + 0).desc())
