"""One whole meeting by keyboard alone, from the first plan to the published notes; axe looks at each page."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace import db, mail
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STOPS, LETTER = "Which bus stops are safe?", "Do we write to the council?"
HEARD = "Three families say that the stop at Mill Lane has no light."
AGREED = "We write to the council about Mill Lane."


@dataclass
class Forum:
    """Numbers of those who take part. They introduce themselves in the order of their names."""

    amina: int
    joss: int
    olly: int


@pytest.fixture
def forum(data) -> Forum:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        return Forum(
            amina=factories.member(space, who=factories.person("Amina Yusuf", about="I want buses that come.")).id,
            joss=factories.member(space, "Joss Park").id,
            olly=factories.member(space, "Olly Organiser", role=Role.ORGANISER).id,
        )


@pytest.mark.promise("S1-W2", "S1-W3", "S1-C8", "S1-V7", "S1-P5", "S1-L1", "S3-R4", "S3-R9")
def test_a_meeting_from_the_first_plan_to_the_published_notes(
    forum: Forum, user: Start, letter: Callable[..., mail.Letter]
) -> None:
    olly = user(forum.olly)
    _plans(olly)
    _builds_the_agenda(olly)
    _invites(olly)
    _answers(user(forum.amina), letter("invitation", forum.amina))
    olly = user(forum.olly)
    _reads_what_people_need(olly)
    _opens_and_introduces(olly)
    _takes_notes(olly)
    _closes_and_publishes(olly)
    _finds_the_notes(user(forum.amina), letter("notes", forum.amina))


def _plans(olly: KeyboardUser) -> None:
    day = db.now() + timedelta(days=10)
    olly.open("/me").press("Meetings").press("Plan a meeting")
    olly.is_refused("Plan this meeting", "Write what the meeting is called")
    assert olly.title.startswith("Error:")
    olly.fill("What is the meeting called?", "School buses")
    olly.fill("When is it?", f"{day:%d %B %Y}, 10am to 12 noon")
    olly.fill("What is it for?", "So that children reach school safely.")
    olly.choose("Co-design").choose("Members shape it").choose("How one service works")
    olly.fill("What can change?", "Where buses stop.").fill("What cannot change?", "The price of a ticket.")
    olly.fill("Room…", "Riverside Hall, room 2").press("Plan this meeting")
    olly.reads(f"{day.day} {day:%B %Y}, 10am to 12pm")
    olly.reads("Nobody is invited yet")


def _builds_the_agenda(olly: KeyboardUser) -> None:
    olly.press("Change the agenda")
    olly.choose("Introductions").press("Add it at the end")
    for title, kind in ((STOPS, "To talk about"), (LETTER, "To decide")):
        olly.choose(kind).fill("What is it about?", title).press("Add it at the end")
        olly.reads(title)
    olly.does(f"Move up: {LETTER}", f"“{LETTER}” is now number 2 of 3")
    olly.does(f"Remove: {STOPS}", f"“{STOPS}” is removed. You can put it back")
    olly.does(f"Put “{STOPS}” back", f"“{STOPS}” is back on the agenda")
    assert not olly.scripts or olly.has_focus == STOPS
    assert olly.words.rindex(LETTER) < olly.words.rindex(STOPS)
    olly.press("See the meeting")


def _invites(olly: KeyboardUser) -> None:
    olly.press("Invite people").choose("Everyone in this list").press("Send the invitations")
    olly.reads("3 people are invited. The invitations are on their way by e-mail.")
    olly.press("Who looks after what").pick("Note taker", "Olly Organiser").press("Save who looks after what")
    olly.reads("Who looks after what is saved")


def _answers(amina: KeyboardUser, invitation: mail.Letter) -> None:
    assert "So that children reach school safely." in invitation.text
    amina.open(_first_link(invitation)).choose("Yes, in person").choose("A hearing loop")
    amina.fill("Anything else that helps…", "A seat by the door.").press("Send my answer")
    amina.reads("You are coming in person. Your seat is kept.")


def _reads_what_people_need(olly: KeyboardUser) -> None:
    olly.open("/spaces/riverside/meetings").press("School buses").press("What people need")
    olly.reads("A hearing loop")
    olly.reads("A seat by the door.")
    olly.press("Back to the meeting")


def _opens_and_introduces(olly: KeyboardUser) -> None:
    olly.press("Run the meeting").press("Start the meeting")
    olly.reads("I want buses that come.")
    olly.does("Done: next is Joss Park", "Now: Joss Park. After that: Olly Organiser")
    olly.does("Skip Joss Park for now", "Now: Olly Organiser. Nobody comes after that")
    olly.does("Done: that was everyone", "Everyone has had their turn to introduce themselves")
    olly.does("Go back to Joss Park", "Now: Joss Park. Nobody comes after that")
    olly.does("Done: that was everyone", "Everyone has had their turn to introduce themselves")
    olly.does("Start with: Introductions", f"Now: Introductions. After that: {LETTER}")
    olly.does(f"Go to: {LETTER}", f"Now: {LETTER}. After that: {STOPS}")


def _takes_notes(olly: KeyboardUser) -> None:
    olly.fill("Note", HEARD)
    if olly.scripts:
        olly.reads("Saved at")
    else:
        olly.press("Save the note").reads("Note saved")
    olly.press("Write down a decision", stays=True)
    olly.is_refused("Save the decision", "Choose how it ended")
    olly.fill("What was asked for?…", "A light at Mill Lane.").choose("Agreed").fill(
        "What we agreed, in one sentence", AGREED
    ).fill("Because", "Children wait in the dark.")
    olly.does("Save the decision", "Decision saved")
    olly.press("Write down an action", stays=True)
    olly.is_refused("Save the action", "Write what will be done").fill("What will be done?", "Write the letter")
    olly.pick("Who will do it?", "Amina Yusuf").choose("They said yes").fill("By when?…", "in 3 weeks")
    olly.does("Save the action", "Action saved: Amina Yusuf will do it")
    olly.does(f"Go to: {STOPS}", f"Now: {STOPS}")
    olly.fill("Note", "We walk the way together on Friday.").press("End the meeting")


def _closes_and_publishes(olly: KeyboardUser) -> None:
    olly.is_refused("Close the meeting", "“Nobody” is an answer too")
    olly.fill("Who have we missed?", "The drivers").pick("Who said that they were missed?", "Amina Yusuf")
    olly.press("Write down, and ask for more").reads("Said by Amina Yusuf.")
    olly.fill("What have we missed?", "Nothing")
    olly.is_refused("Close the meeting", "“The group” is an answer too")
    olly.pick("Who said that it was missed?", "The group").press("Close the meeting")
    olly.reads("The meeting is closed. Its notes are a draft.")
    olly.reads("If something stays with you")
    olly.press("Keep it to follow up: The drivers").reads("Somebody follows this up.")
    olly.press("Go to the notes").press("Check and publish the notes").press("Publish the notes", role="button")
    olly.reads("The notes are published")


def _finds_the_notes(amina: KeyboardUser, notes: mail.Letter) -> None:
    amina.open("/me").reads("Write the letter")
    amina.press("The notes of “School buses” are ready to read")
    for words in (
        "Amina Yusuf",
        HEARD,
        AGREED,
        "Children wait in the dark.",
        "We walk the way together",
        "The drivers",
    ):
        amina.reads(words)
        assert words in notes.text


def _first_link(letter: mail.Letter) -> str:
    found = re.search(r"<https?://[^/]+(/[^>]+)>", letter.text)
    assert found, letter.text
    return found[1]
