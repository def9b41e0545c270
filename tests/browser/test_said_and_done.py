"""From a line on the list to what everyone reads, by keyboard alone; axe looks at each page."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.said.models import Outcome, Result, SaidKind, Shown
from workspace.spaces.models import Sharing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGE = "/spaces/forum/you-said"


@pytest.fixture
def made(data) -> Forum:
    """A forum in which somebody put on the list what they said, with an answer to it."""
    with data():
        found = forum(MeetingState.CLOSED)
        item, meeting = item_of(found, 1), meeting_of(found)
        item.sharing, meeting.notes_published_at = Sharing.MEMBERS, db.now()
        ann = db.session.get_one(Person, found.ann)
        line = factories.contribution(item, ann, words="The bus is late.", shown=Shown.WITHOUT_NAME, number=1)
        db.session.add(
            Outcome(
                space_id=item.space_id, meeting_id=meeting.id, kind=SaidKind.OWN, of_id=line.id, result=Result.ANSWER,
                words="The company buys two buses.", at=db.now(), by_id=found.nora,
            )
        )  # fmt: skip
        return found


@pytest.mark.promise("S4-13")
def test_a_pair_is_drafted_sent_back_changed_approved_and_read_by_everyone(made: Forum, user: Start) -> None:
    _drafts(user(made.nora))
    zoe = user(made.zoe)
    zoe.open(PAGE).press("Buses are often late.").reads("May everyone read it?")
    zoe.is_refused("Send it back", "Write what should be changed")
    zoe.fill("What should be changed?", "Say which buses.").press("Send it back").reads("Sent back, with your words")
    _changes(user(made.nora))
    zoe = user(made.zoe)
    zoe.open(PAGE).press("School buses are often late.").choose("I have lived experience")
    zoe.press("Everyone may read it")
    zoe.reads("Approved: everyone can read it now")
    zoe.open(f"{PAGE}?theme=Buses").reads("Two more buses run.")
    zoe.reads("Approved by a member with lived experience.")
    zoe.open(f"{PAGE}/list").reads("School buses are often late.")


def _drafts(nora: KeyboardUser) -> None:
    nora.open("/spaces/forum/said").press("Draft a pair for everyone: Number 1")
    nora.fill("You said", "The bus is late.").choose("We did it").fill("What we did", "Two more buses run.")
    nora.fill("Another theme", "Buses").choose("Everyone may read these words")
    nora.is_refused("Save the pair", "is kept to a smaller circle")
    nora.fill("You said", "Buses are often late.").press("Save the pair").reads("The draft is kept")
    nora.press("Send it for approval").reads("It waits for a member with lived experience")


def _changes(nora: KeyboardUser) -> None:
    nora.open(PAGE).press("Buses are often late.").reads("Say which buses.")
    nora.press("Change its words")
    nora.fill("You said", "School buses are often late.").choose("Everyone may read these words").press("Save the pair")
    nora.press("Send it for approval").reads("It waits for a member with lived experience")
