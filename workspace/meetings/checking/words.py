"""How the states of a correction are said, defined once for every page and message."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.meetings.checking.models import Answered

ANSWERED: dict[Answered, Any] = {
    Answered.WAITING: _l("Waits for an answer"),
    Answered.CHANGED: _l("The notes were changed"),
    Answered.NOT_CHANGED: _l("The notes stay as they are"),
}

# Offered as answers.
ANSWERED_MEANS: dict[Answered, Any] = {
    Answered.CHANGED: _l("Change them first. People can then read what is different."),
    Answered.NOT_CHANGED: _l("Say why, so that the person knows that they were heard."),
}

# The kind of tag, and the drawing in it (components/tag.html).
ANSWERED_TAG: dict[Answered, tuple[str, str]] = {
    Answered.WAITING: ("warn", "clock"),
    Answered.CHANGED: ("good", "tick"),
    Answered.NOT_CHANGED: ("", "cross"),
}
