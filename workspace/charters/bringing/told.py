"""What a text says of a level or a way of working, found in its words. It knows no database."""

import re
from typing import Any

from workspace.charters.kinds import Kind
from workspace.meetings.models import Involvement

# What a line of a level is about, by the words before its colon; words of other languages stand beside the English.
_ABOUT = {
    "involvement": re.compile(r"\b(?:involvement|involved|taking part|cyfranogi|cymryd rhan)\b", re.IGNORECASE),
    "limits": re.compile(r"\blimit(?:s|ations?)?\b|\bcyfyngiadau\b", re.IGNORECASE),
    "best_practice": re.compile(r"\b(?:best|good) practice\b|\barfer (?:gorau|da)\b", re.IGNORECASE),
}
_LINE = re.compile(r"(?P<label>[^:]{1,80}):\s+(?P<words>\S.*)")
# With which word a way of working begins.
_RUNGS = {
    Involvement.INFORMATION: r"inform(?:ation|ing)|gwybodaeth|hysbysu",
    Involvement.CONSULTATION: r"consult(?:ation|ing)|ymgynghori",
    Involvement.ENGAGEMENT: r"engag(?:ement|ing)|ymgysylltu",
    Involvement.CO_DESIGN: r"co[- ]?design(?:ing)?|cyd[- ]?ddylunio",
    Involvement.CO_PRODUCTION: r"co[- ]?produc(?:tion|ing)|cyd[- ]?gynhyrchu",
}


def told(kind: Kind | None, words: str) -> dict[str, Any]:
    """Return the parts of a clause by the names that a charter knows. The lines of a level go where they belong, with
    what is left in its words; a way of working gets its step. Nothing is lost."""
    if kind is Kind.WAY_OF_WORKING:
        begins = (rung for rung, one in _RUNGS.items() if re.match(rf"\W*(?:{one})\b", words, re.IGNORECASE))
        return {"kind": kind, "words": words, "rung": next(begins, None)}
    if kind is Kind.LEVEL:
        return {"kind": kind, **_of_level(words)}
    return {"kind": kind, "words": words}


def _of_level(words: str) -> dict[str, str]:
    first, *lines = words.split("\n")
    said: dict[str, list[str]] = {"words": [first]}
    for line in lines:
        found = _LINE.fullmatch(line.strip())
        about = (name for name, pattern in _ABOUT.items() if found and pattern.search(found["label"]))
        name = next(about, "words")
        said.setdefault(name, []).append(found["words"] if found and name != "words" else line)
    return {name: "\n".join(kept) for name, kept in said.items()}
