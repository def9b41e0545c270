"""Reading what earlier meetings left open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    and_,
    case,
    cast,
    exists,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from workspace import db, i18n
from workspace.meetings.agenda.models import AgendaItem, CameFrom
from workspace.meetings.closing.models import Became, Missed
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision, Result
from workspace.meetings.outcomes.models import Parked, Question, QuestionState, reference
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.spaces.models import Sharing

MOST = 100  # of each list: more than that no meeting can look at


@dataclass(frozen=True)
class Matter:
    """Something left open: what it is, in words as they are kept, who has it in hand, and from which meeting it is."""

    kind: CameFrom
    id: int
    what: str
    who: str
    due_on: date | None
    meeting_id: int
    meeting_title: str
    sharing: Sharing  # of the item, or for a suggestion of the meeting, that it comes from

    @property
    def key(self) -> str:
        """Return what names it in a form."""
        return f"{self.kind.value}-{self.id}"

    @property
    def texts(self) -> tuple[str, str]:
        return self.what, self.who


def matters_before(meeting: Meeting) -> list[Matter]:
    """Return what earlier meetings of the space parked, asked, missed, left to the group to agree and were suggested,
    and is due at this one, the oldest first: one query. What is on an agenda that still stands is not among it, but
    for questions without an answer and decisions that the group has still to agree."""
    each = (_suggestions(meeting), _parked(meeting), _questions(meeting), _to_be_agreed(meeting), _missed(meeting))
    left_open = union_all(*each).subquery()
    rows = db.session.execute(select(left_open).order_by(left_open.c.kind, left_open.c.id).limit(MOST))
    return [
        Matter(
            CameFrom(row.kind), row.id, row.what, reference(row.who_id) if row.who_id else "", row.due_on,
            row.meeting_id, row.title, Sharing(row.sharing),
        )
        for row in rows
    ]  # fmt: skip


def not_on(meeting: Meeting, matters: Iterable[Matter]) -> list[Matter]:
    """Return those that are no item of this meeting yet. Needs the items loaded."""
    taken = {(item.came_from, item.came_from_id) for item in meeting.items}
    return [matter for matter in matters if (matter.kind, matter.id) not in taken]


def where_from(item: AgendaItem) -> tuple[str, int, int] | None:
    """Return of an item that was parked, asked or left to agree before: which of them, at which meeting, and its
    number."""
    kinds: dict[CameFrom | None, type[Parked] | type[Question] | type[Decision]] = {
        CameFrom.PARKED: Parked,
        CameFrom.QUESTION: Question,
        CameFrom.DECISION: Decision,
    }
    model = kinds.get(item.came_from)
    if model is None or item.came_from is None:
        return None
    found = select(model.meeting_id).where(model.id == item.came_from_id, model.space_id == item.space_id)
    meeting_id = db.session.scalar(found)
    return (item.came_from.value, meeting_id, item.came_from_id or 0) if meeting_id else None


def _columns(kind: CameFrom, model: Any, what: Any, who: Any, due_on: Any, sharing: Any) -> tuple[Any, ...]:
    return (
        literal(kind.value).label("kind"), model.id.label("id"), what.label("what"), who.label("who_id"),
        due_on.label("due_on"), Meeting.id.label("meeting_id"), Meeting.title.label("title"), sharing.label("sharing"),
    )  # fmt: skip


def _earlier(meeting: Meeting) -> ColumnElement[bool]:
    before = or_(Meeting.starts_at < meeting.starts_at, Meeting.state == MeetingState.CANCELLED)
    return and_(Meeting.space_id == meeting.space_id, Meeting.id != meeting.id, before)


def _on_an_agenda(kind: CameFrom, model: Any) -> ColumnElement[bool]:
    where = aliased(Meeting)
    return exists().where(
        AgendaItem.came_from == kind,
        AgendaItem.came_from_id == model.id,
        AgendaItem.removed_at.is_(None),
        where.id == AgendaItem.meeting_id,
        where.state != MeetingState.CANCELLED,
    )


def _suggestions(meeting: Meeting) -> Any:
    who = case((Suggestion.named, Suggestion.by_id), else_=null())
    too_late = and_(Suggestion.state == SuggestionState.WAITING, Meeting.state != MeetingState.PLANNED)
    carried = Suggestion.state.in_((SuggestionState.NEXT_TIME, SuggestionState.ON_AGENDA))
    return (
        select(*_columns(CameFrom.SUGGESTION, Suggestion, Suggestion.what, who, cast(null(), Date), Meeting.sharing))
        .join(Suggestion.meeting)
        .where(_earlier(meeting), or_(too_late, carried), not_(_on_an_agenda(CameFrom.SUGGESTION, Suggestion)))
    )


def _parked(meeting: Meeting) -> Any:
    day = i18n.local(meeting.starts_at).date()
    return (
        select(*_columns(CameFrom.PARKED, Parked, Parked.what, Parked.owner_id, Parked.until_on, AgendaItem.sharing))
        .join(Parked.meeting)
        .join(Parked.item)
        .where(
            _earlier(meeting),
            Parked.let_go_at.is_(None),
            or_(Parked.until_on.is_(None), Parked.until_on <= day),
            not_(_on_an_agenda(CameFrom.PARKED, Parked)),
        )
    )


def _questions(meeting: Meeting) -> Any:
    return (
        select(
            *_columns(
                CameFrom.QUESTION, Question, Question.words, Question.owner_id, Question.due_on, AgendaItem.sharing
            )
        )
        .join(Question.meeting)
        .join(Question.item)
        .where(_earlier(meeting), Question.state == QuestionState.COMING)
    )


def _to_be_agreed(meeting: Meeting) -> Any:
    """A decision stays open until one that is not itself left open is recorded at an item that it became."""
    later = aliased(Decision)
    settled = exists().where(
        AgendaItem.came_from == CameFrom.DECISION,
        AgendaItem.came_from_id == Decision.id,
        later.item_id == AgendaItem.id,
        later.result != Result.TO_BE_AGREED,
    )
    at = aliased(AgendaItem)
    level = Decision.sharing.type
    kept_to = [
        (or_(Decision.sharing == one, at.sharing == one), literal(one, level)) for one in Sharing
    ]  # the narrower of the two
    nobody, no_day = cast(null(), Integer), cast(null(), Date)
    return (
        select(*_columns(CameFrom.DECISION, Decision, Decision.words, nobody, no_day, case(*kept_to)))
        .join(Decision.meeting)
        .join(at, at.id == Decision.item_id)
        .where(_earlier(meeting), Decision.result == Result.TO_BE_AGREED, not_(settled))
    )


def _missed(meeting: Meeting) -> Any:
    nobody, no_day = cast(null(), Integer), cast(null(), Date)
    return (
        select(*_columns(CameFrom.MISSED, Missed, Missed.words, nobody, no_day, Meeting.sharing))
        .join(Missed.meeting)
        .where(_earlier(meeting), Missed.became == Became.ITEM, not_(_on_an_agenda(CameFrom.MISSED, Missed)))
    )
