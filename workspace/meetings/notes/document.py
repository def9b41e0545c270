"""The notes as a document: who was there, and item by item what was written, decided and promised.

The page and the message are made from the same document, and every name in it is one that may be shown: whoever asked
not to be named is counted, and reads "a member" where the notes speak of them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import Meeting
from workspace.meetings.notes.models import Decision, Note, Result
from workspace.meetings.outcomes.document import ParkedPart, QuestionPart, parked_part, question_part
from workspace.meetings.outcomes.models import Parked, Question
from workspace.people.models import Person
from workspace.people.names import to_names

Say = Callable[[str], str]


@dataclass(frozen=True)
class Written:
    """All that was written down at a meeting, as it is kept. `tasks` are its actions, with their owners."""

    notes: Sequence[Note]
    decisions: Sequence[Decision]
    tasks: Sequence[Any]
    removed: Sequence[AgendaItem] = ()
    parked: Sequence[Parked] = ()
    questions: Sequence[Question] = ()

    @property
    def at(self) -> set[int]:
        """Return the numbers of the items at which something was written down."""
        return {note.item_id for note in self.notes if note.text} | {
            row.item_id for row in (*self.decisions, *self.tasks, *self.parked, *self.questions)
        }

    def texts(self, meeting: Meeting) -> list[str]:
        """Return every text in which somebody may be named."""
        texts = [meeting.missed_who, meeting.missed_what, *(text for item in meeting.items for text in item.texts)]
        texts += [note.text for note in self.notes]
        texts += [text for decision in self.decisions for text in _texts(decision)]
        texts += [text for parked in self.parked for text in parked.texts]
        texts += [text for question in self.questions for text in question.texts]
        return texts + [task.what for task in self.tasks]


@dataclass(frozen=True)
class DecisionPart:
    """A decision, and its words as they may be shown."""

    id: int
    number: int
    result: Result
    asked_for: str
    words: str
    reason: str
    not_possible: str
    who_can_change: str
    different_views: str

    @property
    def texts(self) -> list[str]:
        return [self.asked_for, self.words, self.reason, self.not_possible, self.who_can_change, self.different_views]


@dataclass(frozen=True)
class ActionPart:
    """An action: what, by whom, by when."""

    what: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class ItemPart:
    """An item and what came of it. `number` is None for an item that was taken off the agenda."""

    item: AgendaItem
    number: int | None
    led_by: str
    text: str
    decisions: list[DecisionPart]
    actions: list[ActionPart]
    parked: list[ParkedPart]
    questions: list[QuestionPart]

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.decisions or self.actions or self.parked or self.questions)


@dataclass(frozen=True)
class Document:
    """The notes of one meeting, ready to be shown in any form."""

    meeting: Meeting
    there: list[Person]
    unnamed: int
    helpers: list[Invitation]  # who came to help others take part, and is not counted
    apologies: list[Person]
    unnamed_apologies: int
    parts: list[ItemPart]
    missed_who: str
    missed_what: str

    @property
    def texts(self) -> list[str]:
        """Return every text that people wrote, as it will be read."""
        texts = [self.missed_who, self.missed_what]
        for part in self.parts:
            texts += [part.led_by, part.text, *(action.what for action in part.actions)]
            texts += [text for row in part.parked for text in (row.what, row.why)]
            texts += [text for row in part.questions for text in (row.words, row.answer)]
            texts += [text for decision in part.decisions for text in decision.texts]
        return texts


def document(meeting: Meeting, written: Written, names: Mapping[int, str]) -> Document:
    """Put the notes together. `names` are those that may be shown."""
    say = _sayer(meeting, names)
    all_who_came = [place for place in meeting.invitations if was_there(place)]
    came = [place for place in all_who_came if place.is_voice]
    sorry = [place for place in meeting.invitations if place.answer is Answer.APOLOGIES and not was_there(place)]
    at = written.at
    items = [(number, item) for number, item in enumerate(meeting.items, 1)]
    items += [(0, item) for item in written.removed if item.id in at]
    return Document(
        meeting=meeting,
        there=_named(came),
        unnamed=len(came) - len(_named(came)),
        helpers=[place for place in all_who_came if not place.is_voice],
        apologies=_named(sorry),
        unnamed_apologies=len(sorry) - len(_named(sorry)),
        parts=[_part(number, item, written, meeting, say) for number, item in items],
        missed_who=say(meeting.missed_who),
        missed_what=say(meeting.missed_what),
    )


def was_there(place: Invitation) -> bool:
    """Say whether the person came: they said that they would, or introduced themselves."""
    return place.is_coming or place.introduction is Introduction.DONE


def first_names_left(meeting: Meeting, texts: Iterable[str]) -> list[Person]:
    """Return who asked not to be named and whose first name alone still stands in the texts.

    A whole name is left out by itself. A first name may be an everyday word (Grace, Will), so a person has to look.
    """
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    unnamed = [place.person for place in meeting.invitations if not place.name_in_notes]
    return [person for person in unnamed if _first(person) in words]


def _first(person: Person) -> str:
    return (person.preferred_name.split() or [""])[0]


def _named(places: Collection[Invitation]) -> list[Person]:
    return [place.person for place in places if place.name_in_notes]


def _sayer(meeting: Meeting, names: Mapping[int, str]) -> Say:
    """Return what turns a kept text into one to show. Whole names of the unnamed go, also where no reference stands."""
    unnamed = [place.person.preferred_name for place in meeting.invitations if not place.name_in_notes]
    whole = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in unnamed)) if unnamed else None

    def say(text: str) -> str:
        shown = to_names(text, names)
        return whole.sub(_("a member"), shown) if whole else shown

    return say


def _part(number: int, item: AgendaItem, written: Written, meeting: Meeting, say: Say) -> ItemPart:
    unnamed = {place.person_id for place in meeting.invitations if not place.name_in_notes}
    return ItemPart(
        item=item,
        number=number or None,
        led_by=say(item.led_by),
        text=next((say(note.text) for note in written.notes if note.item_id == item.id), ""),
        decisions=[_decision(row, say) for row in written.decisions if row.item_id == item.id],
        actions=[
            ActionPart(
                what=say(task.what),
                owner=_("a member") if task.owner_id in unnamed else task.owner.preferred_name,
                due_on=task.due_on,
            )
            for task in written.tasks
            if task.item_id == item.id
        ],
        parked=[parked_part(row, say, unnamed) for row in written.parked if row.item_id == item.id],
        questions=[question_part(row, say, unnamed) for row in written.questions if row.item_id == item.id],
    )


def _decision(decision: Decision, say: Say) -> DecisionPart:
    texts = [say(text) for text in _texts(decision)]
    return DecisionPart(decision.id, decision.number, decision.result, *texts)


def _texts(decision: Decision) -> list[str]:
    return [
        decision.asked_for,
        decision.words,
        decision.reason,
        decision.not_possible,
        decision.who_can_change,
        decision.different_views,
    ]
