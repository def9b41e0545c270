"""A charter that exists is pasted, mended, saved and read, by keyboard alone."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEXT = """Our charter

The service will
- Answer within a week.
- Say who can help.

You can help us by
- Telling us early.
"""


def test_a_charter_is_pasted_mended_saved_and_read(data, user: Start) -> None:
    with data():
        space = factories.space("North Forum", slug="north")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER).id
        ann = factories.member(space, "Ann Lee").id
    one = user(olga).open("/spaces/north").press("Our charters").press("Bring in one that exists")
    one.is_refused("Look what is in it", "Choose a file, or paste the words of the charter")
    one.fill("Or paste the words of the charter", TEXT).press("Look what is in it")
    one.reads("Look whether each part is what we took it for")
    one.fill("What is it called?", "What we promise").press("Save it as a draft")
    one.reads("It is saved as a draft")
    one.reads("Nobody is named yet for 2 commitments.")
    one.press("Change its parts").press("Change: Commitment 1")
    one.fill("Which body or role answers for it?…", "The council").press("Keep this part")
    one.reads("Who answers for it: The council")

    one = user(ann).open("/spaces/north/charters").press("What we promise")
    one.reads("Say who can help.")
