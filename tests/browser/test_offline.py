"""What somebody writes while the connection is gone is kept on their device, and sent once when it is back."""

import time

import pytest
from sqlalchemy import select, update

from tests.browser.conftest import Start
from tests.browser.test_typing_is_kept import typed
from tests.meetings.running.forum import Forum, forum
from tests.support.browser import KeyboardUser
from workspace import db
from workspace.meetings.notes.models import Note, NoteVersion
from workspace.people.signin.models import UserSession

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only_database("sqlite")]

OFFLINE, BACK = "Kept on this device until it can be sent", "The connection is back, and your words are saved."


@pytest.fixture
def driver(scripted):
    yield scripted
    network(scripted, on=True)


@pytest.fixture
def made(data) -> Forum:
    with data():
        return forum()


def network(driver, *, on: bool) -> None:
    """Take the network away from this browser, or give it back."""
    driver.execute_cdp_cmd("Network.enable", {})
    rates = {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", {"offline": not on, **rates})
    time.sleep(0.2)


def kept(who: KeyboardUser, where: tuple[str, ...] = ("localStorage", "sessionStorage")) -> list[str]:
    """Return the names under which this device keeps notes."""
    names = [name for one in where for name in who.driver.execute_script(f"return Object.keys({one})")]
    return [name for name in names if name.startswith("note-")]


def goes_offline_and_types(who: KeyboardUser, words: str) -> None:
    network(who.driver, on=False)
    who.fill("Note", words).hears(OFFLINE)
    who.reads(OFFLINE)
    who.axe()


def quiet(who: KeyboardUser) -> None:
    """Forget what the browser complained of: that there was no connection, which was asked for."""
    who.driver.get_log("browser")


def versions(app, item: int) -> list[str]:
    with app.app_context():
        rows = select(NoteVersion.text).join(Note, Note.id == NoteVersion.note_id).where(Note.item_id == item)
        return list(db.session.scalars(rows.order_by(NoteVersion.id)))


def test_words_typed_without_a_connection_are_sent_once_when_it_is_back(app, made, user: Start) -> None:
    nora = user(made.nora).open(made.run)
    goes_offline_and_types(nora, "Buses come late.")
    assert typed(nora, "textarea") == "Buses come late."
    assert len(kept(nora)) == 1
    network(nora.driver, on=True)
    nora.hears(BACK)
    nora.reads("Saved at")
    nora.axe()
    assert kept(nora) == []
    assert versions(app, made.items[0]) == ["Buses come late."]
    quiet(nora)


def test_they_survive_a_reload_and_are_sent_by_themselves(app, made, user: Start) -> None:
    nora = user(made.nora).open(made.run)
    goes_offline_and_types(nora, "The stop is dark.")
    assert versions(app, made.items[0]) == [], "the device alone has them"
    nora.driver.refresh()
    network(nora.driver, on=True)
    nora.open(made.run)
    assert typed(nora, "textarea") == "The stop is dark."
    nora.reads("Saved at")
    nora.axe()
    nora.waits(lambda: kept(nora) == [], "the words stayed on the device")
    assert versions(app, made.items[0]) == ["The stop is dark."]
    quiet(nora)


def test_when_somebody_wrote_meanwhile_both_texts_are_shown(app, made, user: Start, elsewhere: Start) -> None:
    nora, olly = user(made.nora).open(made.run), elsewhere(made.olly).open(made.run)
    goes_offline_and_types(nora, "Buses come late.")
    olly.fill("Note", "The stop is dark.").reads("Saved at")
    network(nora.driver, on=True)
    nora.hears("Olly Organiser changed this note at")
    assert "The stop is dark." in nora.words
    assert typed(nora, "textarea") == "Buses come late."
    nora.axe()
    assert kept(nora) == [], "the server keeps both by now"
    quiet(nora)


def test_a_session_that_ended_meanwhile_loses_nothing(app, data, made, user: Start) -> None:
    nora = user(made.nora).open(made.run)
    goes_offline_and_types(nora, "Three families spoke.")
    with data():
        db.session.execute(update(UserSession).values(ended_at=db.now()))
    network(nora.driver, on=True)
    nora.waits(lambda: "Sign in" in nora.title, "nobody was asked to sign in")
    nora.arrived()
    assert len(kept(nora)) == 1
    quiet(nora)
    nora = user(made.nora).open(made.run)
    nora.hears(BACK)
    assert typed(nora, "textarea") == "Three families spoke."
    assert kept(nora) == []
    assert versions(app, made.items[0]) == ["Three families spoke."]
    quiet(nora)


def test_nobody_else_at_the_device_sees_them_and_signing_out_removes_them(made, user: Start) -> None:
    olly = user(made.olly)
    olly.driver.execute_script(f"localStorage.setItem('note-{made.nora}-{made.items[0]}', '[\"Only for me.\",\"0\"]')")
    olly.open(made.run)
    assert typed(olly, "textarea") == ""
    assert len(kept(olly)) == 1
    olly.press("Sign out")
    olly.waits(lambda: kept(olly) == [], "words stayed on the device")


def test_a_shared_computer_keeps_them_only_until_the_tab_is_closed(data, made, user: Start) -> None:
    start = user(made.nora)
    with data():
        db.session.execute(update(UserSession).values(shared_computer=True))
    nora = start.open(made.run)
    goes_offline_and_types(nora, "Buses come late.")
    assert kept(nora, ("localStorage",)) == []
    assert len(kept(nora, ("sessionStorage",))) == 1
    network(nora.driver, on=True)
    nora.hears(BACK)
    quiet(nora)
