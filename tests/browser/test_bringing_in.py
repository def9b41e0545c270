"""An action log that a group kept in a spreadsheet is brought in, by keyboard alone."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_log_is_pasted_matched_mended_and_kept(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER).id
        factories.member(space, "Ann Lee")
    one = user(nora).open("/spaces/north/actions").press("Print this list, carry it away, or bring one in")
    one.press("Bring in an action log")
    one.is_refused("Read the table", "There is no table here. Choose a file, or paste the cells of one")
    one.fill(
        "Or paste the cells here", "Point;Lead;Deadline\nRing the school;Ann Lee;3 June 2027\nBuy bread;Nora;31 June\n"
    )
    one.press("Read the table")
    one.is_refused("Look at the rows", "Choose the column that says what will be done")
    one.pick("What will be done", "Point").press("Look at the rows")
    one.reads("Say above if Ann Lee said yes")
    one.reads("There is no such day")
    one.choose("They said yes: everybody in this table").press("Save who said yes")
    one.fill("By when?", "30 June 2027").press("Save these rows")
    one.press("Bring in 2 actions")
    one.reads("2 actions were brought in. Asked for their own yes: Ann Lee")
    one.reads("Buy bread")
