"""Inviting in a large group: found by name, ticked, carried along and invited, by keyboard alone."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from workspace import db
from workspace.meetings.invitations.models import Invitation
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def large(data) -> tuple[int, str]:
    """The number of an organiser among sixty people, and the address of a meeting that is ready for invitations."""
    with data():
        space = factories.space("North Forum", slug="north")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        for number in range(58):
            factories.member(space, f"Member {number}")
        factories.member(space, "Zoe Last")
        meeting = factories.meeting(space, olga, "Buses")
        return olga.id, f"/spaces/north/meetings/{meeting.id}"


def test_whom_to_invite_is_found_by_name_in_a_large_group(data, user: Start, large: tuple[int, str]) -> None:
    olga, page = large
    one = user(olga).open(f"{page}/invite").press("Choose people of the group").choose("Olga Organiser Parent carer")
    one.fill("Name, or part in the group", "zoe").press("Find people").reads("1 person chosen so far")
    one.choose("Zoe Last Parent carer").press("Go on with those who are ticked").reads("Zoe Last")
    one.press("Send the invitations").reads("2 people are invited.")
    with data():
        assert db.session.query(Invitation).count() == 2
