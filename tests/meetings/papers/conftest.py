"""A meeting with two items, to which people are invited who read in different ways; and its guest."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests import factories
from workspace.people.models import Format
from workspace.roles import Role

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # a Monday
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def january():
    """Monday 4 January 2027, 9 o'clock."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        other = factories.space("Other", slug="other")
        people = {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER),
            "mo": factories.member(space, who=factories.person("Mo Member", formats=[Format.EASY_READ])),
            "wyn": factories.member(
                space, who=factories.person("Wyn Welsh", formats=[Format.EASY_READ, Format.AUDIO], language="cy")
            ),
            "pat": factories.member(space, who=factories.person("Pat Post", email=None, formats=[Format.WEB])),
            "gus": factories.person("Gus Guest"),
        }
        meeting = factories.meeting(space, people["olga"], "Buses", starts_at=JUNE)
        for name in ("mo", "wyn", "pat", "gus"):
            factories.invitation(meeting, people[name], as_guest=name == "gus")
        return {
            "space": space.id,
            "meeting": meeting.id,
            "letter": factories.item(meeting, "The letter", position=1).id,
            "stops": factories.item(meeting, "The stops", position=2).id,
            "otto": factories.member(other, "Otto Other", role=Role.ORGANISER).id,
            **{name: person.id for name, person in people.items()},
        }


@pytest.fixture
def here(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}"
