"""Reading what people said, and what became of it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload, selectinload

from workspace import db
from workspace.actions.models import Task
from workspace.meetings.agenda.models import AgendaItem, CameFrom
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.heard.models import Heard, HeardState
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import InMeeting, Meeting, MeetingState
from workspace.meetings.notes.models import Decision
from workspace.meetings.outcomes.models import Question
from workspace.meetings.suggestions.models import Suggestion
from workspace.paging import nearest_page
from workspace.people.models import Person
from workspace.said.models import Contribution, Outcome, SaidKind, Shown
from workspace.said.things import TABLES, Key, Thing, key_of
from workspace.spaces.models import Space

PAGE = 30  # of the list of a space
NEWS_FOR = timedelta(days=14)  # for which my page says that something came of what I said
FEWEST = 5  # below that a number could tell who said what


@dataclass(frozen=True)
class Said:
    """Something that was said, whose it is, and what came of it, if it was said: the newest outcome."""

    contribution: Contribution
    thing: Thing | None  # None: it was taken away
    outcome: Outcome | None


@dataclass
class ThingAt(InMeeting):
    """Something that was said at an item of a meeting, for whoever takes its notes."""

    item: AgendaItem
    thing: Thing
    outcome: Outcome | None

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def space_id(self) -> int:
        return self.item.space_id


def _meeting(of: InstrumentedAttribute[Any]) -> tuple[Any, Any]:
    whole = joinedload(of)
    return whole.joinedload(Meeting.space), whole.selectinload(Meeting.invitations).joinedload(Invitation.person)


# --- things and outcomes -------------------------------------------------------------------------------------------


def things(space_ids: Collection[int], keys: Iterable[Key]) -> dict[Key, Thing]:
    """Return what was said, by form and number, with its item and its meeting: a few queries for each form."""
    wanted: dict[SaidKind, set[int]] = {}
    for kind, number in keys:
        if kind in TABLES:
            wanted.setdefault(kind, set()).add(number)
    found: dict[Key, Thing] = {}
    for kind, numbers in wanted.items():
        table = TABLES[kind]
        rows = select(table).where(table.space_id.in_(space_ids), table.id.in_(numbers)).options(*_loaded(kind))
        found |= {(kind, row.id): Thing(kind, row) for row in db.session.scalars(rows)}
    return found


def _loaded(kind: SaidKind) -> tuple[Any, ...]:
    table = TABLES[kind]
    if kind is SaidKind.SUGGESTION:
        return (*_meeting(table.meeting), selectinload(table.items).joinedload(AgendaItem.meeting))
    return (*_meeting(table.meeting), joinedload(table.item))


def outcomes(space_ids: Collection[int], keys: Collection[Key]) -> dict[Key, Outcome]:
    """Return the newest outcome of each of these, with its decision or its action, and their meetings."""
    numbers = {number for _kind, number in keys}
    rows = (
        select(Outcome)
        .where(Outcome.space_id.in_(space_ids), Outcome.of_id.in_(numbers))
        .order_by(Outcome.id)
        .options(
            joinedload(Outcome.decision).joinedload(Decision.item),
            joinedload(Outcome.decision).options(*_meeting(Decision.meeting)),
            joinedload(Outcome.task).options(*_meeting(Task.meeting), joinedload(Task.item), joinedload(Task.space)),
        )
    )
    return {row.key: row for row in db.session.scalars(rows)}


def as_said(row: Contribution) -> Said:
    """Return what somebody marked, with what was said and what came of it."""
    return _as_said([row])[0]


def _as_said(rows: Sequence[Contribution]) -> list[Said]:
    spaces = {row.space_id for row in rows}
    keys = {row.key for row in rows}
    found, came = things(spaces, keys), outcomes(spaces, keys)
    return [Said(row, found.get(row.key), came.get(row.key)) for row in rows]


# --- what I said ---------------------------------------------------------------------------------------------------


def _is_theirs(person: db.Bound, here: db.Bound) -> ColumnElement[bool]:
    """Return the condition that a person marked something as theirs, and still belongs where they said it: in one of
    the spaces that they are in, `here`, or as a guest."""
    guest = and_(Invitation.person_id == person, Invitation.as_guest)
    stands = or_(
        Contribution.space_id.in_(here), exists().where(Invitation.meeting_id == Contribution.meeting_id, guest)
    )  # fmt: skip
    return and_(Contribution.person_id == person, stands)


def mine(person: Person) -> list[Said]:
    """Return what the person marked as theirs, the newest first, in the groups to which they belong."""
    rows = (
        select(Contribution)
        .where(_is_theirs(person.id, person.space_ids))
        .order_by(Contribution.id.desc())
        .options(joinedload(Contribution.item), *_meeting(Contribution.meeting))
    )
    return _as_said(db.session.scalars(rows).all())


def one_of_mine(person: Person, contribution_id: int) -> Contribution | None:
    """Return something that the person marked as theirs."""
    return db.session.scalar(
        select(Contribution)
        .where(Contribution.id == contribution_id, _is_theirs(person.id, person.space_ids))
        .options(joinedload(Contribution.item), *_meeting(Contribution.meeting))
    )


def to_read_back(person: Person) -> Sequence[Heard]:
    """Return the lines of what the person said that wait for their yes, while the notes are a draft."""
    return db.session.scalars(
        select(Heard)
        .join(Heard.meeting)
        .where(_waits_for(person.id, person.space_ids))
        .order_by(Heard.id)
        .options(joinedload(Heard.meeting).joinedload(Meeting.space), joinedload(Heard.item))
    ).all()


def _waits_for(person: db.Bound, here: db.Bound) -> ColumnElement[bool]:
    guest = and_(Invitation.person_id == person, Invitation.as_guest)
    belongs = or_(Meeting.space_id.in_(here), exists().where(Invitation.meeting_id == Meeting.id, guest))
    theirs = and_(Heard.speaker_id == person, Heard.state == HeardState.TO_READ_BACK)
    return and_(theirs, Meeting.notes_published_at.is_(None), belongs)


@dataclass(frozen=True)
class Waiting:
    """What my page says of what I said: how many lines wait for my yes, and of how many something came lately."""

    to_read_back: int
    news: int


def waiting(person: Person) -> Waiting:
    """Count what is new in what the person said: one query."""
    counts = _new_for(person=person.id, here=person.space_ids, since=db.now() - NEWS_FOR)
    return Waiting(*db.session.execute(*counts).one())


@db.kept
def _new_for(*, person: db.Bound, here: db.Bound, since: db.Bound) -> Select[int, int]:
    lines = select(func.count(Heard.id)).join(Heard.meeting).where(_waits_for(person, here))
    news = select(func.count(Contribution.id)).where(_is_theirs(person, here), Contribution.news_at > since)
    return select(lines.scalar_subquery(), news.scalar_subquery())


def meetings_of(person: Person, most: int = 10) -> Sequence[Meeting]:
    """Return the last meetings that have begun and to which the person was invited, the newest first."""
    return db.session.scalars(
        select(Meeting)
        .join(Invitation, and_(Invitation.meeting_id == Meeting.id, Invitation.person_id == person.id))
        .where(Meeting.state.in_((MeetingState.HAPPENING, MeetingState.CLOSED)))
        .where(or_(Invitation.as_guest, Meeting.space_id.in_(person.space_ids)))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(most)
        .options(joinedload(Meeting.space))
    ).all()


# --- at a meeting --------------------------------------------------------------------------------------------------


def said_at(meeting: Meeting, item: AgendaItem | None = None) -> list[Thing]:
    """Return what was said at a meeting, or at one item, in the order of the forms; private lines are not in it."""
    found = []
    for kind, table in TABLES.items():
        rows = select(table).where(table.space_id == meeting.space_id).order_by(table.id).options(*_loaded(kind))
        rows = rows.where(_at(table, item) if item else table.meeting_id == meeting.id)
        if kind is SaidKind.VIEW:
            rows = rows.where(Decision.different_views != "")
        if kind is SaidKind.OWN:
            rows = rows.where(Contribution.kind == SaidKind.OWN, Contribution.shown != Shown.PRIVATE)
        found += [Thing(kind, row) for row in db.session.scalars(rows)]
    return found


def _at(table: Any, item: AgendaItem) -> ColumnElement[bool]:
    if table is not Suggestion:
        return table.item_id == item.id  # type: ignore[no-any-return]
    became = exists().where(AgendaItem.id == item.id, AgendaItem.came_from == CameFrom.SUGGESTION)
    return became.where(AgendaItem.came_from_id == Suggestion.id)


def thing_at(slug: str, meeting_id: int, item_id: int, what: str) -> ThingAt | None:
    """Return something that was said at this item, with what came of it, and the meeting with its invitations."""
    item, key = load_item(slug, meeting_id, item_id), key_of(what)
    if item is None or key is None:
        return None
    thing = next((one for one in said_at(item.meeting, item) if one.key == key), None)
    return ThingAt(item, thing, outcomes([item.space_id], [key]).get(key)) if thing else None


def marks(space_id: int, keys: Collection[Key]) -> Mapping[Key, Sequence[Contribution]]:
    """Return who put each of these on the list of the space, with or without a name. Private marks are not in it."""
    numbers = {number for _kind, number in keys}
    found: dict[Key, list[Contribution]] = {}
    chosen = select(Contribution).where(Contribution.space_id == space_id, Contribution.shown != Shown.PRIVATE)
    of = or_(Contribution.of_id.in_(numbers), and_(Contribution.of_id.is_(None), Contribution.id.in_(numbers)))
    for row in db.session.scalars(chosen.where(of).order_by(Contribution.id).options(joinedload(Contribution.person))):
        found.setdefault(row.key, []).append(row)
    return found


def of_thing(space_id: int, key: Key) -> Sequence[Contribution]:
    """Return every mark on something, private ones too: for bringing them up to date, never for a page."""
    kind, number = key
    which = Contribution.id == number if kind is SaidKind.OWN else Contribution.of_id == number
    chosen = select(Contribution).where(Contribution.space_id == space_id, Contribution.kind == kind, which)
    return db.session.scalars(chosen.options(joinedload(Contribution.person))).all()


def came_to(space_id: int, task_id: int) -> list[Key]:
    """Return of what this action is the newest outcome."""
    linked = select(Outcome.kind, Outcome.of_id).where(Outcome.space_id == space_id, Outcome.task_id == task_id)
    keys = [(row.kind, row.of_id) for row in db.session.execute(linked.distinct())]
    if not keys:
        return []
    return [key for key, newest in outcomes([space_id], keys).items() if newest.task_id == task_id and key in keys]


def asker(space_id: int, question_id: int) -> int | None:
    """Return the number of whoever asked a question and is told of its answers already."""
    here = (Question.space_id == space_id, Question.id == question_id)
    return db.session.scalar(select(Question.asked_by_id).where(*here))


def to_link(meeting: Meeting) -> tuple[Sequence[tuple[Decision, Meeting]], Sequence[tuple[Task, Meeting]]]:
    """Return the decisions and actions of this meeting and of the later ones of its space, each with its meeting."""
    later = and_(Meeting.space_id == meeting.space_id, Meeting.starts_at >= meeting.starts_at)
    decisions = select(Decision, Meeting).join(Meeting, Meeting.id == Decision.meeting_id).where(later)
    tasks = select(Task, Meeting).join(Meeting, Meeting.id == Task.meeting_id).where(later)
    order = (Meeting.starts_at, Meeting.id)
    return (
        [(row[0], row[1]) for row in db.session.execute(decisions.order_by(*order, Decision.number).limit(200))],
        [(row[0], row[1]) for row in db.session.execute(tasks.order_by(*order, Task.id).limit(200))],
    )


def to_tell(contribution_id: int) -> Said | None:
    """Return what a message is about: what somebody said, and what came of it; None when its owner took it away."""
    loaded = [joinedload(Contribution.item), *_meeting(Contribution.meeting)]
    row = db.session.get(Contribution, contribution_id, options=loaded)
    return _as_said([row])[0] if row else None


# --- the list of a space -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """One page of the list of a space, and how often something came of what is on it in time."""

    rows: Sequence[Said]
    total: int
    page: int
    in_time: int
    due: int  # something came of it, or its time is over

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def can_be_counted(self) -> bool:
        """Say whether there are enough for a number that tells of nobody."""
        return self.due >= FEWEST


def listed(space: Space, page: int) -> Found:
    """Return a page of what people put on the list of the space, the newest first. Private marks are not in it."""
    kept = promise_kept(space)
    page = nearest_page(page, kept.total, PAGE)
    rows = select(Contribution).where(*_on_list(space)).order_by(Contribution.number.desc()).limit(PAGE)
    rows = rows.offset((page - 1) * PAGE).options(
        joinedload(Contribution.item), joinedload(Contribution.person), *_meeting(Contribution.meeting)
    )
    return Found(_as_said(db.session.scalars(rows).all()), kept.total, page, kept.in_time, kept.due)


def _on_list(space: Space) -> tuple[ColumnElement[bool], ...]:
    return Contribution.space_id == space.id, Contribution.number.is_not(None)


@dataclass(frozen=True)
class Kept:
    """How many things people put on the list of a space, of how many something came in time, and of how many something
    came at all or the time is over."""

    total: int
    in_time: int
    due: int


def promise_kept(space: Space, since: datetime | None = None) -> Kept:
    """Count what people put on the list, since a moment or ever: one query."""
    over = db.now() - timedelta(days=space.outcome_days)
    due = or_(Contribution.took_days.is_not(None), Contribution.marked_at < over)
    in_time = Contribution.took_days <= space.outcome_days
    counts = select(func.count(), func.count().filter(in_time), func.count().filter(due)).where(*_on_list(space))
    return Kept(*db.session.execute(counts if since is None else counts.where(Contribution.marked_at >= since)).one())


def last_number(space_id: int) -> int:
    """Return the number that was given out last in this space."""
    return db.session.scalar(select(func.max(Contribution.number)).where(Contribution.space_id == space_id)) or 0
