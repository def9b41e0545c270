"""Notes that are checked first, by keyboard alone: sent, corrected, answered, agreed; axe looks at each page."""

from datetime import timedelta

import pytest

from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, meeting_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.agenda.queries import item as load_item
from workspace.meetings.models import MeetingState
from workspace.meetings.notes import service as notes
from workspace.people.models import Person
from workspace.spaces.models import NotesRule, Space

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEARD, RIGHT = "The bus came late twice.", "The bus came late three times."


@pytest.fixture
def made(data) -> Forum:
    """A closed meeting of a forum that agrees its notes at the next one, which is happening."""
    with data():
        found = forum()
        meeting = meeting_of(found)
        meeting.starts_at -= timedelta(days=20)
        meeting.ends_at -= timedelta(days=20)
        space = db.session.get_one(Space, meeting.space_id)
        space.notes_rule = NotesRule.MEETING
        nora, item = db.session.get_one(Person, found.nora), load_item("forum", found.meeting, found.items[0])
        assert item
        notes.save_note(item, actor=nora, text=HEARD, version=0)
        meeting.state, meeting.closed_at = MeetingState.CLOSED, db.now()
        later = type(meeting)(
            space_id=space.id, title="The one after", starts_at=db.now(), ends_at=db.now() + timedelta(hours=1),
            created_by_id=found.olly, created_at=db.now(), state=MeetingState.HAPPENING,
        )  # fmt: skip
        db.session.add(later)
        return found


@pytest.mark.promise("S1-C4", "S1-C8", "S3-P3")
def test_a_draft_is_sent_corrected_agreed_and_shared_as_far_as_was_said(made: Forum, user: Start, data) -> None:
    _shares_and_sends(user(made.olly), made)
    _asks(user(made.ann), made)
    _mends_answers_and_agrees(user(made.olly), made)
    stranger = user()
    stranger.open("/spaces/forum").press("School buses").reads(RIGHT)
    assert "Ann Owner" not in stranger.words


def _shares_and_sends(olly: KeyboardUser, made: Forum) -> None:
    olly.open(f"{made.address}/notes").press("Change who may read what")
    olly.press("Change who may read it: Hello").choose("Everyone").press("Save who may read it")
    olly.reads("Saved: who may read “Hello”")
    olly.open(f"{made.address}/notes").press("Send the draft for checking")
    olly.fill("By when can people say what is wrong?", "3 June 2020")
    olly.is_refused("Send the draft", "Give people at least until tomorrow")
    olly.fill("By when can people say what is wrong?", "in 3 weeks").press("Send the draft")
    olly.reads("The draft is sent.")


def _asks(ann: KeyboardUser, made: Forum) -> None:
    ann.open(f"{made.address}/notes").reads(HEARD)
    ann.press("Ask for a correction")
    ann.is_refused("Ask for this correction", "Write what the notes should say")
    ann.pick("Which part is it about?", "1. Hello").fill("What should it say?", RIGHT).press("Ask for this correction")
    ann.reads("You will hear what became of it")


def _mends_answers_and_agrees(olly: KeyboardUser, made: Forum) -> None:
    olly.open(f"{made.address}/notes").press("Corrections, and what became of them").press("Answer correction 1")
    olly.press("Change the notes of: Hello").fill("Note", RIGHT).does("Save the note", "Note saved")
    olly.open(f"{made.address}/notes/corrections").press("Answer correction 1")
    olly.is_refused("Answer them", "Choose whether the notes were changed")
    olly.choose("The notes were changed").press("Answer them").reads("Answered.")
    olly.press("What has changed since the draft was sent").reads("2 words were added. 1 word was removed.")
    olly.press("Back to the notes").press("The notes are agreed")
    today = db.now()
    later = f"The one after, {today:%A} {today.day} {today:%B %Y}"
    olly.pick("At which meeting were they agreed?", later).press("They are agreed: publish them")
    olly.reads("The notes are agreed and published")
