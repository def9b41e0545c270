"""Moving an action on the board, by keyboard alone."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOARD = "/spaces/forum/actions/board"


@pytest.fixture
def nora(data) -> int:
    """The note taker of a forum with two actions."""
    with data():
        space = factories.space("Forum", slug="forum")
        nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER)
        factories.task(space, nora, "Ring the school")
        factories.task(space, nora, "Ask for a bus")
        return nora.id


def test_a_card_is_moved_from_a_list_of_states_and_keeps_focus(nora: int, user: Start) -> None:
    one = user(nora)
    one.open(BOARD).pick("Move to: Ring the school", "Doing").press("Move: Ring the school")
    one.reads("Moved. “Ring the school” is now: Doing")
    assert one.has_focus == "Ring the school"
    one.pick("Move to: Ring the school", "Stuck").press("Move: Ring the school")
    one.is_refused("Move it", "Write what would help")
    one.fill("In your words", "Who has the number?").press("Move it")
    one.reads("is now: Stuck")
    assert one.has_focus == "Ring the school"
