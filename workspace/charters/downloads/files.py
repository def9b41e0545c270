"""Files of a charter, made of its lines."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace import i18n, programs
from workspace.charters.downloads.paper import Line
from workspace.charters.downloads.writer import NO_LETTER
from workspace.errors import DomainError

WRITER = Path(__file__).with_name("writer.py")
SIZES = (12, 18, 24)  # points; from 18 on it is large print
FROM_THE_RIGHT = frozenset({"R", "AL"})  # letters of scripts that run from right to left


@dataclass(frozen=True)
class Paper:
    """A charter to be written: its lines, and the language that they are in."""

    title: str
    language: i18n.Language
    lines: Sequence[Line]
    size: int = SIZES[0]

    @property
    def together(self) -> list[tuple[str, list[Line]]]:
        """Return the lines with those of one kind that follow each other together: the items of a list."""
        return [(kind, list(lines)) for kind, lines in groupby(self.lines, key=lambda line: line.kind)]

    @property
    def turns(self) -> bool:
        """Say whether any of it runs from right to left. No PDF that we can make keeps the order of such letters."""
        return self.language.direction == "rtl" or any(
            unicodedata.bidirectional(letter) in FROM_THE_RIGHT for line in self.lines for letter in line.words
        )


@dataclass(frozen=True)
class File:
    """A kind of file: what it is called, its media type, whether it holds Easy Read words, and how it is made."""

    words: Any
    media: str
    suffix: str
    write: Callable[[Paper], str | bytes]
    easy: bool = False
    has_sizes: bool = False


def as_text(paper: Paper) -> str:
    """Return the paper as plain text: a line under the title and each heading, a dash before each item."""
    said = []
    for kind, words in paper.lines:
        if kind in {"title", "heading"}:
            said.append(f"\n{words}\n{('=' if kind == 'title' else '-') * min(len(words), 72)}\n")
        elif kind == "clause":
            said.append(f"\n{words}\n")
        else:
            said.append(f"- {words}\n" if kind == "item" else f"{words}\n")
    return "".join(said).lstrip("\n")


def as_page(paper: Paper) -> str:
    """Return the paper as a page that stands alone: it needs no connection, and nothing of ours."""
    page: str = render_template("downloads/paper.html", paper=paper)
    return page


def as_word(paper: Paper) -> bytes:
    """Return the paper for Word, with its headings, lists, title and language marked as such."""
    return _written("word", paper)


def as_pdf(paper: Paper) -> bytes:
    """Return the paper as a tagged PDF. Refused: letters that no font of ours has, and a script from right to left."""
    if not has_pdf():
        raise DomainError(_("This installation cannot make PDF files"))
    if paper.turns:
        raise DomainError(_("A PDF would mix up letters that are read from right to left. Take the page or Word"))
    return _written("pdf", paper)


def has_pdf() -> bool:
    """Say whether what makes PDF files is installed."""
    return find_spec("typst") is not None


def _written(kind: str, paper: Paper) -> bytes:
    about = {"title": paper.title, "language": paper.language.tag, "rtl": paper.language.direction == "rtl"}
    try:
        given = json.dumps(about | {"size": paper.size, "lines": paper.lines}).encode()
        return programs.run(WRITER, kind, given=given)
    except programs.NotDoneError as error:
        if error.code == NO_LETTER:
            raise DomainError(_("It holds signs that a PDF cannot show. Take the page or Word")) from error
        raise DomainError(_("This file could not be made. Take another kind, or ask the people below")) from error


FILES = {
    "page": File(_l("A page that opens without a connection (HTML)"), "text/html", "html", as_page),
    "word": File(
        _l("Word, with headings and lists"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", as_word, has_sizes=True,
    ),
    "pdf": File(_l("PDF, with headings for screen readers"), "application/pdf", "pdf", as_pdf, has_sizes=True),
    "text": File(_l("Plain text"), "text/plain", "txt", as_text),
    "easy-page": File(_l("Easy Read words, as a page"), "text/html", "html", as_page, easy=True),
    "easy-text": File(_l("Easy Read words, as plain text"), "text/plain", "txt", as_text, easy=True),
}  # fmt: skip
