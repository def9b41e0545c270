"""Reading what a host looks after."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, String, case, cast, func, literal, select
from sqlalchemy.engine import Row

from workspace import db
from workspace.jobs import Job, JobState
from workspace.mail import Message, MessageState
from workspace.paging import last_page, nearest_page
from workspace.people.models import Person

PAGE = 50  # messages on one page

FAILED = "failed"
_failed = Job.state == JobState.FAILED
_state = case((_failed, FAILED), else_=cast(Message.state, String)).label("state")
_of_message = Job.key == literal("message:") + cast(Message.id, String)
_not_sent = Message.state != MessageState.SENT


@dataclass(frozen=True)
class Messages:
    """One page of messages that were not sent, newest first, each with its person's name of today and its state."""

    rows: Sequence[Row[Message, str, str]]
    total: int
    page: int

    @property
    def pages(self) -> int:
        return last_page(self.total, PAGE)


def messages(page: int) -> Messages:
    """Return messages that are kept, waiting or failed: two queries. A page beyond the last is the last."""
    total = db.session.scalar(select(func.count()).select_from(Message).where(_not_sent)) or 0
    page = nearest_page(page, total, PAGE)
    rows = db.session.execute(_messages().order_by(Message.id.desc()).offset((page - 1) * PAGE).limit(PAGE)).all()
    return Messages(rows, total, page)


def message(message_id: int) -> Row[Message, str, str] | None:
    """Return one message that was not sent, with its person's name and its state."""
    return db.session.execute(_messages().where(Message.id == message_id)).one_or_none()


def _messages() -> Select[Message, str, str]:
    return (
        select(Message, func.coalesce(Person.preferred_name, "").label("preferred_name"), _state)
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Job, _of_message)
        .where(_not_sent)
    )


def hosts() -> Sequence[Person]:
    """Return everybody who looks after the installation and can be written to."""
    return db.session.scalars(select(Person).where(Person.is_host, Person.email.is_not(None))).all()


def failed_jobs() -> int:
    """Return how many pieces of work were given up after many tries."""
    return db.session.scalar(select(func.count()).select_from(Job).where(_failed)) or 0


def messages_not_sent() -> int:
    """Return how many messages are kept, waiting or failed."""
    return db.session.scalar(select(func.count()).select_from(Message).where(_not_sent)) or 0
