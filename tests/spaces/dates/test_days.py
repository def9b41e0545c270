"""Days that a space keeps in mind, times that people can never do, and the warnings beside a date."""

import io
from datetime import UTC, date, datetime, time

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests import factories
from tests.support.queries import counted
from workspace import db, jobs, upkeep
from workspace.audit import AuditEvent, Event
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.dates.models import BankHolidays, BusyTime, DayKind, KeptDay, PartOfDay, parts_between
from workspace.spaces.dates.service import keep_bank_holidays
from workspace.spaces.models import Nation, Space

NOW = datetime(2027, 1, 4, 9, tzinfo=UTC)
DATES = "/spaces/forum/dates"
PLAN = "/spaces/forum/meetings/new"
HOLIDAYS = {
    "england": {"2027-05-03": "May Day"},
    "scotland": {"2027-11-30": "Saint Andrew's Day"},
}


@pytest.fixture
def people(data):
    with time_machine.travel(NOW):
        with data():
            space = factories.space("Forum", slug="forum")
            keep_bank_holidays(HOLIDAYS)
            found = {
                "space": space.id,
                "olga": factories.member(space, "Olga Organiser", role=Role.ORGANISER).id,
                "mo": factories.member(space, "Mo Member").id,
                "bo": factories.member(space, "Bo Busy").id,
            }
        yield found


def keep(visitor, days: str, kind: str = "school_holiday", status: int = 303):
    return visitor.submit(visitor.get(f"{DATES}/add"), "Keep these days", status=status, days=days, kind=kind)


def warned(visitor, when: str) -> str:
    page = visitor.submit(visitor.get(PLAN), "Check the date", status=200, title="Buses", when=when)
    return " ".join("".join(page.find("against").itertext()).split()) if page.has("against") else ""


# --- keeping days --------------------------------------------------------------------------------------------------


@pytest.mark.promise("S3-R7")
def test_term_dates_that_are_typed_are_warned_of_when_a_meeting_is_planned(visit, people):
    olga = visit(people["olga"])
    page = keep(olga, "February half term: 15 to 19 February 2027\nEaster: 25 March 2027 - 9 April 2027")
    assert "You are warned of these days from now on. 2 are new on this page." in page.text
    assert "Thursday 25 March 2027 to Friday 9 April 2027" in page.text
    assert "It is in the school holidays: February half term." in warned(olga, "16 February 2027, 10am")
    assert not warned(olga, "22 February 2027, 10am")
    page = olga.submit(olga.get(PLAN), "Plan this meeting", title="Buses", when="16 February 2027, 10am")
    assert "The meeting is planned." in page.text, "it is a warning, and no refusal"
    assert "It is in the school holidays: February half term." in page.text
    edit = olga.get(page.links()["Change what is said here"])
    assert "It is in the school holidays: February half term." in edit.text


@pytest.mark.promise("S3-R7")
def test_term_dates_are_imported_from_a_file_after_a_look_at_them(visit, app, people):
    olga = visit(people["olga"])
    content = b"Name,Start,End\nFebruary half term,15/02/2027,19/02/2027\nTerm starts,22/02/2027,\n"
    page = upload(olga, content)
    lines = page.find("days").text.strip().splitlines()
    assert lines == ["February half term: 15 February 2027 - 19 February 2027", "Term starts: 22 February 2027"]
    assert "We read 2 lines from your file. The file itself is not kept." in page.text
    with app.app_context():
        assert not db.session.scalar(select(func.count(KeptDay.id))), "nothing is kept before it was looked at"
    olga.submit(page, "Keep these days", days=lines[0])
    with app.app_context():
        (day,) = db.session.scalars(select(KeptDay)).all()
        assert (day.name, day.first, day.last) == ("February half term", date(2027, 2, 15), date(2027, 2, 19))
        assert db.session.scalar(select(func.count(AuditEvent.id)).where(AuditEvent.event == Event.DAYS_KEPT)) == 1
    again = keep(olga, lines[0])
    assert "0 are new on this page." in again.text


def upload(visitor, content: bytes | None, status: int = 200):
    page = visitor.get(f"{DATES}/add")
    fields = {e.get("name"): e.get("value") for e in page.form("upload").iter("input") if e.get("type") == "hidden"}
    file = (io.BytesIO(content), "term.csv") if content is not None else (io.BytesIO(b""), "")
    return visitor.post(f"{DATES}/add", {**fields, "file": file}, status=status, content_type="multipart/form-data")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "Choose a file first"),
        (b"x" * 200_001, "larger than 200 kB"),
        (b"%PDF-1.4\x00", "neither a calendar"),
        (b"Colour\nred\n", "This one begins: Colour"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_answered_beside_its_field(visit, people, content, words):
    page = upload(visit(people["olga"]), content, status=422)
    assert words in page.error_of("file")
    assert page.title.startswith("Error:")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("", "Write at least one name with its days"),
        ("Easter", "Line 1, “Easter”: Write a name, a colon and the days"),
        ("Easter: 31 April 2027", "There is no such day"),
        ("Easter: 9 April 2027 to 25 March 2027", "The end is before the start"),
        ("Eid: 10 March 2027\n\nEid: 10/3/27", "Line 3, “Eid: 10/3/27”: The same is on a line above"),
        ("n" * 201 + ": 10 March 2027", "This name is too long"),
    ],
)
def test_lines_that_cannot_be_read_are_named_and_nothing_typed_is_lost(visit, people, days, words):
    page = keep(visit(people["olga"]), days, status=422)
    assert words in page.error_of("days")
    assert (page.find("days").text or "").strip() == days


def test_there_is_an_end_to_what_one_space_keeps(visit, data, people):
    with data():
        for number in range(399):
            day = date.fromordinal(date(2027, 1, 10).toordinal() + number)
            factories._saved(
                KeptDay(space_id=people["space"], kind=DayKind.FAITH_DAY, name=f"{number}", first=day, last=day)
            )
    page = keep(visit(people["olga"]), "A: 1 March 2027\nB: 2 March 2027", status=422)
    assert "more than 400 days" in page.error_of("days")


def test_a_faith_day_is_warned_of_and_can_be_removed(visit, people):
    olga = visit(people["olga"])
    page = keep(olga, "Eid al-Fitr: 10 March 2027", kind="faith_day")
    assert "a faith day that your group keeps in mind: Eid al-Fitr." in warned(olga, "10 March 2027, 10am")
    page = olga.submit(page, "Remove: Eid al-Fitr, Wednesday 10 March 2027")
    assert "“Eid al-Fitr” is removed" in page.text
    assert not warned(olga, "10 March 2027, 10am")


def test_only_organisers_keep_days(visit, people):
    mo = visit(people["mo"])
    for path in (DATES, f"{DATES}/add"):
        mo.get(path, status=403)


# --- times that people can never do --------------------------------------------------------------------------------


@pytest.mark.promise("S1-W6")
def test_times_that_people_can_never_do_are_counted_and_nobody_is_named(visit, app, people):
    for name in ("mo", "bo"):
        visitor = visit(people[name])
        page = visitor.get("/me/times")
        page = visitor.submit(page, "Keep these times", day_1=["morning"], day_4=["after_school", "evening"])
        assert "Whoever plans a meeting then reads that somebody is busy, and not who" in page.text
    olga = visit(people["olga"])
    assert "2 people of the group said that they can never come" in warned(olga, "5 January 2027, 10am to 1pm")
    assert not warned(olga, "5 January 2027, 12:00 to 14:00")
    assert not warned(olga, "6 January 2027, 10am")
    assert "2 people" in warned(olga, "8 January 2027, 4pm to 9pm"), "each is counted once"
    for path in (
        "/me",
        "/spaces/forum/people",
        f"/spaces/forum/people/{people['mo']}",
        "/spaces/forum/people/post-and-phone",
    ):
        assert "Tuesday" not in olga.get(path).text
    with app.app_context():
        rows = db.session.scalars(select(AuditEvent).where(AuditEvent.event == Event.BUSY_TIMES_CHANGED)).all()
        assert [row.changes for row in rows] == [{}, {}]


def test_my_times_are_shown_to_me_again_and_can_be_taken_back(visit, app, people):
    mo = visit(people["mo"])
    mo.submit(mo.get("/me/times"), "Keep these times", day_1=["morning"])
    page = mo.get("/me/times")
    ticked = [e.get("name") for e in page.root.iter("input") if e.get("checked") is not None]
    assert ticked == ["day_1"]
    mo.submit(page, "Keep these times", day_1=[])
    with app.app_context():
        assert not db.session.scalar(select(func.count(BusyTime.id)))


@given(st.times(), st.times())
def test_a_time_touches_every_part_of_the_day_that_it_lies_in(one, other):
    starts, ends = sorted((one, other))
    parts = parts_between(starts, ends)
    if starts < ends:
        assert parts
    if ends == time(0):
        return
    order = [part for part in PartOfDay if part in parts]
    places = [list(PartOfDay).index(part) for part in order]
    assert places == list(range(places[0], places[0] + len(places))) if places else starts == ends


def test_the_end_of_a_part_is_not_in_the_next():
    assert parts_between(time(10), time(12)) == {PartOfDay.MORNING}
    assert parts_between(time(20), time(0)) == {PartOfDay.EVENING}
    assert parts_between(time(11), time(15, 1)) == {PartOfDay.MORNING, PartOfDay.MIDDAY, PartOfDay.AFTER_SCHOOL}


# --- bank holidays -------------------------------------------------------------------------------------------------


@pytest.mark.promise("S1-W6")
def test_bank_holidays_of_the_nation_are_warned_of(visit, people):
    olga = visit(people["olga"])
    assert warned(olga, "3 May 2027, 10am").endswith("It is a bank holiday in England: May Day.")
    settings = olga.get("/spaces/forum/settings")
    olga.submit(settings, "Keep these settings", nation="scotland")
    assert not warned(olga, "3 May 2027, 10am")
    assert "in Scotland: Saint Andrew's Day." in warned(olga, "30 November 2027, 10am")
    assert "Tuesday 30 November 2027: Saint Andrew's Day" in olga.get(DATES).text
    olga.submit(olga.get("/spaces/forum/settings"), "Keep these settings", nation="none")
    assert "none of the four nations" in olga.get(DATES).text


def test_the_promise_of_notes_leaves_bank_holidays_out(visit, data, people):
    """Ten working days after Thursday 22 April 2027 are Thursday 6 May; with May Day they are Friday 7 May."""
    with data():
        space = db.session.get_one(Space, people["space"])
        olga = db.session.get_one(Person, people["olga"])
        number = factories.meeting(space, olga, starts_at=datetime(2027, 4, 22, 9, tzinfo=UTC)).id
    visitor = visit(people["olga"])
    address = f"/spaces/forum/meetings/{number}"
    visitor.get(address)
    with counted() as england:
        assert "7 May 2027" in visitor.get(address).text
    with data():
        db.session.get_one(Space, people["space"]).nation = Nation.NONE
    with counted() as nowhere:
        assert "6 May 2027" in visitor.get(address).text
    assert len(england) == len(nowhere), "the calendar of a nation costs no query more"


@pytest.mark.only_database("sqlite")
def test_bank_holidays_are_read_once_a_month_without_a_lock_held(app, data):
    with data():
        upkeep.plan()
    while jobs.work_once(app):
        pass
    with app.app_context():
        found = {one.nation: one for one in db.session.scalars(select(BankHolidays))}
        assert set(found) == set(Nation) - {Nation.NONE}
        year = db.now().year
        for nation in found.values():
            assert {day[:4] for day in nation.days} == {str(one) for one in range(year - 1, year + 4)}
            assert date(year, 12, 25) in nation.dates
        assert any("Andrew" in name for name in found[Nation.SCOTLAND].days.values())
        assert not any("Easter Monday" in name for name in found[Nation.SCOTLAND].days.values())
        assert any("Patrick" in name for name in found[Nation.NORTHERN_IRELAND].days.values())
    with data():
        jobs.enqueue("bank_holidays", key=f"bank_holidays:{db.now():%Y-%m}")
        assert db.session.scalar(select(func.count(jobs.Job.id)).where(jobs.Job.kind == "bank_holidays")) == 1
