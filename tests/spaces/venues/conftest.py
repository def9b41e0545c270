"""A forum with an organiser, a member and a venue; a guest of a meeting there; and another space's organiser."""

from datetime import UTC, datetime

import pytest

from tests import factories
from workspace.roles import Role

JUNE = datetime(2037, 6, 3, 9, tzinfo=UTC)


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        other = factories.space("Other", slug="other")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        guest = factories.person("Gus Guest")
        venue = factories.venue(
            space, "Mill Street Library", address="2 Mill Street\nLeeds", step_free="A ramp on the left."
        )
        empty = factories.venue(space, "Empty Hall")
        meeting = factories.meeting(space, olga, "Buses", starts_at=JUNE, venue_id=venue.id)
        factories.invitation(meeting, guest, as_guest=True)
        return {
            "space": space.id,
            "olga": olga.id,
            "mo": factories.member(space, "Mo Member").id,
            "gus": guest.id,
            "otto": factories.member(other, "Otto Other", role=Role.ORGANISER).id,
            "venue": venue.id,
            "empty": empty.id,
            "meeting": meeting.id,
        }


@pytest.fixture
def address(forum) -> str:
    return f"/spaces/forum/venues/{forum['venue']}"
