"""A charter that exists is pasted, mended, agreed by the group, and written on, by keyboard alone."""

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


def test_a_charter_is_pasted_mended_agreed_and_written_on(data, user: Start) -> None:
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

    one.press("Read it as others do").press("Ask the group whether it agrees")
    one.fill("Until when do you need an answer?", "in three weeks")
    one.is_refused("Ask everybody", "Say first who answers for commitment 2")
    one.press("Name who answers for it: Commitment 2")
    one.fill("Which body or role answers for it?…", "The council")
    one.fill("Who else has a part in it, and which?…", "The forum: says who can help").press("Keep this part")
    one.press("Read it as others do").press("Ask the group whether it agrees")
    one.fill("Until when do you need an answer?", "in three weeks").press("Ask everybody")
    one.reads("The group is asked. Everybody gets a message")

    two = user(ann).open("/spaces/north/charters").press("What we promise").press("Read it and answer")
    two.reads("Say who can help.")
    two.is_refused("Send my answer", "Say whether you agree")
    two.choose("I agree with them").press("Send my answer")
    two.reads("Thank you. The group reads what you said")

    one = user(olga).open("/spaces/north/charters").press("What we promise").press("See who has answered")
    one.reads("1 person agreed: Ann Lee.")
    one.fill("How did the group agree?", "Nobody was against it.")
    one.choose("At none: people answered on the page, by phone or by post").press("Write it down: the group agreed")
    one.reads("Nothing changes it from now on")
    one.press("Begin the next version").press("Change: Commitment 1")
    one.fill("Its words", "Answer within three days.").press("Keep this part")
    one.press("Read it as others do").press("What changed since version 1")
    one.reads("1 part is different.")
