"""A forum with an organiser, a note taker, two members, and a meeting to which they and a guest are invited."""

import pytest

from tests import factories
from workspace.roles import Role


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        people = {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER),
            "nia": factories.member(space, "Nia Notes", role=Role.NOTE_TAKER),
            "mo": factories.member(space, "Mo Member"),
            "pat": factories.member(space, who=factories.person("Pat Post", email=None)),
            "gus": factories.person("Gus Guest"),
        }
        meeting = factories.meeting(space, people["olga"], "Buses", purpose="See what an EHCP says of SEND transport.")
        for name, person in people.items():
            factories.invitation(meeting, person, as_guest=name == "gus")
        item = factories.item(meeting, "The letter", details="The ICB and the council answer.")
        other = factories.space("Other", slug="other")
        return {
            "space": space.id,
            "meeting": meeting.id,
            "item": item.id,
            "otto": factories.member(other, "Otto Other", role=Role.ORGANISER).id,
            **{name: person.id for name, person in people.items()},
        }


@pytest.fixture
def here(forum) -> str:
    return f"/spaces/forum/meetings/{forum['meeting']}"
