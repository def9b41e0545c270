"""No promise without a body: nobody is asked to agree before, and several bodies say who does what."""

import pytest

from tests import factories
from tests.support.visitor import fields_of
from workspace.charters.models import CharterVersion
from workspace.db import session
from workspace.roles import Role

LIST = "/spaces/forum/charters"
KEEP = "Keep this part"


@pytest.fixture
def at(data) -> str:
    with data():
        space = factories.space("Forum", slug="forum")
        part = factories.charter_part(space, "Interpreters are there.")
        return f"{LIST}/{session.get_one(CharterVersion, part.version_id).charter_id}"


@pytest.fixture
def olga(at, data, visit):
    with data():
        space = session.query(factories.Space).one()
        number = factories.member(space, "Olga Organiser", role=Role.ORGANISER).id
    return visit(number)


@pytest.mark.promise("S0-16")
def test_the_group_is_asked_once_each_promise_has_a_body_and_several_bodies_say_who_does_what(olga, at):
    page = olga.submit(olga.get(f"{at}/ask"), "Ask everybody", until="in three weeks", status=422)
    assert "Say first who answers for commitment 1" in page.text
    part = olga.get(page.links()["Name who answers for it: Commitment 1"])
    part = olga.submit(part, KEEP, shares="The health board: pays them", status=422)
    assert "Name who answers for it above" in part.error_of("shares")
    for wrong, words in (
        ("The health board", "write the name, a colon, and what they do"),
        ("The council: all of it", "The body that answers for it stands above"),
        ("A: one\nA: two", "they stand on a line above"),
    ):
        part = olga.submit(part, KEEP, body="The council", shares=wrong, status=422)
        assert words in part.error_of("shares")
    said = "The health board: pays them\n\nThe forum : says when, with Olga Organiser"
    page = olga.submit(part, KEEP, body="The council", shares=said)
    read = olga.get(page.links()["Read it as others do"])
    assert "Who answers for it: The council" in read.text
    for words in ("Who has a part in it:", "The health board: pays them", "The forum: says when"):
        assert words in read.text
    olga.submit(olga.get(f"{at}/ask"), "Ask everybody", until="in three weeks")
    olga.submit(olga.get(f"{at}/agree"), "Write it down: the group agreed", how="All hands went up.", meeting="none")
    bodies = olga.get("/spaces/forum/bodies")
    page = olga.get(bodies.links()["The forum"])
    assert "1 promise that they answer for" in page.text
    assert "Their part in it: says when, with Olga Organiser" in page.text


def test_what_is_shared_goes_along_to_the_next_version_and_a_change_of_it_is_told(olga, at):
    said = "The health board: pays them\nThe forum: says when"
    part = olga.get(olga.get(f"{at}/write").links()["Change: Commitment 1"])
    olga.submit(part, KEEP, body="The council", shares=said)
    olga.submit(olga.get(f"{at}/ask"), "Ask everybody", until="in three weeks")
    agreed = olga.submit(
        olga.get(f"{at}/agree"), "Write it down: the group agreed", how="All hands went up.", meeting="none"
    )
    page = olga.submit(agreed, "Begin the next version")
    part = olga.get(page.links()["Change: Commitment 1"])
    assert fields_of(part.form(KEEP))["shares"] == said
    olga.submit(part, KEEP, shares="The health board: pays them within a month")
    page = olga.get(f"{at}/changes")
    assert "Who has a part in it" in page.text
    assert "Added: within a month" in page.text
    assert "Removed: The forum: says when" in page.text
    assert "Who has a part in it" in olga.get(f"{at}/versions/1").text
