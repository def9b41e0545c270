"""From a line that was heard to what came of it, by keyboard alone; axe looks at each page."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.notes.models import Decision, Result

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HEARD, RIGHT = "The bus is always late.", "Two buses a week are late."


@dataclass
class Told(Forum):
    """A meeting, and its decision as it stands in a list."""

    decision: str = ""


@pytest.fixture
def made(data) -> Told:
    """A meeting that is happening, with a decision."""
    with data():
        found = forum()
        item = item_of(found, 1)
        db.session.add(
            Decision(
                space_id=item.space_id, meeting_id=item.meeting_id, item_id=item.id, number=1, result=Result.AGREED,
                words="We write to the bus company.", reason="It was late.", recorded_at=db.now(),
                recorded_by_id=found.nora,
            )
        )  # fmt: skip
        day = meeting_of(found).starts_at.astimezone(ZoneInfo("Europe/London"))
        words = f"School buses, {day:%A} {day.day} {day:%B %Y}: 1. We write to the bus company."
        return Told(**vars(found), decision=words)


@pytest.mark.promise("S1-C2", "S1-V5", "S3-R3")
def test_what_was_heard_is_corrected_linked_to_a_decision_and_found_again(made: Told, user: Start) -> None:
    _hears(user(made.nora), made)
    _corrects_and_marks(user(made.ann), made)
    _says_what_came_of_it(user(made.nora), made)
    ann = user(made.ann)
    ann.open("/me").press("What I said").reads("Decision 1 of “School buses”: Agreed")
    ann.reads("We write to the bus company.")
    ann.press("Change who may know: " + RIGHT).choose("Only I know").press("Save who may know")
    ann.reads("Saved. Only you know that it is yours")


def _hears(nora: KeyboardUser, made: Told) -> None:
    nora.open(f"{made.run}?item={made.items[1]}").press("Write down what we heard")
    nora.is_refused("Save what we heard", "Write what was said, in a line or two")
    nora.fill("We heard", HEARD).pick("Who said it?", "Ann Owner").press("Save what we heard")
    nora.reads("Read it aloud now")
    nora.reads("To be read back")


def _corrects_and_marks(ann: KeyboardUser, made: Told) -> None:
    ann.open(f"{made.address}/follow").press("Read it and say if it is right").reads(HEARD)
    ann.is_refused("Save what I say to it", "Choose whether it is right")
    ann.choose("I said it differently").fill("How you said it", RIGHT).press("Save what I say to it")
    ann.reads("Your words stand in the notes")
    ann.press("This is mine: show me what comes of it")
    ann.is_refused("This is mine", "Choose who may know that it is yours")
    ann.choose("On the list of my group, with my name").press("This is mine")
    ann.reads("We have it: number 1 on the list")
    ann.reads("Nothing yet")


def _says_what_came_of_it(nora: KeyboardUser, made: Told) -> None:
    nora.open(f"{made.address}/notes").reads(RIGHT)
    nora.press("Say what came of what people said: What families hear").reads("Number 1, of Ann Owner.")
    nora.press("Say what came of it: " + RIGHT)
    nora.is_refused("Save what came of it", "Choose what came of it")
    nora.choose("A decision").pick("Which decision?", made.decision).press("Save what came of it")
    nora.reads("Whoever marked it as theirs finds it on their page")
