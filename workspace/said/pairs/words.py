"""How the states of a pair are said; defined once for every page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from workspace.said.pairs.models import PairResult, PairState

STATE: dict[PairState, Any] = {
    PairState.DRAFT: _l("A draft"),
    PairState.WAITING: _l("Waits for approval"),
    PairState.SENT_BACK: _l("Sent back"),
    PairState.PUBLIC: _l("Public"),
    PairState.TAKEN_BACK: _l("Taken back"),
}

# The kind of tag, and the drawing in it (components/tag.html).
STATE_TAG: dict[PairState, tuple[str, str]] = {
    PairState.DRAFT: ("", "clock"),
    PairState.WAITING: ("info", "clock"),
    PairState.SENT_BACK: ("warn", "warning"),
    PairState.PUBLIC: ("good", "tick"),
    PairState.TAKEN_BACK: ("", "cross"),
}

# What a message says of it.
BECAME: dict[PairState, Any] = {
    PairState.DRAFT: _l("It is being changed. Nobody else can read it meanwhile."),
    PairState.WAITING: _l("It waits for a member with lived experience who did not write it. Would you read it?"),
    PairState.SENT_BACK: _l("It was sent back, to be changed first."),
    PairState.PUBLIC: _l("It is approved, and open to all who can read the page."),
    PairState.TAKEN_BACK: _l("It was taken back. Nobody else can read it any more."),
}

RESULT: dict[PairResult, Any] = {
    PairResult.DONE: _l("We did it"),
    PairResult.COULD_NOT: _l("We could not, because"),
}
