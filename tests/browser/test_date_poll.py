"""Looking for a date by keyboard alone, from the question to the planned meeting; axe looks at each page."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser
from workspace import db, mail
from workspace.people.models import Person
from workspace.roles import Role
from workspace.spaces.models import Space

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def people(data) -> dict[str, int]:
    with data():
        space = factories.space("Riverside Forum", slug="riverside")
        return {
            "amina": factories.member(space, "Amina Yusuf").id,
            "pat": factories.member(space, who=factories.person("Pat Post", email=None, phone="01632 960 555")).id,
            "olly": factories.member(space, "Olly Organiser", role=Role.ORGANISER).id,
        }


@pytest.mark.promise("S1-W6", "S3-R7")
def test_a_date_is_found_from_the_question_to_the_planned_meeting(
    people: dict[str, int], user: Start, letter: Callable[..., mail.Letter]
) -> None:
    days = [db.now() + timedelta(days=number) for number in (20, 21)]
    olly = user(people["olly"])
    _keeps_a_holiday(olly, f"{days[0]:%d %B %Y}")
    _asks(olly, [f"{day:%d %B %Y}, 10am to 12 noon" for day in days], f"{days[0] - timedelta(days=5):%d %B %Y}")
    assert "no names, and never why" in letter("poll_asked", people["amina"]).text
    _answers(user(people["amina"]))
    olly = user(people["olly"])
    _writes_down(olly)
    _chooses(olly, days[1])
    assert f"{days[1].day} {days[1]:%B %Y}, 10am to 12pm" in letter("poll_settled", people["amina"]).text


@pytest.mark.promise("S1-W6", "S0-9")
def test_who_comes_on_the_chosen_date_says_what_they_need_and_it_is_arranged(
    data, people: dict[str, int], user: Start, letter: Callable[..., mail.Letter]
) -> None:
    with data():
        olly, amina = (db.session.get_one(Person, people[name]) for name in ("olly", "amina"))
        number = factories.poll(db.session.scalars(select(Space)).one(), olly, [amina], "School buses").id
    _chooses_and_invites(user(people["olly"]).open(f"/spaces/riverside/polls/{number}"))
    _replies_with_a_need(user(people["amina"]), letter("invitation", people["amina"]))
    olly = user(people["olly"]).open("/spaces/riverside/meetings").press("School buses").press("What people need")
    olly.press("Say how far it is: A hearing loop, Amina Yusuf").choose("Arranged")
    olly.fill("How, or why it cannot be done", "The hall has one.").press("Keep this")
    olly.reads("Arranged. Olly Organiser sees to it")
    amina = user(people["amina"]).open("/spaces/riverside/meetings").press("School buses")
    amina.press("Your answer and your access needs").reads("The hall has one.")


def _chooses_and_invites(olly: KeyboardUser) -> None:
    olly.press("Close the answers now")
    day = (db.now() + timedelta(days=10)).astimezone(ZoneInfo("Europe/London"))
    olly.choose(f"{day:%A} {day.day} {day:%B}").press("Choose this date").press("Plan the meeting on this date")
    olly.fill("What is it for?", "So that children reach school safely.").choose("Co-design").choose("Members shape it")
    olly.choose("How one service works")
    olly.fill("What can change?", "Where buses stop.").fill("What cannot change?", "The price of a ticket.")
    olly.press("Keep these changes").press("Invite people").choose("Everyone in this list")
    olly.press("Send the invitations").reads("Some have no e-mail: the list of whom to tell is on this page.")


def _replies_with_a_need(amina: KeyboardUser, invitation: mail.Letter) -> None:
    found = re.search(r"<https?://[^/]+(/[^>]+)>", invitation.text)
    assert found
    amina.open(found[1]).choose("Yes, in person").choose("A hearing loop").press("Send my answer")
    amina.reads("You are coming in person. Your seat is kept.")


def _keeps_a_holiday(olly: KeyboardUser, day: str) -> None:
    olly.open("/spaces/riverside/meetings").press("Days to keep in mind").press("Add days")
    olly.is_refused("Keep these days", "Write at least one name with its days")
    olly.fill("Names and days, one on each line", f"Half term: {day}").press("Keep these days")
    olly.reads("You are warned of these days from now on.")


def _asks(olly: KeyboardUser, dates: list[str], closes: str) -> None:
    olly.press("Meetings").press("Ask when people can come")
    olly.fill("Dates and times, one on each line", "\n".join(dates)).press("Check the dates")
    olly.reads("It is in the school holidays: Half term.")
    olly.is_refused("Ask these people", "Write what the meeting is called")
    olly.fill("What is the meeting called?", "School buses").fill("Until when can people answer?", closes)
    olly.choose("Everyone in this list").press("Ask these people")
    olly.reads("3 people are asked. Pat Post cannot be told by e-mail: ring or write to them.")


def _answers(amina: KeyboardUser) -> None:
    amina.open("/me").press("When can you come to “School buses”?")
    amina.is_refused("Send my answer", "Choose one answer for each date")
    amina.choose("I cannot").choose("I can").fill("A line for yourself…", "Clinic").press("Send my answer")
    amina.reads("Your answer is kept. You can change it until answers are closed")


def _writes_down(olly: KeyboardUser) -> None:
    olly.open("/spaces/riverside/polls").press("School buses")
    olly.reads("1 of 3. Nobody sees who answered what.")
    olly.press("Write down their answer: Pat Post")
    olly.choose("They could if need be").choose("They can").press("Keep this answer")
    olly.reads("The answer of Pat Post is kept")
    assert "Clinic" not in olly.words


def _chooses(olly: KeyboardUser, day: datetime) -> None:
    said = f"{day:%A} {day.day} {day:%B %Y}, 10am to 12pm"
    olly.press("Close the answers now")
    olly.reads(f"This date suits best: {said}.")
    olly.is_refused("Choose this date", "Choose a date")
    olly.choose(said).press("Choose this date").reads("3 people were asked, and are told this date at once.")
    olly.press("Plan the meeting on this date")
    olly.reads("The date is chosen, and everybody who was asked is told.")
    assert olly.driver.current_url.endswith("/edit")
