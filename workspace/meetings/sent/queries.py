"""Reading what was sent to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, String, cast, literal, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.jobs import Job, JobState
from workspace.mail import Message
from workspace.meetings.models import Meeting
from workspace.meetings.sent.models import HandDelivery
from workspace.people.models import Person
from workspace.spaces.models import Space

NEWEST = 60  # of what was sent to one person
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
            message.person_id, message.template, message.created_at, message.args.get("meeting_id"),
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


def is_known(meeting_id: int, key: str) -> bool:
    """Say whether this is told by hand already, or waits for it."""
    here = (HandDelivery.meeting_id == meeting_id, HandDelivery.key == key)
    return db.session.scalar(select(HandDelivery.id).where(*here)) is not None
