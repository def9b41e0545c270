"""Counting what became of actions, and of what people said: the same few statements however many there are."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, and_, case, func, literal, not_, or_, select, union_all

from workspace import db, i18n
from workspace.actions.models import ActionState, Change, Task, TaskChange
from workspace.actions.queries import in_hand, readable, reads_all
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard
from workspace.meetings.models import Meeting, MeetingState
from workspace.meetings.notes.models import Decision
from workspace.meetings.outcomes.models import Parked, Question, QuestionState
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.people.models import Person, SpeaksFor
from workspace.roles import Role
from workspace.said import queries as said
from workspace.said.measures.counting import Days, Measures, Period, Share, first_day
from workspace.said.measures.days import days_between
from workspace.said.models import Contribution, Outcome, Result, SaidKind, Shown
from workspace.spaces.models import Membership, Space

MOST_STUCK = 10
ACTED, TOLD, OPEN = "acted", "told", ""


@dataclass(frozen=True)
class Stuck:
    """An action that is stuck, and for how many days."""

    task: Task
    days: int


def measures(space: Space, period: Period, today: date) -> Measures:
    """Return every number of the space for this time: five queries."""
    first = first_day(period, today)
    since = datetime.combine(first, time.min, i18n.zone()) if first else None
    acted, told, spoken = _one(_spoken(space.id, since))
    kept = said.promise_kept(space, since)
    return Measures(
        closed_in_time=Share(*_one(_in_time(space.id, first, today))),
        days_to_close=Days({row.days: row.many for row in db.session.execute(_days_to_close(space.id, since))}),
        began_with_members=Share(*_one(_beginnings(space.id, since))),
        acted_on=Share(acted, spoken),
        told_why_not=Share(told, spoken),
        within_promised_time=Share(kept.in_time, kept.due),
    )


def _one(counts: Select[*tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(db.session.execute(counts).one())


# --- actions -------------------------------------------------------------------------------------------------------


def _done(space_id: int) -> Subquery:
    """Return when each action was called done last. One that was brought in as done has no such day."""
    called = and_(TaskChange.kind == Change.STATE, TaskChange.state == ActionState.DONE)
    last = select(TaskChange.task_id, func.max(TaskChange.at).label("at"))
    return last.where(TaskChange.space_id == space_id, called).group_by(TaskChange.task_id).subquery()


def _in_time(space_id: int, first: date | None, today: date) -> Select[int, int]:
    done = _done(space_id)
    is_done = Task.state == ActionState.DONE
    # Days end at midnight in London and are counted in UTC: in summer whoever is late by less than an hour is in time.
    in_time = and_(is_done, days_between(Task.due_on, done.c.at) <= 0)
    return (
        select(func.count().filter(in_time), func.count())
        .select_from(Task)
        .outerjoin(done, done.c.task_id == Task.id)
        .where(Task.space_id == space_id, Task.due_on < today, *_since(Task.due_on, first))
        .where(or_(not_(is_done), done.c.at.is_not(None)))
    )


def _days_to_close(space_id: int, since: datetime | None) -> Select[int, int]:
    done = _done(space_id)
    days = days_between(Task.recorded_at, done.c.at)
    return (
        select(days.label("days"), func.count().label("many"))
        .select_from(Task)
        .join(done, done.c.task_id == Task.id)
        .where(Task.space_id == space_id, Task.state == ActionState.DONE, *_since(done.c.at, since))
        .group_by(days)
    )


def _beginnings(space_id: int, since: datetime | None) -> Select[int, int]:
    """Whoever raised an action privately is in no number: it counts as its item does, or not at all."""
    raised = and_(Task.raised_by_id.is_not(None), Task.raised_privately.is_(False))
    leads = or_(Membership.role == Role.ORGANISER, Membership.speaks_for == SpeaksFor.BODY)
    by_member = and_(raised, or_(Membership.id.is_(None), not_(leads)))
    here = and_(Membership.person_id == Task.raised_by_id, Membership.space_id == space_id)
    return (
        select(func.count().filter(or_(AgendaItem.began_with_members, by_member)), func.count())
        .select_from(Task)
        .outerjoin(Task.item)
        .outerjoin(Membership, here)
        .where(Task.space_id == space_id, *_since(Task.recorded_at, since))
        .where(or_(Task.item_id.is_not(None), raised))
    )


def _since(moment: Any, first: date | datetime | None) -> list[ColumnElement[bool]]:
    return [] if first is None else [moment >= first]


# --- what people said ----------------------------------------------------------------------------------------------


def _spoken(space_id: int, since: datetime | None) -> Select[int, int, int]:
    """Count all that was said at meetings that have begun, and what something came of: the newest word of whoever
    takes notes counts, without one what a question, a suggestion and something parked say themselves."""
    things = union_all(*_things(space_id)).subquery()
    last = select(func.max(Outcome.id)).where(Outcome.space_id == space_id).group_by(Outcome.kind, Outcome.of_id)
    came = select(Outcome.kind, Outcome.of_id, Outcome.result).where(
        Outcome.space_id == space_id, Outcome.id.in_(last)
    ).subquery()  # fmt: skip
    itself = came.c.result.is_(None)
    acted = or_(
        came.c.result.in_((Result.DECISION, Result.ACTION, Result.ANSWER)), and_(itself, things.c.fate == ACTED)
    )
    told = or_(came.c.result == Result.NOT_POSSIBLE, and_(itself, things.c.fate == TOLD))
    return (
        select(func.count().filter(acted), func.count().filter(told), func.count())
        .select_from(things)
        .join(Meeting, Meeting.id == things.c.meeting_id)
        .outerjoin(came, and_(came.c.kind == things.c.kind, came.c.of_id == things.c.id))
        .where(Meeting.space_id == space_id, Meeting.state.in_((MeetingState.HAPPENING, MeetingState.CLOSED)))
        .where(*_since(Meeting.starts_at, since))
    )


def _things(space_id: int) -> list[Select[Any]]:
    """Return every form in which something is said, as said/things.py has them. What people keep to themselves is not
    among them."""
    question = case((Question.state == QuestionState.ANSWERED, ACTED), (Question.state == QuestionState.CANNOT, TOLD),
                    else_=OPEN)  # fmt: skip
    suggestion = case((Suggestion.state == SuggestionState.NOT_HERE, TOLD), else_=OPEN)
    parked = case((Parked.let_go_at.is_not(None), TOLD), else_=OPEN)
    listed = and_(Contribution.kind == SaidKind.OWN, Contribution.shown != Shown.PRIVATE)
    forms: list[tuple[SaidKind, Any, Any, list[Any]]] = [
        (SaidKind.HEARD, Heard, OPEN, []),
        (SaidKind.QUESTION, Question, question, []),
        (SaidKind.SUGGESTION, Suggestion, suggestion, []),
        (SaidKind.PARKED, Parked, parked, []),
        (SaidKind.VIEW, Decision, OPEN, [Decision.different_views != ""]),
        (SaidKind.OWN, Contribution, OPEN, [listed]),
    ]
    return [
        select(
            literal(kind.value, String).label("kind"), table.id, table.meeting_id,
            (literal(fate, String) if isinstance(fate, str) else fate).label("fate"),
        ).where(table.space_id == space_id, *more)
        for kind, table, fate, more in forms
    ]  # fmt: skip


# --- what is stuck -------------------------------------------------------------------------------------------------


def stuck_longest(space: Space, reader: Person, today: date) -> list[Stuck]:
    """Return the actions of those that the reader may read that have been stuck for longest: one query."""
    moved = _changes(func.max(TaskChange.id)).where(TaskChange.state != ActionState.STUCK).scalar_subquery()
    first = _changes(func.min(TaskChange.at)).where(TaskChange.id > func.coalesce(moved, 0)).scalar_subquery()
    since = func.coalesce(first, Task.changed_at, type_=db.Moment()).label("since")
    rows = db.session.execute(
        readable([Task, since], reads_all(reader, space), reader.id, space.id)
        .where(Task.state == ActionState.STUCK)
        .order_by(since, Task.id)
        .limit(MOST_STUCK)
        .options(*in_hand)
    ).all()
    return [Stuck(task, (today - i18n.local(at).date()).days) for task, at in rows]


def _changes(column: Any) -> Select[Any]:
    return select(column).where(TaskChange.task_id == Task.id).correlate(Task)
