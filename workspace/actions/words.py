"""How the states of an action are said, defined once for every page and message."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from workspace import db, i18n
from workspace.actions.models import ActionState, Task

STATE: dict[ActionState, Any] = {
    ActionState.TO_DO: _l("To do"),
    ActionState.DOING: _l("Doing"),
    ActionState.STUCK: _l("Stuck"),
    ActionState.DONE: _l("Done"),
    ActionState.COULD_NOT: _l("Could not do"),
}

STATE_MEANS: dict[ActionState, Any] = {
    ActionState.TO_DO: _l("Not begun yet."),
    ActionState.DOING: _l("Begun. Say how it is going, if you like."),
    ActionState.STUCK: _l("It cannot go on without help. Say what would help."),
    ActionState.DONE: _l("Finished. Say what changed because of it."),
    ActionState.COULD_NOT: _l("It will not be done. Say why, and what could be done instead."),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[ActionState, tuple[str, str]] = {
    ActionState.TO_DO: ("", ""),
    ActionState.DOING: ("info", ""),
    ActionState.STUCK: ("bad", "stop"),
    ActionState.DONE: ("good", "tick"),
    ActionState.COULD_NOT: ("", "cross"),
}

# What is asked for when a state needs words and none were written.
WORDS_NEEDED: dict[ActionState, Any] = {
    ActionState.STUCK: _l("Write what would help"),
    ActionState.DONE: _l("Write what changed"),
    ActionState.COULD_NOT: _l("Write why, and what could be done instead"),
}


def today() -> date:
    """Return the day it is where the space is."""
    return i18n.local(db.now()).date()


def late_words(task: Task) -> str:
    """Return "Late by 3 days", or nothing for an action that is not late."""
    days = task.days_late(today())
    return ngettext("Late by %(num)d day", "Late by %(num)d days", days) if days else ""
