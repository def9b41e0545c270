"""A visitor who uses pages as a browser without scripts does, and checks the page contract at each step."""

import contextvars
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask
from turbohtml.etree import ElementView
from werkzeug.test import Client

from tests.support.contract import check_page
from tests.support.files import posted
from tests.support.html import is_whole, read
from workspace import db
from workspace.people.models import Person
from workspace.people.signin import service


class Page:
    """An answer, its HTML read, and the forms in it."""

    def __init__(self, answer: Any, address: str) -> None:
        self.answer, self.address = answer, address
        self.status: int = answer.status_code
        self.html: str = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
        self.is_whole = is_whole(self.html)
        self.tree = read(self.html) if answer.mimetype == "text/html" and self.html else None

    @property
    def location(self) -> str:
        return self.answer.headers.get("Location", "")

    @property
    def text(self) -> str:
        """The words of the page, spaces folded, without script and style."""
        return fold("".join(self.root.itertext()))

    @property
    def root(self) -> ElementView:
        assert self.tree is not None, f"{self.address} is no HTML page: {self.status} {self.answer.mimetype}"
        return self.tree

    @property
    def h1(self) -> str:
        return fold("".join(next(self.root.iter("h1")).itertext()))

    @property
    def title(self) -> str:
        return fold("".join(next(self.root.iter("title")).itertext()))

    def find(self, id_: str) -> ElementView:
        """Return the element with this id."""
        for element in self.root.iter():
            if element.get("id") == id_:
                return element
        raise AssertionError(f"no element with id {id_} on {self.address}: {self.text[:400]}")

    def has(self, id_: str) -> bool:
        return any(element.get("id") == id_ for element in self.root.iter())

    def links(self) -> dict[str, str]:
        """Return every link's words and where it goes."""
        return {fold("".join(a.itertext())): a.get("href", "") for a in self.root.iter("a") if a.get("href")}

    def facts(self) -> dict[str, str]:
        """Return what the page's lists of facts say, by the word before each."""
        rows = [row for of in self.root.iter("dl") for row in of.iter("div")]
        return {_words_of(row, "dt"): _words_of(row, "dd") for row in rows}

    def forms(self) -> Iterator[ElementView]:
        yield from self.root.iter("form")

    def form(self, which: str) -> ElementView:
        """Return the form with this id, or the one that holds a button with these words."""
        for form in self.forms():
            if form.get("id") == which:
                return form
            for button in form.iter("button"):
                if fold("".join(button.itertext())) == which:
                    return form
        raise AssertionError(f"no form or button “{which}” on {self.address}: {self.text[:600]}")

    def error_of(self, field: str) -> str:
        """Return the words beside a field that was refused."""
        return fold("".join(self.find(f"{field}-error").itertext())).removeprefix("Error: ")


def _words_of(row: ElementView, tag: str) -> str:
    return fold(" ".join("".join(part.itertext()) for part in row.iter(tag)))


def fold(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def fields_of(form: ElementView, button: str = "") -> dict[str, Any]:
    """Return what a browser would send for this form as it stands, with the button that was pressed."""
    found: dict[str, Any] = {}
    for field in form.iter():
        name, value = field.get("name"), _value_of(field, button)
        if not name or value is None:
            continue
        found[name] = [*found.get(name, []), value] if field.get("type") == "checkbox" else value
    return found


def _value_of(field: ElementView, button: str) -> str | None:
    """Return what this control sends, or None when it sends nothing."""
    if field.tag == "textarea":
        return (field.text or "").removeprefix("\n")
    if field.tag == "select":
        return _chosen(field)
    if field.tag == "button":
        return field.get("value", "") if fold("".join(field.itertext())) == button else None
    if field.tag != "input":
        return None
    if field.get("type") in {"checkbox", "radio"}:
        return field.get("value", "on") if field.get("checked") is not None else None
    return field.get("value", "")


def _chosen(field: ElementView) -> str | None:
    options = list(field.iter("option"))
    chosen = next((o for o in options if o.get("selected") is not None), options[0] if options else None)
    return None if chosen is None else chosen.get("value", "".join(chosen.itertext()))


class Visitor:
    """Somebody with a browser of their own. Every page that they meet is checked against the page contract."""

    def __init__(self, app: Flask, person: Person | int | None = None, *, language: str = "en-GB") -> None:
        self.app = app
        self.client: Client = app.test_client()
        self.language = language
        if person is not None:
            self.sign_in(person if isinstance(person, int) else person.id)

    def sign_in(self, person_id: int) -> None:
        """Sign in without the pages for it: those have tests of their own."""

        def start() -> str:
            with self.app.app_context(), db.transaction():
                return service.start_session(db.session.get_one(Person, person_id))

        self.client.set_cookie("session_key", contextvars.Context().run(start))

    def get(self, address: str, *, status: int = 200, follow: bool = False, **kwargs: Any) -> Page:
        """Open an address and expect this status. With `follow`, redirects are followed."""
        page = self._open(address, method="GET", **kwargs)
        while follow and page.status in {302, 303}:
            page = self._open(page.location, method="GET", **kwargs)
        assert page.status == status, f"{address} answered {page.status}, not {status}: {page.html[:2000]}"
        return page

    def submit(self, page: Page, which: str, *, status: int = 303, follow: bool = True, **fields: Any) -> Page:
        """Fill the form that has this id or button and send it. Fields left out keep what the page shows.

        A form that was carried out redirects (303); the page behind it is returned. Use status=422 for a refusal.
        """
        form = page.form(which)
        data = {**fields_of(form, which), **fields}
        pressed = next((b for b in form.iter("button") if fold("".join(b.itertext())) == which), form)
        address = pressed.get("formaction") or form.get("action") or page.address
        return self.post(address, data, status=status, follow=follow)

    def post(
        self,
        address: str,
        data: dict[str, Any],
        *,
        status: int = 303,
        follow: bool = True,
        file: tuple[str, str, bytes] | None = None,
        **kwargs: Any,
    ) -> Page:
        """Send a form and expect this status; a redirect is then followed. `file`: field, name, content."""
        data = {name: value for name, value in data.items() if value is not None}
        body = posted(data, *file) if file else {"data": data}
        page = self._open(address, method="POST", **body, **kwargs)
        assert page.status == status, f"POST {address} answered {page.status}, not {status}: {page.html[:3000]}"
        return self.get(page.location) if follow and status in {302, 303} else page

    def _open(self, address: str, **kwargs: Any) -> Page:
        headers = {"Accept-Language": self.language, **kwargs.pop("headers", {})}
        # In an empty context: a request must not see the application context that a test may have open.
        answer = contextvars.Context().run(self.client.open, address, headers=headers, **kwargs)
        page = Page(answer, address)
        check_page(page, self.app)
        return page
