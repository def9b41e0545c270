"""Reading pairs: those that everyone may read, those that wait, and what a pair can be made from."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db, i18n
from workspace.actions.models import Task
from workspace.meetings.models import Meeting
from workspace.paging import last_page, nearest_page
from workspace.roles import NOTE_TAKERS, Role
from workspace.said.models import Contribution, Outcome, SaidKind, Shown
from workspace.said.pairs.models import Pair, PairName, PairResult, PairSource, PairState
from workspace.said.queries import came_to, outcomes, things
from workspace.said.things import Key, Thing
from workspace.spaces.models import Sharing, Space, narrowest
from workspace.spaces.queries import space as load_space

PAGE = 20
FED = 50  # pairs in the feed, and in the list for other sites
FEWEST = 5  # below that no sum is shown
_with_names = selectinload(Pair.names).joinedload(PairName.person)
NEWEST = 60  # of what has an outcome, and of what is on the list: from which a pair can be made


@dataclass(frozen=True)
class Wanted:
    """Which pairs somebody wants to read: of a theme, and of a year or a quarter of it. Empty: all."""

    theme: str = ""
    when: str = ""

    def between(self) -> tuple[datetime, datetime] | None:
        """Return the moments that the time begins and ends with; None for no time, and for what is none."""
        year, _dash, quarter = self.when.partition("-")
        number = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0
        if not 2000 <= number <= 2999 or quarter not in {"", "1", "2", "3", "4"}:
            return None
        first = 3 * int(quarter) - 2 if quarter else 1
        ends_after = first + (3 if quarter else 12)
        start = datetime(number, first, 1, tzinfo=i18n.zone())
        end = datetime(number + ends_after // 13, (ends_after - 1) % 12 + 1, 1, tzinfo=i18n.zone())
        return start, end


@dataclass(frozen=True)
class Sums:
    """How many pairs are public, and how long it took; said only from five on."""

    done: int = 0
    could_not: int = 0
    days: Sequence[int] = field(default=())

    @property
    def can_be_shown(self) -> bool:
        return self.done + self.could_not >= FEWEST

    @property
    def median_days(self) -> int | None:
        return round(median(self.days)) if len(self.days) >= FEWEST else None


@dataclass(frozen=True)
class PairSaid:
    """A pair for those who said what it was made from: each for themselves alone."""

    pair: Pair
    said_by: frozenset[int]

    @property
    def space_id(self) -> int:
        return self.pair.space_id

    @property
    def space(self) -> Space:
        return self.pair.space

    def stands_for(self, person: Any) -> bool:
        return person.id in self.said_by


@dataclass(frozen=True)
class FoundPairs:
    """One page of the public pairs of a space."""

    rows: Sequence[Pair]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return last_page(self.total, PAGE)


def open_to_all(slug: str) -> Space | None:
    """Return the space when its page is open to everyone: only then it has a feed, and a list for other sites."""
    found = load_space(slug)
    return found if found and found.is_public else None


def pair(slug: str, pair_id: int) -> Pair | None:
    """Return a pair of this space, with what it was made from and who approved it."""
    return db.session.scalar(
        select(Pair)
        .join(Pair.space)
        .where(Space.slug == slug, Pair.id == pair_id)
        .options(contains_eager(Pair.space), joinedload(Pair.approved_by), selectinload(Pair.sources), _with_names)
    )


def pair_said(slug: str, pair_id: int) -> PairSaid | None:
    """Return a pair that can be read, with whoever marked as theirs what it was made from."""
    found = pair(slug, pair_id)
    if found is None or found.state not in {PairState.WAITING, PairState.PUBLIC}:
        return None
    return PairSaid(found, who_said(found))


def who_said(pair: Pair) -> frozenset[int]:
    """Return the numbers of the people who marked as theirs what a pair was made from, in private too: to ask one of
    them for their own yes, never for a page of others."""
    keys = [source.key for source in pair.sources]
    of = [_mark_on(kind, number) for kind, number in keys]
    theirs = select(Contribution.person_id).where(Contribution.space_id == pair.space_id, or_(false(), *of))
    return frozenset(db.session.scalars(theirs))


def _mark_on(kind: SaidKind, number: int) -> ColumnElement[bool]:
    which = Contribution.id == number if kind is SaidKind.OWN else Contribution.of_id == number
    return and_(Contribution.kind == kind, which)


def pairs_by_number(space_id: int, numbers: Collection[int]) -> dict[int, Pair]:
    """Return these pairs of a space by their number, for whoever reads all of them."""
    here = select(Pair).where(Pair.space_id == space_id, Pair.id.in_(numbers))
    return {one.id: one for one in db.session.scalars(here)} if numbers else {}


def pair_to_tell(pair_id: int) -> Pair:
    """Return the pair that a message is about, with its space."""
    why = {"any_space": "the message names its pair, and the host may read any message"}
    return db.session.get_one(Pair, pair_id, options=[joinedload(Pair.space)], execution_options=why)


def may_read(role: Role | None, state: PairState) -> bool:
    """Say whether somebody with this role in the space may read a pair that is not public: members what waits, and
    whoever takes notes all."""
    return role in NOTE_TAKERS or (role is not None and state is PairState.WAITING)


def public_pairs(space: Space, wanted: Wanted, page: int) -> FoundPairs:
    """Return a page of the public pairs, the newest first: two queries."""
    chosen = _public(space, wanted)
    total = db.session.scalar(select(func.count(Pair.id)).where(*chosen)) or 0
    page = nearest_page(page, total, PAGE)
    return FoundPairs(_newest(chosen, PAGE, (page - 1) * PAGE), total, page)


def newest_pairs(space: Space, wanted: Wanted) -> Sequence[Pair]:
    """Return the newest public pairs, for the feed and for other sites."""
    return _newest(_public(space, wanted), FED, 0)


def _newest(chosen: Iterable[ColumnElement[bool]], most: int, after: int) -> Sequence[Pair]:
    rows = select(Pair).where(*chosen).order_by(Pair.public_at.desc(), Pair.id.desc()).limit(most).offset(after)
    return db.session.scalars(rows.options(joinedload(Pair.approved_by), _with_names)).all()


def _public(space: Space, wanted: Wanted) -> list[ColumnElement[bool]]:
    chosen = [Pair.space_id == space.id, Pair.state == PairState.PUBLIC]
    if wanted.theme:
        chosen.append(Pair.theme == wanted.theme)
    if between := wanted.between():
        chosen += [Pair.public_at >= between[0], Pair.public_at < between[1]]
    return chosen


def sums(space: Space) -> tuple[Sums, list[str], list[int]]:
    """Count the public pairs of a space; return with it their themes by name, and their years, the newest first."""
    rows = db.session.execute(
        select(Pair.result, Pair.took_days, Pair.theme, Pair.public_at).where(*_public(space, Wanted()))
    ).all()
    done = sum(row.result is PairResult.DONE for row in rows)
    days = [row.took_days for row in rows if row.took_days is not None]
    years = {i18n.local(row.public_at).year for row in rows if row.public_at}
    themes_found = sorted({row.theme for row in rows}, key=str.casefold)
    return Sums(done, len(rows) - done, days), themes_found, sorted(years, reverse=True)


def themes(space_id: int) -> Sequence[str]:
    """Return the themes that the space uses, by name."""
    rows = select(Pair.theme).where(Pair.space_id == space_id).distinct()
    return sorted(db.session.scalars(rows).all(), key=str.casefold)


def on_the_way(space: Space, role: Role | None) -> Sequence[Pair]:
    """Return the pairs that are not public and that somebody with this role may read, the oldest first."""
    states = [state for state in PairState if state is not PairState.PUBLIC and may_read(role, state)]
    if not states:
        return []
    here = (Pair.space_id == space.id, Pair.state.in_(states))
    return db.session.scalars(select(Pair).where(*here).order_by(Pair.id).limit(NEWEST)).all()


def any_public(space_id: int) -> bool:
    """Say whether the space has anything to show."""
    here = (Pair.space_id == space_id, Pair.state == PairState.PUBLIC)
    return db.session.scalar(select(Pair.id).where(*here).limit(1)) is not None


# --- what a pair is made from --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Origin:
    """Something from which a pair is made: what was said, with what came of it; or an action by itself."""

    of: Thing | Task
    outcome: Outcome | None = None

    @property
    def kind(self) -> SaidKind:
        return SaidKind.ACTION if isinstance(self.of, Task) else self.of.kind

    @property
    def key(self) -> Key:
        return (SaidKind.ACTION, self.of.id) if isinstance(self.of, Task) else self.of.key

    @property
    def name(self) -> str:
        """Return what stands for it in an address and in a form: "action-12"."""
        return "{}-{}".format(*self.key)

    @property
    def words(self) -> str:
        """Return what was said or was to be done, as it is kept: with references for names."""
        return self.of.what if isinstance(self.of, Task) else self.of.words

    @property
    def action(self) -> Task | None:
        """Return the action that it is, or that came of it."""
        if isinstance(self.of, Task):
            return self.of
        return self.outcome.task if self.outcome else None

    @property
    def meeting(self) -> Meeting | None:
        """Return the meeting that it comes from; None for an action of a log that was brought in."""
        return self.of.meeting

    @property
    def came_at(self) -> datetime | None:
        """Return when something came of it."""
        if isinstance(self.of, Task):
            return self.of.changed_at
        return self.outcome.at if self.outcome else None

    @property
    def level(self) -> Sharing:
        """Return how far all of it may be passed on; nothing further than the group before notes are published."""
        levels, meetings = [] if isinstance(self.of, Task) else [self.of.level], [self.meeting]
        if self.outcome and (came := self.outcome.decision):
            levels += [narrowest(came.item.sharing, came.sharing)]
            meetings.append(came.meeting)
        if task := self.action:
            levels += [task.sharing]
            meetings.append(task.meeting)
        published = all(meeting.notes_are_published for meeting in meetings if meeting)
        return narrowest(*levels) if published else Sharing.GROUP

    @property
    def texts(self) -> list[str]:
        """Return every text of it, as it is kept."""
        found = [self.words]
        row = None if isinstance(self.of, Task) else self.of.row
        for one in filter(None, [self.outcome, self.outcome and self.outcome.decision, row]):
            found += [str(getattr(one, name, "") or "") for name in ("words", "reason", "answer", "why")]
        if task := self.action:
            found += [task.what, task.why, task.state_words]
        return [text for text in found if text]


def origins(space_id: int, keys: Collection[Key]) -> list[Origin]:
    """Return these of what was said in the space, with what came of each, and of its actions. A private line is never
    among them."""
    said, came = things([space_id], keys), outcomes([space_id], keys)
    found = {key: Origin(thing, came.get(key)) for key, thing in said.items() if not _is_private(thing)}
    numbers = [number for kind, number in keys if kind is SaidKind.ACTION]
    here = select(Task).where(Task.space_id == space_id, Task.id.in_(numbers))
    loaded = here.options(joinedload(Task.meeting), joinedload(Task.item))
    found |= {one.key: one for one in map(Origin, db.session.scalars(loaded) if numbers else ())}
    return [found[key] for key in keys if key in found]


def _is_private(thing: Thing) -> bool:
    return isinstance(thing.row, Contribution) and thing.row.shown is Shown.PRIVATE


def to_choose(space: Space, also: Collection[Key]) -> list[Origin]:
    """Return what a pair can be made from: these, and the newest of what has an outcome or is on the list."""
    keys: dict[Key, Any] = dict.fromkeys(also)
    came = select(Outcome.kind, Outcome.of_id).where(Outcome.space_id == space.id).order_by(Outcome.id.desc())
    keys |= dict.fromkeys((kind, number) for kind, number in db.session.execute(came.limit(NEWEST)))
    listed = (Contribution.space_id == space.id, Contribution.number.is_not(None))
    marks = select(Contribution).where(*listed).order_by(Contribution.number.desc()).limit(NEWEST)
    keys |= {mark.key: None for mark in db.session.scalars(marks)}
    return origins(space.id, list(keys))


def said_before(space: Space, keys: Collection[Key]) -> list[Key]:
    """Return what was said and of which these actions came, so that whoever said it hears of the pair."""
    actions = [number for kind, number in keys if kind is SaidKind.ACTION]
    return [key for number in actions for key in came_to(space.id, number) if key not in keys]


def pairs_of(keys: Collection[Key], space_ids: Collection[int]) -> dict[Key, Pair]:
    """Return the pair that was made from each of these: the public one, else one that members may read before."""
    numbers = {number for _kind, number in keys}
    rows = db.session.execute(
        select(PairSource, Pair)
        .join(Pair, Pair.id == PairSource.pair_id)
        .where(PairSource.space_id.in_(space_ids), PairSource.of_id.in_(numbers))
        .where(Pair.state.in_((PairState.WAITING, PairState.PUBLIC)))
        .options(joinedload(Pair.space), selectinload(Pair.names))
        .order_by(case((Pair.state == PairState.PUBLIC, 1), else_=0), Pair.id)
    )
    return {source.key: found for source, found in rows if source.key in keys}
