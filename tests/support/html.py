"""Reading HTML as a browser does, and finding where a browser does not read what was written."""

from itertools import zip_longest

from turbohtml import TokenType, parse, tokenize
from turbohtml.etree import ElementView

VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
AROUND_A_PART = "<!doctype html><html><head><title>A part</title></head><body>", "</body></html>"


def is_whole(html: str) -> bool:
    """Say whether this is a page, not a part of one."""
    return html.lstrip()[:9].lower() == "<!doctype"


def read(html: str) -> ElementView:
    """Return a page, or the body around a part of one."""
    root = ElementView(parse(_page(html)).root)
    return root if is_whole(html) else root[1]


def faults(html: str) -> list[str]:
    """Say in which lines signs are wrong, and where a tag first does not stand as it was written.

    A browser closes, moves and leaves out what may not stand where it does, and says nothing. So what it read is
    written down again: each tag must be there, in the same order.
    """
    page = parse(_page(html))
    wrong = [f"{error.code} in line {error.line}" for error in page.errors]
    for (written, line), (there, _) in zip_longest(
        _tags(_page(html)), _tags(page.serialize()), fillvalue=("nothing", 0)
    ):
        if written != there:
            return [*wrong, f"“{written}” in line {line} is read as “{there}”"]
    return wrong


def _page(html: str) -> str:
    return html if is_whole(html) else html.join(AROUND_A_PART)


def _tags(html: str) -> list[tuple[str, int]]:
    """Return each tag, "<p>" or "</p>", with its line."""
    found = []
    for token in tokenize(html, capture_attributes=False):
        if token.type == TokenType.START_TAG:
            found.append((f"<{token.tag}>", token.line))
        if token.type == TokenType.END_TAG or (token.self_closing and token.tag not in VOID):
            found.append((f"</{token.tag}>", token.line))
    return found
