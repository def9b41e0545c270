"""Browsers for tests: one with scripts and one without, started once for each worker.

Whatever a test does, its browsers must ask nobody but our server for anything, and find nothing to complain of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from selenium import webdriver
from sqlalchemy import select

from tests.support.browser import KeyboardUser, chrome, media, overheard, served, size
from workspace import db, jobs, mail
from workspace.people.models import Person
from workspace.people.signin import service

Start = Callable[..., KeyboardUser]


@pytest.fixture(scope="session")
def with_scripts() -> Iterator[webdriver.Chrome]:
    with chrome() as driver:
        yield driver


@pytest.fixture(scope="session")
def without_scripts() -> Iterator[webdriver.Chrome]:
    with chrome(scripts=False) as driver:
        yield driver


@pytest.fixture(scope="session")
def second_browser() -> Iterator[webdriver.Chrome]:
    with chrome() as driver:
        yield driver


@contextmanager
def emptied(driver: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """Give a browser that knows nobody, on a wide screen in light colours, and empty it afterwards."""
    driver.delete_all_cookies()
    size(driver, 1280)
    media(driver)
    try:
        yield driver
    finally:
        driver.delete_all_cookies()
        driver.get("about:blank")


@pytest.fixture
def driver(request: pytest.FixtureRequest, database: str) -> Iterator[webdriver.Chrome]:
    """With scripts on SQLite, without them on PostgreSQL: each of the four once, in half the time."""
    with emptied(request.getfixturevalue("without_scripts" if database else "with_scripts")) as found:
        yield found


@pytest.fixture
def scripted(with_scripts: webdriver.Chrome) -> Iterator[webdriver.Chrome]:
    """A browser with scripts, for tests of what they add."""
    with emptied(with_scripts) as found:
        yield found


@pytest.fixture
def base(app: Flask) -> Iterator[str]:
    """The address of the application under test, served by a real server."""
    with served(app) as address:
        yield address


@contextmanager
def users(app: Flask, driver: webdriver.Chrome, base: str) -> Iterator[Start]:
    """Give a function that seats somebody at this browser, and look at the end whom the browser talked to."""
    overheard(driver, base)

    def start(person: Person | int | None = None, **kwargs: object) -> KeyboardUser:
        one = KeyboardUser(driver, base, **kwargs)  # type: ignore[arg-type]
        if person is None:
            one.sits_down()
            return one
        with app.app_context(), db.transaction():
            number = person if isinstance(person, int) else person.id
            key = service.start_session(db.session.get_one(Person, number))
        one.sits_down(key)
        return one

    yield start
    assert not overheard(driver, base)


@pytest.fixture
def user(app: Flask, driver: webdriver.Chrome, base: str) -> Iterator[Start]:
    """`user(person)` gives somebody who is signed in and uses keys alone; `user()` a stranger."""
    with users(app, driver, base) as start:
        yield start


@pytest.fixture
def elsewhere(app: Flask, second_browser: webdriver.Chrome, base: str) -> Iterator[Start]:
    """The same as `user`, at a second browser that is open at the same time."""
    with emptied(second_browser) as driver, users(app, driver, base) as start:
        yield start


@pytest.fixture
def letter(app: Flask) -> Callable[..., mail.Letter]:
    """`letter("invitation", person)` does all waiting work and returns the newest such message to this person."""

    def read(template: str, person_id: int) -> mail.Letter:
        while jobs.work_once(app):
            pass
        with app.app_context():
            theirs = select(mail.Message).where(mail.Message.template == template, mail.Message.person_id == person_id)
            newest = db.session.scalars(theirs.order_by(mail.Message.id.desc())).first()
            assert newest is not None, f"no message of the kind {template}"
            return mail.letter_of(newest)

    return read
