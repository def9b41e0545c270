"""The pages ask nobody but their own server for anything. conftest.py looks at this after every test in this folder."""

import pytest

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import asked_for, overheard

pytestmark = [pytest.mark.browser, pytest.mark.only_database("sqlite")]

MOST_REQUESTS = 5  # at the first view of a page


@pytest.fixture
def driver(scripted):
    return scripted


@pytest.mark.promise("S4-14")
def test_the_first_view_of_a_page_takes_few_requests_and_all_to_its_own_server(data, user: Start, driver, base) -> None:
    with data():
        ann = factories.member(factories.space(), "Ann").id
    reader = user(ann, check=False)
    driver.execute_cdp_cmd("Network.clearBrowserCache", {})
    asked_for(driver)
    reader.open("/me")
    asked = asked_for(driver)
    assert f"{base}/me" in asked
    assert all(address.startswith(f"{base}/") for address in asked), asked
    assert len(asked) <= MOST_REQUESTS, asked


def test_a_page_that_asks_elsewhere_or_breaks_the_content_policy_is_found(scripted, base) -> None:
    overheard(scripted, base)
    scripted.get("data:text/html,<img src='http://127.0.0.1:9/picture.png' alt=''>")
    assert "http://127.0.0.1:9/picture.png" in overheard(scripted, base)
    scripted.get(f"{base}/reading")
    scripted.execute_script("document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/other.png'}))")
    assert "Content Security Policy" in "".join(overheard(scripted, base))
