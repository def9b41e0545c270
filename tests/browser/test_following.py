"""Following a meeting beside whoever chairs it, by keyboard alone: two browsers, and one without scripts."""

import pytest
from selenium import webdriver

from tests.browser.conftest import Start, emptied, users
from tests.meetings.following.room import Room, room

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only_database("sqlite")]

PLACE = "return [document.activeElement.id, Math.round(document.activeElement.getBoundingClientRect().top)]"


@pytest.fixture
def made(data) -> Room:
    with data():
        return room()


@pytest.fixture
def driver(with_scripts: webdriver.Chrome) -> webdriver.Chrome:
    return with_scripts


@pytest.mark.promise("S1-C2", "S1-W5")
def test_news_comes_by_itself_and_moves_neither_focus_nor_page(made: Room, user: Start, elsewhere: Start) -> None:
    zoe, ann = user(made.forum.zoe).open(made.follow), elsewhere(made.forum.ann).open(made.forum.run)
    ann.waits(lambda: "Put them on the list" in ann.words, "the desk never came")
    zoe.does("I would like to speak", "You are on the list to speak")
    assert zoe.has_focus == "Put my hand down"
    ann.hears("Zoe Quiet would like to speak.")
    place = zoe.driver.execute_script(PLACE)
    ann.press("Start with: Hello", stays=True)
    zoe.hears("Now: Hello. After that: What families hear.")
    zoe.reads("Now: item 1 of 3")
    assert zoe.driver.execute_script(PLACE)[0] == place[0]
    zoe.axe()
    # Where somebody is, nothing is swapped under them: the newer part is offered, and comes when they leave.
    ann.press("Give the word: Zoe Quiet", stays=True)
    zoe.hears("It is your turn to speak.")
    assert zoe.has_focus == "Put my hand down"
    zoe.reads("New: Take part")
    zoe.tab_to("See what is new")
    zoe.waits(lambda: "New: Take part" not in zoe.words, "the newer part never came")
    zoe.tab_to("I have spoken")
    zoe.press("Ask for a pause", stays=True)
    ann.hears("Zoe Quiet needs a pause.")
    ann.axe()


def test_news_is_paused_until_it_is_asked_for(made: Room, user: Start, elsewhere: Start) -> None:
    zoe, ann = user(made.forum.zoe).open(made.follow), elsewhere(made.forum.ann).open(made.forum.run)
    zoe.press("Pause news")
    ann.press("Start with: Hello", stays=True)
    ann.hears("Now: Hello")
    zoe.press("See what is new")
    zoe.reads("Now: Hello. After that: What families hear.")
    zoe.press("Bring news by itself again").reads("The page brings itself up to date again")


def test_without_scripts_the_page_is_asked_for_news(made: Room, app, base, without_scripts) -> None:
    with emptied(without_scripts) as driver, users(app, driver, base) as start:
        zoe = start(made.forum.zoe).open(made.follow)
        zoe.does("I would like to speak", "You are on the list to speak")
        zoe.press("See what is new").reads("New since you looked")
        assert "Pause news" not in zoe.words
