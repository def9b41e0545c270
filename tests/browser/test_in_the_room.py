"""A meeting as whoever takes its notes runs it, by keyboard alone, from the first name to the last word; axe looks at
each page."""

import pytest

from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum
from tests.support.browser import KeyboardUser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AGREED, OTHER = "We write one letter for all schools.", "Ann Owner: “My school needs its own.”"


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


@pytest.mark.promise("S1-V2", "S1-V7", "S1-W5")
def test_introductions_a_hand_a_different_view_something_parked_and_a_last_word(made: Forum, user: Start) -> None:
    nora = user(made.nora).open(made.run)
    _hears_people(nora, made)
    _writes_down(nora)
    _ends(nora)


def _hears_people(nora: KeyboardUser, made: Forum) -> None:
    nora.does("Done: next is Olly Organiser", "Now: Olly Organiser. After that: Ann Owner")
    nora.does("Start with: Hello", "Now: Hello. After that: What families hear")
    if not nora.scripts:
        nora.press("Turns and cards")
    nora.pick("Somebody in the room wants to speak", "Ann Owner").does("Put them on the list", "Ann Owner")
    nora.does("Give the word: Ann Owner", "Ann Owner")
    nora.reads("Ann Owner is speaking")
    nora.open(made.run).does("Go to: What families hear", "Now: What families hear")


def _writes_down(nora: KeyboardUser) -> None:
    nora.press("Write down a decision", stays=True)
    nora.choose("Met in the middle").fill("What we agreed, in one sentence", AGREED).fill("Because", "It is quicker.")
    nora.fill("Different views, in their own words…", OTHER).does("Save the decision", "Decision saved")
    nora.reads(OTHER)
    nora.press("Park something").is_refused("Park it", "Write what is parked")
    nora.fill("What is parked?", "Letters in Urdu").fill("Why not now?", "Nobody who reads it is here.")
    nora.choose("At the next meeting").pick("Who brings it back?", "Ann Owner").press("Park it")
    nora.reads("Parked. Ann Owner brings it back")


def _ends(nora: KeyboardUser) -> None:
    nora.press("End the meeting")
    nora.fill("Who have we missed?", "Grandparents").pick("Who said that they were missed?", "Ann Owner")
    nora.press("Go round for a last word").fill("Their word…", "Hopeful").press("Said: next is Olly Organiser")
    nora.reads("Now: Olly Organiser")
    nora.press("Olly Organiser passes").press("Back to the end of the meeting")
    nora.press("Keep it to follow up: Grandparents").reads("Somebody follows this up.")
    nora.fill("What have we missed?", "Nothing").pick("Who said that it was missed?", "The group")
    nora.press("Close the meeting").reads("Draft notes")
    for words in (OTHER, "Letters in Urdu", "Grandparents", "Said by Ann Owner.", "Nora Notes: Hopeful"):
        nora.reads(words)
