"""Free text as people see it: light Markdown made into safe HTML, or kept plain."""

from functools import cache
from typing import TYPE_CHECKING

import nh3
from flask import Flask
from markupsafe import Markup

from workspace import libraries

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

# Headings would break the page's own order, and pictures would be fetched from elsewhere.
TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "hr"}


@cache
def _markdown() -> "MarkdownIt":
    made = libraries.markdown_it.MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True})
    return made.disable(["image", "heading", "lheading"])


def as_html(text: str) -> Markup:
    """Return the text as HTML that is safe to show: paragraphs, lists, emphasis and links; everything else as words."""
    return Markup(  # noqa: S704  (cleaned right here)
        nh3.clean(
            _markdown().render(text),
            tags=TAGS,
            attributes={"a": {"href"}},
            url_schemes={"https", "http", "mailto", "tel"},
        )
    )


def as_plain(text: str) -> str:
    """Return the words of the text without its marks: a line for each paragraph, point or line."""
    lines = []
    for block in _markdown().parse(text):
        pieces = block.children if block.type == "inline" else [block]
        lines.append("".join(piece.content or "\n" * piece.type.endswith("break") for piece in pieces or []))
    return "\n".join(filter(None, lines))


def init_app(app: Flask) -> None:
    """Give templates the filter `rich` for free text."""
    app.jinja_env.filters["rich"] = as_html
