"""Asking people when they can come."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.meetings.polls.conftest import DATES
from tests.support.queries import counted
from workspace import db
from workspace.meetings.polls.models import DatePoll, PollOption, PollPlace

NEW = "/spaces/forum/polls/new"


def ask(visitor, status=303, **fields):
    facts = {"title": "Buses", "options": DATES, "closes": "20 May 2027", "members": [], **fields}
    return visitor.submit(visitor.get(NEW), "Ask these people", status=status, **facts)


@pytest.mark.promise("S1-W6")
def test_people_are_asked_about_dates_as_an_organiser_types_them(visit, asked, letters, the_poll):
    page = ask(visit(asked["olga"]), members=[str(asked["ada"]), str(asked["pat"])])
    assert "2 people are asked. Pat Post cannot be told by e-mail: ring or write to them." in page.text
    assert "Thursday 3 June 2027, 10am to 12pm" in page.text
    assert "Friday 4 June 2027, 2pm to 4pm" in page.text, "two hours are counted where no end was written"
    (letter,) = letters("poll_asked")
    assert letter.subject == "Forum: when can you come to “Buses”?"
    assert "- Thursday 3 June 2027, 10am to 12pm" in letter.text
    assert "/polls/1/answer>" in letter.text
    assert the_poll().closes_at == datetime(2027, 5, 20, 23, tzinfo=UTC), "until midnight, in summer time"


def test_everyone_can_be_asked_with_one_tick(visit, asked, app):
    ask(visit(asked["olga"]), everyone="y")
    with app.app_context():
        assert db.session.scalar(select(func.count(PollPlace.id))) == 11


def test_dates_are_checked_before_anybody_is_asked(visit, asked, app):
    olga = visit(asked["olga"])
    page = olga.submit(olga.get(NEW), "Check the dates", status=200, title="", options=DATES)
    assert "We read these dates: Thursday 3 June 2027, 10am to 12pm Friday 4 June 2027, 2pm to 4pm" in page.text
    fields = {"title": "Buses", "closes": "20 May", "everyone": "y"}
    page = olga.submit(page, "Check the dates", status=200, **fields)
    with app.app_context():
        assert not db.session.scalar(select(func.count(DatePoll.id)))
    assert "are asked" in olga.submit(page, "Ask these people").text


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"title": ""}, "title", "Write what the meeting is called"),
        ({"options": ""}, "options", "Write at least two dates"),
        ({"options": "3 June 2027, 10am"}, "options", "Write at least two dates"),
        ({"options": DATES + "\n3/6/27 10:00 to 12:00"}, "options", "Line 3, “3/6/27 10:00 to 12:00”: The same is on"),
        ({"options": "3 January 2027, 10am\n" + DATES}, "options", "Line 1, “3 January 2027, 10am”: Sunday 3 January"),
        ({"options": DATES + "\nsoon"}, "options", "Line 3, “soon”: Write a date like 3 June"),
        ({"options": DATES + "\n5 June 2027, 2pm to 1pm"}, "options", "The end is before the start"),
        ({"options": DATES + "\n31 June 2027, 2pm"}, "options", "There is no such day"),
        ({"options": "\n".join(f"{day} June 2027, 10am" for day in range(1, 14))}, "options", "at most 12 lines"),
        ({"closes": ""}, "closes", "Write the last day for answers"),
        ({"closes": "3 January 2027"}, "closes", "is past"),
        ({"closes": "3 June 2027"}, "closes", "Choose a last day for answers before it"),
        ({"everyone": None}, "members", "Choose whom you ask"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(visit, asked, app, fields, field, words):
    facts = {"everyone": "y", **fields}
    page = ask(visit(asked["olga"]), status=422, **facts)
    assert words in page.error_of(field)
    for name in ("title", "options"):
        if name in facts:
            assert " ".join(facts[name].split()) in " ".join(
                (page.find(name).text or page.find(name).get("value") or "").split()
            )
    with app.app_context():
        assert not db.session.scalar(select(func.count(DatePoll.id)))


def test_twelve_dates_are_not_too_many(visit, asked, app):
    ask(visit(asked["olga"]), everyone="y", options="\n".join(f"{day} June 2027, 10am" for day in range(1, 13)))
    with app.app_context():
        assert db.session.scalar(select(func.count(PollOption.id))) == 12


def test_only_organisers_ask(visit, asked):
    for name in ("mo", "nora", "otto"):
        visit(asked[name]).get(NEW, status=403)


def test_the_list_shows_an_organiser_every_question_and_others_their_own(visit, asked, poll):
    address = poll("ada")
    for name, shown in (("olga", True), ("ada", True), ("mo", False)):
        visitor = visit(asked[name])
        assert ("Buses" in visitor.get("/spaces/forum/polls").text) is shown
        visitor.get(address, status=200 if shown else 403)
    visit(asked["otto"]).get("/spaces/forum/polls", status=403)


def test_pages_ask_the_database_the_same_for_one_question_and_for_three(visit, asked, poll):
    ada = visit(asked["ada"])
    counts: dict[str, list[int]] = {"/spaces/forum/polls": [], "/me": []}
    for more in (1, 2):
        for _question in range(more):
            poll("ada")
        for path, found in counts.items():
            ada.get(path)
            with counted() as statements:
                ada.get(path)
            found.append(len(statements))
    assert counts["/spaces/forum/polls"] == [3, 3]
    assert counts["/me"][0] == counts["/me"][1] <= 8


def test_one_question_asks_the_database_the_same_however_many_dates_and_people(visit, asked, poll):
    olga = visit(asked["olga"])
    counts = []
    for address in (poll("ada"), poll("ada", "bo", "cy", "pat", days=12)):
        with counted() as statements:
            olga.get(address)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10


def test_my_page_says_that_a_question_waits_until_it_is_answered(visit, asked, poll, answers):
    address = poll("ada")
    ada = visit(asked["ada"])
    words = "When can you come to “Buses”?"
    assert ada.get("/me").links()[words] == f"{address}/answer"
    answers("ada", address, "can", "cannot")
    assert words not in ada.get("/me").links()
