"""An action from the meeting that wrote it down until the group calls it finished, by keyboard alone."""

import pytest

from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum, item_of, meeting_of
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.spaces.models import Sharing

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHAT, WHY = "Ask the company about the last bus", "Families miss the play"


@pytest.fixture
def made(data) -> Forum:
    """A meeting that is happening."""
    with data():
        return forum()


@pytest.mark.promise("S3-R9")
def test_an_action_is_taken_on_stuck_helped_done_called_finished_and_read_by_everyone(
    made: Forum, user: Start, data
) -> None:
    _writes_down(user(made.nora), made)
    _says_yes_and_is_stuck(user(made.ann))
    user(made.zoe).open("/spaces/forum/actions").press(WHAT).press("I can help").reads("somebody who helps")
    ann = user(made.ann)
    ann.open("/me").press(WHAT).reads("Zoe Quiet")
    ann.choose("Done").fill("In your words…", "The last bus waits now.").press("Save how it is going")
    ann.reads("Whether it is finished, somebody else says")
    nora = user(made.nora)
    nora.open("/spaces/forum/actions?state=done").press(WHAT)
    nora.is_refused("Save the answer", "Choose yes or not yet")
    nora.choose("Yes").press("Save the answer").reads("Saved. It is finished")
    with data():  # its notes are published
        meeting_of(made).notes_published_at, item_of(made, 1).sharing = db.now(), Sharing.PUBLIC
    _drafts(nora.open("/spaces/forum/actions?state=done").press(WHAT))
    zoe = user(made.zoe)
    zoe.open("/spaces/forum/you-said").press(WHY).choose("I have lived experience")
    zoe.press("Everyone may read it").reads("everyone can read it now")
    user().open("/spaces/forum/you-said").reads("The last bus waits now.")


def _drafts(nora: KeyboardUser) -> None:
    nora.press("Make a “you said, we did” of this").reads("What was it made from?")
    nora.fill("Another theme", "Buses").choose("Everyone may read these words").press("Save the pair")
    nora.press("Send it for approval").reads("It waits for a member with lived experience")


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
