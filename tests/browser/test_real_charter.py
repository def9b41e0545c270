"""A meeting whose agenda works through the charter of a real parent carer forum, run by keyboard with a dozen people.

No sentence of that charter is in this project: it is read from the folder `shared` beside the checkout. Where that is
absent a short charter of our own stands in for it, and the name of the test says so.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

REAL = Path(__file__).parents[2].parent / "shared" / "real" / "parent-forum-charter.txt"
OUR_OWN = """
A CHARTER FOR SATURDAY CLUBS

WHY WE WROTE THIS

Families and clubs want to plan Saturdays together.

FAMILIES CAN COUNT ON...

...hearing of each change **four weeks** before it comes.

...being asked *first*, not last.

CLUBS CAN COUNT ON...

...families who say early when they cannot come.
"""
CHARTERS = [pytest.param(REAL, id="the real charter")] if REAL.is_file() else [pytest.param(None, id="our own charter")]
NAMES = ("Amina", "Bea", "Chidi", "Dot", "Eryl", "Femi", "Gwen", "Hana", "Idris", "Joss", "Kit")


@dataclass(frozen=True)
class Clause:
    """A heading of a charter, and what stands under it."""

    heading: str
    words: str


def clauses(charter: str) -> list[Clause]:
    """Return the parts of a charter. A heading is a line in capitals."""
    found: list[tuple[str, list[str]]] = []
    for line in filter(None, map(str.strip, charter.splitlines())):
        if line.isupper():
            found.append((line, []))
        else:
            found[-1][1].append(line)
    return [Clause(heading, "\n\n".join(lines)) for heading, lines in found]


@pytest.fixture
def driver(scripted):
    return scripted


@pytest.mark.only_database("sqlite")
@pytest.mark.promise("S1-W2", "S1-C8")
@pytest.mark.parametrize("charter", CHARTERS)
def test_a_dozen_people_work_through_a_charter(charter: Path | None, data, user: Start) -> None:
    title, *parts = clauses(charter.read_text("utf-8") if charter else OUR_OWN)
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        olly = factories.member(space, "Olly Organiser", role=Role.ORGANISER)
        for name in NAMES:
            factories.member(space, f"{name} Member")
    reader = user(olly)
    _plans(reader, title, parts)
    _invites_and_introduces(reader)
    _writes(reader, parts)
    _publishes(reader)
    for part in parts:
        assert part.heading in reader.words
        assert _letters(part.words) in _letters(reader.words), f"the notes lack “{part.words[:80]}…”"


def _plans(reader: KeyboardUser, title: Clause, parts: list[Clause]) -> None:
    day = db.now() + timedelta(days=20)
    reader.open("/spaces/riverside/meetings").press("Plan a meeting")
    reader.fill("What is the meeting called?", title.heading).fill("When is it?", f"{day:%d/%m/%Y}, 10am to 3pm")
    reader.fill("What is it for?", "Read our charter, part by part.").choose("Co-production")
    reader.choose("Members and the service decide together").choose("How things are run")
    reader.fill("What can change?", "Every word of it.").fill("What cannot change?", "The law.")
    reader.press("Plan this meeting").press("Change the agenda")
    reader.choose("Introductions").press("Add it at the end")
    reader.check = False  # the same page again and again
    for part in parts:
        reader.choose("To talk about").fill("What is it about?", part.heading).press("Add it at the end")
    reader.check = True
    reader.press("See the meeting")


def _invites_and_introduces(reader: KeyboardUser) -> None:
    reader.press("Invite people").choose("Everyone in this list").press("Send the invitations")
    reader.reads("12 people are invited.")
    reader.press(reader.driver.find_elements("css selector", ".crumbs a")[-1].text)
    reader.press("Run the meeting").press("Start the meeting")
    reader.check = False
    for before, after in zip(NAMES, [*NAMES[1:], "Olly"], strict=True):
        # Every fourth person would rather not speak now.
        skips = NAMES.index(before) % 4 == 3
        button = f"Skip {before} Member for now" if skips else f"Done: next is {after}…"
        reader.does(button, f"Now: {after}")
    reader.does("Done: that was everyone", "Everyone has had their turn")
    reader.check = True
    reader.does("Go back to Dot Member", "Now: Dot Member")
    reader.does("Done: that was everyone", "Everyone has had their turn")


def _writes(reader: KeyboardUser, parts: list[Clause]) -> None:
    reader.does("Start with: Introductions", "Now: Introductions")
    reader.check = False
    for part in parts:
        reader.does(f"Go to: {part.heading}", f"Now: {part.heading}")
        if part.words:
            reader.fill("Note", part.words).reads("Saved at")
    reader.check = True


def _publishes(reader: KeyboardUser) -> None:
    reader.press("End the meeting")
    reader.fill("Who have we missed?", "Fathers").pick("Who said that they were missed?", "The group")
    reader.fill("What have we missed?", "Nothing").pick("Who said that it was missed?", "The group")
    reader.press("Close the meeting").press("Go to the notes")
    reader.press("Check and publish the notes").press("Publish the notes", role="button")
    reader.reads("The notes are published")


def _letters(text: str) -> str:
    """Return the letters and digits alone: marks of emphasis and lists are shown as such, and not as signs."""
    return re.sub(r"[\W_]+", "", text)
