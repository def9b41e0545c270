"""A forum of many years: the sample forum with 2,000 people, 1,500 meetings, 60,000 notes, 20,000 actions and 2,000
comments on a charter more.

For trying the product out at that size, and for measuring it. Everything in it is made up by counting, the same each
time, and written straight into the tables: unlike the small sample, its past has no record of who did what.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from workspace import db
from workspace.actions.models import OPEN_STATES, ActionState, Task, TaskChange, findable_words
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemKind, ItemState
from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import Involvement, Meeting, MeetingState
from workspace.meetings.notes.models import Note
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import words_to_keep
from workspace.people.models import Person
from workspace.sample.clock import moment
from workspace.sample.consulted import consult
from workspace.spaces.models import Membership, Sharing, Space
from workspace.spaces.queries import space

FORUM = "merrowdale"
BATCH = 5000  # rows that are written at once


@dataclass(frozen=True)
class Size:
    """How much there is more than in the sample forum."""

    people: int
    meetings: int
    notes_each: int  # of a meeting: one for each item of its agenda
    actions: int
    clauses: int  # of one charter
    comments: int  # on them
    places_each: int = 12


LARGE = Size(people=2000, meetings=1500, notes_each=40, actions=20_000, clauses=120, comments=2000)

FIRST = "Ada Bela Cerys Dougal Efa Farid Gwilym Hana Idris Jaya Kofi Lowri Mair Nia Osian Priya Rhys Siân Tomos Wren"
LAST = (
    "Abbott Bevan Choudhury Dewar Evans Farrow Griffiths Hussain Islam Jenkins Khan Llewelyn Mensah Nowak Okoro Parry"
)
# Each note takes one of each, so that some words are everywhere and some are rare.
WHO = "A mother|Two fathers|The school|A grandmother|The council|A nurse|The bus company|A young adviser|Nobody"
DID = "asked about|was not told about|waited for|read aloud|wants to keep|would change|heard late of|pays for|liked"
WHAT = (
    "the letter|the bus|short breaks|the quiet room|the ramp|the interpreter|the waiting list|the new form|the budget|"
    "the assessment|swimming|the hearing loop|the holiday club|respite|the plan|transport in winter|the clinic"
)
WHY = "because of the winter timetable|after the summer|for the third time|and said why|in their own words|with a smile"


def load(size: Size = LARGE) -> None:
    """Make the sample forum larger. Refused: a database without the sample forum."""
    forum = space(FORUM)
    if forum is None:
        raise DomainError("Load the sample forum first: it is made larger.")
    _Years(size, forum).load()


def _write(model: type[db.Base], rows: Iterable[dict[str, Any]]) -> list[int]:
    """Write the rows, some thousand at a time, and return their numbers in the same order."""
    numbers: list[int] = []
    for batch in _batches(rows):
        statement = insert(model).returning(model.id, sort_by_parameter_order=True)
        numbers += db.session.scalars(statement, batch).all()
    return numbers


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


class _Years:
    """The years that are added to one forum."""

    def __init__(self, size: Size, forum: Space) -> None:
        self.size, self.forum = size, forum
        self.people: list[int] = []
        self.meetings: list[int] = []
        self.items: list[int] = []

    def load(self) -> None:
        self._bring_people()
        self._hold_meetings()
        self._invite()
        self._put_on_agendas()
        self._write_notes()
        self._write_actions()
        consult(self.forum, self.people, self.size.clauses, self.size.comments)

    def _bring_people(self) -> None:
        first, last = FIRST.split(), LAST.split()
        names = (f"{first[n % len(first)]} {last[n // len(first) % len(last)]}-{n}" for n in range(self.size.people))
        self.people = _write(
            Person,
            (
                {
                    "preferred_name": name,
                    "email": f"many{n}@merrowdale.example",
                    "is_sample": True,
                    "created_at": db.now(),
                }
                for n, name in enumerate(names)
            ),
        )
        joined = moment(-4000, 9)
        _write(
            Membership,
            (
                {"space_id": self.forum.id, "person_id": number, "title": "Parent carer", "joined_at": joined}
                for number in self.people
            ),
        )

    def _began(self, n: int) -> datetime:
        return moment(-60 - 2 * (self.size.meetings - n), 10 + n % 6)

    def _hold_meetings(self) -> None:
        self.meetings = _write(
            Meeting,
            (
                {
                    "space_id": self.forum.id,
                    "title": f"{_part(WHAT, n).capitalize()}, part {n + 1}",
                    "purpose": "Say how it is, and what would help.",
                    "involvement": Involvement.CO_DESIGN,
                    "can_change": "What families are told.",
                    "cannot_change": "The law.",
                    "starts_at": self._began(n),
                    "ends_at": self._began(n) + timedelta(hours=2),
                    "place": "The Weavers’ Hall",
                    "state": MeetingState.CLOSED,
                    "opened_at": self._began(n),
                    "closed_at": self._began(n) + timedelta(hours=2),
                    "notes_published_at": self._began(n) + timedelta(days=5),
                    "created_by_id": self.people[0],
                    "created_at": self._began(n) - timedelta(days=30),
                }
                for n in range(self.size.meetings)
            ),
        )

    def _invite(self) -> None:
        rows = (
            {
                "space_id": self.forum.id,
                "meeting_id": meeting,
                "person_id": self.people[(n * self.size.places_each + position) % len(self.people)],
                "title": "Parent carer",
                "position": position,
                "answer": Answer.IN_PERSON,
                "introduction": Introduction.DONE,
                "invited_at": self._began(n) - timedelta(days=20),
                "answered_at": self._began(n) - timedelta(days=10),
            }
            for n, meeting in enumerate(self.meetings)
            for position in range(self.size.places_each)
        )
        _write(Invitation, rows)

    def _put_on_agendas(self) -> None:
        rows = (
            {
                "space_id": self.forum.id,
                "meeting_id": meeting,
                "position": position,
                "kind": ItemKind.DISCUSSION,
                "title": f"{_part(WHAT, n + position).capitalize()} {_part(WHY, position)}",
                "minutes": 5,
                "state": ItemState.DONE,
                "sharing": Sharing.MEMBERS,
            }
            for n, meeting in enumerate(self.meetings)
            for position in range(self.size.notes_each)
        )
        self.items = _write(AgendaItem, rows)

    def _write_notes(self) -> None:
        places = [
            {"space_id": self.forum.id, "meeting_id": self.meetings[n // self.size.notes_each], "item_id": item}
            for n, item in enumerate(self.items)
        ]
        texts = [self._text(n) for n in range(len(self.items))]
        saved = {"version": 1, "saved_by_id": self.people[0]}
        numbers = _write(
            Note,
            (
                {**place, **saved, "text": text, "saved_at": self._began(n // self.size.notes_each)}
                for n, (place, text) in enumerate(zip(places, texts, strict=True))
            ),
        )
        named = set(self.people)
        _write(
            SearchEntry,
            (
                {
                    **place,
                    "note_id": note,
                    "held_at": self._began(n // self.size.notes_each),
                    "words": words_to_keep(self.forum.id, text, named),
                }
                for n, (place, note, text) in enumerate(zip(places, numbers, texts, strict=True))
            ),
        )

    def _text(self, n: int) -> str:
        lines = (
            f"{_part(WHO, n * 5 + line)} {_part(DID, n * 7 + line)} {_part(WHAT, n * 3 + line)} {_part(WHY, n + line)}."
            for line in range(3)
        )
        return f"{{person:{self.people[n % len(self.people)]}}} began, note {n}.\n\n- " + "\n- ".join(lines)

    def _write_actions(self) -> None:
        states = tuple(ActionState)
        rows = (
            {
                "space_id": self.forum.id,
                "meeting_id": self.meetings[n % len(self.meetings)],
                "item_id": self.items[n % len(self.meetings) * self.size.notes_each],
                "what": (what := f"Ask about {_part(WHAT, n)} {_part(WHY, n // 3)}, number {n}"),
                "owner_id": (owner := self.people[n % len(self.people)]),
                "words": findable_words(self.forum.id, [what], owner, None),
                "due_on": (moment(-1000 + n % 1200, 12)).date(),
                "state": states[n % len(states)],
                "settled_at": None if states[n % len(states)] in OPEN_STATES else self._began(n % len(self.meetings)),
                "recorded_by_id": self.people[0],
                "recorded_at": self._began(n % len(self.meetings)),
                "changed_at": self._began(n % len(self.meetings)),
            }
            for n in range(self.size.actions)
        )
        numbers = _write(Task, rows)
        # What was said of each action that is done or stuck, some weeks later.
        told = {ActionState.DONE, ActionState.STUCK}
        _write(
            TaskChange,
            (
                {
                    "space_id": self.forum.id,
                    "task_id": number,
                    "by_id": self.people[n % len(self.people)],
                    "at": self._began(n % len(self.meetings)) + timedelta(days=5 + n % 50),
                    "state": states[n % len(states)],
                }
                for n, number in enumerate(numbers)
                if states[n % len(states)] in told
            ),
        )


def _part(parts: str, n: int) -> str:
    choices = parts.split("|")
    return choices[n % len(choices)]
