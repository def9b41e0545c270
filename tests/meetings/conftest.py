"""A forum in January 2027, for the tests of a meeting as a whole."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests import factories
from workspace import db, mail
from workspace.mail import Message
from workspace.meetings.agenda.models import ItemKind
from workspace.meetings.models import Meeting
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)  # a Monday, in winter time
JUNE = datetime(2027, 6, 3, 9, tzinfo=UTC)  # 10am in London


@pytest.fixture
def january():
    """Monday 4 January 2027, 9 o'clock."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def forum(data, january) -> dict[str, int]:
    """A forum with an organiser, a note taker, a member and a guest of nothing yet; and another forum's organiser."""
    with data():
        space = factories.space("Forum", slug="forum")
        other = factories.space("Other", slug="other")
        people = {
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "nora": factories.member(space, "Nora Notes", role=Role.NOTE_TAKER).id,
            "mo": factories.member(space, "Mo Member").id,
            "gus": factories.person("Gus Guest").id,
            "otto": factories.member(other, "Otto Other", role=Role.ORGANISER).id,
        }
        return {"space": space.id, **people}


@pytest.fixture
def add_meeting(data, forum):
    """`add_meeting("Buses", invited=["mo"])` gives the number of a new meeting."""

    def add(title: str = "Buses", invited: tuple[str, ...] = (), items: int = 0, **facts: object) -> int:
        with data():
            space, olga = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum["olga"])
            meeting = factories.meeting(space, olga, title, **{"starts_at": JUNE, **facts})
            for name in invited:
                person = db.session.get_one(Person, forum[name])
                factories.invitation(meeting, person, as_guest=name == "gus")
            for number in range(items):
                kind = list(ItemKind)[number % len(ItemKind)]
                factories.item(meeting, f"Thing {number}", kind=kind, led_by=f"{{person:{forum['mo']}}}")
            return meeting.id

    return add


@pytest.fixture
def kept(app):
    """`kept()` gives the one meeting there is."""

    def find() -> Meeting:
        with app.app_context():
            return db.session.scalars(select(Meeting)).one()

    return find


@pytest.fixture
def letters(app):
    """`letters("meeting_changed")` gives the messages of this kind, as they would be sent."""

    def written(template: str) -> list[mail.Letter]:
        with app.app_context():
            found = db.session.scalars(select(Message).where(Message.template == template).order_by(Message.id))
            return [mail.letter_of(message) for message in found]

    return written
