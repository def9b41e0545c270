"""The way of a concern: written by organisers, read by anybody, with the days counted out."""

from datetime import UTC, datetime

import pytest
import time_machine

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.actions.bodies.models import Body
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.dates.models import BankHolidays
from workspace.spaces.models import Nation, Space

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CONTACT = "/spaces/forum/contact"
LADDER = "/spaces/forum/ladder"
STAFF = {"to_whom": "The staff", "phone": "01632 960011", "days": "9"}
COUNCIL = {"to_whom": "The council’s complaints team", "email": "complaints@example.org", "days": "20"}
OMBUDSMAN = {"to_whom": "The ombudsman", "web": "https://ombudsman.example.org/form", "post": "1 High St", "days": "30"}
OPTIONAL = "Giving feedback is optional. Nobody loses any help or support"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        body = Body(space_id=space.id, name="Health trust")
        db.session.add(body)
        db.session.flush()
        other = factories.space(slug="other")
        return {
            "space": space.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
            "body": body.id,
            "otto": factories.member(other, role=Role.ORGANISER).id,
        }


def add(visitor, facts, ladder=LADDER, status=303):
    return visitor.submit(visitor.get(f"{ladder}/new"), "Save this step", status=status, **facts)


@pytest.mark.promise("S4-6")
def test_anybody_reads_to_whom_a_concern_goes_and_on_which_day_it_goes_further(forum, visit):
    olga = visit(forum["olga"])
    assert OPTIONAL in visit().get(CONTACT).text
    for facts in (STAFF, COUNCIL, OMBUDSMAN):
        page = add(olga, facts)
    assert "The step is added" in page.text
    page = visit().get(CONTACT)
    assert OPTIONAL in page.text
    places = [page.text.index(f"Step {n}: {one['to_whom']}") for n, one in enumerate((STAFF, COUNCIL, OMBUDSMAN), 1)]
    assert places == sorted(places)
    assert "If you tell them today, Monday 23 November 2026, and have heard nothing by Friday 4 December" in page.text
    assert "go to step 3." in page.text
    assert "go to step 4" not in page.text
    links = page.links()
    assert links["01632 960011"] == "tel:01632960011"
    assert links["complaints@example.org"] == "mailto:complaints@example.org"
    assert links[OMBUDSMAN["web"]] == OMBUDSMAN["web"]
    assert "1 High St" in page.text
    assert "Write the steps" not in page.text


def test_bank_holidays_are_no_working_days(forum, visit, data):
    with data():
        db.session.add(BankHolidays(nation=Nation.ENGLAND, days={"2026-11-30": "A holiday"}, read_at=db.now()))
    olga = visit(forum["olga"])
    add(olga, STAFF)
    add(olga, COUNCIL)
    assert "have heard nothing by Monday 7 December 2026, go to step 2." in visit().get(CONTACT).text


@pytest.mark.promise("S4-6")
def test_a_body_sets_its_own_steps_and_shows_those_of_the_group_until_then(forum, visit):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    body = f"/spaces/forum/bodies/{forum['body']}"
    add(olga, STAFF)
    page = mo.get(body)
    assert "These are the steps of the group." in page.text
    assert "Step 1: The staff" in page.text
    page = add(olga, COUNCIL, f"{body}/ladder")
    assert "Step 1: The council’s complaints team" in page.text
    page = mo.get(body)
    assert "These are the steps of the group." not in page.text
    assert "The staff" not in page.text
    assert "Step 1: The council’s complaints team" in page.text
    assert "complaints team" not in visit().get(CONTACT).text


def test_steps_are_moved_and_taken_away(forum, visit):
    olga = visit(forum["olga"])
    for facts in (STAFF, COUNCIL, OMBUDSMAN):
        page = add(olga, facts)
    page = olga.submit(page, "Move up: The ombudsman")
    assert "It is step 2 now" in page.text
    page = olga.submit(page, "Move down: The staff")
    assert [f"Step {n}: {who}" in page.text for n, who in enumerate(("The ombudsman", "The staff"), 1)] == [True, True]
    page = olga.get(page.links()["Change: The ombudsman"])
    page = olga.submit(page, "Take this step away")
    assert "Step 1: The staff" in page.text
    assert "Step 2: The council’s complaints team" in page.text
    assert "The ombudsman" not in visit().get(CONTACT).text


def test_a_step_that_was_changed_meanwhile_is_shown_before_it_is_kept(forum, visit):
    olga = visit(forum["olga"])
    page = add(olga, STAFF)
    address = page.links()["Change: The staff"]
    page, earlier = olga.get(address), olga.get(address)
    assert "The step is kept" in olga.submit(page, "Save this step", days="3").text
    page = olga.submit(earlier, "Save this step", status=422, days="4")
    assert "Now it says: “3”" in page.error_of("days")


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"phone": ""}, "phone", "Write at least one way to reach them"),
        ({"web": "javascript:alert(1)"}, "web", "Write the whole address"),
        ({"days": "0"}, "days", "Write a number of days from 1 to 90"),
        ({"days": "soon"}, "days", "Write"),
        ({"to_whom": " "}, "to_whom", "Write a role or an organisation"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(forum, visit, facts, field, words):
    assert words in add(visit(forum["olga"]), STAFF | facts, status=422).error_of(field)
    assert "Step 1" not in visit().get(CONTACT).text


def test_there_are_six_steps_at_most(forum, visit, data):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for position in range(1, 7):
            factories.ladder_step(space, position=position)
    olga = visit(forum["olga"])
    assert "Add a step" not in olga.get(LADDER).links()
    assert "There are 6 steps already." in add(olga, STAFF, status=422).text


def test_whoever_a_step_names_is_called_by_their_new_name(forum, visit, data):
    add(visit(forum["olga"]), STAFF | {"to_whom": "Mo Member"})
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Max New"
    page = visit().get(CONTACT)
    assert "Step 1: Max New" in page.text
    assert "Mo Member" not in page.text


def test_members_do_not_write_steps_and_another_space_never_reaches_them(forum, visit, data):
    with data():
        number = factories.ladder_step(db.session.get_one(Space, forum["space"])).id
    for address in (LADDER, f"{LADDER}/new", f"{LADDER}/{number}", f"/spaces/forum/bodies/{forum['body']}/ladder"):
        visit(forum["mo"]).get(address, status=403)
        visit().get(address, status=303)
    otto = visit(forum["otto"])
    otto.get(f"/spaces/other/ladder/{number}", status=404)
    otto.get(f"/spaces/other/bodies/{forum['body']}/ladder", status=404)
    assert "The chair" not in otto.get("/spaces/other/contact").text


@pytest.mark.parametrize("count", [1, 3])
def test_many_steps_take_as_many_queries_as_one(forum, visit, data, count):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for position in range(count):
            factories.ladder_step(space, position=position, if_not=f"{{person:{forum['mo']}}}")
    visitor = visit()
    with counted() as statements:
        visitor.get(CONTACT)
    assert len(statements) == 5, statements
