"""A forum whose people can be asked when they can come."""

import re

import pytest
from sqlalchemy import select

from tests import factories
from workspace import db
from workspace.meetings.polls.models import DatePoll
from workspace.people.models import Person, ReachBy
from workspace.roles import Role
from workspace.spaces.models import Space

NAMES = ("Ada Abel", "Bo Baker", "Cy Carr", "Di Dale", "Ed East", "Flo Frost")
DATES = "3 June 2027, 10am to 12 noon\n4 June 2027, 2pm"


@pytest.fixture
def asked(data, forum) -> dict[str, int]:
    """The forum with six more members, and somebody who has no e-mail."""
    with data():
        space = db.session.get_one(Space, forum["space"])
        more = {name.split()[0].lower(): factories.member(space, name).id for name in NAMES}
        pat = factories.person("Pat Post", email=None, phone="01632 960 555", reach_by=ReachBy.PHONE)
        factories.member(space, who=pat)
        second = factories.member(space, "Orla Organiser", role=Role.ORGANISER)
        return {**forum, **more, "pat": pat.id, "orla": second.id}


@pytest.fixture
def poll(data, asked):
    """`poll("ada", "bo")` gives the address of a poll that asks these people."""

    def make(*names: str, **facts: object) -> str:
        with data():
            space, olga = db.session.get_one(Space, asked["space"]), db.session.get_one(Person, asked["olga"])
            people = [db.session.get_one(Person, asked[name]) for name in names]
            made = factories.poll(space, olga, people, "Buses", **facts)
            return f"/spaces/forum/polls/{made.id}"

    return make


@pytest.fixture
def answers(visit, asked):
    """`answers("ada", address, "can", "cannot")` lets somebody answer on their page."""

    def give(name: str, address: str, *fits: str, line: str = "") -> None:
        person = visit(asked[name])
        page = person.get(f"{address}/answer")
        fields = dict(zip(dates_on(page), fits, strict=True))
        person.submit(page, "Send my answer", **fields, private_line=line)

    return give


def dates_on(page) -> list[str]:
    """Return the names of a form's questions, one for each date."""
    return list(dict.fromkeys(re.findall(r'name="(date_\d+)"', page.html)))


@pytest.fixture
def the_poll(app):
    """`the_poll()` gives the one poll there is."""

    def find() -> DatePoll:
        with app.app_context():
            return db.session.scalars(select(DatePoll)).one()

    return find
