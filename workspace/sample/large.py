"""A forum of many years: the sample forum with 2,000 people, 1,500 meetings, 60,000 notes and 20,000 actions more.

For trying the product out at that size, and for measuring it. Everything in it is made up by counting, the same each
time, and written straight into the tables: unlike the small sample, its past has no record of who did what.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from workspace import db
from workspace.actions.models import ActionState, Task
from workspace.errors import DomainError
from workspace.meetings.agenda.models import AgendaItem, ItemKind, ItemState
from workspace.meetings.invitations.models import Answer, Introduction, Invitation
from workspace.meetings.models import Involvement, Meeting, MeetingState
from workspace.meetings.notes.models import Note
from workspace.meetings.search.models import SearchEntry
from workspace.meetings.search.plain import words_to_keep
from workspace.people.models import Person
from workspace.sample.clock import moment
from workspace.spaces.models import Membership, Space
from workspace.spaces.queries import space

PEOPLE, MEETINGS, NOTES_EACH, ACTIONS, PLACES_EACH = 2000, 1500, 40, 20_000, 12
FORUM = "merrowdale"
BATCH = 5000  # rows that are written at once

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


def load() -> None:
    """Make the sample forum large. Refused: a database without the sample forum."""
    forum = space(FORUM)
    if forum is None:
        raise DomainError("Load the sample forum first: it is made larger.")
    people = _people(forum)
    meetings = _meetings(forum, people)
    _invitations(forum, people, meetings)
    items = _agendas(forum, meetings)
    _notes(forum, people, meetings, items)
    _actions(forum, people, meetings)


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


def _people(forum: Space) -> list[int]:
    first, last = FIRST.split(), LAST.split()
    names = (f"{first[n % len(first)]} {last[n // len(first) % len(last)]}-{n}" for n in range(PEOPLE))
    people = _write(
        Person,
        (
            {"preferred_name": name, "email": f"many{n}@merrowdale.example", "is_sample": True, "created_at": db.now()}
            for n, name in enumerate(names)
        ),
    )
    joined = moment(-4000, 9)
    _write(
        Membership,
        (
            {"space_id": forum.id, "person_id": number, "title": "Parent carer", "joined_at": joined}
            for number in people
        ),
    )
    return people


def _began(n: int) -> datetime:
    return moment(-60 - 2 * (MEETINGS - n), 10 + n % 6)


def _meetings(forum: Space, people: Sequence[int]) -> list[int]:
    return _write(
        Meeting,
        (
            {
                "space_id": forum.id,
                "title": f"{_part(WHAT, n).capitalize()}, part {n + 1}",
                "purpose": "Say how it is, and what would help.",
                "involvement": Involvement.CO_DESIGN,
                "can_change": "What families are told.",
                "cannot_change": "The law.",
                "starts_at": _began(n),
                "ends_at": _began(n) + timedelta(hours=2),
                "place": "The Weavers’ Hall",
                "state": MeetingState.CLOSED,
                "opened_at": _began(n),
                "closed_at": _began(n) + timedelta(hours=2),
                "notes_published_at": _began(n) + timedelta(days=5),
                "created_by_id": people[0],
                "created_at": _began(n) - timedelta(days=30),
            }
            for n in range(MEETINGS)
        ),
    )


def _invitations(forum: Space, people: Sequence[int], meetings: Sequence[int]) -> None:
    rows = (
        {
            "space_id": forum.id,
            "meeting_id": meeting,
            "person_id": people[(n * PLACES_EACH + position) % len(people)],
            "title": "Parent carer",
            "position": position,
            "answer": Answer.IN_PERSON,
            "introduction": Introduction.DONE,
            "invited_at": _began(n) - timedelta(days=20),
            "answered_at": _began(n) - timedelta(days=10),
        }
        for n, meeting in enumerate(meetings)
        for position in range(PLACES_EACH)
    )
    _write(Invitation, rows)


def _agendas(forum: Space, meetings: Sequence[int]) -> list[int]:
    rows = (
        {
            "space_id": forum.id,
            "meeting_id": meeting,
            "position": position,
            "kind": ItemKind.DISCUSSION,
            "title": f"{_part(WHAT, n + position).capitalize()} {_part(WHY, position)}",
            "minutes": 5,
            "state": ItemState.DONE,
        }
        for n, meeting in enumerate(meetings)
        for position in range(NOTES_EACH)
    )
    return _write(AgendaItem, rows)


def _notes(forum: Space, people: Sequence[int], meetings: Sequence[int], items: Sequence[int]) -> None:
    places = [
        {"space_id": forum.id, "meeting_id": meetings[n // NOTES_EACH], "item_id": item} for n, item in enumerate(items)
    ]
    texts = [_text(n, people) for n in range(len(items))]
    saved = {"version": 1, "saved_by_id": people[0]}
    numbers = _write(
        Note,
        (
            {**place, **saved, "text": text, "saved_at": _began(n // NOTES_EACH)}
            for n, (place, text) in enumerate(zip(places, texts, strict=True))
        ),
    )
    named = set(people)
    _write(
        SearchEntry,
        (
            {
                **place,
                "note_id": note,
                "held_at": _began(n // NOTES_EACH),
                "words": words_to_keep(forum.id, text, named),
            }
            for n, (place, note, text) in enumerate(zip(places, numbers, texts, strict=True))
        ),
    )


def _text(n: int, people: Sequence[int]) -> str:
    lines = (
        f"{_part(WHO, n * 5 + line)} {_part(DID, n * 7 + line)} {_part(WHAT, n * 3 + line)} {_part(WHY, n + line)}."
        for line in range(3)
    )
    return f"{{person:{people[n % len(people)]}}} began, note {n}.\n\n- " + "\n- ".join(lines)


def _actions(forum: Space, people: Sequence[int], meetings: Sequence[int]) -> None:
    states = tuple(ActionState)
    rows = (
        {
            "space_id": forum.id,
            "meeting_id": meetings[n % len(meetings)],
            "what": f"Ask about {_part(WHAT, n)} {_part(WHY, n // 3)}, number {n}",
            "owner_id": people[n % len(people)],
            "due_on": (moment(-1000 + n % 1200, 12)).date(),
            "state": states[n % len(states)],
            "recorded_by_id": people[0],
            "recorded_at": _began(n % len(meetings)),
            "changed_at": _began(n % len(meetings)),
        }
        for n in range(ACTIONS)
    )
    _write(Task, rows)


def _part(parts: str, n: int) -> str:
    choices = parts.split("|")
    return choices[n % len(choices)]
