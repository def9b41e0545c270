"""What was parked and asked at an item, as the notes show it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from workspace.meetings.outcomes.models import Parked, Question
from workspace.meetings.outcomes.words import question_state
from workspace.people.models import Person

Say = Callable[[str], str]


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


def parked_part(row: Parked, say: Say, unnamed: Collection[int]) -> ParkedPart:
    """Return something parked, as it may be shown. `unnamed` are the numbers of people who are not to be named."""
    return ParkedPart(row.id, say(row.what), say(row.why), row.until_on, _name(row.owner, unnamed))


def question_part(row: Question, say: Say, unnamed: Collection[int]) -> QuestionPart:
    """Return a question, as it may be shown. Published notes do not change: what was answered since is elsewhere."""
    asked_by = _name(row.asked_by, unnamed) if row.asked_by else ""
    published_at = row.meeting.notes_published_at
    state, answer = question_state(row), say(row.answer)
    if published_at and row.changed_at > published_at:
        state, answer = _("It was answered after these notes, on its own page"), ""
    return QuestionPart(row.id, say(row.words), asked_by, _name(row.owner, unnamed), state, answer)


def _name(person: Person, unnamed: Collection[int]) -> str:
    return _("a member") if person.id in unnamed else person.preferred_name
