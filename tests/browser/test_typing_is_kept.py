"""Nothing that a person typed is lost: not to another writer, not to a session that ended, not to a second press."""

import re

import pytest
from selenium.webdriver.common.keys import Keys
from sqlalchemy import func, select, update

from tests import factories
from tests.browser.conftest import Start
from tests.meetings.running.forum import Forum, forum
from tests.support.browser import KeyboardUser
from workspace import db, drafts
from workspace.meetings.models import Meeting
from workspace.people.signin.models import UserSession
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def driver(scripted):
    return scripted


@pytest.fixture
def organiser(data) -> int:
    with data():
        space = factories.space("North Forum", slug="north")
        who = factories.person("Olly Organiser", email="olly@example.org")
        return factories.member(space, role=Role.ORGANISER, who=who).id


def test_of_two_people_who_write_at_once_both_texts_are_kept_and_joined(data, user: Start, elsewhere: Start) -> None:
    with data():
        made: Forum = forum()
    nora, olly = user(made.nora).open(made.run), elsewhere(made.olly).open(made.run)
    nora.fill("Note", "Buses come late.").reads("Saved at")
    olly.fill("Note", "The stop is dark.").hears("Nora Notes changed this note at")
    assert "Buses come late." in olly.words
    assert typed(olly, "textarea") == "The stop is dark."
    olly.axe()
    olly.press("Join both texts, then edit", stays=True).hears("Both texts are in the note now")
    assert " ".join(typed(olly, "textarea").split()) == "Buses come late. The stop is dark."
    nora.open(made.run)
    assert typed(nora, "textarea") == typed(olly, "textarea")


def test_a_session_that_ends_while_somebody_types_loses_nothing(organiser, app, data, user: Start, letter) -> None:
    olly = user(organiser).open("/spaces/north/meetings/new")
    olly.fill("What is the meeting called?", "Short breaks").fill("What is it for?", "Choose the dates together.")
    with data():
        db.session.execute(update(UserSession).values(ended_at=db.now()))
    olly.press("Plan this meeting")
    assert "Sign in" in olly.title
    olly.fill("Your e-mail address", "olly@example.org").press("Send me a link and a code")
    link = re.search(r"<https?://[^/]+(/sign-in/link/[^>]+)>", letter("sign_in", organiser).text)[1]
    olly.open(link).press("Sign in as Olly Organiser")
    assert olly.driver.current_url.endswith("/spaces/north/meetings/new")
    olly.reads("We kept what you typed here")
    assert typed(olly, "[name=title]") == "Short breaks"
    assert typed(olly, "[name=purpose]") == "Choose the dates together."


@pytest.mark.only_database("sqlite")
def test_what_somebody_types_and_does_not_send_waits_for_them_on_another_device(
    organiser, app, user: Start, elsewhere: Start
) -> None:
    here = user(organiser).open("/me/profile").fill("About you, and why you are here…", "My son needs a bus.")
    here.waits(lambda: rows(app, drafts.Draft) == 1, "no draft was kept")
    there = elsewhere(organiser).open("/me/profile")
    there.reads("We kept what you typed here")
    assert typed(there, "[name=about]") == "My son needs a bus."
    there.press("Save my profile").reads("Your profile is saved")
    assert rows(app, drafts.Draft) == 0


def test_a_button_that_is_pressed_twice_is_carried_out_once(organiser, app, user: Start) -> None:
    olly = user(organiser).open("/spaces/north/meetings/new")
    olly.fill("What is the meeting called?", "Short breaks").fill("When is it?", "in 3 weeks, 10am")
    olly.tab_to("Plan this meeting")
    olly.keys(Keys.ENTER, Keys.ENTER)
    olly.reads("Nobody is invited yet")
    assert rows(app, Meeting) == 1


def typed(who: KeyboardUser, field: str) -> str:
    """Return what stands in the first such field."""
    found: str = who.driver.find_element("css selector", f"main {field}").get_property("value")
    return found


def rows(app, model: type[db.Base]) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0
