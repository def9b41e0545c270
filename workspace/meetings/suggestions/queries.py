"""Reading suggestions, and counting where agendas begin."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from workspace import db
from workspace.meetings.agenda.models import AgendaItem, CameFrom, ItemKind
from workspace.meetings.invitations.models import Invitation
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.people.models import Person
from workspace.spaces.models import Space

_on_an_agenda = exists().where(
    AgendaItem.came_from == CameFrom.SUGGESTION,
    AgendaItem.came_from_id == Suggestion.id,
    AgendaItem.removed_at.is_(None),
)
# Nobody has answered, or the item that it became was removed: what Suggestion.waits says of one.
_waits: ColumnElement[bool] = or_(
    Suggestion.state == SuggestionState.WAITING, and_(Suggestion.state == SuggestionState.ON_AGENDA, ~_on_an_agenda)
)


def suggestion(slug: str, meeting_id: int, suggestion_id: int) -> Suggestion | None:
    """Return a suggestion for this meeting, with the meeting as its page needs it, and who made and answered it."""
    whole = contains_eager(Suggestion.meeting)
    return db.session.scalar(
        _with_people(select(Suggestion))
        .join(Suggestion.meeting)
        .join(Meeting.space)
        .where(Space.slug == slug, Meeting.id == meeting_id, Suggestion.id == suggestion_id)
        .options(
            whole.contains_eager(Meeting.space),
            whole.selectinload(Meeting.items),
            whole.selectinload(Meeting.invitations).joinedload(Invitation.person),
        )
    )


def suggestion_of_space(space_id: int, suggestion_id: int) -> Suggestion:
    """Return a suggestion that one of the space's meetings had, for another of them to take up."""
    return db.session.scalars(
        _with_people(select(Suggestion))
        .where(Suggestion.space_id == space_id, Suggestion.id == suggestion_id)
        .options(joinedload(Suggestion.meeting).joinedload(Meeting.space))
    ).one()


def suggestions(meeting: Meeting, by: Person | None = None) -> Sequence[Suggestion]:
    """Return what was suggested for this meeting, or what this person suggested, oldest first: two queries."""
    chosen = _with_people(select(Suggestion)).where(Suggestion.meeting_id == meeting.id)
    if by is not None:
        chosen = chosen.where(Suggestion.by_id == by.id)
    return db.session.scalars(chosen.order_by(Suggestion.id)).all()


def _with_people(chosen: Select[Suggestion]) -> Select[Suggestion]:
    return chosen.options(
        joinedload(Suggestion.by),
        joinedload(Suggestion.answered_by),
        selectinload(Suggestion.items).joinedload(AgendaItem.meeting),
    )


def waiting_count(meeting: Meeting) -> int:
    """Return how many suggestions for this meeting nobody has answered."""
    return db.session.scalar(waiting(meeting)) or 0


def waiting(meeting: Meeting) -> Select[int]:
    """Return the statement that counts them."""
    return select(func.count(Suggestion.id)).where(Suggestion.meeting_id == meeting.id, _waits)


def suggestion_to_tell(suggestion_id: int) -> Suggestion:
    """Return the suggestion that a message is about, with its meeting and space, and the item that it became."""
    return db.session.get_one(
        Suggestion,
        suggestion_id,
        options=[
            joinedload(Suggestion.meeting).joinedload(Meeting.space),
            selectinload(Suggestion.items).joinedload(AgendaItem.meeting),
        ],
    )


@dataclass(frozen=True)
class Beginnings:
    """How many items and decisions of a space's meetings there are, and how many of them began with members."""

    items: int
    items_of_members: int
    decisions: int
    decisions_of_members: int


def beginnings(space_id: int) -> Beginnings:
    """Count where the items and decisions of the space's meetings began: one query. Breaks and introductions are no
    items in this sense, and a meeting that was cancelled had none."""
    counted = (
        select(func.count(AgendaItem.id))
        .join(AgendaItem.meeting)
        .where(
            AgendaItem.space_id == space_id,
            AgendaItem.removed_at.is_(None),
            AgendaItem.kind.not_in((ItemKind.BREAK, ItemKind.INTRODUCTIONS)),
            Meeting.state != MeetingState.CANCELLED,
        )
    )
    decided = select(func.count(Decision.id)).join(Decision.item).where(Decision.space_id == space_id)
    of_members = AgendaItem.began_with_members
    each = (counted, counted.where(of_members), decided, decided.where(of_members))
    return Beginnings(*db.session.execute(select(*(one.scalar_subquery() for one in each))).one())
