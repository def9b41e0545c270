"""Finding notes and decisions by their words, the people named in them, and days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Integer, column, func, literal_column, select, table
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.queries import names_here
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import MOST_WORDS, mark_of, words_of
from workspace.paging import last_page, nearest_page
from workspace.people.names import referenced, to_names
from workspace.spaces.models import Space

PAGE = 20  # entries on one page
MOST_COUNTED = 1000  # a longer list is "more than 1,000": nobody reads it, and counting it would take its time
MOST_NAMESAKES = 50  # people whose names have a word that is searched for

# SQLite keeps its word index as a table that is asked by its own name.
_WORDS = table("search_words", column("rowid", Integer), column("search_words"))


@dataclass(frozen=True)
class Found:
    """One page of what was found, and how many there are. `starts` are the words looked for, in plain letters."""

    entries: Sequence[SearchEntry]
    texts: list[str]  # of each entry, with the names that it may show
    count: int
    page: int
    starts: list[str]
    left_out: int  # words of the search beyond the most that are looked for

    @property
    def pages(self) -> int:
        return last_page(self.count, PAGE)

    @property
    def is_cut(self) -> bool:
        return self.count == MOST_COUNTED


def found(space: Space, *, words: str, since: date | None = None, until: date | None = None, page: int = 1) -> Found:
    """Return what was written down in this space and published that has all these words, the newest first.

    A word is found by its beginning, with or without accents, and by the name of somebody whom the text names. Days are
    those of the space, both included. Three queries, however much there is.
    """
    typed = words_of(words)
    starts = typed[:MOST_WORDS]
    here: list[ColumnElement[bool]] = [SearchEntry.space_id == space.id, *_days(space, since, until)]
    names = names_here(space.id)
    if starts:
        here.append(_has_words([(start, _marks(names, start)) for start in starts]))
    counted = select(SearchEntry.id).where(*here).limit(MOST_COUNTED).subquery()
    count = db.session.scalar(select(func.count()).select_from(counted)) or 0
    page = nearest_page(page, count, PAGE)
    rows = db.session.scalars(
        select(SearchEntry)
        .join(SearchEntry.meeting)
        .where(*here)
        .order_by(SearchEntry.held_at.desc(), SearchEntry.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
        .options(
            contains_eager(SearchEntry.meeting),
            joinedload(SearchEntry.item),
            joinedload(SearchEntry.note),
            joinedload(SearchEntry.decision),
        )
    ).all()
    return Found(rows, _shown(rows, names), count, page, starts, len(typed) - len(starts))


def _shown(entries: Sequence[SearchEntry], names: dict[int, str]) -> list[str]:
    """Return the text of each entry. Who left no mark in its words may not be named in it."""
    shown = []
    for entry in entries:
        named = {number: names.get(number, "") for number in referenced([entry.text]) if mark_of(number) in entry.words}
        shown.append(to_names(entry.text, named))
    return shown


def _days(space: Space, since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    days = []
    if since:
        days.append(SearchEntry.held_at >= _midnight(space, since))
    if until:
        days.append(SearchEntry.held_at < _midnight(space, until + timedelta(days=1)))
    return days


def _midnight(space: Space, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(space.time_zone))


def _marks(names: dict[int, str], start: str) -> list[str]:
    """Return what stands for everybody whose name has a word that begins like this."""
    alike = (number for number, name in names.items() if _may_begin(name, start))
    called = (number for number in alike if any(word.startswith(start) for word in words_of(names[number])))
    return [mark_of(number) for number in islice(called, MOST_NAMESAKES)]


def _may_begin(name: str, start: str) -> bool:
    """Rule most names out quickly: only a name with other than plain letters has to be made plain first."""
    return not name.isascii() or start in name.lower()


def _has_words(groups: list[tuple[str, list[str]]]) -> ColumnElement[bool]:
    """Return the condition that an entry has a word of each group. Each word is letters and digits alone, so that it
    can stand in the language of either database's word index."""
    if db.engine().dialect.name == "sqlite":
        asked = " AND ".join(f"({' OR '.join([f'{start}*', *marks])})" for start, marks in groups)
        return SearchEntry.id.in_(select(_WORDS.c.rowid).where(_WORDS.c.search_words.op("MATCH")(asked)))
    asked = " & ".join(f"({' | '.join([f'{start}:*', *marks])})" for start, marks in groups)
    simple: ColumnElement[str] = literal_column("'simple'")
    return func.to_tsvector(simple, SearchEntry.words).op("@@")(func.to_tsquery(simple, asked))
