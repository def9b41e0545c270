"""The private address that shows in a calendar when somebody's actions are due."""

from datetime import date

import pytest
import vobject

from tests import factories
from workspace import db
from workspace.actions.files.models import DueCalendar
from workspace.actions.models import ActionState, Task
from workspace.audit import AuditEvent, Event


@pytest.fixture
def ann(data) -> int:
    with data():
        here, there = factories.space("Forum", slug="forum"), factories.space("Panel", slug="panel")
        ann = factories.member(here, "Ann Owner")
        mo = factories.member(here, "Mo Member")
        factories.member(there, who=ann)
        factories.task(here, ann, "Ring the school", due_on=date(2027, 6, 3))
        factories.task(there, ann, "Write; the, letter", due_on=date(2027, 6, 4), state=ActionState.STUCK)
        factories.task(here, ann, "Some day")
        factories.task(here, ann, "Done before", due_on=date(2027, 6, 5), state=ActionState.DONE)
        factories.task(here, mo, "Mo’s own", due_on=date(2027, 6, 3))
        asked = factories.task(here, mo, "Asked of Ann, no yes yet", due_on=date(2027, 6, 3), asked_id=ann.id)
        asked.owner_id = None
        return ann.id


def made(visitor, button: str = "Make an address") -> str:
    page = visitor.submit(visitor.get("/me/calendar"), button, status=200)
    whole = page.text.split("/calendars/")[1].split()[0]
    return f"/calendars/{whole}"


def entries(page) -> dict[str, object]:
    read = vobject.readOne(page.answer.get_data(as_text=True))
    return {entry.uid.value: entry for entry in getattr(read, "vevent_list", [])}


def test_a_calendar_program_reads_when_actions_are_due_without_a_cookie(visit, ann):
    address = made(visit(ann))
    page = visit(None).get(address)
    assert page.answer.content_type == "text/calendar; charset=utf-8"
    found = entries(page)
    assert sorted(entry.summary.value for entry in found.values()) == [
        "Ring the school (Forum)",
        "Write; the, letter (Panel)",
    ]
    first = next(entry for entry in found.values() if entry.summary.value.startswith("Ring"))
    assert (first.dtstart.value, first.dtend.value) == (date(2027, 6, 3), date(2027, 6, 4))
    assert "/spaces/forum/actions/" in first.url.value
    assert not page.answer.headers.getlist("Set-Cookie")


def test_an_entry_keeps_its_number_when_its_day_changes_and_goes_when_it_is_done(data, visit, ann):
    address = made(visit(ann))
    before = entries(visit(None).get(address))
    with data():
        tasks = {task.what: task for task in db.session.query(Task).where(Task.owner_id == ann)}
        tasks["Ring the school"].due_on = date(2027, 7, 1)
        tasks["Write; the, letter"].state = ActionState.DONE
    after = entries(visit(None).get(address))
    (number,) = after
    assert number in before
    assert after[number].dtstart.value == date(2027, 7, 1)


def test_an_entry_is_in_the_persons_language(data, visit, ann):
    with data():
        db.session.get_one(factories.Person, ann).language = "cy"
    page = visit(None).get(made(visit(ann), "make"))
    assert "NAME:Yr hyn y dywedais y byddwn yn ei wneud" in page.answer.get_data(as_text=True)
    assert entries(page)


def test_a_new_address_ends_the_old_one_and_a_stopped_one_answers_plainly(visit, ann):
    person = visit(ann)
    first = made(person)
    second = made(person, "Make a new address")
    gone = visit(None).get(first, status=404)
    assert gone.answer.mimetype == "text/plain"
    assert "This address does not work" in gone.html
    visit(None).get(second)
    page = person.submit(person.get("/me/calendar"), "Stop the address")
    assert "The address does not work any more" in page.text
    visit(None).get(second, status=404)
    assert "You have no address yet" in person.get("/me/calendar").text


def test_the_address_is_shown_once_and_kept_as_a_hash(app, visit, ann):
    person = visit(ann)
    key = made(person).removeprefix("/calendars/").removesuffix(".ics")
    assert key not in person.get("/me/calendar").html
    with app.app_context():
        row = db.session.query(DueCalendar).one()
        assert key not in str({column.name: getattr(row, column.key) for column in row.__table__.columns})
        said = [event.event for event in db.session.query(AuditEvent)]
        assert said[-1] == Event.DUE_CALENDAR_MADE


def test_an_address_that_is_asked_for_too_often_has_to_wait(visit, ann, monkeypatch):
    monkeypatch.setattr("workspace.actions.files.views.LOOKS", 2)
    address, nobody = made(visit(ann)), visit(None)
    nobody.get(address)
    nobody.get(address)
    assert "too often" in nobody.get(address, status=429).html
    for _look in range(2):
        nobody.get("/calendars/guessed.ics", status=404)
    nobody.get("/calendars/guessed.ics", status=429)


def test_a_person_without_anything_to_do_has_an_empty_calendar(data, visit):
    with data():
        who = factories.member(factories.space(), "Nobody Busy").id
    assert not entries(visit(None).get(made(visit(who))))
