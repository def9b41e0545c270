"""Where in a charter a word of the group's list is used first. It knows no database."""

from collections.abc import Iterable

from workspace.charters.models import CharterPart
from workspace.spaces.glossary.finding import Entry, Glossary


def first_uses(parts: Iterable[CharterPart], glossary: Glossary) -> dict[int, list[Entry]]:
    """Return for the number of a clause the words that are explained and stand in no clause before it."""
    seen: set[str] = set()
    found: dict[int, list[Entry]] = {}
    for part in parts:
        if part.number and glossary.entries:
            new = [one for one in glossary.in_text("\n".join(part.texts)) if one.word not in seen]
            seen |= {one.word for one in new}
            found[part.number] = new
    return found
