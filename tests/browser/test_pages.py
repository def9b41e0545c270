"""Every page that there is, for everybody who may open it, as it is shown: light, dark, wide, narrow, with mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

import pytest
from flask import Flask
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests import factories
from tests.browser.conftest import Start
from tests.support.browser import KeyboardUser, media, size
from tests.support.visitor import Page, Visitor
from tests.support.world import STATES, addresses, two_spaces
from workspace.errors import OF_PROGRAMS
from workspace.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.only_database("sqlite")]

ROLES = ("organiser", "member", "guest", "host", "nobody")
PARTS = 6  # that pages are looked at in, side by side
# A real word that fits into no narrow line: what people write stands in every text of this space.
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def driver(scripted: webdriver.Chrome) -> webdriver.Chrome:
    return scripted


@dataclass(frozen=True)
class Found:
    """A page that looks like no other one."""

    role: str
    address: str
    needs_answers: bool


def pages(app: Flask, world, role: str, part: int, seen: set[object]) -> Iterator[Found]:
    """Give every kind of page once, and again where it holds something that no page of `seen` held in that place."""
    visitor = Visitor(app, world.people.get(role))
    for state in STATES:
        for rule, address in addresses(app, world, "GET", state):
            if crc32(rule.endpoint.encode()) % PARTS != part:
                continue
            if state != STATES[0] and "meeting_id" not in rule.arguments:
                continue
            answer = visitor.client.get(address)
            assert answer.status_code < 500, f"{role} {address}"
            if answer.mimetype != "text/html" or 300 <= answer.status_code < 400:
                continue
            page = Page(answer, address)
            name = rule.endpoint if answer.status_code == 200 else answer.status_code
            if new := {name, *parts(page)} - seen:
                seen |= new
                yield Found(role, address, any(e.get("aria-required") for e in page.root.iter()))


def parts(page: Page) -> set[tuple[str, ...]]:
    """Return every kind of element on a page, with the kind that holds it."""
    return {(kind(above), kind(below)) for above in page.root.iter() for below in above}


def parts_shown(reader: KeyboardUser) -> set[tuple[str, ...]]:
    """Return the same of a page as the browser has it."""
    return {tuple(one) for one in reader.driver.execute_script(ON_PAGE)}


def kind(element) -> str:
    return f"{element.tag} {element.get('class', '')}"


def looks_right(reader: KeyboardUser) -> None:
    """Check the page as it stands: every rule in light, colours in dark, and no sideways scroll at 320 pixels with
    the largest text in the widest spacing."""
    reader.axe()
    reader.fits()
    media(reader.driver, prefers_color_scheme="dark")
    reader.colours()
    media(reader.driver)
    size(reader.driver, 320)
    # As the reading settings do it, without loading each page again.
    reader.driver.execute_script("Object.assign(document.documentElement.dataset, {size: 'larger', spacing: 'wide'})")
    reader.fits()
    size(reader.driver, 1280)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_for_everybody_and_every_form_that_is_sent_empty(app: Flask, data, user: Start, part: int) -> None:
    world, _ = two_spaces(data, marks=(LONG, "B-only"))
    seen: set[object] = set()
    for role in ROLES:
        reader = user(world.people.get(role), check=False)
        for found in pages(app, world, role, part, seen):
            reader.open(found.address)
            looks_right(reader)
            if found.needs_answers and send_empty(reader) and (new := parts_shown(reader) - seen):
                seen |= new
                looks_right(reader)


def test_grey_words_are_found(data, user: Start) -> None:
    """Without this, texts might be left out as measured before."""
    with data():
        factories.member(factories.space(slug="north"))
    reader = user(None).open("/spaces/north")
    reader.driver.execute_script(
        "const grey = document.createElement('small'); grey.textContent = 'Read me'; grey.style.color = '#999';"
        "document.querySelector('main').append(grey)"
    )
    with pytest.raises(AssertionError, match="color-contrast"):
        reader.colours()


def send_empty(reader: KeyboardUser) -> bool:
    """Take every answer out of the first form that needs one and send it. False when it answers in the same page."""
    button = reader.driver.execute_script(EMPTIED)
    if button is None:
        return False
    button.send_keys(Keys.ENTER)
    reader.waits(lambda: reader.title.startswith("Error:"), f"{reader.driver.current_url} takes an empty form")
    reader.waits(lambda: reader.has_focus.startswith("There is a problem"), "the summary has no focus")
    return True


ON_PAGE = """
const kind = e => e.tagName.toLowerCase() + ' ' + (e.getAttribute('class') || '');
return [...document.querySelectorAll('html *')].map(e => [kind(e.parentElement), kind(e)]);
"""
# Gives the form's button; nothing where it has none, or where a script sends it: the journey makes mistakes there.
EMPTIED = """
const form = document.querySelector('main [aria-required]').closest('form');
if (form.hasAttribute('hx-post')) return null;
for (const e of form.elements) {
  if (e.type === 'radio' || e.type === 'checkbox') e.checked = false;
  else if (e.tagName === 'SELECT') e.selectedIndex = 0;
  else if (e.type !== 'hidden' && e.tagName !== 'BUTTON') e.value = '';
}
return form.querySelector('button.button');
"""


def is_file(address: str) -> bool:
    """Say whether this is a file, or what programs read."""
    return "." in address or address.startswith(OF_PROGRAMS)


def test_a_space_in_which_nothing_has_happened_yet(app: Flask, data, user: Start) -> None:
    with data():
        space = factories.space("New Forum", slug="new")
        olly = factories.member(space, "Olly", role=Role.ORGANISER)
        meeting = factories.meeting(space, olly, "First meeting", purpose="", can_change="", involvement=None)
        arguments = {"slug": space.slug, "meeting_id": meeting.id}
        olly_id = olly.id
    reader, visitor = user(olly_id, check=False), Visitor(app, olly_id)
    seen: set[object] = set()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and "slug" in rule.arguments <= arguments.keys() and not is_file(rule.rule):
            address = rule.build({name: arguments[name] for name in rule.arguments})[1]
            answer = visitor.client.get(address)
            if answer.status_code == 200 and (new := parts(Page(answer, address)) - seen):
                seen |= new
                looks_right(reader.open(address))


def test_a_form_that_cannot_be_taken_gives_back_what_was_typed(data, user: Start) -> None:
    with data():
        olly = factories.member(factories.space(slug="north"), role=Role.ORGANISER).id
    reader = user(olly, check=False).open("/spaces/north/meetings/new").fill("What is the meeting called?", "Buses")
    reader.driver.execute_script("document.querySelector('#form [name=csrf_token]').remove()")
    reader.press("Plan this meeting")
    reader.reads("This form could not be sent")
    reader.reads("What you typed")
    looks_right(reader)
