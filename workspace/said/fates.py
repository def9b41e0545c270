"""Where something that was said went, as one reader may know it.

What a note taker wrote down counts first; without it, a question, a suggestion and something parked say it themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import gettext as _

from workspace import i18n
from workspace.access import Action, can
from workspace.actions.models import Task
from workspace.actions.words import STATE
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision
from workspace.meetings.notes.words import RESULT
from workspace.meetings.outcomes.models import Parked, Question, QuestionState
from workspace.meetings.outcomes.words import question_state
from workspace.meetings.suggestions.models import Suggestion, SuggestionState
from workspace.people.names import to_names
from workspace.said.models import Outcome, Result
from workspace.said.things import Thing, may_read
from workspace.spaces.models import narrowest


class FateKind(StrEnum):
    """Where something went."""

    DECISION = "decision"
    ACTION = "action"
    ANSWER = "answer"
    NOT_POSSIBLE = "not_possible"
    AGENDA = "agenda"
    COMING = "coming"
    PARKED = "parked"
    NOTHING = "nothing"


# Something came of it: nobody waits any more.
REACHED = {FateKind.DECISION, FateKind.ACTION, FateKind.ANSWER, FateKind.NOT_POSSIBLE, FateKind.AGENDA}


@dataclass(frozen=True)
class Fate:
    """Where something went: a sentence, the words that belong to it, and the page that says more."""

    kind: FateKind
    said: str = ""
    words: str = ""
    address: tuple[str, dict[str, Any]] | None = None  # endpoint, and its parts
    at: datetime | None = None
    is_kept: bool = False  # it is kept to people of whom the reader is none

    @property
    def is_reached(self) -> bool:
        return self.kind in REACHED


def fate_of(reader: Any, thing: Thing | None, outcome: Outcome | None) -> Fate:
    """Return where it went, as this reader may know it."""
    if outcome:
        return _linked(reader, outcome)
    row = thing.row if thing else None
    if isinstance(row, Question):
        return _of_question(row)
    if isinstance(row, Suggestion):
        return _of_suggestion(row)
    if isinstance(row, Parked):
        return _of_parked(row)
    return Fate(FateKind.NOTHING)


def with_names(fate: Fate, names: Mapping[int, str]) -> Fate:
    """Return it with names in place of references."""
    return replace(fate, words=to_names(fate.words, names), said=to_names(fate.said, names))


# --- what was linked -----------------------------------------------------------------------------------------------


def _linked(reader: Any, outcome: Outcome) -> Fate:
    if outcome.result is Result.ANSWER:
        return Fate(FateKind.ANSWER, _("It was answered"), outcome.words, at=outcome.at)
    if outcome.result is Result.NOT_POSSIBLE:
        return Fate(FateKind.NOT_POSSIBLE, _("It is not possible, because:"), outcome.words, at=outcome.at)
    if outcome.decision:
        return _of_decision(reader, outcome.decision, outcome.at)
    return _of_task(reader, outcome.task, outcome.at) if outcome.task else Fate(FateKind.NOTHING)


def _of_decision(reader: Any, decision: Decision, at: datetime) -> Fate:
    if not may_read(reader, decision, narrowest(decision.item.sharing, decision.sharing)):
        return Fate(FateKind.DECISION, _("A decision came of it. It is kept to other people"), at=at, is_kept=True)
    meeting, result = decision.meeting, RESULT[decision.result]
    said = _("Decision %(number)s of “%(meeting)s”: %(result)s", number=decision.number, meeting=meeting.title,
             result=result)  # fmt: skip
    words = "\n\n".join(filter(None, [decision.words, decision.reason]))
    notes = ("notes.show", {**_at(meeting), "_anchor": f"decision-{decision.id}"})
    return Fate(FateKind.DECISION, said, words, notes if can(reader, Action.NOTES_READ, meeting) else None, at)


def _of_task(reader: Any, task: Task, at: datetime) -> Fate:
    if not can(reader, Action.ACTION_READ, task) and not (task.meeting and task.meeting.invited(reader)):
        return Fate(FateKind.ACTION, _("An action came of it. It is kept to other people"), at=at, is_kept=True)
    said = _("Action, today: %(state)s", state=STATE[task.state])
    words = "\n\n".join(filter(None, [task.what, task.state_words]))
    page = ("actions.show", {"slug": task.space.slug, "task_id": task.id})
    return Fate(FateKind.ACTION, said, words, page if can(reader, Action.ACTION_READ, task) else None, at)


def _at(meeting: Meeting) -> dict[str, Any]:
    return {"slug": meeting.space.slug, "meeting_id": meeting.id}


# --- what says it itself -------------------------------------------------------------------------------------------


def _of_question(row: Question) -> Fate:
    kinds = {
        QuestionState.ANSWERED: FateKind.ANSWER, QuestionState.CANNOT: FateKind.NOT_POSSIBLE,
        QuestionState.COMING: FateKind.COMING,
    }  # fmt: skip
    page = ("outcomes.question", {**_at(row.meeting), "question_id": row.id})
    return Fate(kinds[row.state], question_state(row), row.answer, page, row.changed_at)


def _of_suggestion(row: Suggestion) -> Fate:
    page = ("suggestions.index", _at(row.meeting))
    if row.state is SuggestionState.ON_AGENDA and row.item:
        on = {"meeting": row.item.meeting.title, "day": i18n.day(row.item.meeting.starts_at)}
        said = _("It is an item of “%(meeting)s” on %(day)s.", **on)
        return Fate(FateKind.AGENDA, said, row.answer, page, row.answered_at)
    if row.state is SuggestionState.NOT_HERE:
        words = "\n\n".join(filter(None, [row.answer, row.where_instead]))
        return Fate(FateKind.NOT_POSSIBLE, _("It is not for here, because:"), words, page, row.answered_at)
    if row.state is SuggestionState.NEXT_TIME:
        return Fate(FateKind.PARKED, _("It waits for the next time"), row.answer, page, row.answered_at)
    return Fate(FateKind.NOTHING)


def _of_parked(row: Parked) -> Fate:
    page = ("outcomes.parked", {**_at(row.meeting), "parked_id": row.id})
    if row.let_go_at:
        return Fate(
            FateKind.NOT_POSSIBLE, _("It need not come back, because:"), row.let_go_because, page, row.let_go_at
        )
    if row.until_on:
        return Fate(FateKind.PARKED, _("It comes back after %(day)s.", day=i18n.day(row.until_on)), row.why, page)
    return Fate(FateKind.PARKED, _("It comes back at the next meeting."), row.why, page)
