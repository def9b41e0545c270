"""Reading what was prepared for difficult conversations."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.difficult.models import After, Aftercare, DifficultItem
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.people.models import Person
from workspace.spaces.models import Space

FEWEST_SHOWN = 5  # fewer could tell who they are


def of_item(item: AgendaItem) -> DifficultItem | None:
    """Return what was prepared for an item that may be hard, with the second facilitator; None for any other."""
    here = (DifficultItem.space_id == item.space_id, DifficultItem.item_id == item.id)
    return db.session.scalars(select(DifficultItem).where(*here).options(joinedload(DifficultItem.second))).first()


def of_meeting(meeting: Meeting) -> dict[int, DifficultItem]:
    """Return what was prepared for each item of a meeting that may be hard, by the item's number: one query, or none.

    Needs the items loaded.
    """
    if not any(item.is_difficult for item in meeting.items):
        return {}
    here = (DifficultItem.space_id == meeting.space_id, DifficultItem.meeting_id == meeting.id)
    rows = db.session.scalars(select(DifficultItem).where(*here).options(joinedload(DifficultItem.second)))
    return {row.item_id: row for row in rows}


def difficult(slug: str, meeting_id: int, item_id: int) -> DifficultItem | None:
    """Return what was prepared for this item, with its meeting, space and invitations, while it is on the agenda."""
    whole = contains_eager(DifficultItem.meeting)
    return db.session.scalar(
        select(DifficultItem)
        .join(DifficultItem.meeting)
        .join(Meeting.space)
        .join(DifficultItem.item)
        .where(Space.slug == slug, Meeting.id == meeting_id, AgendaItem.id == item_id, AgendaItem.removed_at.is_(None))
        .options(
            contains_eager(DifficultItem.item).joinedload(AgendaItem.meeting),
            joinedload(DifficultItem.second),
            joinedload(DifficultItem.by),
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def difficult_to_tell(difficult_id: int) -> DifficultItem:
    """Return what a message about a difficult conversation needs."""
    why = {"any_space": "the message names its item, and the host may read any message"}
    loaded = [
        joinedload(DifficultItem.meeting).joinedload(Meeting.space),
        joinedload(DifficultItem.item),
        joinedload(DifficultItem.second),
    ]
    return db.session.get_one(DifficultItem, difficult_id, options=loaded, execution_options=why)


def aftercare(slug: str, meeting_id: int, item_id: int, person_id: int) -> Aftercare | None:
    """Return what this person chose for after this item, with the space."""
    whole = contains_eager(Aftercare.of)
    return db.session.scalar(
        select(Aftercare)
        .join(Aftercare.of)
        .join(DifficultItem.meeting)
        .join(Meeting.space)
        .where(
            Space.slug == slug,
            Meeting.id == meeting_id,
            DifficultItem.item_id == item_id,
            Aftercare.person_id == person_id,
        )
        .options(
            joinedload(Aftercare.person), whole.contains_eager(DifficultItem.meeting).contains_eager(Meeting.space)
        )
    )


def chosen(row: DifficultItem, person: Person) -> Aftercare | None:
    """Return what this person chose for afterwards."""
    mine = (Aftercare.space_id == row.space_id, Aftercare.difficult_item_id == row.id)
    return db.session.scalars(select(Aftercare).where(*mine, Aftercare.person_id == person.id)).first()


def wanting(row: DifficultItem) -> int | None:
    """Return how many want us to be in touch; None for fewer than five, which could tell who."""
    here = (Aftercare.space_id == row.space_id, Aftercare.difficult_item_id == row.id, Aftercare.way != After.NOT)
    count = db.session.scalar(select(func.count(Aftercare.id)).where(*here)) or 0
    return count if count >= FEWEST_SHOWN else None


def to_ring(row: DifficultItem, organiser: Person) -> Sequence[Aftercare]:
    """Return who asked this organiser to ring them, in the order in which they asked."""
    return db.session.scalars(
        select(Aftercare)
        .where(
            Aftercare.space_id == row.space_id,
            Aftercare.difficult_item_id == row.id,
            Aftercare.way == After.RING,
            Aftercare.ring_by_id == organiser.id,
        )
        .options(joinedload(Aftercare.person))
        .order_by(Aftercare.chosen_at, Aftercare.id)
    ).all()


def due() -> list[tuple[DifficultItem, list[Aftercare]]]:
    """Return the difficult conversations after which it is time to be in touch, with who wants that."""
    every = {"any_space": "the day's work is done for every space"}
    rows = db.session.scalars(
        select(DifficultItem)
        .join(DifficultItem.meeting)
        .where(DifficultItem.followed_up_at.is_(None), Meeting.state == MeetingState.CLOSED)
        .options(contains_eager(DifficultItem.meeting)),
        execution_options=every,
    ).all()
    over = [row for row in rows if row.meeting.ends_at + timedelta(days=row.check_days) <= db.now()]
    return [(row, list(_wishes(row))) for row in over]


def _wishes(row: DifficultItem) -> Sequence[Aftercare]:
    here = (Aftercare.space_id == row.space_id, Aftercare.difficult_item_id == row.id, Aftercare.way != After.NOT)
    return db.session.scalars(select(Aftercare).where(*here).options(joinedload(Aftercare.person))).all()
