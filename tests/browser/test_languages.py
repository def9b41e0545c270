"""The pages that people use most, from right to left and in a language whose words are long."""

import pytest

from tests.browser.conftest import Start
from tests.meetings.running.forum import forum
from tests.support.browser import size

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only_database("sqlite")]


@pytest.fixture
def driver(scripted):
    return scripted


@pytest.mark.parametrize(("code", "direction"), [("en_XA", "ltr"), ("en_XB", "rtl")])
def test_the_main_pages_stay_usable_in_other_languages(data, user: Start, code: str, direction: str) -> None:
    with data():
        made = forum()
    olly = user(made.olly)
    olly.driver.add_cookie({"name": "language", "value": code, "path": "/"})
    for address in ("/me", "/me/profile", f"{made.address}/agenda", made.address, made.run, f"{made.address}/notes"):
        size(olly.driver, 320)
        olly.open(address)
        assert olly.driver.execute_script("return document.documentElement.dir") == direction
        size(olly.driver, 1280)
        olly.fits()
