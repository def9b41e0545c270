"""How ways to be reached, and forms of reading, are said: defined once for every page and message."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.people.models import Format, ReachBy

REACH_BY: dict[ReachBy, Any] = {
    ReachBy.MAIL: _l("By e-mail"),
    ReachBy.TEXT: _l("By text message"),
    ReachBy.POST: _l("By post"),
    ReachBy.PHONE: _l("By phone"),
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
