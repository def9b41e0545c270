"""What was parked, asked and heard at an item, as the notes show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.heard.models import Heard, HeardState
from workspace.meetings.outcomes.models import Parked, Question
from workspace.meetings.outcomes.words import question_state
from workspace.people.models import Person

Say = Callable[[str], str]
Called = Callable[[Person], str]


@dataclass(frozen=True)
class ParkedPart:
    """Something parked: what, why, until when (None: the next meeting), and who brings it back."""

    id: int
    what: str
    why: str
    until_on: date | None
    owner: str


@dataclass(frozen=True)
class QuestionPart:
    """A question, who asked and who answers, and where its answer is."""

    id: int
    words: str
    asked_by: str
    owner: str
    state: str
    answer: str


@dataclass(frozen=True)
class HeardPart:
    """A line of what was heard, who said it, and whether they said yes to it."""

    id: int
    words: str
    who: str
    state: HeardState


def parts_beside(written: Any, item: AgendaItem, say: Say, called: Called) -> dict[str, list[Any]]:
    """Return what stands at an item beside its note, its decisions and its actions, as it may be shown. `called` says
    how somebody is called in this edition."""
    makers: dict[str, Callable[[Any, Say, Called], Any]] = {
        "parked": parked_part,
        "questions": question_part,
        "heard": heard_part,
    }
    return {
        name: [make(row, say, called) for row in getattr(written, name) if row.item_id == item.id]
        for name, make in makers.items()
    }


def parked_part(row: Parked, say: Say, called: Called) -> ParkedPart:
    """Return something parked, as it may be shown."""
    return ParkedPart(row.id, say(row.what), say(row.why), row.until_on, called(row.owner))


def question_part(row: Question, say: Say, called: Called) -> QuestionPart:
    """Return a question, as it may be shown. Published notes do not change: what was answered since is elsewhere."""
    asked_by = called(row.asked_by) if row.asked_by else ""
    published_at = row.meeting.notes_published_at
    state, answer = question_state(row), say(row.answer)
    if published_at and row.changed_at > published_at:
        state, answer = _("It was answered after these notes, on its own page"), ""
    return QuestionPart(row.id, say(row.words), asked_by, called(row.owner), state, answer)


def heard_part(row: Heard, say: Say, called: Called) -> HeardPart:
    """Return a line of what was heard. Nobody is quoted by name before they have heard it and said yes."""
    answered = row.state is not HeardState.TO_READ_BACK
    who = called(row.speaker) if row.speaker and answered else _("a member")
    return HeardPart(row.id, say(row.stands), who, row.state)
