"""The list of a space: who reads what of it, and how often something came of what people said in time."""

from datetime import timedelta

import pytest

from tests import factories
from tests.meetings.running.forum import item_of, meeting_of
from tests.said.conftest import Told, item_space
from tests.support.queries import counted
from workspace import db
from workspace.people.models import Person
from workspace.said import queries
from workspace.said.models import Shown
from workspace.spaces.models import Sharing

LIST = "/spaces/forum/said"


def put(data, told: Told, count: int = 1, *, took: int | None = None, days: int = 0, **facts) -> None:
    """Put lines on the list, marked so many days ago."""
    with data():
        ann = db.session.get_one(Person, told.forum.ann)
        for _number in range(count):
            number = queries.last_number(meeting_of(told.forum).space_id) + 1
            facts = {"shown": Shown.WITHOUT_NAME, "words": f"Line {number}.", **facts}
            factories.contribution(
                item_of(told.forum, 1), ann, number=number, took_days=took, marked_at=db.now() - timedelta(days=days),
                **facts,
            )  # fmt: skip


@pytest.mark.promise("S3-C5")
def test_the_group_sees_how_often_something_came_of_what_people_said_in_time(visit, data, told):
    put(data, told, 3, took=3, days=40)
    put(data, told, 1, took=35, days=40)
    put(data, told, 2, days=31)
    put(data, told, 4, days=2)  # their time is not over
    page = visit(told.forum.zoe).get(LIST)
    assert "within 30 days" in page.text
    assert "In time: 3 of 6." in page.text


@pytest.mark.promise("S3-C5")
def test_the_days_are_those_that_the_group_sets(visit, data, told):
    put(data, told, 5, took=12, days=40)
    olly = visit(told.forum.olly)
    assert "In time: 5 of 5." in olly.get(LIST).text
    olly.submit(olly.get("/spaces/forum/settings"), "Keep these settings", outcome_days="10")
    page = olly.get(LIST).text
    assert "within 10 days" in page
    assert "In time: 0 of 5." in page
    refused = olly.submit(olly.get("/spaces/forum/settings"), "Keep these settings", status=422, outcome_days="0")
    assert "from 1 to 365" in refused.error_of("outcome_days")


def test_fewer_than_five_are_not_counted_and_private_ones_never(visit, data, told):
    put(data, told, 4, took=3, days=40)
    with data():
        for _number in range(5):
            ann = db.session.get_one(Person, told.forum.ann)
            factories.contribution(item_of(told.forum, 1), ann, words="Kept.", took_days=1)
    page = visit(told.forum.zoe).get(LIST).text
    assert "There are too few to count" in page
    assert "In time" not in page
    assert "Kept." not in page


@pytest.mark.promise("S3-R3")
def test_the_list_is_numbered_and_says_where_each_went_with_a_name_or_without(app, visit, data, told):
    put(data, told, words="The step is high.", shown=Shown.NAMED)
    put(data, told, words="The room is cold.")
    page = visit(told.forum.zoe).get(LIST).text
    assert page.count("Nothing yet") == 2
    assert "The step is high." in page
    assert page.count("Ann Owner") == 1
    assert "It came today." in page


@pytest.mark.promise("S1-C4")
def test_who_was_not_invited_reads_only_what_is_open_to_all_members(visit, data, told):
    put(data, told, words="Hiddenwords.")
    with data():
        outsider = factories.member(item_space(told.forum), "Otto Outside").id
    page = visit(outsider).get(LIST).text
    assert "Only the people of that meeting can read it." in page
    assert "Hiddenwords" not in page
    assert "School buses" not in page
    with data():
        item_of(told.forum, 1).sharing = Sharing.MEMBERS
    assert "Hiddenwords" in visit(outsider).get(LIST).text
    with data():
        meeting_of(told.forum).notes_published_at = None
    assert "Hiddenwords" not in visit(outsider).get(LIST).text


def test_only_members_read_the_list(visit, data, told):
    with data():
        stranger = factories.member(factories.space()).id
    visit(stranger).get(LIST, status=403)
    visit().get(LIST, status=303)


def test_an_empty_list_says_what_goes_on_it_and_a_long_one_has_pages(visit, data, told):
    zoe = visit(told.forum.zoe)
    assert "Nothing is on the list yet." in zoe.get(LIST).text
    put(data, told, 31)
    assert "Page 1 of 2" in zoe.get(LIST).text
    assert "Page 2 of 2" in zoe.get(f"{LIST}?page=99").text


def test_the_list_asks_the_database_the_same_for_one_line_and_for_three(visit, data, told):
    zoe, counts = visit(told.forum.zoe), []
    for times in (1, 2):
        put(data, told, times)
        with counted() as statements:
            zoe.get(LIST)
        counts.append(len(statements))
    assert counts[0] == counts[1], counts
