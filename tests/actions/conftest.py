"""A forum with actions."""

from collections.abc import Callable

import pytest

from tests import factories
from workspace import db
from workspace.meetings.models import MeetingState
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

Forum = dict[str, int]


@pytest.fixture
def forum(data) -> Forum:
    """A forum with a note taker, two members, a guest of its one meeting, and an item to write actions down at."""
    with data():
        space = factories.space("Forum", slug="forum")
        nora = factories.member(space, "Nora Notes", role=Role.NOTE_TAKER)
        ann = factories.member(space, "Ann Owner")
        mo = factories.member(space, "Mo Member")
        gus = factories.person("Gus Guest")
        meeting = factories.meeting(space, nora, "School buses", state=MeetingState.HAPPENING)
        for person in (nora, ann, gus):
            factories.invitation(meeting, person, as_guest=person is gus)
        item = factories.item(meeting, "The letter")
        people = {"nora": nora.id, "ann": ann.id, "mo": mo.id, "gus": gus.id}
        return {"space": space.id, "meeting": meeting.id, "item": item.id, **people}


@pytest.fixture
def add_task(data, forum) -> Callable[..., int]:
    """`add_task("Ring the school", "ann")` gives the number of a new action."""

    def add(what: str, owner: str = "ann", **facts: object) -> int:
        with data():
            space, person = db.session.get_one(Space, forum["space"]), db.session.get_one(Person, forum[owner])
            return factories.task(space, person, what, **facts).id

    return add
