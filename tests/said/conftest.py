"""A forum whose meeting is over, with one of each thing that can be said."""

from dataclasses import dataclass

import pytest

from tests import factories
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from workspace import db
from workspace.meetings.heard.models import HeardState
from workspace.meetings.models import MeetingState
from workspace.meetings.notes.models import Decision, Result
from workspace.people.models import Person
from workspace.spaces.models import Space


@dataclass
class Told:
    """Numbers of rows, for tests that open their own transactions."""

    forum: Forum
    heard: int
    question: int
    parked: int
    suggestion: int
    decision: int
    task: int

    @property
    def mark(self) -> str:
        return f"{self.forum.address}/mine"

    @property
    def item(self) -> str:
        return f"{self.forum.address}/items/{self.forum.items[1]}/said"


@pytest.fixture
def told(data) -> Told:
    with data():
        made = forum(MeetingState.CLOSED)
        meeting, item = meeting_of(made), item_of(made, 1)
        meeting.notes_published_at, meeting.notes_published_by_id = db.now(), made.nora
        nora, olly, ann = (db.session.get_one(Person, number) for number in (made.nora, made.olly, made.ann))
        heard = factories.heard(item, nora, ann, words="The bus is late.", state=HeardState.CONFIRMED)
        question = factories.question(item, olly, words="Who pays?")
        parked = factories.parked(item, olly, what="The fares")
        suggestion = factories.suggestion(meeting, ann, "School maps")
        decision = factories._saved(
            Decision(
                space_id=item.space_id, meeting_id=meeting.id, item_id=item.id, number=1, result=Result.AGREED,
                words="We write to the bus company.", reason="It was late.", different_views="Trains are better.",
                recorded_at=db.now(), recorded_by_id=nora.id,
            )
        )  # fmt: skip
        task = factories.task(
            item_space(made), olly, "Write to the bus company", meeting_id=meeting.id, item_id=item.id
        )
        return Told(made, heard.id, question.id, parked.id, suggestion.id, decision.id, task.id)


def item_space(made: Forum) -> Space:
    return db.session.get_one(Space, meeting_of(made).space_id)
