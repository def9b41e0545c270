"""How the parts of an action and the fates of rows are said."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.actions.importing.checking import Fate
from workspace.actions.importing.columns import Part

PART: dict[Part, Any] = {
    Part.WHAT: _l("What will be done"),
    Part.WHO: _l("Who will do it"),
    Part.DUE: _l("By when"),
    Part.STATE: _l("How it is going"),
    Part.WORDS: _l("What came of it, or what would help, in words"),
    Part.FROM: _l("From which meeting"),
}

FATE: dict[Fate, Any] = {
    Fate.REFUSED: _l("To mend"),
    Fate.READY: _l("Ready"),
    Fate.ENDED: _l("Here, and ended in the table"),
    Fate.THERE: _l("Here already"),
    Fate.LEFT_OUT: _l("Left out"),
}

# What is done to all rows that have the same thing wrong, by the names in checking.MANY.
MANY_WORDS: dict[str, Any] = {
    "nobody": _l("Nobody has them yet, where no person of this group is named. The name stays in the history"),
    "no_day": _l("No day, where it cannot be read"),
    "to_do": _l("To do, where we do not know how it is going"),
    "left_out": _l("Leave out, where nothing is said of what will be done, or the same is said twice"),
    "ended": _l("Call them here what the table calls them"),
}
