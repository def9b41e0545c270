"""Templates: they parse, stay short, hold no style, script or address of their own, and no word outside gettext."""

import re
from collections.abc import Iterator
from zoneinfo import available_timezones

import pytest
from babel import Locale
from flask import Flask
from turbohtml.etree import ElementView

from tests.support.each import of_each
from tests.support.visitor import Page, Visitor, fold
from tests.support.world import addresses, two_spaces
from workspace.config import ROOT
from workspace.i18n import LANGUAGES

FOLDER = ROOT / "templates"
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
LONGEST = 140  # lines; the aim is 120
# Our own drawings, and a letter whose HTML was made from its text by mail.py.
SAFE_ALREADY = {"components/icon.html", "mail/page.html"}
ENGLISH = Locale.parse("en_GB")


def _named(path) -> str:  # type: ignore[no-untyped-def]
    return str(path.relative_to(FOLDER))


def _without_comments(path) -> str:  # type: ignore[no-untyped-def]
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)


@pytest.mark.only_database("sqlite")
def test_every_template_parses(app: Flask) -> None:
    for path in FILES:
        app.jinja_env.get_template(_named(path))


@of_each(FILES, _named)
def test_a_template_is_short(path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@of_each(FILES, _named)
def test_a_template_has_no_style_script_or_address_of_its_own(path) -> None:
    text = _without_comments(path)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    assert not re.findall(r"<script(?![^>]*\ssrc=)", text)
    assert not re.findall(r"(?:href|src|action)=\"/", text), "url_for() knows where a page is"
    if _named(path) not in SAFE_ALREADY:
        assert not re.findall(r"\|\s*safe\b", text), "what is safe to show is decided in text.py"


@of_each(FILES, _named)
def test_people_have_one_name(path) -> None:
    """`preferred_name` is the only name of a person that pages and mails know."""
    text = _without_comments(path)
    assert not re.findall(r"\b(?:full|legal|real|given|family|first|last|display)_?name\b", text)
    assert not re.findall(r"\b(?:person|owner|who|member|guest|invited|by)\.name\b", text)


# --- the pseudo-language: every text of ours comes back in [brackets] ----------------------------------------------

SKIPPED = {"script", "style", "bdi", "time", "textarea", "title", "code"}
ZONES = sorted((re.escape(zone.replace("_", " ")) for zone in available_timezones()), key=len, reverse=True)
DATES = "|".join(
    [*ENGLISH.days["format"]["wide"].values(), *ENGLISH.months["format"]["wide"].values(), r"\d+(?::\d+)?(?:am|pm)"]
)
# Written by Babel or by name, in every language its own way: days, the "and" of a list, languages, time zones.
NAMES = "|".join([*(re.escape(one.name) for one in LANGUAGES.values()), r"Working Together", *ZONES])
# How every text that people wrote begins, in tests/support/world.py, with its number: no hour that may follow it.
PLANTED = r"[AB]-only[a-z ]*(?:\d++(?![:\d]*(?:am|pm)))?"
READ = re.compile(rf"\b(?:{DATES}|and)\b|\S+@\S+|https?://\S+|{NAMES}")


def outside_gettext(page: Page) -> list[str]:
    """Return the words of the page that no catalogue could change, what people wrote left out."""
    body = next(page.root.iter("body"))
    pieces = ["".join(_words(body)), *_labels(body)]
    found = []
    for piece in pieces:
        rest = READ.sub(" ", re.sub(PLANTED, " ", piece))
        depth, bare = 0, []
        for letter in rest:
            depth += (letter == "[") - (letter == "]")
            bare.append(letter if depth == 0 and letter != "]" else " ")
        found += re.findall(r"\b[^\W\d_]{2,}\b(?: [^\W\d_]+)*", fold("".join(bare)))
    return found


def _skipped(element: ElementView) -> bool:
    another_language, seal = element.get("lang") is not None, element.get("class") == "code"
    return element.tag in SKIPPED or element.get("aria-hidden") == "true" or another_language or seal


def _words(element: ElementView) -> Iterator[str]:
    if not _skipped(element):
        yield element.text or ""
        for child in element:
            yield from _words(child)
            yield child.tail or ""


def _labels(body: ElementView) -> Iterator[str]:
    for element in body.iter():
        if not _skipped(element):
            for name in ("aria-label", "alt", "placeholder", "title"):
                yield element.get(name, "")


@pytest.mark.slow
@pytest.mark.only_database("sqlite")
def test_every_word_of_every_page_can_be_translated(app: Flask, data) -> None:
    world, _ = two_spaces(data)
    left = {}
    for role in ("organiser", "guest", "host", "nobody"):
        visitor = Visitor(app, None if role == "nobody" else world.people[role])
        visitor.client.set_cookie("language", "en_XA")
        for state in ("planned", "happening", "published"):
            for rule, address in addresses(app, world, "GET", state):
                if state != "planned" and "meeting_id" not in rule.arguments:
                    continue
                answer = visitor.client.get(address)
                if answer.mimetype == "text/html" and answer.status_code < 500 and not 300 <= answer.status_code < 400:
                    page = Page(answer, address)
                    if page.root.get("lang") == "en-XA" and (words := outside_gettext(page)):
                        left[f"{role} {address}"] = words
    assert not left


@pytest.mark.slow
@pytest.mark.only_database("sqlite")
def test_every_page_about_a_thing_names_it_in_its_title(app: Flask, data) -> None:
    """Whoever has many pages open, or goes back in a list of pages, must know which “I need more time” is which."""
    world, _ = two_spaces(data)
    visitor, nameless = Visitor(app, world.people["organiser"]), {}
    for rule, address in addresses(app, world, "GET", "closed"):
        answer = visitor.client.get(address)
        if rule.arguments <= {"slug"} or answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = Page(answer, address)
        if page.is_whole and "A-only" not in page.title.removesuffix(" - Working Together").rpartition(" - ")[0]:
            nameless[rule.endpoint] = page.title
    # A pair has a number, a table that is brought in no name; a venue is called like its space here, a body “x”.
    assert nameless.keys() <= {
        "pairs.show", "pairs.change", "importing.columns", "importing.rows", "venues.show", "bodies.show",
        "ladder.of_body", "ladder.add_of_body",
    }, nameless  # fmt: skip


@pytest.mark.only_database("sqlite")
def test_a_bare_word_on_a_page_is_found(app: Flask) -> None:
    def page(body: str) -> list[str]:
        made = app.response_class(f"<!doctype html><html lang='en-XA'><body>{body}</body></html>", mimetype="text/html")
        return outside_gettext(Page(made, "/"))

    assert page("<p>[Ĥéļļö one]</p><p>Bare words</p>") == ["Bare words"]
    assert page("<p>[Öñé <a href='/'>ļîñķ</a> two]</p><p><bdi>Ann</bdi> A-only title 3, 10am</p>") == []
    assert page("<nav aria-label='Bare'></nav>") == ["Bare"]
