"""Other places to turn to: kept by organisers, read by anybody, checked by people."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from tests import factories
from tests.support.queries import counted
from workspace import db
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
LIST = "/spaces/forum/help-nearby"
CONTACT = "/spaces/forum/contact"
FACTS = {
    "name": "Carers’ line",
    "what_for": "Somebody to talk to about caring.",
    "phone": "01632 960099",
    "web": "https://carers.example.org/help",
    "hours": "Monday to Friday",
    "languages": "English and Urdu",
}


@pytest.fixture(autouse=True)
def january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def forum(data) -> dict[str, int]:
    with data():
        space = factories.space("Forum", slug="forum")
        return {
            "space": space.id,
            "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
            "mo": factories.member(space, "Mo Member").id,
            "otto": factories.member(factories.space(slug="other"), role=Role.ORGANISER).id,
        }


def add(visitor, **facts):
    return visitor.submit(visitor.get(f"{LIST}/new"), "Save this place", **(FACTS | facts))


@pytest.mark.promise("S4-17")
def test_anybody_reads_on_the_contact_page_where_else_to_turn(forum, visit):
    page = add(visit(forum["olga"]))
    assert "Carers’ line is on the list" in page.text
    for address in (CONTACT, LIST):
        page = visit().get(address)
        for words in FACTS.values():
            assert words in page.text
        assert page.links()["01632 960099"] == "tel:01632960099"
        assert "A person checked this on 4 January 2027." in page.text
        assert "Olga" not in page.text
        assert "Not checked lately" not in page.text
    assert "Checked by Olga Organiser, 4 January 2027" in visit(forum["mo"]).get(LIST).text
    assert visit().get(CONTACT).links()["The same list on a page to print"] == LIST


def test_a_space_without_places_says_nothing_of_them_on_its_contact_page(forum, visit):
    assert "Help and support nearby" not in visit().get(CONTACT).text
    assert "No place is on the list yet." in visit().get(LIST).text


@pytest.mark.promise("S4-17")
def test_a_place_that_nobody_checked_for_half_a_year_says_so_and_organisers_are_reminded(forum, visit):
    olga, mo = visit(forum["olga"]), visit(forum["mo"])
    add(olga)
    assert "Check the places to turn to" not in olga.get("/me").text
    with time_machine.travel(NOW + timedelta(days=184), tick=False):
        olga, mo = visit(forum["olga"]), visit(forum["mo"])
        assert "Not checked lately" in visit().get(CONTACT).text
        assert "Check the places to turn to" in olga.get("/me").text
        assert "Check the places to turn to" not in mo.get("/me").text
        page = olga.get(LIST)
        assert "Some places were not checked for six months." in page.text
        page = olga.get(page.links()["Check or change it: Carers’ line"])
        page = olga.submit(page, "Save this place")
        assert "Carers’ line is checked" in page.text
        assert "Not checked lately" not in page.text
        assert "Check the places to turn to" not in olga.get("/me").text


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"web": "javascript:alert(1)"}, "web", "Write the whole address, like https://www.example.org"),
        ({"web": "", "phone": ""}, "phone", "Write a phone number or a web address, so that people can reach it"),
        ({"checked_on": "5 January 2027"}, "checked_on", "That day is still to come."),
        ({"checked_by": " "}, "checked_by", "Write who rang or looked"),
        ({"name": ""}, "name", "Write what the place is called"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(forum, visit, facts, field, words):
    olga = visit(forum["olga"])
    page = olga.submit(olga.get(f"{LIST}/new"), "Save this place", status=422, **(FACTS | facts))
    assert words in page.error_of(field)
    assert "Somebody to talk to about caring." in page.html


def test_a_place_is_taken_off_the_list(forum, visit, data):
    olga = visit(forum["olga"])
    add(olga)
    page = olga.get(olga.get(LIST).links()["Check or change it: Carers’ line"])
    assert "Carers’ line is off the list" in olga.submit(page, "Take it off the list").text
    assert "No place is on the list yet." in visit().get(LIST).text
    with data():
        assert db.session.get_one(Space, forum["space"]).nearby_check_by is None


def test_whoever_checked_it_is_called_by_their_new_name(forum, visit, data):
    add(visit(forum["olga"]))
    with data():
        db.session.get_one(Person, forum["olga"]).preferred_name = "Olaf New"
    assert "Checked by Olaf New" in visit(forum["mo"]).get(LIST).text


def test_members_do_not_change_the_list_and_other_spaces_have_another(forum, visit, data):
    with data():
        number = factories.help_place(db.session.get_one(Space, forum["space"])).id
    for address in (f"{LIST}/new", f"{LIST}/{number}"):
        visit(forum["mo"]).get(address, status=403)
        visit().get(address, status=303)
    visit(forum["otto"]).get(f"/spaces/other/help-nearby/{number}", status=404)
    assert "Add a place" not in visit(forum["mo"]).get(LIST).text


@pytest.mark.parametrize("count", [1, 3])
def test_many_places_take_as_many_queries_as_one(forum, visit, data, count):
    with data():
        space = db.session.get_one(Space, forum["space"])
        for _number in range(count):
            factories.help_place(space, checked_on=date(2026, 1, 1), checked_by=f"{{person:{forum['olga']}}}")
    visitor = visit()
    with counted() as statements:
        visitor.get(CONTACT)
    assert len(statements) == 4, statements
