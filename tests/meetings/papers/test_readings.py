"""Who read a paper before it was final, and what changed after."""

from datetime import timedelta

import pytest

from tests import factories
from tests.support.days import today
from tests.support.queries import counted
from workspace import db
from workspace.meetings.agenda.models import AgendaItem
from workspace.meetings.papers.models import Paper
from workspace.people.models import Person

FACTS = {
    "how_many": "4",
    "who": "panel members, and Mo Member",
    "read_on": "3 January 2027",
    "changed": "The table is gone.",
}


@pytest.fixture
def paper(data, forum) -> int:
    with data():
        olga = db.session.get_one(Person, forum["olga"])
        return int(factories.paper(db.session.get_one(AgendaItem, forum["letter"]), olga, "Routes").id)


@pytest.mark.promise("S4-9")
def test_a_paper_says_who_read_it_before_and_what_changed_after(visit, forum, here, paper, data):
    olga = visit(forum["olga"])
    page = olga.get(olga.get(f"{here}/papers").links()["Who read it beforehand: Routes"])
    page = olga.submit(page, "Keep this reading", **FACTS)
    assert "Everybody who reads of the paper reads this with it" in page.text
    with data():
        db.session.get_one(Person, forum["mo"]).preferred_name = "Moss New"
    for name in ("mo", "gus"):
        text = visit(forum[name]).get(f"{here}/papers").text
        assert "Read by 4 people before it was final: panel members, and Moss New, on 3 January 2027." in text
        assert "What changed after: The table is gone." in text


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"how_many": "some"}, "how_many", "Write a whole number, like 4"),
        ({"how_many": "0"}, "how_many", "Write a whole number, like 4"),
        ({"changed": " "}, "changed", "Write what changed. Nothing is an answer: then say why"),
        ({"read_on": "5 January 2027"}, "read_on", "That day is still to come. Write the day on which they read it"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(visit, forum, here, paper, facts, field, words):
    olga = visit(forum["olga"])
    page = olga.get(f"{here}/papers/{paper}/readings")
    assert olga.submit(page, "Keep this reading", status=422, **(FACTS | facts)).error_of(field) == words


def test_a_reading_is_taken_back(visit, forum, here, paper):
    olga = visit(forum["olga"])
    olga.submit(olga.get(f"{here}/papers/{paper}/readings"), "Keep this reading", **FACTS)
    page = olga.get(f"{here}/papers/{paper}/readings")
    button = next(
        "".join(one.itertext()) for one in page.root.iter("button") if "Take this back" in "".join(one.itertext())
    )
    assert "Read by 4" not in olga.submit(page, button).text


def test_only_organisers_write_down_who_read_it(visit, forum, here, paper):
    for name in ("mo", "gus"):
        visit(forum[name]).get(f"{here}/papers/{paper}/readings", status=403)
    visit(forum["otto"]).get(f"{here}/papers/{paper}/readings".replace("/forum/", "/other/"), status=404)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_once_for_all_readings(visit, forum, here, paper, data, count):
    with data():
        found = db.session.get_one(Paper, paper)
        for number in range(count):
            day = today() - timedelta(days=number)
            factories.reading(found, db.session.get_one(Person, forum["olga"]), read_on=day)
    mo = visit(forum["mo"])
    with counted() as statements:
        assert mo.get(f"{here}/papers").text.count("Read by 4") == count
    assert sum("paper_reading" in one for one in statements) == 1
