"""After a meeting, by keyboard alone: how it was, said by five; a correction of published notes, and the two editions
compared; axe looks at each page."""

from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, meeting_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.feedback.models import Answers, Asked, Said
from workspace.meetings.feedback.service import answer
from workspace.meetings.invitations.models import Answer
from workspace.meetings.invitations.queries import place
from workspace.meetings.models import MeetingState
from workspace.meetings.notes import service as notes
from workspace.meetings.queries import meeting as load_meeting
from workspace.people.models import Person
from workspace.spaces.models import Space

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LATE, ON_TIME = "The bus came late.", "The bus came on time."
FOUR = Answers({Asked.HEARD: Said.YES, Asked.SAFE: Said.YES, Asked.CLEAR: Said.PARTLY})


@pytest.fixture
def made(data) -> Forum:
    """A meeting that was just closed, its notes published; four of the five who were there have said how it was."""
    with data():
        found = forum()
        nora = db.session.get_one(Person, found.nora)
        item = load_item("forum", found.meeting, found.items[0])
        assert item
        notes.save_note(item, actor=nora, text=LATE, version=0)
        meeting, space = meeting_of(found), db.session.get_one(Space, item.space_id)
        fifth = factories.member(space, "Fay Fifth")
        factories.invitation(meeting, fifth, answer=Answer.IN_PERSON)
        meeting.starts_at, meeting.ends_at = db.now() - timedelta(hours=3), db.now() - timedelta(hours=1)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()
        after = factories.meeting(space, nora, "The one after")
        factories.invitation(after, db.session.get_one(Person, found.ann), answer=Answer.IN_PERSON)
        db.session.flush()
        people = (found.nora, found.olly, found.zoe, fifth.id)
    with data():
        whole = load_meeting("forum", found.meeting)
        assert whole
        notes.publish_notes(whole, actor=db.session.get_one(Person, found.nora))
        for person in people:
            mine = place("forum", found.meeting, person)
            assert mine
            answer(mine, FOUR)
    return found


@pytest.mark.promise("S1-V6")
def test_five_say_how_it_was_and_the_next_meeting_leads_to_it(made: Forum, user: Start, data) -> None:
    ann = user(made.ann)
    ann.open(made.address).press("Answer three questions, without your name")
    ann.is_refused("Send my answer", "Choose an answer")
    for question in ("I felt heard", "I felt safe", "It was clear what was going on"):
        _choose_in(ann, question)
    ann.press("Send my answer").reads("Thank you. Your answer is counted")
    with data():
        meeting = meeting_of(made)
        for name in ("starts_at", "ends_at", "closed_at"):
            setattr(meeting, name, getattr(meeting, name) - timedelta(days=12))
        later = meeting.id + 1
    ann.open(f"/spaces/forum/meetings/{later}").press("How people found “School buses”, the meeting before")
    ann.reads("5 people answered.")


def _choose_in(ann: KeyboardUser, question: str) -> None:
    """Say “I would rather not say” to one question: the radio buttons of all three have the same names."""
    ann.tab_to("Yes", role="radio")
    ann.keys("\ue015", "\ue015", "\ue015")  # arrow down, three times


@pytest.mark.promise("S1-C8")
def test_a_correction_after_publishing_makes_an_edition_that_is_compared(made: Forum, user: Start) -> None:
    ann = user(made.ann)
    ann.open(f"{made.address}/notes").reads(LATE)
    ann.press("Ask for a correction").pick("Which part is it about?", "1. Hello")
    ann.fill("What should it say?", "It was on time").press("Ask for this correction")
    ann.reads("You will hear what became of it")
    nora = user(made.nora)
    nora.open(f"{made.address}/notes/corrections").press("Answer correction 1").press("Correct the note of: Hello")
    nora.fill("Note", ON_TIME)
    nora.is_refused("Publish the new edition", "Write in one line what changed")
    nora.fill("What changed, in one line", "The bus was on time").press("Publish the new edition")
    nora.reads("Edition 2 is published.")
    nora.reads("2 words were added. 1 word was removed.")
    nora.press("Compare these two").reads("What changed: The bus was on time")
    nora.open(f"{made.address}/notes").reads(ON_TIME)
