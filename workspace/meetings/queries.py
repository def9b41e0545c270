"""Reading meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership, Space

PAGE = 20  # past meetings on one page

Thing = TypeVar("Thing")


def meeting(slug: str, meeting_id: int) -> Meeting | None:
    """Return the meeting of this space with its agenda, and everybody who is invited, in order: three queries."""
    return db.session.scalars(*_whole(slug=slug, number=meeting_id)).one_or_none()


def in_meeting(kind: type[Thing], slug: str, meeting_id: int, number: int, *with_it: ExecutableOption) -> Thing | None:
    """Return a thing of this meeting, of a kind that has a `meeting`, with the meeting, its space and everybody who is
    invited, and what else is named. None for a thing of another meeting, or of another space."""
    of: Any = kind
    whole = contains_eager(of.meeting)
    found: Thing | None = db.session.scalar(
        select(of)
        .join(of.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, of.id == number)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
            *with_it,
        )
    )
    return found


def counts(of: dict[str, Select[int]]) -> dict[str, Any]:
    """Return what each statement counts, by its name: one query for all, and none for nothing."""
    if not of:
        return {}
    counted = select(*(one.scalar_subquery().label(name) for name, one in of.items()))
    return dict(db.session.execute(counted).one()._mapping)


def meeting_and_holidays(slug: str, meeting_id: int) -> Meeting | None:
    """Return the same in three queries, its offer, and the bank holidays of its space, for the promise of notes."""
    whole = _whole(With.OFFER, With.HOLIDAYS, slug=slug, number=meeting_id)
    return db.session.scalars(*whole).unique().one_or_none()


def meeting_and_offer(slug: str, meeting_id: int) -> Meeting | None:
    """Return the same in three queries, with its offer."""
    return db.session.scalars(*_whole(With.OFFER, slug=slug, number=meeting_id)).one_or_none()


class With(Enum):
    """What a page needs beside the meeting, its agenda and the people who are invited."""

    OFFER = auto()
    HOLIDAYS = auto()


@db.kept
def _whole(*beside: With, slug: db.Bound, number: db.Bound) -> Select[Meeting]:
    more = {
        With.OFFER: joinedload(Meeting.offered),
        With.HOLIDAYS: contains_eager(Meeting.space).joinedload(Space.bank_holidays),
    }
    return (
        select(Meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == number)
        .options(
            contains_eager(Meeting.space),
            joinedload(Meeting.venue),
            selectinload(Meeting.items),
            selectinload(Meeting.invitations).joinedload(Invitation.person),
            *(more[one] for one in beside),
        )
    )


def meeting_to_tell(meeting_id: int) -> Meeting:
    """Return the meeting that a message is about, with its space, its venue and its offer."""
    why = {"any_space": "the message names its meeting, and the host may read any message"}
    loaded = [joinedload(Meeting.space), joinedload(Meeting.venue), joinedload(Meeting.offered)]
    return db.session.get_one(Meeting, meeting_id, options=loaded, execution_options=why)


def place_to_tell(meeting: Meeting, person: Person) -> Invitation | None:
    """Return the person's place at a meeting that a message is about; None when their invitation was taken back."""
    mine = (Invitation.meeting_id == meeting.id, Invitation.person_id == person.id)
    return db.session.scalar(select(Invitation).where(*mine).options(joinedload(Invitation.person)))


def role_of(person: Person, meeting: Meeting) -> Role | None:
    """Return somebody's role in the space of a meeting that a message is about, while they belong to it."""
    theirs = (Membership.space_id == meeting.space_id, Membership.person_id == person.id)
    return db.session.scalar(select(Membership.role).where(*theirs, Membership.left_at.is_(None)))


def people_to_name(space_id: int) -> Sequence[Person]:
    """Return everybody whose name in a text about this space's meetings is kept as a reference: who belongs to the
    space or did so once, and its guests."""
    return db.session.scalars(select(Person).where(_has_been_here(space_id))).all()


def names_like(space_id: int, plain: Iterable[str], loose: Iterable[str]) -> dict[int, str]:
    """Return the names of those of the same people whose names have one of these in them, by number: `plain` is looked
    for in every name, `loose`, in which `_` is any letter, only in those that have letters beyond a to z."""
    name = Person.preferred_name
    accented = name.op("GLOB")("*[^ -~]*") if db.engine().dialect.name == "sqlite" else name.regexp_match("[^ -~]")
    alike = or_(*(name.ilike(f"%{one}%") for one in plain))
    alike = or_(alike, and_(accented, or_(*(name.ilike(f"%{one}%") for one in loose))))
    rows = db.session.execute(select(Person.id, name).where(_has_been_here(space_id), alike))
    return {row.id: row.preferred_name for row in rows}


def _has_been_here(space_id: int) -> ColumnElement[bool]:
    members = select(Membership.person_id).where(Membership.space_id == space_id)
    own = (Invitation.person_id == Person.id, Invitation.space_id == space_id)
    return or_(Person.id.in_(members), exists().where(*own, Invitation.as_guest))


# --- the list ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    """Meetings of a list, each with the reader's own place at it or None; of the past ones, one page."""

    upcoming: list[tuple[Meeting, Invitation | None]]
    past: list[tuple[Meeting, Invitation | None]]
    past_count: int
    page: int

    @property
    def count(self) -> int:
        return len(self.upcoming) + self.past_count

    @property
    def pages(self) -> int:
        return last_page(self.past_count, PAGE)


def meetings(space: Space, reader: Person, *, words: str = "", page: int = 1) -> Found:
    """Return the space's meetings whose title has these words: the next first, then the past ones, newest first.

    A page that does not exist gives the last one. Three queries, however many meetings there are.
    """
    moment = db.now()
    to_come = or_(
        Meeting.state == MeetingState.HAPPENING,
        and_(Meeting.state.in_((MeetingState.PLANNED, MeetingState.CANCELLED)), Meeting.ends_at >= moment),
    )
    here = [Meeting.space_id == space.id]
    if words:
        here.append(Meeting.title.icontains(words, autoescape=True))
    count = db.session.scalar(select(func.count()).select_from(Meeting).where(*here, ~to_come)) or 0
    page = nearest_page(page, count, PAGE)
    rows = _with_place(reader).where(*here)
    upcoming = rows.where(to_come).order_by(Meeting.starts_at, Meeting.id)
    past = rows.where(~to_come).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    return Found(
        upcoming=[(row[0], row[1]) for row in db.session.execute(upcoming)],
        past=[(row[0], row[1]) for row in db.session.execute(past.limit(PAGE).offset((page - 1) * PAGE))],
        past_count=count,
        page=page,
    )


def _with_place(reader: Person) -> Select[Meeting, Invitation]:
    mine = and_(Invitation.meeting_id == Meeting.id, Invitation.person_id == reader.id)
    return select(Meeting, Invitation).outerjoin(Invitation, mine).options(joinedload(Meeting.venue))


def held_lately(space: Space, most: int) -> Sequence[Meeting]:
    """Return the last meetings that were held, the newest first, with their space."""
    over = (Meeting.space_id == space.id, Meeting.state == MeetingState.CLOSED)
    newest = select(Meeting).where(*over).order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    loaded = joinedload(Meeting.space).joinedload(Space.bank_holidays)
    return db.session.scalars(newest.limit(most).options(loaded)).all()


def begun(space: Space, count: int) -> list[tuple[Meeting, datetime | None]]:
    """Return the last meetings that took place and promised their agenda, the newest first, each with the moment at
    which the first person was invited: one query."""
    first = func.min(Invitation.invited_at)
    rows = db.session.execute(
        select(Meeting, first)
        .join(Invitation, Invitation.meeting_id == Meeting.id)
        .where(
            Meeting.space_id == space.id,
            Meeting.state.in_((MeetingState.HAPPENING, MeetingState.CLOSED)),
            Meeting.agenda_days.is_not(None),
        )
        .group_by(Meeting.id)
        .having(first.is_not(None))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
        .limit(count)
    )
    return [(row[0], row[1]) for row in rows]


def next_public_date(space_id: int) -> datetime | None:
    """Return when the space meets next. All that people who are not members may know of a meeting is its time."""
    return db.session.scalar(
        select(Meeting.starts_at)
        .where(Meeting.space_id == space_id, Meeting.state == MeetingState.PLANNED, Meeting.starts_at >= db.now())
        .order_by(Meeting.starts_at)
        .limit(1)
    )


def is_guest(space_id: int, person_id: int) -> bool:
    """Say whether the person is invited to a meeting of the space without belonging to it."""
    mine = (Invitation.space_id == space_id, Invitation.person_id == person_id, Invitation.as_guest)
    return bool(db.session.scalar(select(exists().where(*mine))))


def guests_at(venue_id: int) -> frozenset[int]:
    """Return the numbers of the guests of all meetings at a venue."""
    here = select(Invitation.person_id).join(Invitation.meeting).where(Meeting.venue_id == venue_id)
    return frozenset(db.session.scalars(here.where(Invitation.as_guest)))


def meetings_at(venue_id: int) -> int:
    """Return how many meetings are or were at a venue."""
    return db.session.scalar(select(func.count(Meeting.id)).where(Meeting.venue_id == venue_id)) or 0


def meetings_by_number(numbers: Iterable[int]) -> dict[int, Meeting]:
    """Return the meetings that a person's own record names, with their spaces, by number: one query, or none."""
    wanted = set(numbers)
    if not wanted:
        return {}
    found = db.session.scalars(
        select(Meeting).where(Meeting.id.in_(wanted)).options(joinedload(Meeting.space)),
        execution_options={"any_space": "whoever was asked about at a meeting reads which meeting it was"},
    )
    return {meeting.id: meeting for meeting in found}
