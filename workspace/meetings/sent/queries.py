"""Reading what was sent to whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, String, cast, func, literal, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.jobs import Job, JobState
from workspace.mail import Message
from workspace.meetings.models import Meeting
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Person
from workspace.spaces.models import Space

NEWEST = 60  # of what was sent to one person
REST = timedelta(days=7)  # between two times that one person is told something by hand
PROOF_SHOWN = timedelta(days=28)  # on the list of what is told by hand; the person's own page shows older ones
FAILED = "failed"


@dataclass(frozen=True)
class Sent:
    """One thing that was, or is to be, sent to somebody: a message, or what is told by hand."""

    person_id: int
    template: str
    created_at: datetime
    meeting_id: int | None
    to_supporter: bool = False
    state: str = ""  # of a message
    at: datetime | None = None  # when it was sent, or done
    by_hand: HandDelivery | None = None


@dataclass(frozen=True)
class Told:
    """Things that one person is told at once, for the rule who may say so."""

    space_id: int
    slug: str
    rows: list[HandDelivery]


def sent_about(meeting: Meeting) -> dict[int, list[Sent]]:
    """Return what everybody who is invited was sent about the meeting, the oldest first, by person: two queries."""
    people = [place.person_id for place in meeting.invitations]
    mailed = _mailed().where(Message.person_id.in_(people), Message.args["meeting_id"].as_integer() == meeting.id)
    found: dict[int, list[Sent]] = {number: [] for number in people}
    for one in _in_order(mailed, _by_hand().where(HandDelivery.meeting_id == meeting.id)):
        found.setdefault(one.person_id, []).append(one)
    return found


def sent_to(person: Person) -> list[Sent]:
    """Return what the person was sent, the newest first: two queries."""
    mailed = _mailed().where(Message.person_id == person.id).order_by(Message.id.desc()).limit(NEWEST)
    told = _by_hand().where(HandDelivery.person_id == person.id).order_by(HandDelivery.id.desc()).limit(NEWEST)
    return _in_order(mailed, told)[: -NEWEST - 1 : -1]


def _mailed() -> Select[Message, Job | None]:
    failed = (Job.key == literal("message:") + cast(Message.id, String)) & (Job.state == JobState.FAILED)
    return select(Message, Job).outerjoin(Job, failed)


def _by_hand() -> Select[HandDelivery]:
    return select(HandDelivery).options(joinedload(HandDelivery.done_by), joinedload(HandDelivery.person))


def _in_order(mailed: Select[Message, Job | None], told: Select[HandDelivery]) -> list[Sent]:
    rows = [
        Sent(
            message.person_id or 0, message.template, message.created_at, message.args.get("meeting_id"),
            message.to_supporter, message.state.value if failed is None else FAILED, message.sent_at,
        )
        for message, failed in db.session.execute(mailed)
    ]  # fmt: skip
    rows += [
        Sent(one.person_id, one.template, one.created_at, one.meeting_id, at=one.done_at, by_hand=one)
        for one in db.session.scalars(told)
    ]
    return sorted(rows, key=lambda row: row.created_at)


def delivery(slug: str, meeting_id: int, delivery_id: int) -> HandDelivery | None:
    """Return one thing to be told by hand, with its person and its meeting."""
    return db.session.scalar(
        select(HandDelivery)
        .join(HandDelivery.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, HandDelivery.id == delivery_id)
        .options(contains_eager(HandDelivery.meeting).contains_eager(Meeting.space), joinedload(HandDelivery.person))
    )


def is_known(space_id: int, key: str) -> bool:
    """Say whether this is told by hand already, or waits for it."""
    here = (HandDelivery.space_id == space_id, HandDelivery.key == key)
    return db.session.scalar(select(HandDelivery.id).where(*here)) is not None


# --- between meetings ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Together:
    """What one person is told at once, or was, by hand and between meetings, the oldest first."""

    rows: list[HandDelivery]
    told_at: datetime | None = None  # when they were told something the last time, before this

    @property
    def newest(self) -> HandDelivery:
        return self.rows[-1]

    @property
    def person(self) -> Person:
        return self.newest.person

    @property
    def can_wait_until(self) -> datetime | None:
        """Return until when this waits for what else comes, so that nobody rings the same person twice a week."""
        until = self.told_at + REST if self.told_at else None
        return until if until and until > db.now() else None


def to_tell(space: Space) -> tuple[list[Together], list[Together]]:
    """Return what waits to be told in a space between meetings, for each person in one, and what was told lately, the
    newest first: one query."""
    lately = or_(HandDelivery.done_at.is_(None), HandDelivery.done_at > db.now() - PROOF_SHOWN)
    here = (HandDelivery.space_id == space.id, HandDelivery.meeting_id.is_(None), lately)
    rows = db.session.scalars(_by_hand().where(*here).order_by(HandDelivery.id)).all()
    found: dict[tuple[int, datetime | None], list[HandDelivery]] = {}
    last: dict[int, datetime] = {}
    for one in rows:
        found.setdefault((one.person_id, one.done_at), []).append(one)
        if one.done_at:
            last[one.person_id] = max(one.done_at, last.get(one.person_id, one.done_at))
    waiting = [Together(group, last.get(who)) for (who, at), group in found.items() if at is None]
    told = [Together(group) for (_who, at), group in found.items() if at]
    return waiting, sorted(told, key=lambda one: one.newest.done_at or one.newest.created_at, reverse=True)


def told_at_once(slug: str, told_id: int) -> Told | None:
    """Return all that is marked with this one: while it waits, what else waits for the person and is no newer; once it
    was told, what was told with it."""
    chosen = _by_hand().join(Space, Space.id == HandDelivery.space_id).where(Space.slug == slug)
    between = chosen.where(HandDelivery.meeting_id.is_(None)).order_by(HandDelivery.id)
    one = db.session.scalar(between.where(HandDelivery.id == told_id))
    if one is None:
        return None
    same = (HandDelivery.person_id == one.person_id, HandDelivery.done_at.is_not_distinct_from(one.done_at))
    older = between.where(*same) if one.done_at else between.where(*same, HandDelivery.id <= one.id)
    return Told(one.space_id, slug, list(db.session.scalars(older)))


def wait_to_be_told(space_id: int) -> int:
    """Return how many people wait to be told something by hand between meetings."""
    here = (HandDelivery.space_id == space_id, HandDelivery.meeting_id.is_(None), HandDelivery.done_at.is_(None))
    return db.session.scalar(select(func.count(HandDelivery.person_id.distinct())).where(*here)) or 0
