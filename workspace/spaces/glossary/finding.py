"""Finding the words of a glossary in a page or a text. It knows no database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from markupsafe import Markup
from markupsafe import escape as safe

LONGEST_SHORT_FORM = 6
# Parts of a page in which nothing is written out: what names a control or a heading stays as it is called elsewhere.
_LEFT_ALONE = {"a", "button", "textarea", "select", "label", "legend", "summary", "h1", "h2", "h3", "h4", "dt", "svg"}
_TAG = r"<(?P<closes>/?)(?P<tag>\w+)[^>]*>"


@dataclass(frozen=True)
class Entry:
    """An explained word as pages show it."""

    word: str
    in_full: str
    means: str
    language: str
    number: int = 0  # of its row: links lead to it

    @property
    def is_short_form(self) -> bool:
        """Say whether it is written in capitals: then it is found only so, and SEND is not in “send”."""
        return len(self.word) <= LONGEST_SHORT_FORM and any(map(str.isupper, self.word[1:]))


@dataclass(frozen=True)
class Told:
    """A page with its short forms written out where they first stand, and the words that are explained at its foot."""

    page: Markup
    entries: list[Entry]


class Glossary:
    """The explained words of a space, ready to be found."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = list(entries)
        self._by_key = {one.word.casefold(): one for one in self.entries}
        longest_first = sorted(self.entries, key=lambda one: len(one.word), reverse=True)
        words = "|".join(map(_pattern, longest_first)) or r"(?!)"
        self._in_text = re.compile(rf"(?<![\w&/@])(?P<word>{words})(?P<many>’?s)?(?![\w@])")
        self._in_page = re.compile(rf"{_TAG}|{self._in_text.pattern}")

    def in_text(self, text: str) -> list[Entry]:
        """Return the words that stand in a plain text, by word."""
        return self._sorted(
            {self._entry(match["word"]).word for match in self._in_text.finditer(escape(text, quote=False))}
        )

    def in_page(self, page: str) -> Told:
        """Return a page with its short forms written out where they first stand outside names of controls and headings,
        unless their long form stands in the page already; and all of its words that are in the list."""
        found: set[str] = set()
        written_out: set[str] = set()
        lower, inside = unescape(page).casefold(), 0

        def seen(match: re.Match[str]) -> str:
            nonlocal inside
            if match["tag"]:
                inside += _depth(match)
                return match[0]
            entry = self._entry(match["word"])
            found.add(entry.word)
            if inside or entry.word in written_out or not entry.in_full or entry.in_full.casefold() in lower:
                return match[0]
            written_out.add(entry.word)
            return f'{match[0]} (<span lang="{safe(entry.language)}">{safe(entry.in_full)}</span>)'

        return Told(Markup(self._in_page.sub(seen, page)), self._sorted(found))  # noqa: S704  (it was a page before)

    def _entry(self, word: str) -> Entry:
        return self._by_key[" ".join(unescape(word).casefold().split())]

    def _sorted(self, words: set[str]) -> list[Entry]:
        return sorted((one for one in self.entries if one.word in words), key=lambda one: one.word.casefold())


def _depth(tag: re.Match[str]) -> int:
    if tag["tag"] not in _LEFT_ALONE:
        return 0
    return -1 if tag["closes"] else 1


def _pattern(entry: Entry) -> str:
    """Return what finds the word in HTML: quotes may be written in two ways, spaces in many, small letters or large."""
    word = re.escape(escape(entry.word, quote=False)).replace("'", "(?:'|&\\#39;)").replace("\\ ", r"\s+")
    return word if entry.is_short_form else f"(?i:{word})"
