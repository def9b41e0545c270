"""The sealed text of a version: all that is agreed, in one plain form that the same words always have.

One line says one thing. A clause's lines begin with its number, so that whoever finds a line changed can name the
clause. Labels are in one language, whatever the reader's: the text must not depend on who reads it.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from workspace.charters.models import CharterPart, CharterVersion
from workspace.people.names import REFERENCE

FORM = "Working Together, text of a charter, form 1"


def sealed_text(version: CharterVersion, parts: Sequence[CharterPart]) -> str:
    """Return the text of a version with these parts. A person who is named stands as a number, as names change."""
    said = [
        ("", FORM), ("Title", version.title), ("Kind", version.kind.value), ("Version", str(version.number)),
        ("Made by", version.made_by), ("Began with", version.credit),
    ]  # fmt: skip
    lines = [line for label, words in said for line in _lines(label, words)]
    for part in parts:
        if not part.is_out:
            lines += _part(part)
    return "".join(f"{line}\n" for line in lines)


def unnamed(text: str) -> str:
    """Return the text with numbers in place of people who are named in it: names change, and what is sealed stays."""
    return REFERENCE.sub(r"person \1", text)


def plain(text: str) -> str:
    """Return the text as it is compared: spaces, line ends and ways to write one letter do not count."""
    kept = (" ".join(unicodedata.normalize("NFC", line).split()) for line in text.splitlines())
    return "".join(f"{line}\n" for line in kept if line)


def _part(part: CharterPart) -> Iterator[str]:
    if part.kind is None:
        yield from _lines("#", part.words or "-")
        return
    number = str(part.number)
    yield from _lines(f"{number} {part.kind.value}", part.words)
    yield from _lines(f"{number} plain words", part.plain)
    yield from _lines(f"{number} Easy Read words", part.easy)
    yield from _lines(f"{number} answers for it", part.body.name if part.body else "")
    yield from _lines(f"{number} has a part in it", part.shared)
    yield from _lines(f"{number} how it is known", part.how_known)
    yield from _lines(f"{number} how far it goes", part.rung.value if part.rung else "")
    yield from _lines(f"{number} involvement", part.involvement)
    yield from _lines(f"{number} limits", part.limits)
    yield from _lines(f"{number} best practice", part.best_practice)
    law = f"{part.legal} ({part.legal_on.isoformat()})" if part.legal_on else part.legal
    yield from _lines(f"{number} rests on", law)


def _lines(label: str, words: str) -> Iterator[str]:
    for line in plain(unnamed(words)).splitlines():
        yield f"{label}: {line}" if label else line
