"""How it is said whether a line was read back, defined once for every page."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from workspace.meetings.heard.models import HeardHow, HeardReading, HeardState

STATE: dict[HeardState, Any] = {
    HeardState.TO_READ_BACK: _l("To be read back"),
    HeardState.CONFIRMED: _l("They said yes to it"),
    HeardState.CORRECTED: _l("In their own words"),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[HeardState, tuple[str, str]] = {
    HeardState.TO_READ_BACK: ("warn", "clock"),
    HeardState.CONFIRMED: ("good", "tick"),
    HeardState.CORRECTED: ("good", "tick"),
}

HOW: dict[HeardHow, Any] = {
    HeardHow.ALOUD: _l("Aloud, in the room"),
    HeardHow.PHONE: _l("By phone"),
}


def reading_words(reading: HeardReading) -> str:
    """Say what the speaker said to a line, and how: "Right, said aloud in the room"."""
    right = reading.state is HeardState.CONFIRMED
    if reading.how is HeardHow.OWN_PAGE:
        return str(_("Right, on their own page") if right else _("Said differently, on their own page"))
    if reading.how is HeardHow.PHONE:
        return str(_("Right, said by phone") if right else _("Said differently, by phone"))
    return str(_("Right, said aloud in the room") if right else _("Said differently, aloud in the room"))
