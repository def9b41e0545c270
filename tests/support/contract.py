"""The page contract: what must hold for every page that any test meets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from turbohtml.etree import ElementView

from tests.support.html import faults
from workspace import once

if TYPE_CHECKING:
    from tests.support.visitor import Page

# Said before the heading in a title: what became of a form.
OUTCOMES = ("Error:", "Done:", "Gwall:", "Wedi’i wneud:")


def check_page(page: Page, app: Flask) -> None:
    """Fail when a page breaks the contract. A fragment is held to the rules that fit a part of a page."""
    headers = page.answer.headers
    assert "default-src 'none'" in headers["Content-Security-Policy"], page.address
    if page.tree is None or 300 <= page.status < 400:
        return
    _valid(page)
    _unique_ids(page)
    _labelled(page)
    _forms(page)
    _no_inline(page)
    if page.is_whole:
        _landmarks(page)
        _title(page)


def _valid(page: Page) -> None:
    wrong = faults(page.html)
    assert not wrong, f"{page.address} is not valid HTML: {wrong[:5]}\n{page.html}"


def _unique_ids(page: Page) -> None:
    ids = [e.get("id") for e in page.root.iter() if e.get("id") is not None]
    twice = {i for i in ids if ids.count(i) > 1}
    assert not twice, f"{page.address} has ids twice: {twice}"
    known = set(ids)
    for element in page.root.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            missing = set((element.get(attribute) or "").split()) - known
            assert not missing, f"{page.address}: {attribute} names nothing: {missing}"


def _labelled(page: Page) -> None:
    labels = {e.get("for") for e in page.root.iter("label")}
    for field in page.root.iter():
        if field.tag not in {"input", "textarea", "select"} or field.get("type") == "hidden":
            continue
        named = field.get("id") in labels or field.get("aria-label") or field.get("aria-labelledby")
        assert named, f"{page.address}: no label for {field.attrib}"
        assert field.get("required") is None, f"{page.address}: use aria-required on {field.attrib}"
    for tag in ("button", "a"):
        for control in page.root.iter(tag):
            words = "".join(control.itertext()).strip() or control.get("aria-label")
            assert words, f"{page.address}: a {tag} without words {control.attrib}"
    headings = [e for e in page.root.iter() if e.tag in {"h1", "h2", "h3", "h4"}]
    assert all("".join(e.itertext()).strip() for e in headings), f"{page.address}: an empty heading"


def _forms(page: Page) -> None:
    for form in page.root.iter("form"):
        if form.get("method", "get") != "post":
            continue
        names = {e.get("name") for e in form.iter("input")}
        assert "csrf_token" in names, f"{page.address}: form {form.attrib} can be sent from another site"
        assert once.FIELD in names or form.get("class") in {"langs", "bare-form"}, (
            f"{page.address}: {form.attrib} has no once-only key"
        )


def _no_inline(page: Page) -> None:
    for element in page.root.iter():
        inline = [n for n in element.attrib if n == "style" or n.startswith("on")]
        assert not inline, f"{page.address}: inline {inline} on {element.tag}"
        assert element.tag != "style", f"{page.address}: an inline style"
        assert element.tag != "script" or element.get("src"), f"{page.address}: an inline script"


def _landmarks(page: Page) -> None:
    assert page.root.get("lang"), page.address
    assert page.root.get("dir") in {"ltr", "rtl"}, page.address
    count = {tag: len(list(page.root.iter(tag))) for tag in ("main", "header", "footer", "h1")}
    assert count["main"] == count["h1"] == 1, f"{page.address}: {count}"
    body: ElementView = next(page.root.iter("body"))
    assert body[-1].get("role") == "status", f"{page.address}: the status region is not the last thing"
    assert not "".join(body[-1].itertext()), f"{page.address}: the status region is not empty"


def _title(page: Page) -> None:
    title = page.title
    for outcome in OUTCOMES:
        title = title.removeprefix(outcome).strip()
    for mark in "\u202e\u202c":
        title = title.replace(mark, "")
    h1 = page.h1.replace("\u202e", "").replace("\u202c", "")
    if page.root.get("lang") not in {"en-XA", "en-XB"}:
        assert title.startswith(h1), f"{page.address}: the title “{page.title}” does not begin with “{page.h1}”"
