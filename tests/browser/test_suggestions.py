"""From a suggestion to its answer, from what was left open to the agenda, and from an item to what is parked and asked:
by keyboard alone, and axe looks at each page."""

from datetime import timedelta

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.models import MeetingState
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHAT, LEFT = "Could the bus wait?", "Ring the council"


@pytest.mark.promise("S1-C3", "S1-P3")
def test_what_somebody_suggests_is_answered_and_what_is_left_open_comes_back(data, user: Start) -> None:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        olga, mo = factories.member(space, "Olga Organiser", role=Role.ORGANISER), factories.member(space, "Mo Member")
        spring = factories.meeting(space, olga, "Spring", db.now() - timedelta(days=30), state=MeetingState.CLOSED)
        factories.task(space, mo, LEFT, meeting_id=spring.id)
        summer = factories.meeting(space, olga, "Summer")
        for who in (olga, mo):
            factories.invitation(summer, who)
        people, page = (olga.id, mo.id), f"/spaces/riverside/meetings/{summer.id}"
    _suggests(user(people[1]).open(page))
    reader = user(people[0])
    _answers(reader.open(page))
    _puts_on_the_agenda(reader.open(f"{page}/agenda"))
    _parks_and_asks(reader.open(f"{page}/run"))
    user(people[1]).open(f"{page}/suggestions").reads("It is an item of “Summer”")


def _suggests(mo: KeyboardUser) -> None:
    mo.press("Suggest something for the agenda, and see what became of it")
    mo.is_refused("Send my suggestion", "Write what we should talk about")
    mo.fill("What should we talk about?", WHAT).fill("Why does it matter?", "My son is slow on the steps.")
    mo.choose("Say that I suggested it").press("Send my suggestion")
    mo.reads("Waiting for an answer")


def _answers(olga: KeyboardUser) -> None:
    olga.press("Answer what people suggested").press(f"Answer: {WHAT}")
    olga.is_refused("Send the answer", "Choose what becomes of it")
    _sees_only_what_belongs_to_the_choice(olga)
    olga.choose("On the agenda").press("Send the answer")
    olga.reads("Mo Member gets your answer by mail.")


def _sees_only_what_belongs_to_the_choice(olga: KeyboardUser) -> None:
    """Without scripts everything is there, under words that say when it is asked. What holds words is never hidden."""
    minutes, where = "If you choose “On the agenda”", "If you choose “Not here”"
    assert (minutes in olga.words, where in olga.words) == (not olga.scripts, not olga.scripts)
    olga.choose("Not here").reads(where)
    assert (minutes in olga.words) is not olga.scripts
    olga.tab_to("Where can it go instead?")
    olga.choose("On the agenda").reads(minutes)
    assert (where in olga.words) is not olga.scripts
    olga.choose("Not here").fill("Where can it go instead?", "The council")
    olga.choose("On the agenda").reads(minutes)
    olga.reads(where)


def _puts_on_the_agenda(olga: KeyboardUser) -> None:
    olga.reads("Suggested by Mo Member")
    olga.press(f"Put it on the agenda: {LEFT}")
    olga.reads(f"“{LEFT}” is on the agenda")


def _parks_and_asks(olga: KeyboardUser) -> None:
    olga.press("Start the meeting").press("Park something")
    olga.is_refused("Park it", "Write what is parked")
    olga.fill("What is parked?", "The fares").fill("Why not now?", "No time.")
    olga.pick("Who brings it back?", "Mo Member").press("Park it")
    olga.reads("Parked. Mo Member brings it back")
    olga.press("Write down a question").fill("What is the question?", "Who pays?")
    olga.pick("Who answers it?", "Mo Member")
    olga.is_refused("Save the question", "Write by when the answer comes, or write the answer")
    olga.fill("The answer, if it was given already (you can leave this empty)", "The council.")
    olga.press("Save the question")
    olga.reads("Question saved. Answered")
