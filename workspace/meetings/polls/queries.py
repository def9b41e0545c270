"""Reading polls: one with everybody it asks, the list, and what came of it in numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.polls.models import DatePoll, Fit, PollAnswer, PollOption, PollPlace, PollState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Membership, Space


def poll(slug: str, poll_id: int) -> DatePoll | None:
    """Return the poll of this space with its dates and everybody it asks: three queries."""
    return db.session.scalar(
        select(DatePoll)
        .join(DatePoll.space)
        .where(Space.slug == slug, DatePoll.id == poll_id)
        .options(
            contains_eager(DatePoll.space),
            selectinload(DatePoll.options),
            selectinload(DatePoll.places).joinedload(PollPlace.person),
        )
    )


def poll_to_tell(poll_id: int) -> DatePoll:
    """Return the poll that a message is about, with its space and dates."""
    whole = [joinedload(DatePoll.space), joinedload(DatePoll.meeting), selectinload(DatePoll.options)]
    return db.session.get_one(DatePoll, poll_id, options=whole)


def people_to_tell(poll: DatePoll, *, waiting: bool = False) -> Sequence[Person]:
    """Return who is asked and belongs to the space today, by name; with `waiting` those who have not answered."""
    rows = (
        select(Person)
        .join(PollPlace, PollPlace.person_id == Person.id)
        .join(Membership, (Membership.person_id == Person.id) & (Membership.space_id == PollPlace.space_id))
        .where(PollPlace.poll_id == poll.id, Membership.left_at.is_(None))
        .order_by(func.lower(Person.preferred_name), Person.id)
    )
    return db.session.scalars(rows.where(PollPlace.answered_at.is_(None)) if waiting else rows).all()


def place(slug: str, poll_id: int, person_id: int) -> PollPlace | None:
    """Return a person's place in this poll, with what was answered. None: they are not asked."""
    whole = contains_eager(PollPlace.poll)
    return db.session.scalar(
        select(PollPlace)
        .join(PollPlace.poll)
        .join(DatePoll.space)
        .where(Space.slug == slug, DatePoll.id == poll_id, PollPlace.person_id == person_id)
        .options(
            whole.contains_eager(DatePoll.space),
            whole.selectinload(DatePoll.options),
            joinedload(PollPlace.person),
            joinedload(PollPlace.answered_by),
            selectinload(PollPlace.answers),
        )
    )


def members(space: Space) -> Sequence[Membership]:
    """Return everybody who can be asked, by name."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Membership.space_id == space.id, Membership.left_at.is_(None))
        .options(contains_eager(Membership.person))
        .order_by(func.lower(Person.preferred_name), Membership.id)
    ).all()


def polls(space: Space, reader: Person) -> Sequence[tuple[DatePoll, PollPlace | None]]:
    """Return the polls that the reader may see, each with the reader's own place: all of them to an organiser, to
    others those that ask them. Open ones first, then the newest. One query."""
    mine = (PollPlace.poll_id == DatePoll.id) & (PollPlace.person_id == reader.id)
    rows = (
        select(DatePoll, PollPlace)
        .outerjoin(PollPlace, mine)
        .where(DatePoll.space_id == space.id)
        .order_by(DatePoll.state != PollState.OPEN, DatePoll.created_at.desc(), DatePoll.id.desc())
    )
    if reader.role_in(space.id) is not Role.ORGANISER:
        rows = rows.where(PollPlace.id.is_not(None))
    return [(row[0], row[1]) for row in db.session.execute(rows)]


def waiting_for_answer(person: Person) -> Sequence[DatePoll]:
    """Return the polls that take answers and wait for the person's, the first to close first, with their spaces."""
    return db.session.scalars(*_waiting_for(person=person.id, here=person.space_ids, now=db.now())).all()


@db.kept
def _waiting_for(*, person: db.Bound, here: db.Bound, now: db.Bound) -> Select[DatePoll]:
    return (
        select(DatePoll)
        .join(PollPlace, PollPlace.poll_id == DatePoll.id)
        .where(
            PollPlace.person_id == person,
            PollPlace.answered_at.is_(None),
            DatePoll.space_id.in_(here),
            DatePoll.state == PollState.OPEN,
            DatePoll.closes_at > now,
        )
        .options(joinedload(DatePoll.space))
        .order_by(DatePoll.closes_at, DatePoll.id)
    )


# --- what came of it -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One date, and how many can, could and cannot."""

    option: PollOption
    counts: Counter[Fit]

    @property
    def suits(self) -> tuple[int, int]:
        """Return what makes one date better than another: few who cannot come, then many who can."""
        return -self.counts[Fit.CANNOT], self.counts[Fit.CAN]


@dataclass(frozen=True)
class Outcome:
    """What came of a poll."""

    rows: list[Row]
    answered: int

    @property
    def best(self) -> list[Row]:
        """Return the date that suits best, or those that suit equally well."""
        most = max(row.suits for row in self.rows)
        return [row for row in self.rows if row.suits == most] if self.answered else []


def outcome(poll: DatePoll) -> Outcome | None:
    """Return what came of the poll, in numbers and without names: one query. None while answers come in.

    However few have answered, the numbers are shown: a group of four has to decide as well. Whoever answers is told
    so before; why somebody cannot is never asked.
    """
    if poll.takes_answers:
        return None
    found = db.session.execute(
        select(PollAnswer.option_id, PollAnswer.fit, func.count())
        .join(PollOption, PollOption.id == PollAnswer.option_id)
        .where(PollOption.poll_id == poll.id)
        .group_by(PollAnswer.option_id, PollAnswer.fit)
    )
    counts: dict[int, Counter[Fit]] = {option.id: Counter() for option in poll.options}
    for option_id, fit, count in found:
        counts[option_id][fit] = count
    return Outcome([Row(option, counts[option.id]) for option in poll.options], answered=len(poll.answered))
