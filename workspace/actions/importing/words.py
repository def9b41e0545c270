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
}

FATE: dict[Fate, Any] = {
    Fate.REFUSED: _l("To mend"),
    Fate.READY: _l("Ready"),
    Fate.THERE: _l("Here already"),
    Fate.LEFT_OUT: _l("Left out"),
}
