"""An action from the meeting that wrote it down to what everyone can read of it, by keyboard alone."""

import pytest
from selenium import webdriver

from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, item_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.spaces.models import Space

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHAT, WHY = "Ask the company about the last bus", "Families miss the play"


@pytest.fixture
def driver(each_once: webdriver.Chrome) -> webdriver.Chrome:
    return each_once


@pytest.fixture
def made(data) -> Forum:
    """A meeting that is happening, in a group whose pages are open to everyone."""
    with data():
        found = forum()
        db.session.get_one(Space, item_of(found).space_id).is_public = True
        return found


@pytest.mark.promise("S3-R9", "S0-17")
def test_an_action_is_asked_taken_on_stuck_helped_done_called_finished_and_shown_to_everyone(
    made: Forum, user: Start
) -> None:
    _writes_down(user(made.nora), made)
    _says_yes_and_is_stuck(user(made.ann))
    user(made.zoe).open("/spaces/forum/actions").press(WHAT).press("I can help").reads("somebody who helps")
    ann = user(made.ann)
    ann.open("/me").press(WHAT).reads("Zoe Quiet")
    ann.choose("Done").fill("In your words…", "The last bus waits now.").press("Save how it is going")
    ann.reads("The group has not called it finished yet.")
    nora = user(made.nora)
    nora.open("/spaces/forum/actions?state=done").press(WHAT)
    nora.is_refused("Save the answer", "Choose yes or not yet")
    nora.choose("Yes").press("Save the answer").reads("Saved. It is finished")
    _shows_it_to_everyone(nora, user(made.ann))


def _writes_down(nora: KeyboardUser, made: Forum) -> None:
    nora.open(f"{made.address}/items/{made.items[1]}/actions")
    nora.is_refused("Save the action", "Write what will be done")
    nora.fill("What will be done?", WHAT).fill("Why, in one sentence?…", WHY)
    nora.pick("Who will do it?", "Ann Owner").fill("By when?…", "in 3 weeks")
    nora.press("Save the action").reads("Ann Owner is asked: until their yes, nobody has it")


def _says_yes_and_is_stuck(ann: KeyboardUser) -> None:
    ann.open("/me").press(f"Will you do this: {WHAT}").reads(WHY)
    ann.is_refused("Send my answer", "Choose yes or no")
    ann.choose("Yes, I will do it").press("Send my answer").reads("It is yours now")
    ann.choose("Stuck").fill("In your words…", "Who has the number?").press("Save how it is going")
    ann.reads("The action is now: Stuck")


def _shows_it_to_everyone(nora: KeyboardUser, ann: KeyboardUser) -> None:
    nora.open("/spaces/forum/you-said/new").fill("You said", "The last bus leaves too early.").choose("We did it")
    nora.fill("What we did", "The last bus waits until the play is over.").fill("Another theme", "Buses")
    nora.choose("Everyone may read these words").press("Save the pair").press("Send it for approval")
    ann.open("/spaces/forum/you-said").press("The last bus leaves too early.").press("Everyone may read it")
    ann.reads("Approved: everyone can read it now")
    ann.open("/spaces/forum/you-said/list").reads("The last bus waits until the play is over.")
