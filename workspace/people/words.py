"""How ways to be reached, and forms of reading, are said: defined once for every page and message."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.people.models import Format, Hears, ReachBy

REACH_BY: dict[ReachBy, Any] = {
    ReachBy.MAIL: _l("By e-mail"),
    ReachBy.TEXT: _l("By text message"),
    ReachBy.POST: _l("By post"),
    ReachBy.PHONE: _l("By phone"),
}

# The words, and what they mean.
HEARS: dict[Hears, tuple[Any, Any]] = {
    Hears.AT_ONCE: (_l("At once"), _l("A message for each change.")),
    Hears.WEEKLY: (_l("Once a week"), _l("One message on Monday, and none when nothing changed.")),
    Hears.PAGES: (_l("Only on these pages"), _l("No messages about changes: you look when it suits you.")),
}

FORMAT: dict[Format, Any] = {
    Format.WEB: _l("A page like this"),
    Format.LARGE_PRINT: _l("Large print"),
    Format.EASY_READ: _l("Easy Read"),
    Format.PLAIN_TEXT: _l("Plain text"),
    Format.WORD: _l("Word"),
    Format.AUDIO: _l("Audio"),
    Format.BRAILLE: _l("Braille"),
}


def words_of_formats(chosen: Iterable[str]) -> list[str]:
    """Say in which forms somebody reads best, in the order of our list."""
    kept = set(chosen)
    return [str(words) for one, words in FORMAT.items() if one in kept]
