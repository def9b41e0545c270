"""A forum with one meeting that is ready for invitations."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from tests import factories
from workspace import db
from workspace.meetings.models import Meeting
from workspace.people.models import Person, ReachBy
from workspace.roles import Role


@pytest.fixture
def forum(data) -> SimpleNamespace:
    """Numbers of the people, and addresses of the meeting's pages. Nobody is invited."""
    with data():
        space = factories.space("Forum", slug="forum", contact_name="Robin Contact", contact_phone="01632 960001")
        olga = factories.member(space, "Olga Organiser", role=Role.ORGANISER)
        ann = factories.member(space, who=factories.person("Ann Lee", pronouns="she/her", say_name="AN LEE"))
        ben = factories.member(
            space, who=factories.person("Ben Post", email=None, reach_by=ReachBy.POST, post_address="1 High Street")
        )
        cy = factories.member(space, "Cy Officer", title="Council officer")
        meeting = factories.meeting(
            space, olga, "School buses", place="Library", online_link="https://meet.example.org/bus", phone_in=""
        )
        return SimpleNamespace(
            space=space.id,
            meeting=meeting.id,
            olga=olga.id,
            ann=ann.id,
            ben=ben.id,
            cy=cy.id,
            show=f"/spaces/forum/meetings/{meeting.id}",
            invite=f"/spaces/forum/meetings/{meeting.id}/invite",
            duties=f"/spaces/forum/meetings/{meeting.id}/duties",
            reply=f"/spaces/forum/meetings/{meeting.id}/reply",
            needs=f"/spaces/forum/meetings/{meeting.id}/arrangements",
        )


@pytest.fixture
def change(data, forum) -> Callable[..., None]:
    """`change(state=…)` changes facts of the meeting, as if another page had done it."""

    def do(**facts: object) -> None:
        with data():
            meeting = db.session.get_one(Meeting, forum.meeting)
            for name, value in facts.items():
                setattr(meeting, name, value)

    return do


@pytest.fixture
def seat(data, forum) -> Callable[..., int]:
    """`seat(forum.ann, answer=…)` gives somebody a place at the meeting and returns its number."""

    def give(person_id: int, **facts: object) -> int:
        with data():
            meeting, person = db.session.get_one(Meeting, forum.meeting), db.session.get_one(Person, person_id)
            return factories.invitation(meeting, person, **facts).id

    return give
